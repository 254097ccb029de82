"""What a change makes of the days: where two schedules differ, in as few lines as say it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from tawasul.calendars.schedule import Opening, Schedule, Words

ONE_DAY = timedelta(days=1)
Clock = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Days that were open in the windows `before` and are in those `after`: "07:30–14:30", none where closed.

    Of the days from `first` to `last` so many differ as `days` says: those between are closed before and after.
    """

    first: date
    last: date
    days: int
    before: Clock
    after: Clock
    reason: Words | None


def differences(before: Schedule, after: Schedule, first: date, last: date) -> list[Difference]:
    """Where they differ from `first` to `last`, in order; days that differ alike, but for closed ones between, are one line."""
    found: list[Difference] = []
    goes_on = False
    day = first
    while day <= last:
        was, now = before.on(day), after.on(day)
        if was.spans != now.spans:
            one = Difference(first=day, last=day, days=1, before=_clock(was), after=_clock(now), reason=now.reason)
            if goes_on and _alike(found[-1], one):
                found[-1] = replace(found[-1], last=day, days=found[-1].days + 1)
            else:
                found.append(one)
            goes_on = True
        elif was.spans:
            goes_on = False
        day += ONE_DAY
    return found


def _alike(one: Difference, other: Difference) -> bool:
    return (one.before, one.after, one.reason) == (other.before, other.after, other.reason)


def _clock(opening: Opening) -> Clock:
    return tuple(f"{span.begins:%H:%M}–{span.ends:%H:%M}" for span in opening.spans)
