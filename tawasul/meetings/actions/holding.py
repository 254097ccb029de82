"""In the session and after it: who came, what was said, what was decided, and that all of it was carried out."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import actions as attachments
from tawasul.centres import queries as centres
from tawasul.centres.actor import SYSTEM, Actor
from tawasul.centres.roles import PlaceKind
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from tawasul.lib.hijri import RIYADH, clock, dual_date
from tawasul.lib.identity import Identity, IdentityKind
from tawasul.lib.reference import spoken
from tawasul.meetings import calling, telling
from tawasul.meetings.actions.changing import begin, finish, record
from tawasul.meetings.actions.looking import written_down
from tawasul.meetings.actions.seating import hold_for, said_when, tell
from tawasul.meetings.events import MEETING
from tawasul.meetings.followed import FOLLOWED, begun_by
from tawasul.meetings.labels import NO_SUCH_SESSION, STAYS_OPEN
from tawasul.meetings.lifecycle import Act, Step
from tawasul.meetings.models import Decision, MeetingRequest, Seat
from tawasul.meetings.queries import (
    StatementRow,
    attendance_open,
    last_seat,
    places_for,
    sessions_visible_to,
    statement_of,
)
from tawasul.tickets.actions.changing import LONGEST_TEXT, given
from tawasul.tickets.actions.filing import Asker, Decided, file_ticket
from tawasul.tickets.actions.triage import LONGEST_SUBJECT
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import SUBJECT_KIND as TICKET
from tawasul.tickets.queries import ticket_for

logger = logging.getLogger(__name__)

LONGEST_OWNER = 150
BATCH = 200
TAKEN_BACK = "سُحب ما كان ينفّذ القرار"  # kept with the decision, as everything is that the house writes there
_STILL_TO_COME = _("Choose a day that is still to come.")
_SAY_WHEN = _("Say by when it is to be done.")


@transaction.atomic
def open_statement(*, actor: Actor, session_id: int, at: datetime) -> list[StatementRow]:
    """The session's statement (بيان الجلسة) with identities and mobiles in full, as the guide orders it. Every person's are
    looks that are written down, and the session says who opened it. Raises NotFound, NotAllowed."""
    rows = sessions_visible_to(actor).select_for_update(of=("self",))
    session = rows.filter(pk=session_id).first()
    if session is None:
        raise NotFound(NO_SUCH_SESSION)
    lines = statement_of(session)
    reason = f"بيان الجلسة {session.begins_at.astimezone(RIYADH):%Y-%m-%d %H:%M}"
    for line in lines:
        for field in ("identity", "mobile"):
            written_down(actor, line.request, field, reason, at)
    tell(actor, session, "statement_opened", at, {"count": len(lines)})
    return lines


@transaction.atomic
def attend(*, actor: Actor, request_id: int, at: datetime, seen: int | None = None) -> MeetingRequest:
    """They came, and were received. Until the day is over it also corrects that they did not come. Raises Conflict before the
    day of the session."""
    seat, request, step = _on_the_day(actor, request_id, Act.ATTEND, seen, at)
    kind = "came_after_all" if seat.state == Seat.ABSENT else "attended"
    Seat.objects.filter(request=request, state=Seat.RESERVE).update(state=Seat.RELEASED, changed_at=at)
    seat.state, seat.changed_at = Seat.ATTENDED, at
    seat.save()
    calling.drop(request)
    finish(actor, request, step, kind=kind, at=at, data=said_when(seat))
    return request


@transaction.atomic
def miss(*, actor: Actor, request_id: int, at: datetime, seen: int | None = None) -> MeetingRequest:
    """They did not come: they keep their rank, and are told the next morning that another date follows (`tell_missed`). Until
    the day is over it also corrects that they came. Raises Conflict before their turn."""
    seat, request, step = _on_the_day(actor, request_id, Act.MISS, seen, at)
    kind = "missed_after_all" if seat.state == Seat.ATTENDED else "missed"
    seat.state, seat.changed_at, seat.missed_told_at = Seat.ABSENT, at, None
    seat.save()
    calling.plan(request, "confirm_date", at)
    finish(actor, request, step, kind=kind, at=at, data=said_when(seat))
    return request


@transaction.atomic
def write_notes(*, actor: Actor, request_id: int, text: str, at: datetime, seen: int | None = None) -> Seat:
    """What was said; written again it takes the place of what stood."""
    request, step, at = begin(actor, request_id, Act.WRITE_NOTES, seen=seen, at=at)
    seat = _received(request)
    seat.notes = given("text", text, longest=LONGEST_TEXT)
    seat.save(update_fields=["notes"])
    finish(actor, request, step, kind="notes_written", at=at)
    return seat


@transaction.atomic
def decide(
    *,
    actor: Actor,
    request_id: int,
    text: str,
    at: datetime,
    owner_id: int | None = None,
    owner_name: str = "",
    due_on: date | None = None,
    seen: int | None = None,
) -> Decision:
    """Write down what the official decided, who carries it out (a place of `places_for`, or a body by its name) and by when.
    It is passed on by those who handle meetings. Raises Invalid by field."""
    request, step, at = begin(actor, request_id, Act.DECIDE, seen=seen, at=at)
    if actor.user_id is None:
        raise NotAllowed(_("Only a person does this."))
    text, owner_name = given("text", text), " ".join(owner_name.replace("\x00", "").split())
    today = at.astimezone(RIYADH).date()
    wrong: dict[str, list[object]] = {}
    owner = places_for(request, today).filter(pk=owner_id).first() if owner_id else None
    if owner_id and owner is None:
        wrong["owner"] = [_("Choose one from the list.")]
    if not owner_id and not owner_name:
        wrong["owner"] = [_("Say who carries it out.")]
    if len(owner_name) > LONGEST_OWNER:
        wrong["owner_name"] = [_("This is too long: at most %(longest)d letters.") % {"longest": LONGEST_OWNER}]
    if due_on is not None and due_on < today:
        wrong["due_on"] = [_STILL_TO_COME]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    decision = Decision.objects.create(
        request=request,
        seat=_received(request),
        number=(request.decisions.aggregate(last=Max("number"))["last"] or 0) + 1,
        text=text,
        owner=owner,
        owner_name="" if owner else owner_name,
        due_on=due_on,
        made_by_id=actor.user_id,
        made_at=at,
    )
    names = {
        f"owner_{language}": getattr(owner, f"name_{language}") if owner else owner_name for language in ("ar", "en")
    }
    due = {f"due_{language}": dual_date(due_on, language) if due_on else "—" for language in ("ar", "en")}
    finish(actor, request, step, kind="decided", at=at, data={"number": decision.number, "text": text, **names, **due})
    return decision


@transaction.atomic
def pass_on(
    *,
    actor: Actor,
    request_id: int,
    decision: int,
    at: datetime,
    type: str = "",
    reference: str = "",
    by: str = "",
    due_on: date | None = None,
    confidential: bool = False,
    seen: int | None = None,
) -> Decision:
    """Have a decision, named by its number, carried out: by a new ticket of this `type`, opened for whoever was received; by
    one that stands already, named by its `reference`; or by another thing of a kind that the actor may begin (`followed`),
    which may be `confidential`. What is begun anew has a last day: `due_on`, where the decision itself names none. Raises
    Invalid by field."""
    request, step, at = begin(actor, request_id, Act.PASS_ON, seen=seen, at=at)
    found = _open(request, decision)
    if found.subject_id is not None:
        raise Conflict(_("This decision was passed on already."), code="not-now")
    if [bool(type), bool(reference.strip()), bool(by)].count(True) != 1:
        said = _("Choose what carries it out, or write the number of a ticket: one of them.")
        raise Invalid(said, fields={"reference": [said]})
    if due_on is not None and due_on < at.astimezone(RIYADH).date():
        raise Invalid(_STILL_TO_COME, fields={"due_on": [_STILL_TO_COME]})
    if by:
        return _begun(actor, request, found, by, due_on, confidential, step, at)
    if type:
        found.due_on = found.due_on or due_on
        if found.due_on is None:
            raise Invalid(_SAY_WHEN, fields={"due_on": [_SAY_WHEN]})
        ticket = _opened(actor, request, found, type, at)
    else:
        try:
            ticket = ticket_for(actor, reference)
        except NotFound as error:
            raise Invalid(error.message, fields={"reference": [error.message]}) from error
    found.subject_kind, found.subject_id, found.passed_on_at = TICKET, ticket.pk, at
    found.save()
    data = {"number": found.number, "ticket": spoken(ticket.reference)}
    finish(actor, request, step, kind="passed_on", at=at, data=data)
    return found


def _opened(actor: Actor, request: MeetingRequest, found: Decision, type: str, at: datetime) -> Ticket:
    """A ticket whose words are the decision's: it goes to the department named there (to the centre that it names, under which
    it lies, or which serves it; else to the request's own), with the papers of the request and no later than the decision's
    day."""
    owner, today = (centres.standing_for(found.owner_id) if found.owner_id else None), at.astimezone(RIYADH).date()
    centre = (centres.centre_of(owner) or centres.centre_serving(owner, today)) if owner is not None else None
    department = owner if owner is not None and owner.kind == PlaceKind.DEPARTMENT.value else None
    ticket = file_ticket(
        actor=actor,
        asker=_asker(request),
        type=type,
        channel="meeting",
        centre_id=centre.pk if centre else request.centre_id,
        subject=(request.summary or request.subject)[:LONGEST_SUBJECT],
        text=found.text,
        at=at,
        decided=Decided(meeting=request.reference, number=found.number, wanted_by=found.due_on, department=department),
    )
    attachments.enclose_again(of=(MEETING, request.pk), with_=(TICKET, ticket.pk), at=at)
    return ticket


def _begun(
    actor: Actor,
    request: MeetingRequest,
    found: Decision,
    by: str,
    due_on: date | None,
    confidential: bool,
    step: Step,
    at: datetime,
) -> Decision:
    """The decision carried out by another thing than a ticket."""
    kind = begun_by(actor).get(by)
    if kind is None:
        raise NotAllowed(_("Your role does not allow this."))
    found.due_on = found.due_on or due_on
    wrong: dict[str, list[object]] = {}
    if found.owner is None:
        wrong["by"] = [
            _("Only a department or a centre can be directed. Let a ticket carry out what another body does.")
        ]
    if found.due_on is None:
        wrong["due_on"] = [_SAY_WHEN]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    found.subject_kind, found.passed_on_at = kind.kind, at
    found.subject_id, number = kind.begin(actor, found, at, confidential=confidential)
    found.save()
    names = {f"owner_{language}": getattr(found.owner, f"name_{language}") for language in ("ar", "en")}
    finish(actor, request, step, kind="directed", at=at, data={"number": found.number, "directive": number, **names})
    return found


@transaction.atomic
def drop_decision(
    *,
    actor: Actor,
    request_id: int,
    decision: int,
    reason: str,
    at: datetime,
    anyway: bool = False,
    seen: int | None = None,
) -> Decision:
    """One that was written down by mistake, or taken back. Where nothing else is to be carried out, the request ends. What
    carries it out already stays open, and is closed or withdrawn by itself: whoever drops the decision says `anyway` that they
    know. Raises Invalid by field."""
    request, step, at = begin(actor, request_id, Act.DROP_DECISION, seen=seen, at=at)
    found = _open(request, decision)
    if found.subject_id is not None and not anyway:
        said = STAYS_OPEN
        raise Invalid(said, fields={"anyway": [said]})
    found.dropped, found.ended_at = given("reason", reason, longest=300), at
    found.save()
    finish(actor, request, step, kind="decision_dropped", at=at, data={"number": found.number, "reason": found.dropped})
    _end_if_all_ended(request.pk, at)
    return found


@transaction.atomic
def settle(*, actor: Actor, request_id: int, text: str, at: datetime, seen: int | None = None) -> MeetingRequest:
    """It was settled in the session, and nothing is left to be carried out."""
    request, step, at = begin(actor, request_id, Act.SETTLE, seen=seen, at=at)
    request.reason = given("text", text)
    finish(actor, request, step, kind="settled", at=at, data={"text": request.reason})
    return request


def look_after(*, now: Callable[[], datetime]) -> int:
    """End the decisions whose tickets have ended, and the requests of which all have: each in a transaction of its own, by
    index, whatever has ended before. Two at once end each once. Returns how many decisions ended."""
    ended = 0
    for kind, followed in sorted(FOLLOWED.items()):
        last = 0
        while True:
            rows = Decision.objects.filter(ended_at=None, subject_kind=kind, subject_id__gt=last)
            batch = list(rows.order_by("subject_id").values_list("subject_id", flat=True).distinct()[:BATCH])
            ids = [pk for pk in batch if pk is not None]
            if not ids:
                break
            last = ids[-1]
            over, undone = followed.ended(ids), followed.withdrawn(ids)
            waiting = Decision.objects.filter(ended_at=None, subject_kind=kind, subject_id__in=over)
            for pk, subject_id in waiting.values_list("pk", "subject_id"):
                ended += _end(pk, now(), undone=subject_id in undone)
    return ended


def _end(decision_id: int, at: datetime, *, undone: bool) -> int:
    """It came to its end: carried out, or (`undone`) taken back with what was to carry it out."""
    try:
        with transaction.atomic():
            request_id = Decision.objects.values_list("request", flat=True).get(pk=decision_id)
            request = MeetingRequest.objects.select_for_update().get(pk=request_id)
            decision = Decision.objects.select_for_update().filter(pk=decision_id, ended_at=None).first()
            if decision is None:
                return 0
            at = max(at, request.changed_at)
            decision.ended_at, decision.dropped = at, TAKEN_BACK if undone else ""
            decision.save(update_fields=["ended_at", "dropped"])
            kind, why = ("decision_dropped", {"reason": TAKEN_BACK}) if undone else ("decision_ended", {})
            record(SYSTEM, request, kind=kind, at=at, data={"number": decision.number} | why)
            request.save(update_fields=["version", "changed_at"])
            _end_if_all_ended(request.pk, at)
            return 1
    except Refused:
        logger.exception("decision %s was not ended", decision_id)
        return 0


def _end_if_all_ended(request_id: int, at: datetime) -> None:
    """The request, locked, ends with its last decision."""
    if Decision.objects.filter(request=request_id, ended_at=None).exists():
        return
    request, step, at = begin(SYSTEM, request_id, Act.END, seen=None, at=at)
    decided = Decision.objects.filter(request=request_id)
    dropped = decided.exclude(dropped="").count()
    if not dropped:
        finish(SYSTEM, request, step, kind="ended", at=at)
        return
    counted = {"done": decided.count() - dropped, "dropped": dropped}
    in_part = replace(step, tells=())
    event = finish(SYSTEM, request, in_part, kind="ended_in_part", at=at, data=counted)
    telling.to_beneficiary(request, "meeting_ended_in_part", event, counted)


def _on_the_day(
    actor: Actor, request_id: int, act: Act, seen: int | None, at: datetime
) -> tuple[Seat, MeetingRequest, Step]:
    hold_for(request_id)
    now, (request, step, at) = at, begin(actor, request_id, act, seen=seen, at=at)
    seat = last_seat(request)
    if seat is None:
        raise Conflict(_("This place is not theirs any more. Look at how it stands now."), code="not-now")
    if act in attendance_open(seat, now):
        return seat, request, step
    raise Conflict(_why_not(seat, act, now), code="not-now")


def _why_not(seat: Seat, act: Act, at: datetime) -> Any:
    if seat.state in Seat.SEATED and seat.begins_at.astimezone(RIYADH).date() > at.astimezone(RIYADH).date():
        return _("Attendance is written down on the day of the session, and not before.")
    if seat.state in Seat.SEATED and act is Act.MISS:
        return _("Their turn is at %(hour)s: that they did not come is written down from then on.") % {
            "hour": clock(seat.begins_at)
        }
    if seat.state == Seat.ATTENDED and seat.notes:
        return _("Notes of their meeting were written: they came.")
    return _("What was written down of their coming is corrected on the same day, and not later.")


def _received(request: MeetingRequest) -> Seat:
    """The place in which they were received last. Raises Conflict."""
    seat = request.seats.filter(state=Seat.ATTENDED).order_by("-begins_at").first()
    if seat is None:
        raise Conflict(_("They have not been received yet."), code="not-now")
    return seat


def _open(request: MeetingRequest, number: int) -> Decision:
    """A decision that has not ended. Raises Invalid (field `decision`)."""
    found = request.decisions.filter(number=number, ended_at=None).first()
    if found is None:
        said = _("Choose one from the list.")
        raise Invalid(said, fields={"decision": [said]})
    return found


def _asker(request: MeetingRequest) -> Asker:
    """Whoever was received, as they asked."""
    person = request.beneficiary
    return Asker(
        identity=Identity(IdentityKind(person.identity_kind), person.identity_number),
        name=request.name_given,
        category=request.category,
        mobile="" if request.mobile_wrong else request.mobile,
        other_contact=request.other_contact,
        language=request.language,
    )
