"""Reading many clocks at once. What is promised by the day is the same for all that began between the same hours, and working
time is measured along one ruler. Instants are whole microseconds here; the results are those of `clock.read`."""

from bisect import bisect_left
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from tawasul.calendars.schedule import Schedule
from tawasul.calendars.working_time import Amount, RoundTheClock, WorkingDays, reckon
from tawasul.clocks.clock import WHOLE, next_sound, stage_after
from tawasul.clocks.reading import Schedules, Spans
from tawasul.clocks.ruler import Ruler
from tawasul.lib.microseconds import MICROSECOND, day_of, instant, microseconds
from tawasul.service_levels.amounts import Promise

ONE_DAY = timedelta(days=1)
FIRST_OF_1970 = date(1970, 1, 1)


class Read(NamedTuple):
    """What a clock reads: as `clock.Reading`, in microseconds."""

    due: int
    next: int | None
    stage: int


class Reckoner:
    """Remembers, as long as it lives, what it has reckoned under the schedules of the moment at which it was made."""

    def __init__(self) -> None:
        self._schedules = Schedules()
        self.number = self._schedules.number
        self._equal: dict[Schedule, Schedule] = {}
        self._of_scope: dict[tuple[str, bool], Schedule] = {}
        self._edges: dict[tuple[int, int], list[int]] = {}
        self._rulers: dict[tuple[int, int], Ruler] = {}
        self._known: dict[tuple[int, ...], int] = {}

    def due(self, promise: Promise, scope: str, began: int, pauses: Spans = ()) -> int:
        """When a clock of this promise, begun then at this place, is due. Raises NeverOpen."""
        return self._after(self._schedule(scope, promise), began, promise.amount, WHOLE, pauses)

    def read(self, promise: Promise, scope: str, began: int, pauses: Spans = (), *, stage: int, at: int) -> Read:
        """The clock as it reads at `at` with `stage` stages sounded. Raises NeverOpen."""
        schedule = self._schedule(scope, promise)
        due = self._after(schedule, began, promise.amount, WHOLE, pauses)
        stage = stage_after(promise, stage, late=due <= at)

        def after(start: int, amount: Amount, share: Fraction) -> int:
            return self._after(schedule, start, amount, share, pauses)

        return Read(due, next_sound(promise, stage, began, due, after), stage)

    def _after(self, schedule: Schedule, start: int, amount: Amount, share: Fraction, pauses: Spans) -> int:
        if pauses or isinstance(amount, RoundTheClock):
            return microseconds(reckon(schedule, instant(start), amount, pauses, share).due)
        if isinstance(amount, WorkingDays):
            return self._after_days(schedule, start, amount, share)
        return self._ruler(schedule, start).after(start, ceil(amount // MICROSECOND * share))

    def _after_days(self, schedule: Schedule, start: int, amount: WorkingDays, share: Fraction) -> int:
        """The same for all that start on one day after the same openings and closings."""
        day = day_of(start)
        alike = (
            id(schedule),
            day,
            self._passed(schedule, day, start),
            amount.count,
            share.numerator,
            share.denominator,
        )
        if alike not in self._known:
            self._known[alike] = microseconds(reckon(schedule, instant(start), amount, (), share).due)
        return self._known[alike]

    def _passed(self, schedule: Schedule, day: int, start: int) -> int:
        """How many openings and closings of this day, and of the one before, lie before the start."""
        edges = self._edges.get((id(schedule), day))
        if edges is None:
            here = FIRST_OF_1970 + day * ONE_DAY
            around = (schedule.on(here - ONE_DAY), schedule.on(here))
            edges = sorted(microseconds(edge) for opening in around for span in opening.spans for edge in span)
            self._edges[id(schedule), day] = edges
        return bisect_left(edges, start)

    def _ruler(self, schedule: Schedule, start: int) -> Ruler:
        year = (FIRST_OF_1970 + day_of(start) * ONE_DAY).year
        key = (id(schedule), year)
        if key not in self._rulers:
            self._rulers[key] = Ruler(schedule, date(year, 1, 1))
        return self._rulers[key]

    def _schedule(self, scope: str, promise: Promise) -> Schedule:
        key = (scope, promise.round_the_clock)
        known = self._of_scope.get(key)
        if known is None:
            schedule = self._schedules.of(scope, promise)
            known = self._of_scope[key] = self._equal.setdefault(schedule, schedule)
        return known
