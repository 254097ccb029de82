"""A day as people write it: of either calendar, in any digits, the year first or last, the month in figures or by name."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from tawasul.lib.arabic import fold
from tawasul.lib.digits import western
from tawasul.lib.hijri import gregorian
from tawasul.lib.month_names import GREGORIAN_MONTHS, HIJRI_MONTHS, WEEKDAYS

HIJRI_YEARS = range(1343, 1501)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_DAY_AND_NAME = re.compile(r"(?P<day>\d{1,2}) (?P<month>\D+?) (?P<year>\d{4})")
_NAME_AND_DAY = re.compile(r"(?P<month>\D+?) (?P<day>\d{1,2}) (?P<year>\d{4})")
_ERA = re.compile(r"\s*(هـ|ه|م|AH|CE)$", re.IGNORECASE)
_ALSO = {"ربيع الثاني": 4, "جمادى الثانية": 6, "ذي القعدة": 11, "ذي الحجة": 12}  # as most people call them


def _numbered(names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    return {fold(name): number for each in names.values() for number, name in enumerate(each, start=1)}


_HIJRI = _numbered(HIJRI_MONTHS) | {fold(name): number for name, number in _ALSO.items()}
_GREGORIAN = _numbered(GREGORIAN_MONTHS) | {fold(name[:3]): n for n, name in enumerate(GREGORIAN_MONTHS["en"], start=1)}
_WEEKDAYS = frozenset(fold(name) for each in WEEKDAYS.values() for name in each)


def day_written(text: str) -> date:
    """Read 2026-11-23, 23/11/2026, 23 نوفمبر 2026, November 23, 2026, or of the Umm al-Qura calendar 1448-06-13, 13/06/1448,
    13 جمادى الآخرة 1448; the name of the weekday may stand before. Raises ValueError.

    The year tells the calendar: none that is written in one today is in use in the other.
    """
    written = _ERA.sub("", western(text).strip())
    if found := _YEAR_FIRST.fullmatch(written):
        year, month, number = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(written):
        number, month, year = (int(part) for part in found.groups())
    else:
        year, month, number = _by_name(written)
    try:
        return gregorian(year, month, number) if year in HIJRI_YEARS else date(year, month, number)
    except OverflowError as error:
        raise ValueError(f"not a day: {text!r}") from error


def _by_name(written: str) -> tuple[int, int, int]:
    """Year, month and day where the month is named. A month of the one calendar in a year of the other is no day."""
    words = fold(written).split()
    plain = " ".join(words[1:] if words and words[0] in _WEEKDAYS else words)
    found = _DAY_AND_NAME.fullmatch(plain) or _NAME_AND_DAY.fullmatch(plain)
    if found:
        year = int(found["year"])
        month = (_HIJRI if year in HIJRI_YEARS else _GREGORIAN).get(found["month"])
        if month:
            return year, month, int(found["day"])
    raise ValueError(f"not a day: {written!r}")
