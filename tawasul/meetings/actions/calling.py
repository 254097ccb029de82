"""Calls to whoever asks: the receipt confirmed, what is missing, the date confirmed; and a number that was wrong."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import SYSTEM, Actor
from tawasul.lib.errors import Invalid, NotAllowed, Refused
from tawasul.lib.masking import masked
from tawasul.lib.mobile import local_form, parse_mobile
from tawasul.meetings import calling, telling
from tawasul.meetings.actions.changing import begin, finish, record
from tawasul.meetings.labels import CALL_PURPOSES
from tawasul.meetings.lifecycle import Act
from tawasul.meetings.models import Call, MeetingRequest
from tawasul.people import actions as people
from tawasul.tickets.actions.changing import given
from tawasul.tickets.calls.attempts import FAILED, SPOKEN, Outcome
from tawasul.tickets.calls.moments import FURTHEST, offered
from tawasul.tickets.labels import CALL_OUTCOME_LABELS
from tawasul.tickets.saying import both


@transaction.atomic
def call(
    *,
    actor: Actor,
    request_id: int,
    purpose: str,
    outcome: str,
    at: datetime,
    text: str = "",
    next_at: datetime | None = None,
    seen: int | None = None,
) -> Call:
    """Write down a call that was made: it fulfils the planned one. One that failed is tried again at `next_at` or, where
    none is given, at the next moment at which the centre works. Where the mobile is wrong and they are reached in another way
    too, that is tried next. The attempt that shows that calls do not reach them has them asked, by message, to contact the
    centre. Raises Invalid by field."""
    request, step, at = begin(actor, request_id, Act.CALL, seen=seen, at=at)
    if actor.user_id is None:
        raise NotAllowed(_("Only a person calls."))
    came_to = _require(request, purpose, outcome, next_at, at)
    written = Call.objects.create(
        request=request,
        number=(request.calls.aggregate(last=Max("number"))["last"] or 0) + 1,
        purpose=purpose,
        outcome=outcome,
        text=given("text", text, shortest=3 if came_to in SPOKEN else 0),
        by_id=actor.user_id,
        at=at,
    )
    otherwise = (
        request.gets_messages and request.other_contact
    )  # how else they are reached, where the mobile proves wrong
    unreached = calling.weigh(request, at)
    calling.drop(request)
    tried_again = came_to in FAILED or came_to is Outcome.LATER or (came_to is Outcome.WRONG_NUMBER and otherwise)
    again = next_at or (_next(request, at) if tried_again else None)
    if again is not None:
        calling.plan(request, purpose, again)
    data = {
        **both("purpose", CALL_PURPOSES[purpose]),
        **both("outcome", CALL_OUTCOME_LABELS[outcome]),
        "number": written.number,
        "text": written.text,
    }
    finish(actor, request, step, kind="called", at=at, data=data)
    if unreached:
        count = calling.failed_attempts(request)
        kind = "out_of_reach" if request.gets_messages else "out_of_reach_unwritten"
        event = record(SYSTEM, request, kind=kind, data={"count": count}, at=at)
        request.save(update_fields=["version", "changed_at"])
        telling.to_beneficiary(request, "call_not_answered", event)
    return written


@transaction.atomic
def correct_mobile(
    *, actor: Actor, request_id: int, mobile: str, reason: str, at: datetime, seen: int | None = None
) -> MeetingRequest:
    """They are reached at another number: messages, codes and calls go there from now on; whoever has it is told."""
    request, step, at = begin(actor, request_id, Act.CORRECT_MOBILE, seen=seen, at=at)
    reason = given("reason", reason)
    try:
        number = parse_mobile(mobile)
    except Refused as refused:
        raise Invalid(refused.message, fields={"mobile": [refused.message]}) from refused
    if number == request.mobile:
        said = _("This is the number that the request has already.")
        raise Invalid(said, fields={"mobile": [said]})
    before, request.mobile = request.mobile, number
    if request.beneficiary.mobile in {"", before}:
        people.change_mobile(beneficiary_id=request.beneficiary_id, mobile=number)
    request.calls.update(settled=True)
    calling.weigh(request, at)
    if request.call_at is None:
        calling.plan(request, "confirm_receipt", at)
    data = {"ending": masked(local_form(number))[-4:], "reason": reason}
    finish(actor, request, step, kind="mobile_corrected", at=at, data=data)
    return request


def _next(request: MeetingRequest, at: datetime) -> datetime:
    """When to try again by itself: the first moment that would be offered, or a day later where none is."""
    return next(iter(offered(calling.schedule_of(request), at)), at + timedelta(days=1))


def _require(request: MeetingRequest, purpose: str, outcome: str, next_at: datetime | None, at: datetime) -> Outcome:
    wrong: dict[str, list[object]] = {}
    if purpose not in CALL_PURPOSES:
        wrong["purpose"] = [_("Choose one from the list.")]
    if outcome not in CALL_OUTCOME_LABELS:
        wrong["outcome"] = [_("Choose one from the list.")]
    if next_at is not None and not at < next_at <= at + FURTHEST:
        wrong["next_at"] = [_("Choose a moment that is still to come, within 60 days.")]
    if not request.mobile and not request.other_contact:
        wrong["outcome"] = [_("There is no number to call.")]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    return Outcome(outcome)
