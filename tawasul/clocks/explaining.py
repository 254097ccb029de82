"""Why a clock is due when it is: the reckoning behind what is stored, and the time that is left of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from tawasul.calendars.expected import Expected, not_entered
from tawasul.calendars.working_time import Reckoning, reckon
from tawasul.clocks.clock import time_used
from tawasul.clocks.models import Clock, Pause
from tawasul.clocks.reading import Schedules, pauses_of, pauses_of_each, promise_of
from tawasul.service_levels.amounts import Promise


@dataclass(frozen=True, kw_only=True)
class Explained:
    """A clock, what it promises, every day from its beginning to its due instant, and what did not count. While it stands
    still `shown` is how it would be counted if it went on now; `reckoning` is what is stored, which moves when it does."""

    clock: Clock
    promise: Promise
    reckoning: Reckoning
    shown: Reckoning
    pauses: list[Pause]  # in order; the last may still last
    not_entered: list[Expected]  # what the calendar does not say yet of these days

    @property
    def agrees(self) -> bool:
        """Whether the calendar of today gives what is stored: a clock that ended keeps what it was measured by."""
        return self.reckoning.due == self.clock.due_at


def explain(clock: Clock, *, at: datetime | None = None) -> Explained:
    """The reckoning of a clock, by the calendar in force now. A pause that lasts moves nothing until it ends; how it would be
    counted if that were `at` this instant (none: now) is shown.

    Raises NeverOpen where the calendar has no working time any more.
    """
    promise = promise_of(clock)
    schedule = Schedules().of(clock.scope, promise)
    reckoning = reckon(schedule, clock.began_at, promise.amount, pauses_of(clock))
    shown = reckoning
    if clock.paused_at is not None and clock.ended_at is None:
        lasting = (clock.paused_at, max(clock.paused_at, at or timezone.now()))
        shown = reckon(schedule, clock.began_at, promise.amount, (*pauses_of(clock), lasting))
    running = clock.ended_at is None and bool(reckoning.days) and not promise.round_the_clock
    return Explained(
        clock=clock,
        promise=promise,
        reckoning=reckoning,
        shown=shown,
        not_entered=not_entered(schedule, shown.days[0].date, shown.days[-1].date) if running else [],
        pauses=list(clock.pauses.order_by("began_at")) if clock.pause_count else [],
    )


def time_left(clock: Clock, schedules: Schedules, at: datetime) -> timedelta:
    """How much of its time a running clock has left, in the time that its promise counts in; negative where it is late."""
    promise = promise_of(clock)
    schedule = schedules.of(clock.scope, promise)
    if at <= clock.due_at:
        return time_used(promise, schedule, at, clock.due_at, ())
    return -time_used(promise, schedule, clock.due_at, at, pauses_of(clock))


def times_late(due: Mapping[Clock, datetime], at: datetime) -> dict[int, timedelta]:
    """How late each of these running clocks is that was due then, by its id, in the time that its promise counts in, as
    `time_left` has it of one. Two queries, and those for the calendars of places that are not remembered."""
    pauses, schedules = pauses_of_each(clock.pk for clock in due), Schedules()
    late = {}
    for clock, due_at in due.items():
        promise = promise_of(clock)
        late[clock.pk] = time_used(promise, schedules.of(clock.scope, promise), due_at, at, pauses.get(clock.pk, ()))
    return late
