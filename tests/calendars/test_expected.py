"""What every year has and nobody has entered yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.calendars import holidays
from tawasul.calendars.expected import not_entered
from tawasul.calendars.schedule import DayOff, Schedule
from tests.calendars.schedules import COMMON, RAMADANS, SCHEDULES, off, ramadan

NOTHING = Schedule((COMMON,))


def missing(schedule, first, last):
    found = not_entered(schedule, date.fromisoformat(first), date.fromisoformat(last))
    return [f"{each.occasion} {each.about}" for each in found]


def test_a_year_of_which_nothing_is_said():
    assert missing(NOTHING, "2027-01-01", "2027-12-31") == [
        "ramadan 2027-02-08",
        "founding_day 2027-02-22",
        "eid_al_fitr 2027-03-09",
        "eid_al_adha 2027-05-16",
        "national_day 2027-09-23",
    ]


def test_what_is_said_is_not_missed():
    assert missing(SCHEDULES["ministry"], "2026-01-01", "2026-12-31") == []
    assert missing(SCHEDULES["ministry"], "2027-01-01", "2027-03-01") == []


@pytest.mark.parametrize(
    ("first", "last", "what"),
    [
        ("2027-03-01", "2027-03-04", []),
        ("2027-03-01", "2027-03-07", ["eid_al_fitr 2027-03-09"]),
        ("2027-03-13", "2027-03-20", ["eid_al_fitr 2027-03-09"]),
        ("2027-03-14", "2027-03-20", []),
    ],
)
def test_the_days_about_an_eid_depend_on_it(first, last, what):
    assert missing(SCHEDULES["ministry"], first, last) == what


def test_an_eid_sighted_a_day_later_is_the_same_eid():
    schedule = Schedule((*RAMADANS, COMMON), (off("2027-03-10", "2027-03-14"),))
    assert "eid_al_fitr 2027-03-09" not in missing(schedule, "2027-03-01", "2027-03-31")


def test_a_fixed_holiday_near_an_eid_is_not_the_eid():
    holiday = DayOff(date(2027, 3, 9), date(2027, 3, 9), off("2027-03-09").reason, "", "national_day")
    assert "eid_al_fitr 2027-03-09" in missing(Schedule((COMMON,), (holiday,)), "2027-03-01", "2027-03-31")


def test_a_fixed_holiday_within_another_is_not_missed():
    schedule = Schedule((COMMON,), (off("2026-09-20", "2026-09-24"),))
    assert missing(schedule, "2026-09-01", "2026-09-30") == []


def test_beyond_the_table_of_umm_al_qura_only_the_fixed_ones_are_known():
    assert missing(NOTHING, "2090-09-01", "2090-09-30") == ["national_day 2090-09-24"]


@given(st.integers(1447, 1490))
def test_what_the_rules_propose_and_the_table_says_leaves_nothing_to_miss(year):
    first, last = holidays.ramadan(year)
    fixed = [off(f"{each.day}") for of in (first.year, last.year) for each in holidays.proposals(of)]
    eids = [off(f"{last + timedelta(days=1)}", f"{last + timedelta(days=4)}")]
    schedule = Schedule((ramadan(f"{first}", f"{last}"), COMMON), (*fixed, *eids))
    assert not_entered(schedule, first, last + timedelta(days=5)) == []
