"""The hand-counted table, line by line."""

from pathlib import Path

import pytest

from tawasul.calendars.working_time import add, reckon
from tests.calendars.schedules import SCHEDULES, amount, at, pauses

LINES = (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8").splitlines()
CASES = [[cell.strip() for cell in line.split("|")] for line in LINES if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]} {case[2]}: {case[4]}")
def test_case(case):
    schedule, filed, much, due, _why, *held = case
    assert add(SCHEDULES[schedule], at(filed), amount(much), pauses("".join(held))) == at(due)


def test_the_table_is_long_enough_and_says_nothing_twice():
    assert len(CASES) >= 60
    assert len({(tuple(case[:3]), *case[5:]) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[1]} {case[2]}: {case[4]}")
def test_the_explanation_ends_where_the_case_does(case):
    schedule, filed, much, due, _why, *held = case
    days = reckon(SCHEDULES[schedule], at(filed), amount(much), pauses("".join(held))).days
    assert days[-1].counted[-1].ends == at(due)
    assert [day.date for day in days] == sorted({day.date for day in days})
