"""What a request keeps of calls: the one that is planned, and whether attempts reach whoever asks. Sets, never saves.

The rule of three attempts is that of the tickets' calls (`tickets.calls.attempts`).
"""

from datetime import datetime

from tawasul.calendars.queries import schedule_for
from tawasul.calendars.schedule import Schedule
from tawasul.centres.queries import scopes_of
from tawasul.lib.hijri import RIYADH
from tawasul.meetings.models import MeetingRequest
from tawasul.tickets.calls.attempts import Attempt, Outcome, failed_in_a_row, is_wrong, out_of_reach
from tawasul.tickets.calls.moments import next_fitting

KEPT = ("call_at", "call_purpose")  # what a plan sets of a request


def schedule_of(request: MeetingRequest) -> Schedule:
    """When they may be called."""
    return schedule_for(scopes_of(request.centre.path))


def plan(request: MeetingRequest, purpose: str, at: datetime, *, begins_at: datetime | None = None) -> None:
    """They are to be called, for this reason, from the first moment from then on at which the centre works; whoever is free
    does. About a turn that begins before the centre works again (`begins_at`) they are called at once. Where they have no
    number that is theirs, the other way to reach them is tried; where there is none either, nobody is called."""
    if request.gets_messages or request.other_contact:
        opens = next_fitting(schedule_of(request), at)
        waits = opens is not None and (begins_at is None or opens < begins_at)
        request.call_at, request.call_purpose = opens if waits else at, purpose


def plan_to_tell(request: MeetingRequest, at: datetime, *, begins_at: datetime | None = None) -> None:
    """Whom no message reaches is called and told: by the call that is planned already, or by one of its own."""
    if not request.gets_messages:
        plan(request, request.call_purpose or "tell", at, begins_at=begins_at)


def drop(request: MeetingRequest) -> None:
    """No call is planned."""
    request.call_at, request.call_purpose = None, ""


def weigh(request: MeetingRequest, at: datetime) -> bool:
    """Read the calls that count, and say whether they have just now been found not to reach whoever asks."""
    attempts, schedule = attempts_of(request), schedule_of(request)
    unreached = out_of_reach(attempts, works=lambda day: bool(schedule.on(day).spans), emergency=False)
    before = request.unreached_at
    request.mobile_wrong = _wrong(request, attempts)
    request.unreached_at = (before or at) if unreached else None
    return unreached and before is None


def _wrong(request: MeetingRequest, attempts: list[Attempt]) -> bool:
    """Whether the number is another's. Where they are reached in another way too, it stays so until it is corrected: the calls
    after it went there."""
    if request.mobile and request.other_contact:
        return any(each.outcome is Outcome.WRONG_NUMBER for each in attempts)
    return is_wrong(attempts)


def failed_attempts(request: MeetingRequest) -> int:
    """How many attempts in a row have failed."""
    return len(failed_in_a_row(attempts_of(request)))


def attempts_of(request: MeetingRequest) -> list[Attempt]:
    """The calls that count, in their order."""
    rows = request.calls.filter(settled=False).order_by("number").values_list("at", "outcome")
    return [Attempt(day=at.astimezone(RIYADH).date(), outcome=Outcome(outcome)) for at, outcome in rows]
