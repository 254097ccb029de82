"""When a place is open: weekly hours, ranges with other hours, days off and extra days, as one plain value.

Nothing here knows where the rows come from. A `Schedule` is already merged: what a centre says stands
before what its sector says, and that before the nation; whichever rule covers a day first decides it.

Riyadh keeps UTC+3 all year, so arithmetic on its wall clock is exact.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Self

from tawasul.lib.hijri import RIYADH

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
WORKING_WEEK = (SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY)
WEEKEND = (FRIDAY, SATURDAY)


class Words(NamedTuple):
    """One saying in both languages: the name of a holiday, the reason of a closure."""

    ar: str
    en: str

    def in_language(self, language: str) -> str:
        """What to show to a reader of `language` ("ar", "en-gb" …)."""
        return self.ar if language.startswith("ar") else self.en


class Span(NamedTuple):
    """From an instant up to, and without, another."""

    begins: datetime
    ends: datetime

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.ends - self.begins


@dataclass(frozen=True, order=True)
class Window:
    """Opening hours within a day. One that closes no later than it opens passes midnight: 20:00–04:00, 00:00–00:00."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "07:30-14:30"; "24:00" is midnight. Raises ValueError."""
        opens, closes = (time.fromisoformat(part.strip().replace("24:00", "00:00")) for part in text.split("-"))
        return cls(opens, closes)

    @property
    def passes_midnight(self) -> bool:
        """Whether it ends on the day after the one it belongs to (midnight itself included)."""
        return self.closes <= self.opens

    def on(self, day: date) -> Span:
        """The instants between which it is open. The whole belongs to `day`, past midnight too."""
        closing_day = day + timedelta(days=1) if self.passes_midnight else day
        return Span(datetime.combine(day, self.opens, RIYADH), datetime.combine(closing_day, self.closes, RIYADH))


Week = tuple[tuple[Window, ...], ...]


def week(windows: Mapping[int, Iterable[Window]]) -> Week:
    """Seven days' windows from those of the open ones, by `date.weekday()` (Monday is 0)."""
    if unknown := set(windows) - set(range(7)):
        raise ValueError(f"no such weekday: {sorted(unknown)}")
    return tuple(tuple(sorted(windows.get(weekday, ()))) for weekday in range(7))


def same_hours(text: str, weekdays: Iterable[int] = WORKING_WEEK) -> Week:
    """A week with the same windows on each of its working days: "07:30-14:30" or "08:00-12:00 16:00-20:00"."""
    windows = [Window.parse(part) for part in text.split()]
    return week(dict.fromkeys(weekdays, windows))


@dataclass(frozen=True)
class Hours:
    """The week's windows from `first` to `last`, both included; without end when `last` is None.

    `scope`, here and below, is whose calendar says so: a place's path, "" the nation.
    """

    week: Week
    first: date = date.min
    last: date | None = None
    reason: Words | None = None
    scope: str = ""

    def covers(self, day: date) -> bool:
        """Whether it says anything of that day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class DayOff:
    """A holiday or closure from `first` to `last`, both included; `kind` is one of `holidays.Holiday`."""

    first: date
    last: date
    reason: Words
    scope: str = ""
    kind: str = ""

    def covers(self, day: date) -> bool:
        """Whether it closes that day."""
        return self.first <= day <= self.last

    def windows(self) -> tuple[Window, ...]:
        """None at all."""
        return ()


@dataclass(frozen=True)
class ExtraDay:
    """A day worked although the week, or a holiday said further up, has it off."""

    day: date
    hours: tuple[Window, ...]
    reason: Words
    scope: str = ""

    def covers(self, day: date) -> bool:
        """Whether it opens that day."""
        return day == self.day

    def windows(self) -> tuple[Window, ...]:
        """Its own hours."""
        return self.hours


class Opening(NamedTuple):
    """What a schedule says of one day: its spans in order without overlap, and why, where it is no common day."""

    day: date
    spans: tuple[Span, ...]
    reason: Words | None


@dataclass(frozen=True)
class Schedule:
    """Exceptions before hours; in each, the first that covers a day decides it. A day none covers is closed."""

    hours: tuple[Hours, ...]
    exceptions: tuple[DayOff | ExtraDay, ...] = ()
    _known: dict[date, Opening] = field(default_factory=dict, init=False, repr=False, compare=False)

    def on(self, day: date) -> Opening:
        """The day's opening; remembered, for one schedule answers for thousands of deadlines."""
        if (known := self._known.get(day)) is None:
            known = self._known[day] = self._worked_out(day)
        return known

    def rule_of(self, day: date) -> "Rule | None":
        """What decides that day: the first exception or hours that cover it."""
        return next((rule for rule in (*self.exceptions, *self.hours) if rule.covers(day)), None)

    def _worked_out(self, day: date) -> Opening:
        rule = self.rule_of(day)
        if rule is None:
            return Opening(day, (), None)
        windows = rule.week[day.weekday()] if isinstance(rule, Hours) else rule.windows()
        no_day = isinstance(rule, Hours) and not windows and self._common_week_is_closed(day)
        return Opening(day, joined(window.on(day) for window in windows), None if no_day else rule.reason)

    def _common_week_is_closed(self, day: date) -> bool:
        """Whether it would be a day of no work without any special hours: a Friday of Ramadan is a weekend, no holiday."""
        common = next((hours for hours in self.hours if hours.last is None and hours.covers(day)), None)
        return common is None or not common.week[day.weekday()]


Rule = DayOff | ExtraDay | Hours
ALWAYS = Schedule((Hours(same_hours("00:00-24:00", range(7))),))


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same instants as few spans in order: empty ones dropped, those that meet or overlap made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if span.ends <= span.begins:
            continue
        if result and span.begins <= result[-1].ends:
            result[-1] = Span(result[-1].begins, max(result[-1].ends, span.ends))
        else:
            result.append(span)
    return tuple(result)


def without(spans: Iterable[Span], taken: Sequence[Span]) -> tuple[Span, ...]:
    """`spans` less every instant of `taken`, which must be joined."""
    result: list[Span] = []
    for begins, ends in spans:
        rest = begins
        for hole in taken:
            if hole.ends <= rest or ends <= hole.begins:
                continue
            if rest < hole.begins:
                result.append(Span(rest, hole.begins))
            rest = hole.ends
        if rest < ends:
            result.append(Span(rest, ends))
    return tuple(result)
