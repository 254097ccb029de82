"""Says a reckoning to people: one line a day, in Arabic or English, or as plain data for machines."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext, override

from tawasul.calendars.labels import STANDING_LABELS
from tawasul.calendars.schedule import Span
from tawasul.calendars.working_time import Day, Reckoning, Standing
from tawasul.lib.durations import say_duration
from tawasul.lib.hijri import dual_date


class Line(NamedTuple):
    """A day as shown: when, what became of it, and what was counted so far."""

    day: Day
    date: str
    said: str


def lines(reckoning: Reckoning, language: str) -> list[Line]:
    """Every day of a reckoning in order. Working days are numbered as they fill."""
    said: list[Line] = []
    with override(language):
        for position, day in enumerate(reckoning.days):
            said.append(Line(day, dual_date(day.date, language), _said(day, reckoning.days[: position + 1], language)))
    return said


def data(reckoning: Reckoning, language: str) -> list[dict[str, Any]]:
    """The same for machines: ISO instants and seconds; `share` is of a working day, for amounts counted in days."""
    return [
        {
            "date": line.day.date.isoformat(),
            "standing": line.day.standing.value,
            "reason": line.day.reason.in_language(language) if line.day.reason else None,
            "windows": _spans(line.day.windows),
            "counted": _spans(line.day.counted),
            "seconds": line.day.time.total_seconds(),
            "share": float(line.day.share),
            "said": line.said,
        }
        for line in lines(reckoning, language)
    ]


def _said(day: Day, so_far: Sequence[Day], language: str) -> str:
    if day.standing is Standing.OFF and day.reason:
        return gettext("day off: %(reason)s") % {"reason": day.reason.in_language(language)}
    if day.standing is not Standing.COUNTED:
        return str(STANDING_LABELS[day.standing])
    counted = _counted(so_far, language)
    if day.reason:
        return gettext("%(counted)s (%(reason)s)") % {"counted": counted, "reason": day.reason.in_language(language)}
    return counted


def _counted(so_far: Sequence[Day], language: str) -> str:
    day, total = so_far[-1], sum(day.share for day in so_far)
    words = {"hours": _hours(day.counted), "time": say_duration(day.time, language), "number": int(total)}
    if not day.share:
        return gettext("counted %(time)s: %(hours)s") % words
    if day.share < 1:
        return gettext("part of a working day, %(time)s: %(hours)s") % words
    if total == int(total):
        return gettext("working day %(number)d: %(hours)s") % words
    return gettext("a whole working day: %(hours)s") % words


def _hours(spans: Sequence[Span]) -> str:
    return " · ".join(f"{span.begins:%H:%M}–{span.ends:%H:%M}" for span in spans)


def _spans(spans: Sequence[Span]) -> list[list[str]]:
    return [[span.begins.isoformat(), span.ends.isoformat()] for span in spans]
