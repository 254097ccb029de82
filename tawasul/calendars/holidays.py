"""What the rules propose for a year's fixed holidays, and Ramadan's dates. A person confirms; nothing here is in force.

The rules: the National Day is 23 September and the Founding Day 22 February. On a Saturday the Sunday after it is off,
on a Friday the Thursday before. One that falls inside another holiday is not made up for. A single working day left
between two holidays, or between a holiday and the weekend, is bridged. The two Eids are announced each year and are
never proposed: give those already announced as `others`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tawasul.calendars.schedule import FRIDAY, SATURDAY, WEEKEND, Words
from tawasul.lib.hijri import gregorian

ONE_DAY = timedelta(days=1)
RAMADAN = 9
MOST_CORRECTED = 3 * ONE_DAY  # a sighting and the table differ by a day, seldom by two
DateRange = tuple[date, date]


class Holiday(StrEnum):
    """Kinds of day off. The last is a place's own, the others the nation's."""

    NATIONAL_DAY = "national_day"
    FOUNDING_DAY = "founding_day"
    BRIDGE = "bridge"
    EID_AL_FITR = "eid_al_fitr"
    EID_AL_ADHA = "eid_al_adha"
    OTHER = "other"
    CLOSURE = "closure"


NAMES = {
    Holiday.NATIONAL_DAY: Words("اليوم الوطني", "National Day"),
    Holiday.FOUNDING_DAY: Words("يوم التأسيس", "Founding Day"),
    Holiday.BRIDGE: Words("يوم عمل بين إجازتين", "Day between two holidays"),
}
PROPOSED = frozenset(kind.value for kind in NAMES)
FIXED = ((Holiday.FOUNDING_DAY, 2, 22), (Holiday.NATIONAL_DAY, 9, 23))


@dataclass(frozen=True, order=True)
class Proposal:
    """A day that the rules would have off, and the fixed day it stands for (itself, unless moved or a bridge)."""

    day: date
    kind: Holiday
    occasion: date


def proposals(year: int, others: Sequence[DateRange] = ()) -> list[Proposal]:
    """Days off that follow from the fixed holidays of a year, in order; `others` are holidays already known."""
    fixed = [
        Proposal(moved, kind, occasion)
        for kind, occasion in ((kind, date(year, month, day)) for kind, month, day in FIXED)
        if not _within(occasion, others) and not _within(moved := observed(occasion), others)
    ]
    return sorted([*fixed, *_bridges(fixed, others)])


def observed(occasion: date) -> date:
    """The day off for a fixed holiday: itself, or the working day beside the weekend it falls in."""
    return occasion + {FRIDAY: -ONE_DAY, SATURDAY: ONE_DAY}.get(occasion.weekday(), timedelta())


def ramadan(hijri_year: int) -> DateRange:
    """The first and last day of Ramadan by Umm al-Qura. Raises OverflowError outside 1343–1500."""
    return gregorian(hijri_year, RAMADAN, 1), gregorian(hijri_year, RAMADAN + 1, 1) - ONE_DAY


def near_ramadan(hijri_year: int, days: DateRange) -> bool:
    """Whether a range may be that year's Ramadan as it was sighted: neither end far from the computed one."""
    return all(
        abs(given - computed) <= MOST_CORRECTED for given, computed in zip(days, ramadan(hijri_year), strict=True)
    )


def _bridges(fixed: Sequence[Proposal], others: Sequence[DateRange]) -> list[Proposal]:
    holidays = [*others, *((proposal.day, proposal.day) for proposal in fixed)]

    def off(day: date) -> bool:
        return day.weekday() in WEEKEND or _within(day, holidays)

    return [
        Proposal(bridge, Holiday.BRIDGE, proposal.occasion)
        for proposal in fixed
        for bridge, beyond in (
            (proposal.day - ONE_DAY, proposal.day - 2 * ONE_DAY),
            (proposal.day + ONE_DAY, proposal.day + 2 * ONE_DAY),
        )
        if not off(bridge) and off(beyond)
    ]


def _within(day: date, ranges: Sequence[DateRange]) -> bool:
    return any(first <= day <= last for first, last in ranges)
