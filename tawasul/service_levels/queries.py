"""What others may ask: which document is in force, what it promises, and when that falls due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import DateField, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from tawasul.calendars.queries import schedule_for
from tawasul.calendars.schedule import ALWAYS
from tawasul.calendars.working_time import Pauses, Reckoning, reckon
from tawasul.lib.errors import NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.lib.remembering import remembered
from tawasul.service_levels.amounts import Promise, Step, most_particular
from tawasul.service_levels.models import OBJECTIONS_ALLOWED, Commitment, ServiceLevelDocument
from tawasul.service_levels.sayings import reading_order
from tawasul.service_levels.standing import Standing, standing_of

Published = ServiceLevelDocument.State.PUBLISHED


@dataclass(frozen=True)
class Document:
    """A published version, which never changes and so may be remembered."""

    number: int
    in_force_from: date
    promises: tuple[Promise, ...]
    objections_allowed: int = OBJECTIONS_ALLOWED

    def promise(self, ticket_type: str, step: str = Step.WHOLE, priority: str = "", category: str = "") -> Promise:
        """The most particular line that fits: of this type before any, then of this priority, then of this category.

        Raises NotFound where no line fits.
        """
        found = self.promise_if_any(ticket_type, step, priority, category)
        if found is None:
            raise NotFound(_("The service-level document says nothing of this."), code="no-commitment")
        return found

    def promise_if_any(
        self, ticket_type: str, step: str = Step.WHOLE, priority: str = "", category: str = ""
    ) -> Promise | None:
        """As `promise`, or None where the document says nothing."""
        return most_particular(self.promises, (ticket_type, step, priority, category))


@dataclass(frozen=True, kw_only=True)
class Version:
    """A version as it stands on a day: `until` is the last day on which it holds, or held, where another follows."""

    row: ServiceLevelDocument
    standing: Standing
    until: date | None


# By row, not by number: a number may be used again after a rolled back publication, an identity never is.
_remembered: dict[int, Document] = {}
_lines: dict[int, Promise] = {}


def document_in_force(at: datetime) -> Document:
    """The version in force at an instant. Raises NotFound when none was published by then. One query."""
    return _document_on(at.astimezone(RIYADH).date())


@remembered
def _document_on(day: date) -> Document:
    row = (
        ServiceLevelDocument.objects.filter(state=Published, in_force_from__lte=day)
        .order_by("-in_force_from", "-number")
        .first()
    )
    return _whole(row)


@remembered
def document(version: int) -> Document:
    """A published version by its number. Raises NotFound. One query."""
    row = ServiceLevelDocument.objects.filter(state=Published, number=version).first()
    if row is None:
        raise NotFound(_("There is no published version of this number."), code="no-such-version")
    return _whole(row)


def reckoned(promise: Promise, *, scopes: Sequence[str], filed_at: datetime, pauses: Pauses = ()) -> Reckoning:
    """When one line, already known, falls due for what was filed then. Raises NeverOpen."""
    schedule = ALWAYS if promise.round_the_clock else schedule_for(scopes)
    return reckon(schedule, filed_at, promise.amount, pauses)


def promise_of(commitment_id: int) -> Promise:
    """A line of a published document by its row; read once, for it never changes."""
    if commitment_id not in _lines:
        row = Commitment.objects.select_related("document").get(pk=commitment_id)
        for promise in _whole(row.document).promises:
            _lines[promise.commitment_id or 0] = promise
    return _lines[commitment_id]


def versions(on: date, *, published_only: bool = False, before: int | None = None, size: int) -> list[Version]:
    """The versions by number, the newest first, from below the number `before`. One query."""
    rows = _with_follower().order_by("-number")
    if published_only:
        rows = rows.filter(state=Published)
    if before is not None:
        rows = rows.filter(number__lt=before)
    return [_standing(row, on) for row in rows[:size]]


def version_of(number: int, on: date) -> Version:
    """One version, whatever its state. Raises NotFound. One query."""
    row = _with_follower().filter(number=number).first()
    if row is None:
        raise NotFound(_("There is no such version of the service-level document."))
    return _standing(row, on)


def coming(on: date) -> Version | None:
    """The published version that begins next, if one is to. One query."""
    rows = _with_follower().filter(state=Published, in_force_from__gt=on).order_by("in_force_from", "-number")
    return next((_standing(row, on) for row in rows[:1]), None)


def open_version(on: date) -> Version | None:
    """The version that is being prepared (drafted or approved), if there is one. One query."""
    states = [ServiceLevelDocument.State.DRAFT, ServiceLevelDocument.State.APPROVED]
    return next((_standing(row, on) for row in _with_follower().filter(state__in=states)[:1]), None)


def lines_of(row: ServiceLevelDocument) -> list[Promise]:
    """The lines of a version, as one reads them; each knows its row. One query."""
    return sorted((commitment.promise for commitment in row.commitments.all()), key=reading_order)


def before_it(row: ServiceLevelDocument) -> ServiceLevelDocument | None:
    """The published version that this one follows; for one not published yet, the last that was. One query."""
    rows = ServiceLevelDocument.objects.filter(state=Published)
    if row.in_force_from is not None:
        rows = rows.filter(
            Q(in_force_from__lt=row.in_force_from) | Q(in_force_from=row.in_force_from, number__lt=row.number)
        )
    return rows.order_by("-in_force_from", "-number").first()


def line(row: ServiceLevelDocument, line_id: int) -> Commitment | None:
    """One line of a version by its row, or None. One query."""
    return row.commitments.filter(pk=line_id).first()


def _with_follower() -> QuerySet[ServiceLevelDocument]:
    """Every version with the day on which the next one begins, as `followed_on`."""
    later = Q(in_force_from__gt=OuterRef("in_force_from"))
    later |= Q(in_force_from=OuterRef("in_force_from"), number__gt=OuterRef("number"))
    followers = ServiceLevelDocument.objects.filter(later, state=Published).order_by("in_force_from", "number")
    followed = Subquery(followers.values("in_force_from")[:1], output_field=DateField())
    return ServiceLevelDocument.objects.annotate(followed_on=followed)


def _standing(row: ServiceLevelDocument, on: date) -> Version:
    followed_on: date | None = row.followed_on  # type: ignore[attr-defined]
    until = followed_on - timedelta(days=1) if followed_on is not None else None
    standing = standing_of(row.state, row.in_force_from, followed_on, on)
    return Version(row=row, standing=standing, until=until)


def _whole(row: ServiceLevelDocument | None) -> Document:
    if row is None or row.in_force_from is None:
        raise NotFound(_("No service-level document is in force."), code="no-service-level-document")
    if row.pk not in _remembered:
        promises = tuple(
            commitment.promise for commitment in row.commitments.order_by("ticket_type", "step", "priority", "category")
        )
        _remembered[row.pk] = Document(row.number, row.in_force_from, promises, row.objections_allowed)
    return _remembered[row.pk]
