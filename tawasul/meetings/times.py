"""When the official receives: fixed times of the week, as rules, laid out over the calendar. Pure Python.

A rule says a weekday, from when to when, how many are received and how long each. What the calendar leaves open of it is a
sitting: on a holiday there is none, and in the shorter hours of Ramadan it has as many places as fit.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tawasul.calendars.schedule import Schedule, Span, Window
from tawasul.lib.hijri import RIYADH

AHEAD = timedelta(days=35)  # how far sessions are laid out


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Every `weekday` (Monday is 0) from `opens` to `closes`: `places` of `minutes` each, from `first` to `last` (none: on)."""

    weekday: int
    opens: time
    closes: time
    places: int
    minutes: int
    first: date
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """A session that a rule makes on a day."""

    begins: datetime
    ends: datetime
    places: int


def fits(rule: Rule) -> bool:
    """Whether so many places of so many minutes fit between its hours."""
    return rule.opens < rule.closes and rule.places * rule.minutes <= _length(rule) // timedelta(minutes=1)


def sitting_on(rule: Rule, day: date, schedule: Schedule) -> Sitting | None:
    """What is left of the rule on a day; None where the calendar leaves nothing for it."""
    if day.weekday() != rule.weekday or day < rule.first or (rule.last is not None and day > rule.last):
        return None
    window = Window(rule.opens, rule.closes).on(day)
    parts = [_common(window, span) for span in schedule.on(day).spans]
    left = max((part for part in parts if part.begins < part.ends), key=lambda part: part.length, default=None)
    if left is None:
        return None
    places = min(rule.places, int(left.length // timedelta(minutes=rule.minutes)))
    if not places:
        return None
    return Sitting(begins=left.begins, ends=left.ends, places=places)


def sittings(
    rule: Rule, first: date, last: date, schedule: Schedule, without: Collection[date] = ()
) -> Iterator[Sitting]:
    """What the rule makes from one day to another, both included, but for the days `without`."""
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        sitting = sitting_on(rule, day, schedule) if day not in without else None
        if sitting is not None:
            yield sitting


def open_all_along(schedule: Schedule, begins: datetime, ends: datetime) -> bool:
    """Whether the centre works from one instant to the other, without a break."""
    spans = schedule.on(begins.astimezone(RIYADH).date()).spans
    return any(span.begins <= begins and ends <= span.ends for span in spans)


def turn(begins: datetime, place: int, minutes: int) -> datetime:
    """When the place (from 1) has its turn."""
    return begins + timedelta(minutes=minutes * (place - 1))


def _common(one: Span, other: Span) -> Span:
    return Span(max(one.begins, other.begins), min(one.ends, other.ends))


def _length(rule: Rule) -> timedelta:
    window = Window(rule.opens, rule.closes).on(rule.first)
    return window.length
