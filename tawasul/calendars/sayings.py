"""Working hours as people say them: "Sunday–Thursday 07:30–14:30"."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from django.utils.translation import gettext

from tawasul.calendars.labels import WEEKDAY_LABELS
from tawasul.calendars.models import WorkingHours
from tawasul.calendars.schedule import FRIDAY, SATURDAY, WORKING_WEEK, Window

WEEK = (*WORKING_WEEK, FRIDAY, SATURDAY)


def windows_said(windows: Iterable[Window]) -> str:
    """The hours of a day: "08:00–12:00 · 16:00–20:00"."""
    return " · ".join(f"{window.opens:%H:%M}–{window.closes:%H:%M}" for window in sorted(windows))


def week_of(hours: WorkingHours) -> dict[int, list[Window]]:
    """The windows of each open weekday (Monday is 0)."""
    week: dict[int, list[Window]] = {}
    for row in hours.windows.all():
        week.setdefault(row.weekday, []).append(row.window)
    return week


def week_said(windows: Mapping[int, Sequence[Window]]) -> list[tuple[str, str]]:
    """The weekdays that are open and their hours, from Sunday on; those in a row with the same hours together."""
    said = [(weekday, windows_said(windows.get(weekday, ()))) for weekday in WEEK]
    lines: list[tuple[str, str]] = []
    for hours, days in groupby(said, lambda each: each[1]):
        weekdays = [str(WEEKDAY_LABELS[weekday]) for weekday, _hours in days]
        if not hours:
            continue
        lines.append((weekdays[0] if len(weekdays) == 1 else _from_to(weekdays[0], weekdays[-1]), hours))
    return lines


def _from_to(first: str, last: str) -> str:
    return gettext("%(first)s to %(last)s") % {"first": first, "last": last}
