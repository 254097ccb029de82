"""When people of the demonstration network write and work. All instants are aware; days and hours are Riyadh's."""

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

RIYADH = ZoneInfo("Asia/Riyadh")
OPENS, CLOSES = time(7, 30), time(14, 30)
WEEKEND = (4, 5)  # Friday, Saturday
# National Day and Founding Day, as (month, day); the calendars of the real system know more.
HOLIDAYS = ((9, 23), (2, 22))

# How many write at each hour of the day, from midnight.
_HOURS = (3, 1, 1, 0, 0, 1, 2, 5, 9, 12, 13, 12, 10, 9, 7, 5, 6, 6, 7, 8, 10, 10, 8, 5)
# Monday … Sunday; what the weekend kept back comes on Sunday.
_WEEKDAYS = (10, 9, 9, 8, 3, 4, 13)
_SEASONS = {7: 1.2, 8: 2.5, 9: 2.0, 11: 1.6, 1: 1.4, 5: 2.0, 6: 2.2}


def is_working_day(day: date) -> bool:
    """Sunday to Thursday, the two fixed holidays excepted."""
    return day.weekday() not in WEEKEND and (day.month, day.day) not in HOLIDAYS


def at_work(instant: datetime) -> datetime:
    """The instant itself where it lies in working hours, otherwise the next opening."""
    local = instant.astimezone(RIYADH)
    if local.time() >= CLOSES:
        local = datetime.combine(local.date() + timedelta(days=1), OPENS, RIYADH)
    while not is_working_day(local.date()):
        local = datetime.combine(local.date() + timedelta(days=1), OPENS, RIYADH)
    return max(local, datetime.combine(local.date(), OPENS, RIYADH))


def last_at_work(instant: datetime) -> datetime:
    """The instant itself where it lies in working hours, otherwise the closing before it."""
    local = instant.astimezone(RIYADH)
    if local.time() < OPENS:
        local = datetime.combine(local.date() - timedelta(days=1), CLOSES, RIYADH)
    while not is_working_day(local.date()):
        local = datetime.combine(local.date() - timedelta(days=1), CLOSES, RIYADH)
    return min(local, datetime.combine(local.date(), CLOSES, RIYADH))


def after_work(instant: datetime, minutes: int) -> datetime:
    """The instant when so many working minutes have passed."""
    here, left = at_work(instant), timedelta(minutes=minutes)
    while (rest := datetime.combine(here.date(), CLOSES, RIYADH) - here) <= left:
        left -= rest
        here = at_work(datetime.combine(here.date() + timedelta(days=1), OPENS, RIYADH))
    return here + left


def working_day_after(day: date, count: int) -> date:
    """The day that is so many working days later."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def weight(day: date) -> float:
    """How many tickets a day brings, compared with others: by weekday and by season."""
    return _WEEKDAYS[day.weekday()] * _SEASONS.get(day.month, 1.0)


def written(rng: Random, day: date) -> datetime:
    """An instant of a day at which a beneficiary writes."""
    hour = rng.choices(range(24), _HOURS)[0]
    return datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), RIYADH)


def visited(rng: Random, day: date) -> datetime:
    """An instant in working hours, on that day or the next working day, at which a beneficiary comes or calls."""
    opening = at_work(datetime.combine(day, OPENS, RIYADH))
    return opening + timedelta(seconds=rng.randrange(7 * 3600 - 600))
