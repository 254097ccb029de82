"""Says a reckoning to people: one line a day, in Arabic or English, or as plain data for machines."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

from django.utils.translation import gettext, override

from tawasul.calendars.expected import BY_THE_MOON, Expected
from tawasul.calendars.labels import OCCASION_LABELS, STANDING_LABELS
from tawasul.calendars.schedule import Span
from tawasul.calendars.working_time import Day, Reckoning, Standing
from tawasul.lib.durations import say_duration, say_hours
from tawasul.lib.hijri import dual_date


class Line(NamedTuple):
    """A day as shown: when, what became of it, and what was counted until its end."""

    day: Day
    date: str
    said: str
    so_far: str


def lines(reckoning: Reckoning, language: str) -> list[Line]:
    """Every day of a reckoning in order. Working days are numbered as they fill."""
    said: list[Line] = []
    share, time = Fraction(0), timedelta()
    with override(language):
        for day in reckoning.days:
            share, time = share + day.share, time + day.time
            so_far = _so_far(day, share, time, language)
            said.append(Line(day, dual_date(day.date, language), _said(day, share, language), so_far))
    return said


def not_yet_known(expected: Iterable[Expected], language: str) -> list[str]:
    """What the calendar does not say yet, a sentence each: the date moves when it does."""
    with override(language):
        return [
            gettext("Not in the calendar yet: %(what)s. The date moves when it is entered.")
            % {"what": occasion(each, language)}
            for each in expected
        ]


def occasion(expected: Expected, language: str) -> str:
    """What is expected, and about when."""
    with override(language):
        said = {"what": OCCASION_LABELS[expected.occasion], "day": dual_date(expected.about, language)}
        sighted = expected.occasion in BY_THE_MOON
        return (gettext("%(what)s, about %(day)s") if sighted else gettext("%(what)s, %(day)s")) % said


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
            "so_far": line.so_far or None,
        }
        for line in lines(reckoning, language)
    ]


def _said(day: Day, total: Fraction, language: str) -> str:
    if day.standing is Standing.OFF and day.reason:
        return gettext("closed: %(reason)s") % {"reason": day.reason.in_language(language)}
    if day.standing is not Standing.COUNTED:
        return str(STANDING_LABELS[day.standing])
    counted = _counted(day, total, language)
    if day.reason:
        return gettext("%(counted)s (%(reason)s)") % {"counted": counted, "reason": day.reason.in_language(language)}
    return counted


def _counted(day: Day, total: Fraction, language: str) -> str:
    words = {"hours": _hours(day.counted), "time": say_duration(day.time, language), "number": int(total)}
    if not day.share:
        return gettext("counted %(time)s: %(hours)s") % words
    if day.share < 1:
        return gettext("part of a working day, %(time)s: %(hours)s") % words
    if total == int(total):
        return gettext("working day %(number)d: %(hours)s") % words
    return gettext("a whole working day: %(hours)s") % words


def _so_far(day: Day, share: Fraction, time: timedelta, language: str) -> str:
    """What was counted in all, in days and hundredths of one, or in time; nothing where the day's own words say it."""
    if day.share:
        evident = day.share == 1 and share == int(share)
        return "" if evident else gettext("working days so far: %(days)s") % {"days": f"{floor(share * 100) / 100:g}"}
    if day.standing is not Standing.COUNTED or time == day.time:
        return ""
    return gettext("%(time)s so far") % {"time": say_hours(time, language)}


def _hours(spans: Sequence[Span]) -> str:
    return " · ".join(f"{span.begins:%H:%M}–{span.ends:%H:%M}" for span in spans)


def _spans(spans: Sequence[Span]) -> list[list[str]]:
    return [[span.begins.isoformat(), span.ends.isoformat()] for span in spans]
