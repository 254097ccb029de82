"""Dates said in both calendars: Hijri (Umm al-Qura) beside Gregorian, in Arabic and in English.

Umm al-Qura is tabulated for 1343-1500 AH; a date outside the table is said in the Gregorian calendar alone.
"""

from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hijridate import Gregorian, Hijri

from tawasul.lib.month_names import GREGORIAN_MONTHS, HIJRI_MONTHS, WEEKDAYS
from tawasul.lib.spoken_language import ARABIC, language_of

RIYADH = ZoneInfo("Asia/Riyadh")


class HijriDate(NamedTuple):
    """A day of the Umm al-Qura calendar."""

    year: int
    month: int
    day: int


def hijri(day: date) -> HijriDate:
    """Give the Umm al-Qura date of a Gregorian day. Raises OverflowError outside 1343-1500 AH."""
    return HijriDate(*Gregorian(day.year, day.month, day.day).to_hijri().datetuple())


def gregorian(year: int, month: int, day: int) -> date:
    """Give the day of an Umm al-Qura date. Raises OverflowError outside 1343-1500 AH, ValueError for no such day."""
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def dual_date(moment: date | datetime, language: str) -> str:
    """Say a day with its weekday in both calendars; an instant is said as the day it is in Riyadh."""
    day = _day_in_riyadh(moment)
    spoken = language_of(language)
    weekday = WEEKDAYS[spoken][day.weekday()]
    common, islamic = _gregorian(day, spoken), _hijri(day, spoken)
    if islamic is None:
        return f"{weekday} {common}"
    if spoken == ARABIC:
        return f"{weekday} {islamic} الموافق {common}"
    return f"{weekday} {common} ({islamic})"


@lru_cache(maxsize=4096)
def dual_moment(moment: datetime, language: str) -> str:
    """Say an aware instant as day and time in Riyadh. Raises ValueError for a naive one."""
    local = _in_riyadh(moment)
    spoken = language_of(language)
    return f"{dual_date(local, spoken)} {'الساعة' if spoken == ARABIC else 'at'} {clock(local)}"


def clock(moment: datetime) -> str:
    """The time of day in Riyadh, by 24 hours, as working hours are written: the one way in which an hour is said."""
    return f"{_in_riyadh(moment):%H:%M}"


def from_to(begins: datetime | time, ends: datetime | time, language: str) -> str:
    """Say from when until when, by the clock in Riyadh: in Arabic by words, as what stands about a dash would turn round."""
    first, last = (clock(each) if isinstance(each, datetime) else f"{each:%H:%M}" for each in (begins, ends))
    return f"من {first} إلى {last}" if language_of(language) == ARABIC else f"{first}–{last}"


def short_dual(moment: date | datetime, language: str) -> str:
    """Write a day in figures, day/month/year, in both calendars: for tables and lists."""
    day = _day_in_riyadh(moment)
    spoken = language_of(language)
    islamic_era, gregorian_era = ("هـ", "م") if spoken == ARABIC else (" AH", "")
    common = f"{day:%d/%m}/{day.year}{gregorian_era}"
    try:
        year, month, number = hijri(day)
    except OverflowError:
        return common
    islamic = f"{number:02d}/{month:02d}/{year}{islamic_era}"
    return f"{islamic} ({common})" if spoken == ARABIC else f"{common} ({islamic})"


def _hijri(day: date, spoken: str) -> str | None:
    try:
        year, month, number = hijri(day)
    except OverflowError:
        return None
    return f"{number} {HIJRI_MONTHS[spoken][month - 1]} {year}{'هـ' if spoken == ARABIC else ' AH'}"


def _gregorian(day: date, spoken: str) -> str:
    return f"{day.day} {GREGORIAN_MONTHS[spoken][day.month - 1]} {day.year}{'م' if spoken == ARABIC else ''}"


def _day_in_riyadh(moment: date | datetime) -> date:
    return _in_riyadh(moment).date() if isinstance(moment, datetime) else moment


def _in_riyadh(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return moment.astimezone(RIYADH)
