"""Reading many clocks at once: what is promised by the day is the same for all that began between the same hours."""

from datetime import date, datetime

from tawasul.calendars.schedule import Schedule
from tawasul.calendars.working_time import ONE_DAY, WorkingDays, reckon
from tawasul.clocks.clock import sounds_at
from tawasul.clocks.models import Clock
from tawasul.clocks.reading import Schedules, Spans, promise_of
from tawasul.lib.hijri import RIYADH
from tawasul.service_levels.amounts import Promise

_Alike = tuple[int, int | None, date, int]


class Reckoner:
    """Remembers, as long as it lives, what it has reckoned under the schedules of the moment at which it was made."""

    def __init__(self) -> None:
        self._schedules = Schedules()
        self._equal: dict[Schedule, Schedule] = {}
        self._of_scope: dict[tuple[str, bool], Schedule] = {}
        self._due: dict[_Alike, datetime] = {}
        self._next: dict[tuple[_Alike, int], datetime | None] = {}

    def due(self, promise: Promise, scope: str, began_at: datetime, pauses: Spans) -> datetime:
        """When a clock of this promise, begun then at this place, is due. Raises NeverOpen."""
        schedule = self._schedule(scope, promise)
        alike = _alike(promise, schedule, began_at, pauses)
        if alike is None:
            return reckon(schedule, began_at, promise.amount, pauses).due
        if alike not in self._due:
            self._due[alike] = reckon(schedule, began_at, promise.amount).due
        return self._due[alike]

    def read_into(self, clock: Clock, pauses: Spans, at: datetime) -> None:
        """Set (not save) what the clock reads now, as `clock.read` has it. Raises NeverOpen."""
        promise = promise_of(clock)
        due = self.due(promise, clock.scope, clock.began_at, pauses)
        stage = min(clock.stage, len(promise.warnings)) if due > at else clock.stage
        following = self._sounds_at(promise, clock, pauses, stage, due)
        clock.turn_back(stage)
        clock.due_at, clock.calendar_number = due, self._schedules.number
        clock.next_at = None if clock.paused_at else following

    def _sounds_at(self, promise: Promise, clock: Clock, pauses: Spans, stage: int, due: datetime) -> datetime | None:
        schedule = self._schedule(clock.scope, promise)
        alike = _alike(promise, schedule, clock.began_at, pauses)
        if alike is None:
            return sounds_at(promise, schedule, clock.began_at, pauses, stage=stage, due=due)
        if (alike, stage) not in self._next:
            self._next[alike, stage] = sounds_at(promise, schedule, clock.began_at, (), stage=stage, due=due)
        return self._next[alike, stage]

    def _schedule(self, scope: str, promise: Promise) -> Schedule:
        key = (scope, promise.round_the_clock)
        if key not in self._of_scope:
            schedule = self._schedules.of(scope, promise)
            self._of_scope[key] = self._equal.setdefault(schedule, schedule)
        return self._of_scope[key]


def _alike(promise: Promise, schedule: Schedule, began_at: datetime, pauses: Spans) -> _Alike | None:
    """What decides the reading of a count of days without pauses: the day it began, and how many openings and closings
    had passed. None where nothing can be shared."""
    if pauses or not isinstance(promise.amount, WorkingDays):
        return None
    day = began_at.astimezone(RIYADH).date()
    around = (schedule.on(day - ONE_DAY), schedule.on(day))
    passed = sum(edge < began_at for opening in around for span in opening.spans for edge in span)
    return id(schedule), promise.commitment_id, day, passed
