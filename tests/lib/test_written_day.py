"""A day of either calendar, as people write it."""

from datetime import date

import pytest

from tawasul.lib.hijri import hijri
from tawasul.lib.written_day import day_written


@pytest.mark.parametrize(
    "text",
    ["2026-11-23", "23/11/2026", "٢٣/١١/٢٠٢٦", "23-11-2026", " 2026/11/23 ", "23.11.2026م", "1448-06-13", "13/6/1448",
     "١٣/٦/١٤٤٨هـ", "13 / 06 / 1448 هـ", "13/06/1448 AH"],
)  # fmt: skip
def test_one_day_in_many_hands(text: str) -> None:
    assert day_written(text) == date(2026, 11, 23)


def test_the_end_of_ramadan_and_of_a_leap_year() -> None:
    assert day_written("1/9/1448") == date(2027, 2, 8)
    assert hijri(day_written("29/9/1448")).day == 29
    assert day_written("29/2/2028") == date(2028, 2, 29)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "30/9/1448", "29/2/2027", "1448-13-01", "2026-11", "0000-01-01", "13/6/48"]
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        day_written(text)
