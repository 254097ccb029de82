"""When somebody may be called next: moments at which the ticket's centre works; in an emergency at any."""

from datetime import datetime, timedelta
from itertools import islice

from tawasul.calendars.queries import schedule_for
from tawasul.calendars.schedule import ALWAYS, Schedule
from tawasul.calendars.working_time import NeverOpen, add, is_open, next_open, spans_from
from tawasul.centres.queries import scopes_of
from tawasul.lib.hijri import RIYADH
from tawasul.tickets.lifecycle import TicketType
from tawasul.tickets.models import Ticket

FURTHEST = timedelta(days=60)
SOON = (timedelta(hours=1), timedelta(hours=3))  # of working time
DAYS = 3
AFTER_OPENING = timedelta(hours=1)
QUARTER = timedelta(minutes=15)


def schedule_of(ticket: Ticket) -> Schedule:
    """When its beneficiary may be called. At most the queries of `schedule_for`."""
    if ticket.type == TicketType.REPORT.value:
        return ALWAYS
    return schedule_for(scopes_of(ticket.centre.path))


def offered(schedule: Schedule, at: datetime) -> list[datetime]:
    """The next moments to call again: soon, and an hour after the opening of each of the next working days. None where the
    schedule never opens."""
    try:
        soon = [_rounded(schedule, add(schedule, at, amount)) for amount in SOON]
        later: list[datetime] = []
        days = {at.astimezone(RIYADH).date()}
        for span in islice(spans_from(schedule, at), 40):
            if span.begins.date() not in days and len(later) < DAYS:
                days.add(span.begins.date())
                later.append(min(span.begins + AFTER_OPENING, span.ends - QUARTER))
    except NeverOpen:
        return []
    return sorted({moment for moment in [*soon, *later] if moment - at <= FURTHEST})


def fits(schedule: Schedule, moment: datetime) -> bool:
    """Whether the centre works then."""
    try:
        return is_open(schedule, moment)
    except NeverOpen:
        return False


def next_fitting(schedule: Schedule, moment: datetime) -> datetime | None:
    """The first moment from then on at which the centre works."""
    try:
        return next_open(schedule, moment)
    except NeverOpen:
        return None


def _rounded(schedule: Schedule, moment: datetime) -> datetime:
    """The next quarter of an hour, where the centre works still; as it is, where it does not."""
    past = (moment - datetime.min.replace(tzinfo=moment.tzinfo)) % QUARTER
    up = moment + (QUARTER - past if past else timedelta())
    return up if fits(schedule, up) else next_open(schedule, moment)
