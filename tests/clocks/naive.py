"""Working time counted by hand, a minute after the other: slow, plain, and written without a look at the real arithmetic.

All days are open 7:30–14:30, Sunday to Thursday, but those given as off. Instants are whole minutes in Riyadh.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from tests.cast import RIYADH

MINUTE = timedelta(minutes=1)
OPENS, CLOSES = time(7, 30), time(14, 30)
OF_A_DAY = 420
Pauses = list[tuple[datetime, datetime]]


class Promised(NamedTuple):
    """So many working days ("d"), working minutes ("w") or minutes of the clock ("m"); when it warns, and the ladder."""

    number: int
    unit: str
    warnings: tuple[int, ...] = ()
    ladder: tuple[int, ...] = ()

    @property
    def minutes(self) -> int:
        return self.number * OF_A_DAY if self.unit == "d" else self.number


def open_day(day: date, off: frozenset[date]) -> bool:
    return day.weekday() not in (4, 5) and day not in off


def minutes_from(start: datetime, unit: str, off: frozenset[date]) -> Iterator[datetime]:
    """Every minute that can count, from `start` on; whole days ahead where days are counted."""
    if unit == "m":
        at = start
        while True:
            yield at
            at += MINUTE
    day = start.astimezone(RIYADH).date()
    while True:
        opening, closing = (datetime.combine(day, edge, RIYADH) for edge in (OPENS, CLOSES))
        if open_day(day, off) and (unit == "w" or start <= opening):
            at = max(opening, start)
            while at < closing:
                yield at
                at += MINUTE
        day += timedelta(days=1)


def after(start: datetime, minutes: int, unit: str, off: frozenset[date], pauses: Pauses) -> datetime:
    """When so many minutes have been counted."""
    if not minutes:
        return start
    for at in minutes_from(start, unit, off):
        if not any(begins <= at < ends for begins, ends in pauses):
            minutes -= 1
            if not minutes:
                return at + MINUTE
    raise AssertionError


def between(start: datetime, until: datetime, unit: str, off: frozenset[date], pauses: Pauses) -> timedelta:
    """The minutes that ran: of working time, however the promise counts it, or of the clock."""
    total = 0
    for at in minutes_from(start, "m" if unit == "m" else "w", off):
        if at >= until:
            break
        total += not any(begins <= at < ends for begins, ends in pauses)
    return timedelta(minutes=total)
