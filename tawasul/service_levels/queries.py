"""What others may ask: which document is in force, what it promises, and when that falls due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from tawasul.calendars.queries import schedule_for
from tawasul.calendars.schedule import ALWAYS
from tawasul.calendars.working_time import Pauses, Reckoning, reckon
from tawasul.lib.errors import NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.service_levels.amounts import Promise, Step
from tawasul.service_levels.labels import sentence
from tawasul.service_levels.models import Commitment, ServiceLevelDocument

Published = ServiceLevelDocument.State.PUBLISHED


@dataclass(frozen=True)
class Document:
    """A published version, which never changes and so may be remembered."""

    number: int
    in_force_from: date
    promises: tuple[Promise, ...]
    objections_allowed: int = 2

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
        fitting = (
            promise
            for promise in self.promises
            if promise.step == step
            and promise.subject in {"", ticket_type}
            and promise.priority in {"", priority}
            and promise.category in {"", category}
        )
        return max(fitting, key=lambda promise: promise.particular, default=None)


# By row, not by number: a number may be used again after a rolled back publication, an identity never is.
_remembered: dict[int, Document] = {}
_lines: dict[int, Promise] = {}


def document_in_force(at: datetime) -> Document:
    """The version in force at an instant. Raises NotFound when none was published by then. One query."""
    day = at.astimezone(RIYADH).date()
    row = (
        ServiceLevelDocument.objects.filter(state=Published, in_force_from__lte=day)
        .order_by("-in_force_from", "-number")
        .first()
    )
    return _whole(row)


def document(version: int) -> Document:
    """A published version by its number. Raises NotFound. One query."""
    return _whole(ServiceLevelDocument.objects.filter(state=Published, number=version).first())


def committed_at(
    *,
    ticket_type: str,
    scopes: Sequence[str],
    filed_at: datetime,
    pauses: Sequence[tuple[datetime, datetime]] = (),
    version: int | None = None,
    step: str = Step.WHOLE,
    priority: str = "",
    category: str = "",
) -> datetime:
    """When what was filed then is due, by the calendars of `scopes` (sector → centre, as `schedule_for`).

    By the document in force at `filed_at`, or by `version`: give the version the ticket was filed under to every later
    computation. At most two queries when nothing changed since the last. Raises NotFound (nothing promised), NeverOpen.
    """
    return reckoning(
        ticket_type=ticket_type,
        scopes=scopes,
        filed_at=filed_at,
        pauses=pauses,
        version=version,
        step=step,
        priority=priority,
        category=category,
    ).due


def reckoning(
    *,
    ticket_type: str,
    scopes: Sequence[str],
    filed_at: datetime,
    pauses: Pauses = (),
    version: int | None = None,
    step: str = Step.WHOLE,
    priority: str = "",
    category: str = "",
) -> Reckoning:
    """As `committed_at`, with the days that led there."""
    source = document_in_force(filed_at) if version is None else document(version)
    return reckoned(
        source.promise(ticket_type, step, priority, category), scopes=scopes, filed_at=filed_at, pauses=pauses
    )


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


def commitment_sentence(ticket_type: str, language: str, *, at: datetime, step: str = Step.WHOLE) -> str:
    """What is promised for a type, in plain words: "within five working days". Raises NotFound."""
    return sentence(document_in_force(at).promise(ticket_type, step), language)


def published_commitments(at: datetime) -> Document:
    """What beneficiaries are shown: every line in force, with `labels.sentence` to say it. Raises NotFound."""
    return document_in_force(at)


def _whole(row: ServiceLevelDocument | None) -> Document:
    if row is None or row.in_force_from is None:
        raise NotFound(_("No service-level document is in force."), code="no-service-level-document")
    if row.pk not in _remembered:
        promises = tuple(
            commitment.promise for commitment in row.commitments.order_by("ticket_type", "step", "priority", "category")
        )
        _remembered[row.pk] = Document(row.number, row.in_force_from, promises, row.objections_allowed)
    return _remembered[row.pk]
