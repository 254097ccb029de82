"""The only writers of the service-level document: draft, change the draft, approve by another, publish from a day.

Each verb is one transaction, asks whether the actor may, and writes down what happened (`events`). One version at a time
is open: drafted or approved, not published yet. Versions that were published stay as they are.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.lib.hijri import RIYADH, dual_date
from tawasul.people.queries import number_of
from tawasul.service_levels import policies
from tawasul.service_levels.amounts import Promise
from tawasul.service_levels.checking import check_line, check_lines, check_once, check_whole
from tawasul.service_levels.events import SUBJECT_KIND
from tawasul.service_levels.models import OBJECTIONS_ALLOWED, Commitment, ServiceLevelDocument
from tawasul.service_levels.sayings import about, in_both, promised, told_apart
from tawasul.timeline.actions import record

State = ServiceLevelDocument.State
SHORTEST_NOTE, LONGEST_NOTE = 3, 2000
MOST_OBJECTIONS = 9
FARTHEST = timedelta(days=2 * 366)


@transaction.atomic
def draft(*, actor: Actor, at: datetime, note: str = "") -> ServiceLevelDocument:
    """Begin the next version with the lines of the last one published. Raises NotAllowed, Conflict while another is open."""
    by = _drafter(actor)
    _hold_all()
    _refuse_another_open()
    last = _last_published()
    number = (ServiceLevelDocument.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    document = ServiceLevelDocument.objects.create(
        number=number,
        drafted_at=at,
        drafted_by=by,
        drafters=[by],
        note=_noted(note),
        objections_allowed=last.objections_allowed if last else OBJECTIONS_ALLOWED,
    )
    if last is not None:
        _write(document, [commitment.promise for commitment in last.commitments.order_by("pk")])
    _record(actor, document, "begun", at, {"base": last.number if last else "—"})
    return document


@transaction.atomic
def write_note(
    *,
    actor: Actor,
    number: int,
    note: str,
    was: str,
    at: datetime,
    objections_allowed: int | None = None,
    objections_were: int | None = None,
) -> ServiceLevelDocument:
    """Say what the version changes, and why, and how often one may object (None: as it is).

    `was` and `objections_were` are what was read before. Raises NotAllowed, NotFound, Invalid, Conflict "changed" where
    somebody wrote either meanwhile.
    """
    by = _drafter(actor)
    document = _locked(number, State.DRAFT)
    note = _noted(note)
    if len(note) < SHORTEST_NOTE:
        raise Invalid(_("Say what changes, and why."), fields={"note": [_("Say what changes, and why.")]})
    if _noted(was) != document.note or objections_were not in {None, document.objections_allowed}:
        raise Conflict(_("Somebody wrote this meanwhile. Compare, then save again."), code="changed")
    allowed = document.objections_allowed if objections_allowed is None else objections_allowed
    if not 0 <= allowed <= MOST_OBJECTIONS:
        said = _("Between 0 and %(most)d.") % {"most": MOST_OBJECTIONS}
        raise Invalid(said, fields={"objections_allowed": [said]})
    happened: dict[str, dict[str, Any]] = {}
    if note != document.note:
        happened["note_written"] = {"text": note}
    if allowed != document.objections_allowed:
        happened["objections_set"] = {"was": document.objections_allowed, "now": allowed}
    if happened:
        document.note, document.objections_allowed = note, allowed
        _changed(document, by, "note", "objections_allowed")
    for kind, data in happened.items():
        _record(actor, document, kind, at, data)
    return document


@transaction.atomic
def add_line(*, actor: Actor, number: int, promise: Promise, at: datetime) -> Commitment:
    """One more line in a draft. Raises NotAllowed, NotFound, Conflict; Invalid by field."""
    by = _drafter(actor)
    document = _locked(number, State.DRAFT)
    check_line(promise)
    check_once(promise, _promises(document))
    _changed(document, by)
    (row,) = _write(document, [promise])
    said = in_both(lambda: {"line": about(promise), "now": promised(promise)})
    _record(actor, document, "line_added", at, said | {"line_id": row.pk})
    return row


@transaction.atomic
def change_line(
    *, actor: Actor, number: int, line_id: int, promise: Promise, revision: int, at: datetime
) -> Commitment:
    """Put a line of a draft in the place of one; `revision` is the line's that was read.

    Raises NotAllowed, NotFound, Invalid by field, Conflict "changed" where somebody changed or removed it meanwhile.
    """
    by = _drafter(actor)
    document = _locked(number, State.DRAFT)
    row = _line(document, line_id, revision)
    was = row.promise
    check_line(promise)
    check_once(promise, (other for other in _promises(document) if other.commitment_id != row.pk))
    if was == promise and was.source == promise.source:
        return row
    _changed(document, by)
    for name, value in _columns(promise).items():
        setattr(row, name, value)
    row.revision = document.revision
    row.save()
    said = in_both(lambda: {"line": about(promise)} | dict(zip(("was", "now"), told_apart(was, promise), strict=True)))
    _record(actor, document, "line_changed", at, said | {"line_id": row.pk})
    return row


@transaction.atomic
def remove_line(*, actor: Actor, number: int, line_id: int, revision: int, at: datetime) -> None:
    """Take a line out of a draft. Raises as `change_line`."""
    by = _drafter(actor)
    document = _locked(number, State.DRAFT)
    row = _line(document, line_id, revision)
    was = row.promise
    row.delete()
    _changed(document, by)
    said = in_both(lambda: {"line": about(was), "was": promised(was)})
    _record(actor, document, "line_removed", at, said | {"line_id": line_id})


@transaction.atomic
def change_lines(*, actor: Actor, number: int, promises: Iterable[Promise], at: datetime) -> ServiceLevelDocument:
    """Write all lines of a draft anew. Raises NotAllowed, NotFound, Conflict, Invalid."""
    by = _drafter(actor)
    document = _locked(number, State.DRAFT)
    lines = list(promises)
    check_lines(lines)
    document.commitments.all().delete()
    _changed(document, by)
    _write(document, lines)
    _record(actor, document, "lines_replaced", at, {"count": len(lines)})
    return document


@transaction.atomic
def discard(*, actor: Actor, number: int, at: datetime) -> ServiceLevelDocument:
    """Let a draft go; it stays readable, and may be taken up again. Raises NotAllowed, NotFound, Conflict."""
    _drafter(actor)
    document = _locked(number, State.DRAFT)
    document.state = State.DISCARDED
    document.save(update_fields=["state"])
    _record(actor, document, "discarded", at)
    return document


@transaction.atomic
def take_up(*, actor: Actor, number: int, at: datetime) -> ServiceLevelDocument:
    """A discarded draft is a draft again. Raises NotAllowed, NotFound, Conflict while another is open."""
    _drafter(actor)
    _hold_all()
    document = _locked(number, State.DISCARDED)
    _refuse_another_open()
    document.state = State.DRAFT
    document.save(update_fields=["state"])
    _record(actor, document, "taken_up", at)
    return document


@transaction.atomic
def approve(*, actor: Actor, number: int, revision: int, at: datetime) -> ServiceLevelDocument:
    """Somebody who had no hand in the draft approves it, as it was at the `revision` that they read.

    Raises NotAllowed ("own-draft"), NotFound, Invalid "gaps", Conflict ("changed" where the draft changed meanwhile).
    """
    by = _approver(actor)
    document = _locked(number, State.DRAFT)
    _refuse_own(by, document)
    if document.revision != revision:
        raise Conflict(_("The draft changed while you read it. Look at it again."), code="changed")
    check_whole(_promises(document))
    document.state, document.approved_at, document.approved_by = State.APPROVED, at, by
    document.save(update_fields=["state", "approved_at", "approved_by"])
    _record(actor, document, "approved", at)
    return document


@transaction.atomic
def send_back(*, actor: Actor, number: int, reason: str, at: datetime) -> ServiceLevelDocument:
    """Return a draft of others, or a version that was approved, to those who draft it, with the reason.

    Raises NotAllowed ("own-draft" for a draft in which the actor has a hand), NotFound, Conflict, Invalid.
    """
    by = _approver(actor)
    document = _locked(number, State.DRAFT, State.APPROVED)
    if document.state == State.DRAFT:
        _refuse_own(by, document)
    reason = _noted(reason, "reason")
    if len(reason) < SHORTEST_NOTE:
        raise Invalid(_("Say why."), fields={"reason": [_("Say why.")]})
    document.state, document.approved_at, document.approved_by = State.DRAFT, None, ""
    document.save(update_fields=["state", "approved_at", "approved_by"])
    _record(actor, document, "sent_back", at, {"text": reason})
    return document


@transaction.atomic
def publish(*, actor: Actor, number: int, in_force_from: date, at: datetime) -> ServiceLevelDocument:
    """Put an approved version in force from a later day on: what is filed from then on is promised by it.

    It begins no earlier than the version published last. One that begins on the same day takes that one's place.
    Raises NotAllowed, NotFound, Conflict, Invalid.
    """
    by = _approver(actor)
    _hold_all()
    document = _locked(number, State.APPROVED)
    today = at.astimezone(RIYADH).date()
    if in_force_from <= today:
        raise _on_another_day(_("A version begins on a day to come: choose tomorrow or a later day."))
    if in_force_from > today + FARTHEST:
        raise _on_another_day(_("This day is too far away."))
    last = _last_published()
    if last is not None and last.in_force_from is not None and in_force_from < last.in_force_from:
        raise _on_another_day(
            _(
                "Version %(number)d begins on %(day)s. Choose that day, and this version takes its place; or a later one."
            )
            % {"number": last.number, "day": dual_date(last.in_force_from, get_language() or "ar")}
        )
    check_whole(_promises(document))
    document.state, document.in_force_from = State.PUBLISHED, in_force_from
    document.published_at, document.published_by = at, by
    document.save(update_fields=["state", "in_force_from", "published_at", "published_by"])
    days = {f"day_{language}": dual_date(in_force_from, language) for language in ("ar", "en")}
    _record(actor, document, "published", at, days | {"in_force_from": in_force_from.isoformat()})
    return document


def _drafter(actor: Actor) -> str:
    """The user number of somebody who may draft. Raises NotAllowed."""
    if not policies.may_draft(actor):
        raise NotAllowed(_("Your role does not allow this."))
    return number_of(actor.user_id or 0)


def _approver(actor: Actor) -> str:
    if not policies.may_approve(actor):
        raise NotAllowed(_("Your role does not allow this."))
    return number_of(actor.user_id or 0)


def _refuse_own(by: str, document: ServiceLevelDocument) -> None:
    if policies.has_a_hand_in(by, document):
        raise NotAllowed(
            _("You drafted or changed this version yourself: another person must decide on it."), code="own-draft"
        )


def _on_another_day(said: Any) -> Invalid:
    return Invalid(said, fields={"in_force_from": [said]})


def _hold_all() -> None:
    """Lock every version, so that of two who begin, take up or publish at once the second sees what the first did."""
    list(ServiceLevelDocument.objects.order_by("number").select_for_update().values_list("pk"))


def _refuse_another_open() -> None:
    other = ServiceLevelDocument.objects.filter(state__in=policies.OPEN).order_by("number").first()
    if other is not None:
        raise Conflict(
            _("Version %(number)d is being prepared already: one at a time.") % {"number": other.number}, code="open"
        )


def _last_published() -> ServiceLevelDocument | None:
    return ServiceLevelDocument.objects.filter(state=State.PUBLISHED).order_by("-in_force_from", "-number").first()


def _locked(number: int, *states: str) -> ServiceLevelDocument:
    document = ServiceLevelDocument.objects.select_for_update().filter(number=number).first()
    if document is None:
        raise NotFound(_("There is no such version of the service-level document."))
    if document.state not in states:
        raise Conflict(_("The version is no longer in that state."), code="not-now")
    return document


def _line(document: ServiceLevelDocument, line_id: int, revision: int) -> Commitment:
    """A line of the draft, as it was read."""
    row = document.commitments.filter(pk=line_id).first()
    if row is None:
        raise Conflict(_("Somebody removed this line meanwhile."), code="removed")
    if row.revision != revision:
        raise Conflict(_("Somebody changed this line meanwhile. Compare, then save again."), code="changed")
    return row


def _promises(document: ServiceLevelDocument) -> list[Promise]:
    return [commitment.promise for commitment in document.commitments.all()]


def _noted(text: str, field: str = "note") -> str:
    """The text with one kind of line ends, and none to spare. Raises Invalid where it is too long."""
    plain = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if len(plain) > LONGEST_NOTE:
        said = _("At most %(most)d letters.") % {"most": LONGEST_NOTE}
        raise Invalid(said, fields={field: [said]})
    return plain


def _changed(document: ServiceLevelDocument, by: str, *more: str) -> None:
    """Count the change, and remember whose it is."""
    document.revision += 1
    if by not in document.drafters:
        document.drafters = [*document.drafters, by]
    document.save(update_fields=["revision", "drafters", *more])


def _columns(line: Promise) -> dict[str, Any]:
    return {
        "ticket_type": line.subject,
        "step": line.step,
        "priority": line.priority,
        "category": line.category,
        "number": line.number,
        "unit": line.unit.value,
        "warnings": [*line.warnings],
        "ladder": [*line.ladder],
        "pauses": line.pauses.value,
        "source": line.source.strip(),
    }


def _write(document: ServiceLevelDocument, lines: Iterable[Promise]) -> list[Commitment]:
    return Commitment.objects.bulk_create(
        Commitment(document=document, revision=document.revision, **_columns(line)) for line in lines
    )


def _record(
    actor: Actor, document: ServiceLevelDocument, kind: str, at: datetime, data: Mapping[str, Any] | None = None
) -> None:
    about = {"number": document.number, "revision": document.revision} | dict(data or {})
    record(actor=actor, subject_kind=SUBJECT_KIND, subject_id=document.pk, kind=kind, at=at, public=False, data=about)
