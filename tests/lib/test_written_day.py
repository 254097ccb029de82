"""A day of either calendar, as people write it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import dates

from tawasul.lib.hijri import dual_date, hijri
from tawasul.lib.written_day import day_written


@pytest.mark.parametrize(
    "text",
    ["2026-11-23", "23/11/2026", "٢٣/١١/٢٠٢٦", "23-11-2026", " 2026/11/23 ", "23.11.2026م", "1448-06-13", "13/6/1448",
     "١٣/٦/١٤٤٨هـ", "13 / 06 / 1448 هـ", "13/06/1448 AH",
     "23 نوفمبر 2026", "الاثنين ٢٣ نوفمبر ٢٠٢٦م", "23 November 2026", "Monday, 23 Nov 2026", "November 23, 2026",
     "13 جمادى الآخرة 1448 هـ", "١٣ جمادي الاخره ١٤٤٨", "13 جمادى الثانية 1448", "13 Jumada II 1448 AH"],
)  # fmt: skip
def test_one_day_in_many_hands(text: str) -> None:
    assert day_written(text) == date(2026, 11, 23)


def test_the_end_of_ramadan_and_of_a_leap_year() -> None:
    assert day_written("1/9/1448") == date(2027, 2, 8)
    assert hijri(day_written("29/9/1448")).day == 29
    assert day_written("29/2/2028") == date(2028, 2, 29)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "30/9/1448", "29/2/2027", "1448-13-01", "2026-11", "0000-01-01", "13/6/48",
     "13 جمادى الآخرة 2026", "23 نوفمبر 1448", "31 November 2026", "رمضان 1448", "23 11 2026"],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        day_written(text)


@given(day=dates(date(2020, 1, 1), date(2060, 12, 31)))
def test_what_the_system_says_of_a_day_is_read_back(day: date) -> None:
    islamic, common = dual_date(day, "ar").split(" الموافق ")
    common_en, islamic_en = dual_date(day, "en").removesuffix(")").split(" (")
    assert [day_written(said) for said in (islamic, common, common_en, islamic_en)] == [day] * 4
