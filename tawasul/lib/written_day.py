"""A day as people write it: of either calendar, in any digits, the year first or last."""

import re
from datetime import date

from tawasul.lib.digits import western
from tawasul.lib.hijri import gregorian

HIJRI_YEARS = range(1343, 1501)
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})")
_ERA = re.compile(r"\s*(هـ|ه|م|AH|CE)$", re.IGNORECASE)


def day_written(text: str) -> date:
    """Read 2026-11-23, 23/11/2026, or of the Umm al-Qura calendar 1448-06-13, 13/06/1448. Raises ValueError.

    The year tells the calendar: none that is written in one today is in use in the other.
    """
    written = _ERA.sub("", western(text).strip())
    if found := _YEAR_FIRST.fullmatch(written):
        year, month, number = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(written):
        number, month, year = (int(part) for part in found.groups())
    else:
        raise ValueError(f"not a day: {text!r}")
    try:
        return gregorian(year, month, number) if year in HIJRI_YEARS else date(year, month, number)
    except OverflowError as error:
        raise ValueError(f"not a day: {text!r}") from error
