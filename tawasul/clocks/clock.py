"""What a clock reads: when it is due, what sounds next and when. Pure arithmetic over a promise and its schedule.

A clock sounds at stages: a warning at each share of its time that the promise names, then the rungs of the ladder after the
due instant. Stages are in the order of their instants, and each is sounded once; `stage` counts those that have been.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from tawasul.calendars.schedule import ALWAYS, Schedule
from tawasul.calendars.working_time import Amount, Pauses, measure, reckon
from tawasul.service_levels.amounts import Promise, amount_of

WHOLE = Fraction(1)
Instant = TypeVar("Instant", datetime, int)


class StageKind(StrEnum):
    """Before the due instant or after it."""

    WARNING = "warning"
    RUNG = "rung"


@dataclass(frozen=True)
class Stage:
    """One thing that a clock sounds: `number` is the share in hundredths of a warning, the place on the ladder of a rung."""

    kind: StageKind
    number: int


@lru_cache(maxsize=1024)
def stages_of(promise: Promise) -> tuple[Stage, ...]:
    """Everything that a clock of this promise may sound, in order."""
    warnings = (Stage(StageKind.WARNING, share) for share in promise.warnings)
    return (*warnings, *(Stage(StageKind.RUNG, rung) for rung in range(len(promise.ladder))))


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a clock stores: `next_at` is None when nothing more will sound."""

    due_at: datetime
    next_at: datetime | None
    stage: int


def read(
    promise: Promise, schedule: Schedule, began_at: datetime, pauses: Pauses, *, stage: int, at: datetime
) -> Reading:
    """The clock as it reads at `at` with `stage` stages sounded. Raises NeverOpen.

    A clock that had sounded its lateness and is in time again (a holiday was announced late) will sound it again when it is
    late again; its warnings are not repeated.
    """
    schedule = ALWAYS if promise.round_the_clock else schedule
    due = reckon(schedule, began_at, promise.amount, pauses).due
    stage = stage_after(promise, stage, late=due <= at)
    return Reading(
        due_at=due, next_at=sounds_at(promise, schedule, began_at, pauses, stage=stage, due=due), stage=stage
    )


def stage_after(promise: Promise, stage: int, *, late: bool) -> int:
    """How many of its stages count as sounded: one that is in time (again) has sounded no lateness."""
    return stage if late else min(stage, len(promise.warnings))


def sounds_at(
    promise: Promise, schedule: Schedule, began_at: datetime, pauses: Pauses, *, stage: int, due: datetime
) -> datetime | None:
    """When the stage of this index sounds, or None after the last."""

    def after(start: datetime, amount: Amount, share: Fraction) -> datetime:
        return reckon(schedule, start, amount, pauses, share).due

    return next_sound(promise, stage, began_at, due, after)


def next_sound(
    promise: Promise, stage: int, began: Instant, due: Instant, after: Callable[[Instant, Amount, Fraction], Instant]
) -> Instant | None:
    """The same for whoever counts otherwise: `after` gives when a share of an amount is used up from an instant."""
    stages = stages_of(promise)
    if stage >= len(stages):
        return None
    now = stages[stage]
    if now.kind is StageKind.WARNING:
        return after(began, promise.amount, Fraction(now.number, 100))
    delay = promise.ladder[now.number]
    return after(due, amount_of(delay, promise.unit), WHOLE) if delay else due


def time_used(promise: Promise, schedule: Schedule, began_at: datetime, until: datetime, pauses: Pauses) -> timedelta:
    """The time that ran between two instants, pauses left out: working time, or all of it for what runs day and night."""
    return measure(ALWAYS if promise.round_the_clock else schedule, began_at, until, pauses)
