"""What a version would do: by when a case that begins now would be due under it, beside what is in force now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tawasul.calendars.schedule import ALWAYS, Schedule
from tawasul.calendars.working_time import NeverOpen, reckon
from tawasul.service_levels.amounts import Key, Priority, Promise, Step, Subject, most_particular

_NORMAL = Priority.NORMAL.value


@dataclass(frozen=True, kw_only=True)
class Due:
    """A promise, and by when it falls due; `at` is None where the calendar has no working time for it."""

    promise: Promise
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Effect:
    """One case under both: None where nothing is promised."""

    case: Key
    before: Due | None
    after: Due | None

    @property
    def was_due(self) -> datetime | None:
        """By when it is due until now, where that is known."""
        return self.before.at if self.before else None

    @property
    def now_due(self) -> datetime | None:
        """By when it would be due, where that is known."""
        return self.after.at if self.after else None

    @property
    def sooner(self) -> bool | None:
        """Whether it would be due sooner; None where it is not known, or due at the same time."""
        if self.was_due is None or self.now_due is None or self.was_due == self.now_due:
            return None
        return self.now_due < self.was_due


def effects(
    before: Sequence[Promise], after: Sequence[Promise], schedule: Schedule, begins_at: datetime
) -> list[Effect]:
    """Each type's reply at normal priority; then every other case that is promised otherwise. Pure arithmetic."""
    usual = [(subject.value, Step.WHOLE.value, _NORMAL, "") for subject in Subject]
    named = [line.key for line in (*after, *before)]
    # A type's line for every priority is the usual case already, unless normal priority has a line of its own.
    said = {(subject, step, "", "") for subject, step, *_rest in usual if (subject, step, _NORMAL, "") not in named}
    cases = list(dict.fromkeys([*usual, *(case for case in named if case not in said)]))
    found = []
    for case in cases:
        was, now = most_particular(before, case), most_particular(after, case)
        if case in usual or not _alike(was, now):
            found.append(Effect(case=case, before=_due(was, schedule, begins_at), after=_due(now, schedule, begins_at)))
    return found


def _alike(was: Promise | None, now: Promise | None) -> bool:
    if was is None or now is None:
        return was is now
    return (was.number, was.unit) == (now.number, now.unit)


def _due(promise: Promise | None, schedule: Schedule, begins_at: datetime) -> Due | None:
    if promise is None:
        return None
    try:
        due = reckon(ALWAYS if promise.round_the_clock else schedule, begins_at, promise.amount, ()).due
    except (NeverOpen, OverflowError):
        return Due(promise=promise, at=None)
    return Due(promise=promise, at=due)
