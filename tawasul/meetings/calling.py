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


def schedule_of(request: MeetingRequest) -> Schedule:
    """When they may be called."""
    return schedule_for(scopes_of(request.centre.path))


def plan(request: MeetingRequest, purpose: str, at: datetime) -> None:
    """They are to be called, for this reason, from then on; whoever is free does. Where there is no number, nobody is."""
    if request.mobile and not request.mobile_wrong:
        request.call_at, request.call_purpose = at, purpose


def drop(request: MeetingRequest) -> None:
    """No call is planned."""
    request.call_at, request.call_purpose = None, ""


def weigh(request: MeetingRequest, at: datetime) -> bool:
    """Read the calls that count, and say whether they have just now been found not to reach whoever asks."""
    attempts, schedule = attempts_of(request), schedule_of(request)
    unreached = out_of_reach(attempts, works=lambda day: bool(schedule.on(day).spans), emergency=False)
    before = request.unreached_at
    request.mobile_wrong = is_wrong(attempts)
    request.unreached_at = (before or at) if unreached else None
    return unreached and before is None


def failed_attempts(request: MeetingRequest) -> int:
    """How many attempts in a row have failed."""
    return len(failed_in_a_row(attempts_of(request)))


def attempts_of(request: MeetingRequest) -> list[Attempt]:
    """The calls that count, in their order."""
    rows = request.calls.filter(settled=False).order_by("number").values_list("at", "outcome")
    return [Attempt(day=at.astimezone(RIYADH).date(), outcome=Outcome(outcome)) for at, outcome in rows]
