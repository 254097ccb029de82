"""Calls to beneficiaries (مكالمات): recorded, planned, taken back; what is done where they reach nobody, or a stranger.

A call to whoever has the ticket in hand is another thing, and stands in `chasing`.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import SYSTEM, Actor
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from tawasul.lib.hijri import dual_moment
from tawasul.lib.masking import masked
from tawasul.lib.mobile import local_form, parse_mobile
from tawasul.people import actions as people
from tawasul.tickets import policies, telling
from tawasul.tickets.actions.changing import begin, finish, given, record
from tawasul.tickets.calls import moments, planning
from tawasul.tickets.calls.attempts import SPOKEN, Outcome
from tawasul.tickets.labels import CALL_OUTCOME_LABELS, CALL_PURPOSE_LABELS
from tawasul.tickets.lifecycle import FINAL_STATES, Action, State, Told
from tawasul.tickets.models import Call, Ticket
from tawasul.tickets.saying import both
from tawasul.timeline.models import Event


@transaction.atomic
def call_beneficiary(
    *,
    actor: Actor,
    ticket_id: int,
    purpose: str,
    outcome: str,
    at: datetime,
    text: str = "",
    next_at: datetime | None = None,
    mine: bool = True,
    seen: int | None = None,
) -> Call:
    """Write down a call that was made: it fulfils the planned one; `next_at` plans another (`mine`: for the actor).

    The attempt that shows that calls do not reach the beneficiary has them asked, by message, to contact the centre.
    """
    ticket, step, at = begin(actor, ticket_id, Action.CALL_BENEFICIARY, seen=seen, at=at)
    if actor.user_id is None:
        raise NotAllowed(_("Only a person calls."))
    came_to = _require(ticket, purpose, outcome, text, next_at)
    call = Call.objects.create(
        ticket=ticket,
        number=(ticket.calls.aggregate(last=Max("number"))["last"] or 0) + 1,
        purpose=purpose,
        outcome=outcome,
        text=given("text", text, shortest=3 if came_to in SPOKEN else 0),
        by_id=actor.user_id,
        at=at,
        next_at=next_at,
        planned_at=ticket.call_at,
        planned_by_id=ticket.call_by_id,
        planned_purpose=ticket.call_purpose,
    )
    out_of_reach = planning.weigh(ticket, at)
    planning.drop(ticket)
    if next_at is not None:
        _plan(actor, ticket, purpose, next_at, mine=mine, at=at)
    data = {
        **both("purpose", CALL_PURPOSE_LABELS[purpose]),
        **both("outcome", CALL_OUTCOME_LABELS[outcome]),
        "number": call.number,
        "purpose": purpose,
        "outcome": outcome,
        "text": call.text,
    }
    finish(actor, ticket, step, at=at, kind="beneficiary_called", data=data)
    if next_at is not None:
        _and_so(actor, ticket, kind="call_planned", data=_planned(ticket), at=at)
    if out_of_reach:
        _write_to_them(ticket, at)
    return call


@transaction.atomic
def plan_call(
    *,
    actor: Actor,
    ticket_id: int,
    purpose: str,
    next_at: datetime,
    at: datetime,
    mine: bool = True,
    seen: int | None = None,
) -> Ticket:
    """Plan a call, for the actor or (not `mine`) for whoever is free; one that was planned before gives way to it."""
    ticket, step, at = begin(actor, ticket_id, Action.PLAN_CALL, seen=seen, at=at)
    if purpose not in CALL_PURPOSE_LABELS:
        raise _invalid("purpose", _("Say why the beneficiary is called."))
    _plan(actor, ticket, purpose, next_at, mine=mine, at=at)
    finish(actor, ticket, step, at=at, kind="call_planned", data=_planned(ticket))
    return ticket


@transaction.atomic
def drop_call(*, actor: Actor, ticket_id: int, at: datetime, reason: str = "", seen: int | None = None) -> Ticket:
    """The planned call is not needed any more."""
    ticket, step, at = begin(actor, ticket_id, Action.DROP_CALL, seen=seen, at=at)
    reason = given("reason", reason, shortest=0)
    planning.drop(ticket)
    finish(actor, ticket, step, at=at, kind="call_dropped", data={"reason": reason})
    return ticket


@transaction.atomic
def take_back_call(
    *, actor: Actor, ticket_id: int, number: int, reason: str, at: datetime, seen: int | None = None
) -> Call:
    """A call was written down by mistake: it counts no longer, and what was planned before it is planned again."""
    ticket, step, at = begin(actor, ticket_id, Action.TAKE_BACK_CALL, seen=seen, at=at)
    reason = given("reason", reason)
    call = ticket.calls.filter(number=number).first()
    if call is None:
        raise NotFound(_("There is no such call on this ticket."))
    if not policies.may_take_back(actor, call):
        raise NotAllowed(_("A call is taken back by whoever wrote it down, or by a supervisor."))
    if call.taken_back_at is not None:
        raise Conflict(_("This call was taken back already."), code="not-now")
    last = ticket.calls.filter(taken_back_at=None).aggregate(last=Max("number"))["last"]
    call.taken_back_at, call.taken_back_by_id, call.taken_back_reason = at, actor.user_id, reason
    call.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_reason"])
    if call.number == last and ticket.call_at == call.next_at and State(ticket.state) not in FINAL_STATES:
        ticket.call_at, ticket.call_by_id = call.planned_at, call.planned_by_id
        ticket.call_purpose = call.planned_purpose
    planning.weigh(ticket, at)
    finish(actor, ticket, step, at=at, kind="call_taken_back", data={"number": number, "reason": reason})
    return call


@transaction.atomic
def correct_mobile(
    *, actor: Actor, ticket_id: int, mobile: str, reason: str, at: datetime, seen: int | None = None
) -> Ticket:
    """The beneficiary is reached at another number: messages, codes and calls of this ticket go there from now on.

    `mobile` is as people write it, `reason` how it became known. The number recorded with the person follows where it was
    the same, or there was none. Whoever has the new one is told.
    """
    ticket, step, at = begin(actor, ticket_id, Action.CORRECT_MOBILE, seen=seen, at=at)
    reason = given("reason", reason)
    try:
        number = parse_mobile(mobile)
    except Refused as refused:
        raise _invalid("mobile", refused.message) from refused
    if number == ticket.mobile:
        raise _invalid("mobile", _("This is the number that the ticket has already."))
    before, ticket.mobile = ticket.mobile, number
    if ticket.beneficiary.mobile in {"", before}:
        people.change_mobile(beneficiary_id=ticket.beneficiary_id, mobile=number)
    ticket.calls_settled = ticket.calls.aggregate(last=Max("number"))["last"] or 0
    planning.weigh(ticket, at)
    data = {"ending": masked(local_form(number))[-4:], "reason": reason}
    finish(actor, ticket, step, at=at, kind="mobile_corrected", data=data)
    return ticket


@transaction.atomic
def go_on_unreached(*, actor: Actor, ticket_id: int, reason: str, at: datetime, seen: int | None = None) -> Ticket:
    """Go on although calls do not reach the beneficiary. Nobody is to call until somebody plans it; attempts count anew."""
    ticket, step, at = begin(actor, ticket_id, Action.GO_ON_UNREACHED, seen=seen, at=at)
    reason = given("reason", reason)
    ticket.calls_settled = ticket.calls.aggregate(last=Max("number"))["last"] or 0
    planning.drop(ticket)
    planning.weigh(ticket, at)
    finish(actor, ticket, step, at=at, kind="went_on_unreached", data={"reason": reason})
    return ticket


def _require(ticket: Ticket, purpose: str, outcome: str, text: str, next_at: datetime | None) -> Outcome:
    """Raise Invalid with everything that is wrong at once."""
    wrong: dict[str, list[object]] = {}
    if purpose not in CALL_PURPOSE_LABELS:
        wrong["purpose"] = [_("Say why the beneficiary is called.")]
    if outcome not in CALL_OUTCOME_LABELS:
        wrong["outcome"] = [_("Say what the call came to.")]
    elif Outcome(outcome) in SPOKEN and len(text.strip()) < 3:
        wrong["text"] = [_("Write down what was said.")]
    if outcome == Outcome.LATER.value and next_at is None:
        wrong["next_at"] = [_("Say when they are to be called again.")]
    if next_at is not None and outcome == Outcome.WRONG_NUMBER.value:
        wrong["next_at"] = [_("Correct the mobile before you plan another call.")]
    if next_at is not None and State(ticket.state) in FINAL_STATES:
        wrong["next_at"] = [_("The ticket has ended: no further call is planned for it.")]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    return Outcome(outcome)


def _plan(actor: Actor, ticket: Ticket, purpose: str, next_at: datetime, *, mine: bool, at: datetime) -> None:
    """Set the plan, where the centre works at that moment."""
    if ticket.mobile_wrong:
        raise _invalid("next_at", _("Correct the mobile before you plan another call."))
    if next_at <= at:
        raise _invalid("next_at", _("Choose a moment that is still to come."))
    if next_at - at > moments.FURTHEST:
        raise _invalid("next_at", _("Choose a moment within sixty days."))
    schedule = moments.schedule_of(ticket)
    if not moments.fits(schedule, next_at):
        raise _invalid("next_at", _closed(moments.next_fitting(schedule, next_at)))
    ticket.call_at, ticket.call_purpose = next_at, purpose
    ticket.call_by_id = actor.user_id if mine else None


def _closed(opens: datetime | None) -> Any:
    if opens is None:
        return _("The centre does not work then.")
    language = get_language() or "ar"
    return _("The centre does not work then. It opens next: %(moment)s.") % {"moment": dual_moment(opens, language)}


def _planned(ticket: Ticket) -> dict[str, Any]:
    if ticket.call_at is None:
        raise RuntimeError("a call is planned for a moment")
    moment = {f"next_{language}": dual_moment(ticket.call_at, language) for language in ("ar", "en")}
    purpose = both("purpose", CALL_PURPOSE_LABELS[ticket.call_purpose])
    return {**moment, **purpose, "next_at": ticket.call_at.isoformat(), "by_id": ticket.call_by_id}


def _write_to_them(ticket: Ticket, at: datetime) -> None:
    """Ask them to come to us, and tell the supervisors, who decide how it goes on. Nothing is closed by itself."""
    count = str(planning.failed_attempts(ticket))
    event = _and_so(SYSTEM, ticket, kind="out_of_reach", data={"count": count}, at=at)
    telling.owe(ticket, "call_not_answered", Told.BENEFICIARY, event, {})
    telling.owe(ticket, "beneficiary_out_of_reach", Told.SUPERVISORS, event, {"count": count})


def _and_so(actor: Actor, ticket: Ticket, *, kind: str, data: dict[str, Any], at: datetime) -> Event:
    """What follows from a call is a change of its own."""
    ticket.version += 1
    ticket.save(update_fields=["version"])
    return record(actor, ticket, kind=kind, data=data, at=at)


def _invalid(field: str, said: Any) -> Invalid:
    return Invalid(said, fields={field: [said]})
