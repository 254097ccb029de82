"""What every year has, and nobody has entered yet: a date counted across it moves once it is.

The Eids are announced late and are never a formula, the fixed holidays wait for a person to confirm them. Until then the
calendar counts their days as working days; whoever reads a date that was counted so is to know it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from tawasul.calendars import holidays
from tawasul.calendars.holidays import Holiday
from tawasul.calendars.schedule import DayOff, Schedule
from tawasul.lib.hijri import gregorian, hijri

ONE_DAY = timedelta(days=1)
PILGRIMAGE = 12
SIGHTED = 4  # days: an Eid's holiday begins before it, and it may be sighted on another day


class Occasion(StrEnum):
    """What a year is expected to have."""

    FOUNDING_DAY = Holiday.FOUNDING_DAY.value
    RAMADAN = "ramadan"
    EID_AL_FITR = Holiday.EID_AL_FITR.value
    EID_AL_ADHA = Holiday.EID_AL_ADHA.value
    NATIONAL_DAY = Holiday.NATIONAL_DAY.value


BY_THE_MOON = frozenset({Occasion.RAMADAN, Occasion.EID_AL_FITR, Occasion.EID_AL_ADHA})  # may be sighted on another day


class Expected(NamedTuple):
    """An occasion, and the day by Umm al-Qura, or by the rule, on or about which it falls."""

    about: date
    occasion: Occasion


def not_entered(schedule: Schedule, first: date, last: date) -> list[Expected]:
    """The occasions that touch these days of which the schedule says nothing, in order.

    Outside the table of Umm al-Qura (1343–1500) nothing is known of the Hijri ones.
    """
    return sorted(
        Expected(about, occasion)
        for occasion, each in _OCCASIONS.items()
        for about in each.falls(first - each.after * ONE_DAY, last + each.before * ONE_DAY)
        if first <= about + each.after * ONE_DAY
        and about - each.before * ONE_DAY <= last
        and not each.is_said(schedule, about)
    )


@dataclass(frozen=True)
class _Yearly:
    """When an occasion falls in the years of some days, how many days before and after it it may change, and whether a
    schedule says it."""

    falls: Callable[[date, date], Iterable[date]]
    before: int
    after: int
    is_said: Callable[[Schedule, date], bool]


def _each_year(month: int, day: int) -> Callable[[date, date], Iterable[date]]:
    return lambda first, last: (holidays.observed(date(year, month, day)) for year in range(first.year, last.year + 1))


def _each_hijri_year(month: int, day: int) -> Callable[[date, date], Iterable[date]]:
    def falls(first: date, last: date) -> Iterable[date]:
        try:
            return [gregorian(year, month, day) for year in range(hijri(first).year, hijri(last).year + 1)]
        except OverflowError:
            return []

    return falls


def _is_off(schedule: Schedule, about: date) -> bool:
    """Whether the day is off for whatever reason: a fixed holiday within another is not made up for."""
    return isinstance(schedule.rule_of(about), DayOff)


def _has_eid(schedule: Schedule, about: date) -> bool:
    around = SIGHTED * ONE_DAY
    announced = (
        each for each in schedule.exceptions if isinstance(each, DayOff) and each.kind not in holidays.PROPOSED
    )
    return any(each.first <= about + around and each.last >= about - around for each in announced)


def _has_ramadan(schedule: Schedule, about: date) -> bool:
    middle = about + 14 * ONE_DAY
    return any(hours.last is not None and hours.covers(middle) for hours in schedule.hours)


_OCCASIONS = {
    Occasion.FOUNDING_DAY: _Yearly(_each_year(2, 22), 1, 1, _is_off),
    Occasion.NATIONAL_DAY: _Yearly(_each_year(9, 23), 1, 1, _is_off),
    Occasion.RAMADAN: _Yearly(_each_hijri_year(holidays.RAMADAN, 1), 1, 29, _has_ramadan),
    Occasion.EID_AL_FITR: _Yearly(_each_hijri_year(holidays.RAMADAN + 1, 1), 2, SIGHTED, _has_eid),
    Occasion.EID_AL_ADHA: _Yearly(_each_hijri_year(PILGRIMAGE, 10), 2, SIGHTED, _has_eid),
}
