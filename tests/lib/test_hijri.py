from datetime import UTC, date, datetime, time

import pytest

from tawasul.lib.hijri import RIYADH, HijriDate, clock, dual_date, dual_moment, from_to, hijri, short_dual

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), (1448, 6, 13)),
        (date(2027, 2, 8), (1448, 9, 1)),
        (date(2027, 3, 8), (1448, 9, 29)),
        (date(2027, 3, 9), (1448, 10, 1)),
    ],
)
def test_umm_al_qura(day: date, expected: tuple[int, int, int]) -> None:
    assert hijri(day) == HijriDate(*expected)


def test_a_day_in_words() -> None:
    assert dual_date(DAY, "ar") == "الاثنين 13 جمادى الآخرة 1448هـ الموافق 23 نوفمبر 2026م"
    assert dual_date(DAY, "en") == "Monday 23 November 2026 (13 Jumada II 1448 AH)"
    assert dual_date(DAY, "ar-sa") == dual_date(DAY, "ar")


def test_hours_are_said_in_the_order_in_which_they_are_read() -> None:
    begins, ends = datetime(2026, 11, 23, 7, 0, tzinfo=UTC), datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    assert from_to(begins, ends, "ar") == from_to(time(10), time(12, 30), "ar-sa") == "من 10:00 إلى 12:30"
    assert from_to(begins, ends, "en") == "10:00–12:30"


def test_an_instant_is_said_as_the_day_it_is_in_riyadh() -> None:
    evening = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)
    assert dual_date(evening, "ar") == dual_date(DAY, "ar")
    assert dual_moment(evening, "ar") == f"{dual_date(DAY, 'ar')} الساعة 00:30"
    assert dual_moment(evening, "en") == f"{dual_date(DAY, 'en')} at 00:30"


@pytest.mark.parametrize(("hour", "said"), [(0, "00:05"), (9, "09:05"), (12, "12:05"), (15, "15:05")])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_hours_are_said_in_one_way(hour: int, said: str, language: str) -> None:
    moment = datetime(2026, 11, 23, hour, 5, tzinfo=RIYADH)
    assert dual_moment(moment, language).endswith(f" {said}")
    assert clock(moment) == said


def test_in_figures() -> None:
    assert short_dual(DAY, "ar") == "13/06/1448هـ (23/11/2026م)"
    assert short_dual(DAY, "en") == "23/11/2026 (13/06/1448 AH)"


def test_outside_the_table_the_gregorian_date_stands_alone() -> None:
    early = date(1920, 1, 1)
    with pytest.raises(OverflowError):
        hijri(early)
    assert dual_date(early, "ar") == "الخميس 1 يناير 1920م"
    assert dual_date(early, "en") == "Thursday 1 January 1920"
    assert short_dual(early, "en") == "01/01/1920"


def test_a_naive_instant_is_an_error() -> None:
    naive = datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001
    for say in (dual_date, dual_moment, short_dual):
        with pytest.raises(ValueError, match="time zone"):
            say(naive, "ar")
