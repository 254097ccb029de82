"""The arithmetic of working time: when an amount is used up, how much was used, and which days it went to.

What the amounts mean:

- `timedelta` is working time: it runs while the schedule is open and stands still otherwise.
- `WorkingDays(n)` counts days, not hours: every working day is worth one, however short (a day of Ramadan too). A
  day counts when the whole of it lies ahead: what comes in at 10:00 starts counting with the next working day, what
  comes in after closing or on a day off starts with the opening of the next one. It ends with the closing of the
  n-th day. So an inquiry of Thursday 17 September 2026, 10:00, with five days ends on Monday 28 at closing.
- `RoundTheClock` runs day and night, whatever the calendar.

Pauses take away exactly what they held up and nothing else. Paused working days are weighed by the share of each
day that was held: from Thursday 10:00 to Sunday 10:00 is one day, not three, and a pause of an hour is an hour.
Pauses after the end change nothing: what was late stays late.

A window past midnight belongs to the day it began on, though the next day be a holiday; hours claimed by two days
go to the earlier. Instants are aware; results are in Riyadh's time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from tawasul.calendars.schedule import ALWAYS, Opening, Schedule, Span, Words, joined, without
from tawasul.lib.hijri import RIYADH

ONE_DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)
LONGEST_CLOSURE = timedelta(days=3 * 366)

Pauses = Sequence[tuple[datetime, datetime]]


class NeverOpen(ValueError):
    """The schedule has no working time for three years on: there is no such instant."""


@dataclass(frozen=True)
class WorkingDays:
    """So many working days, one or more."""

    count: int

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError("working days are counted from one")


@dataclass(frozen=True)
class RoundTheClock:
    """So much time, day and night."""

    length: timedelta


Amount = WorkingDays | timedelta | RoundTheClock


class Standing(StrEnum):
    """What became of a day in a reckoning."""

    COUNTED = "counted"  # all its working time, or some of it, was used
    BEGAN = "began"  # the clock began within it, so it is no whole day
    OVER = "over"  # its hours were over when the clock began
    PAUSED = "paused"  # everything that could count was paused
    WEEKEND = "weekend"  # no hours in the week
    OFF = "off"  # closed by a holiday or closure; `reason` says which


@dataclass(frozen=True)
class Day:
    """One day of an explanation. `share` is how much of a working day it gave; it is 0 for other amounts."""

    date: date
    standing: Standing
    windows: tuple[Span, ...]
    counted: tuple[Span, ...]
    share: Fraction
    reason: Words | None

    @property
    def time(self) -> timedelta:
        """How much time it gave."""
        return _total(self.counted)


class Reckoning(NamedTuple):
    """The instant at which an amount is used up, and every day from the start to there."""

    due: datetime
    days: list[Day]


def add(schedule: Schedule, start: datetime, amount: Amount, pauses: Pauses = ()) -> datetime:
    """The first instant at which `amount` is used up, counted from `start`. Raises NeverOpen, ValueError."""
    return reckon(schedule, start, amount, pauses).due


def explain(schedule: Schedule, start: datetime, amount: Amount, pauses: Pauses = ()) -> list[Day]:
    """The days that `add` went through, each with what it gave. Same errors."""
    return reckon(schedule, start, amount, pauses).days


def reckon(
    schedule: Schedule, start: datetime, amount: Amount, pauses: Pauses = (), share: Fraction = Fraction(1)
) -> Reckoning:
    """Both at once: the explanation is the computation, so they cannot disagree. Same errors.

    `share` counts that part of the amount: four fifths of five working days are four.
    """
    start, held = _in_riyadh(start), _settled(pauses)
    whole_days = isinstance(amount, WorkingDays)
    if isinstance(amount, RoundTheClock):
        schedule, amount = ALWAYS, amount.length
    left = Fraction(amount.count if isinstance(amount, WorkingDays) else amount // MICROSECOND) * share
    if left < 0:
        raise ValueError("an amount of time cannot be negative")
    days: list[Day] = []
    if not left:
        return Reckoning(start, days)
    for opening in _openings(schedule, start):
        ahead = _ahead(opening, start, whole_days=whole_days)
        worth = _worth(opening, whole_days=whole_days)
        counted: list[Span] = []
        before = left
        for span in without(ahead, held):
            needed = ceil(left / worth) * MICROSECOND
            taken = min(needed, span.length)
            counted.append(Span(span.begins, span.begins + taken))
            left = Fraction(0) if taken == needed else left - taken // MICROSECOND * worth
            if not left:
                break
        share = before - left if whole_days else Fraction(0)
        days.append(
            Day(
                opening.day,
                _standing(opening, ahead, counted, start),
                opening.spans,
                tuple(counted),
                share,
                opening.reason,
            )
        )
        if not left:
            return Reckoning(counted[-1].ends, days)
    raise AssertionError("openings end only by raising")  # pragma: no cover


def measure(schedule: Schedule, begins: datetime, ends: datetime, pauses: Pauses = ()) -> timedelta:
    """The working time between two instants less that of the pauses; nothing when they are the wrong way round."""
    return sum(
        (_total(running) for _, running in _between(schedule, begins, ends, pauses, whole_days=False)), timedelta()
    )


def measure_days(schedule: Schedule, begins: datetime, ends: datetime, pauses: Pauses = ()) -> Fraction:
    """How many working days, as `WorkingDays` counts them, were used between two instants."""
    return sum(
        (
            _total(running) // MICROSECOND * _worth(opening, whole_days=True)
            for opening, running in _between(schedule, begins, ends, pauses, whole_days=True)
            if running
        ),
        Fraction(0),
    )


def is_open(schedule: Schedule, at: datetime) -> bool:
    """Whether work is done at that instant."""
    return next_open(schedule, at) == at


def next_open(schedule: Schedule, at: datetime) -> datetime:
    """`at` itself in working hours, else when they next begin. Raises NeverOpen."""
    at = _in_riyadh(at)
    return next(max(at, span.begins) for opening in _openings(schedule, at) for span in opening.spans if at < span.ends)


def spans_from(schedule: Schedule, start: datetime) -> Iterator[Span]:
    """Every span of working time that ends after `start`, in order, none overlapping the one before. Raises NeverOpen."""
    start = _in_riyadh(start)
    for opening in _openings(schedule, start):
        yield from (span for span in opening.spans if start < span.ends)


def _between(
    schedule: Schedule, begins: datetime, ends: datetime, pauses: Pauses, *, whole_days: bool
) -> Iterator[tuple[Opening, tuple[Span, ...]]]:
    begins, ends = _in_riyadh(begins), _in_riyadh(ends)
    outside = joined([*_settled(pauses), Span(ends, datetime.max.replace(tzinfo=RIYADH))])
    for opening in _openings(schedule, begins, until=ends):
        yield opening, without(_ahead(opening, begins, whole_days=whole_days), outside)


def _openings(schedule: Schedule, start: datetime, until: datetime | None = None) -> Iterator[Opening]:
    """Each day's opening from the one that holds `start`, in order; hours of two days are left to the earlier.

    Windows last a day at most, so what the day before yesterday claims is enough to know yesterday's.
    """
    day = start.date() - 2 * ONE_DAY
    claimed = last_open = start - 3 * ONE_DAY
    while until is None or datetime.combine(day, datetime.min.time(), RIYADH) < until:
        opening = schedule.on(day)
        if opening.spans:
            if opening.spans[0].begins < claimed:
                rest = joined(Span(max(span.begins, claimed), span.ends) for span in opening.spans)
                opening = Opening(day, rest, opening.reason)
            claimed = last_open = max([claimed, *(span.ends for span in opening.spans)])
        elif until is None and datetime.combine(day, datetime.min.time(), RIYADH) - last_open > LONGEST_CLOSURE:
            raise NeverOpen(f"no working time after {last_open:%Y-%m-%d}")
        if day >= start.date() or any(start < span.ends for span in opening.spans):
            yield opening
        day += ONE_DAY


def _ahead(opening: Opening, start: datetime, *, whole_days: bool) -> tuple[Span, ...]:
    """What of a day can count for a clock that began at `start`."""
    if not opening.spans or start <= opening.spans[0].begins:
        return opening.spans
    if whole_days:
        return ()
    return joined(Span(max(span.begins, start), span.ends) for span in opening.spans)


def _worth(opening: Opening, *, whole_days: bool) -> Fraction:
    """What a microsecond of a day is worth: itself, or its share of a day."""
    if whole_days and opening.spans:
        return Fraction(1, _total(opening.spans) // MICROSECOND)
    return Fraction(1)


def _standing(opening: Opening, ahead: tuple[Span, ...], counted: list[Span], start: datetime) -> Standing:
    if counted:
        return Standing.COUNTED
    if ahead:
        return Standing.PAUSED
    if opening.spans:
        return Standing.OVER if opening.spans[-1].ends <= start else Standing.BEGAN
    return Standing.OFF if opening.reason else Standing.WEEKEND


def _settled(pauses: Pauses) -> tuple[Span, ...]:
    spans = [Span(_in_riyadh(begins), _in_riyadh(ends)) for begins, ends in pauses]
    if any(span.ends < span.begins for span in spans):
        raise ValueError("a pause cannot end before it begins")
    return joined(spans)


def _in_riyadh(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(RIYADH)


def _total(spans: Sequence[Span]) -> timedelta:
    return sum((span.length for span in spans), timedelta())
