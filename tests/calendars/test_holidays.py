"""The rules of fixed holidays, and Ramadan by Umm al-Qura."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.calendars import defaults
from tawasul.calendars.holidays import PROPOSED, Holiday, proposals, ramadan
from tawasul.calendars.schedule import WEEKEND

EIDS = [(first, last) for first, last, (kind, *_) in defaults.DAYS_OFF if kind not in PROPOSED]


def said(year, others=()):
    return [f"{proposal.day:%a %Y-%m-%d} {proposal.kind}" for proposal in proposals(year, others)]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2024, ["Thu 2024-02-22 founding_day", "Sun 2024-09-22 bridge", "Mon 2024-09-23 national_day"]),
        (2025, ["Sun 2025-02-23 founding_day", "Tue 2025-09-23 national_day"]),
        (2026, ["Sun 2026-02-22 founding_day", "Wed 2026-09-23 national_day", "Thu 2026-09-24 bridge"]),
        (2027, ["Sun 2027-02-21 bridge", "Mon 2027-02-22 founding_day", "Thu 2027-09-23 national_day"]),
        (2028, ["Tue 2028-02-22 founding_day", "Sun 2028-09-24 national_day"]),
        (2030, ["Thu 2030-02-21 founding_day", "Sun 2030-09-22 bridge", "Mon 2030-09-23 national_day"]),
    ],
)
def test_a_year(year, expected):
    assert said(year) == expected


def test_within_another_holiday_there_is_no_compensation():
    assert said(2026, [(date(2026, 9, 20), date(2026, 9, 24))]) == ["Sun 2026-02-22 founding_day"]
    assert "Sun 2025-02-23 founding_day" not in said(2025, [(date(2025, 2, 21), date(2025, 2, 25))])


def test_a_single_day_between_two_holidays_is_bridged():
    assert "Mon 2025-09-22 bridge" in said(2025, [(date(2025, 9, 19), date(2025, 9, 21))])
    assert not [line for line in said(2025, [(date(2025, 9, 14), date(2025, 9, 18))]) if "bridge" in line]


@given(st.integers(1950, 2090))
def test_proposals_are_working_days_within_three_days_of_their_occasion(year):
    for proposal in proposals(year):
        assert proposal.day.weekday() not in WEEKEND
        assert abs(proposal.day - proposal.occasion) <= timedelta(days=2)


def test_what_is_shipped_is_what_the_rules_propose():
    shipped = [(first, kind) for first, _, (kind, *_) in defaults.DAYS_OFF if kind in PROPOSED]
    assert shipped == [(each.day, each.kind.value) for year in (2025, 2026, 2027) for each in proposals(year, EIDS)]
    assert [(first, last) for first, last, *_ in defaults.HOURS if last] == [
        ramadan(year) for year in range(1447, 1451)
    ]


def test_the_eids_are_assumed_and_said_to_be():
    assert {kind for _, _, (kind, assumed, *_) in defaults.DAYS_OFF if assumed} == {
        Holiday.EID_AL_FITR.value,
        Holiday.EID_AL_ADHA.value,
    }


def test_ramadan_1448():
    assert ramadan(1448) == (date(2027, 2, 8), date(2027, 3, 8))
