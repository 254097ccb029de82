"""Working time counted by hand, a minute after the other: slow, plain, and written without a look at the real arithmetic.

Days are open 7:30–14:30, in Ramadan 10:00–15:00, Sunday to Thursday, but those given as off. What is counted by the day is
counted in shares of it, so that a minute of a short day is worth more. Starts may lie within a minute; all edges are whole.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tests.cast import RIYADH

MINUTE, MICROSECOND = timedelta(minutes=1), timedelta(microseconds=1)
COMMON, SHORT = (time(7, 30), time(14, 30)), (time(10), time(15))
WORTH = {COMMON: 5, SHORT: 7}  # a minute's, of the 2,100 parts of a day: 420 minutes, or 300
OF_A_DAY = 2_100
Pauses = list[tuple[datetime, datetime]]


class Known(NamedTuple):
    """What is known of the calendar at an instant."""

    off: frozenset[date]
    ramadan: tuple[date, date] | None = None

    def hours(self, day: date) -> tuple[time, time] | None:
        if day.weekday() in (4, 5) or day in self.off:
            return None
        return SHORT if self.ramadan and self.ramadan[0] <= day <= self.ramadan[1] else COMMON


class Promised(NamedTuple):
    """So many working days ("d"), working minutes ("w") or minutes of the clock ("m"); when it warns, and the ladder."""

    number: int
    unit: str
    warnings: tuple[int, ...] = ()
    ladder: tuple[int, ...] = ()

    def parts(self, number: int | None = None, share: int = 100) -> int:
        """What is counted, in parts of a day or in minutes: so many, or the whole; of it so many hundredths."""
        number = self.number if number is None else number
        return number * (OF_A_DAY if self.unit == "d" else 1) * share // 100


def minutes_from(start: datetime, unit: str, known: Known) -> Iterator[tuple[datetime, int]]:
    """Every minute that can count, the one that holds `start` first, with what it is worth; whole days ahead of it where days
    are counted."""
    if unit == "m":
        at = start.replace(second=0, microsecond=0)
        while True:
            yield at, 1
            at += MINUTE
    day = start.astimezone(RIYADH).date()
    while True:
        if hours := known.hours(day):
            at, closing = (datetime.combine(day, edge, RIYADH) for edge in hours)
            if unit == "w" or start <= at:
                while at < closing:
                    if at + MINUTE > start:
                        yield at, 1 if unit == "w" else WORTH[hours]
                    at += MINUTE
        day += timedelta(days=1)


def after(start: datetime, parts: int, unit: str, known: Known, pauses: Pauses) -> datetime:
    """When so many parts have been counted."""
    if not parts:
        return start
    left = parts * (MINUTE // MICROSECOND)
    for at, worth in minutes_from(start, unit, known):
        if any(begins <= at < ends for begins, ends in pauses):
            continue
        at_most = max(at, start)
        gives = (at + MINUTE - at_most) // MICROSECOND * worth
        if gives >= left:
            return at_most + -(-left // worth) * MICROSECOND
        left -= gives
    raise AssertionError


def between(start: datetime, until: datetime, unit: str, known: Known, pauses: Pauses) -> timedelta:
    """What ran: of working time, however the promise counts it, or of the clock."""
    total = timedelta()
    for at, _worth in minutes_from(start, "m" if unit == "m" else "w", known):
        if at >= until:
            break
        if not any(begins <= at < ends for begins, ends in pauses):
            total += min(at + MINUTE, until) - max(at, start)
    return total


def minute_of(instant: datetime) -> datetime:
    """The first whole minute that is not before it."""
    whole = instant.replace(second=0, microsecond=0)
    return whole if whole == instant else whole + MINUTE
