"""Lengths of time as people say them, in the number grammar of Arabic and of English."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tawasul.lib.spoken_language import ARABIC, language_of

LARGEST_UNITS = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of time and its forms: Arabic one, two, 3-10, 11-99 and whole hundreds; English one and many."""

    length: timedelta
    one: str
    two: str
    few: str
    many: str
    hundreds: str
    english_one: str
    english_many: str


UNITS = (
    Unit(timedelta(days=1), "يوم", "يومان", "أيام", "يومًا", "يوم", "day", "days"),
    Unit(timedelta(hours=1), "ساعة", "ساعتان", "ساعات", "ساعة", "ساعة", "hour", "hours"),
    Unit(timedelta(minutes=1), "دقيقة", "دقيقتان", "دقائق", "دقيقة", "دقيقة", "minute", "minutes"),
)


def say_duration(length: timedelta, language: str) -> str:
    """Say a length of time in its two largest units that are not nought, rounded down to the minute.

    The sign is not said: whether time is left or was exceeded is for the sentence around it.
    """
    return _said(list(_counted(abs(length), UNITS))[:LARGEST_UNITS], language)


def say_hours(length: timedelta, language: str) -> str:
    """Say a length of time in hours and minutes, however long: for working time, whose days are not of 24 hours."""
    return _said(list(_counted(abs(length), UNITS[1:])), language)


def _said(counted: Sequence[tuple[int, Unit]], language: str) -> str:
    arabic = language_of(language) == ARABIC
    if not counted:
        return "أقل من دقيقة" if arabic else "less than a minute"
    if arabic:
        return " و".join(_in_arabic(count, unit) for count, unit in counted)
    return " and ".join(_in_english(count, unit) for count, unit in counted)


def _counted(length: timedelta, units: Sequence[Unit]) -> Iterator[tuple[int, Unit]]:
    for unit in units:
        count, length = divmod(length, unit.length)
        if count:
            yield count, unit


def _in_arabic(count: int, unit: Unit) -> str:
    if count == 1:
        return unit.one
    if count == 2:
        return unit.two
    last_two = count % 100
    if 3 <= last_two <= 10:
        return f"{count} {unit.few}"
    return f"{count} {unit.many if last_two >= 11 else unit.hundreds}"


def _in_english(count: int, unit: Unit) -> str:
    return f"{count} {unit.english_one if count == 1 else unit.english_many}"
