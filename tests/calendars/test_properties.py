"""What holds of working time whatever the schedule: checked against a naive count, minute by minute."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawasul.calendars.schedule import ALWAYS, Hours, Schedule, week
from tawasul.calendars.working_time import (
    NeverOpen,
    RoundTheClock,
    Standing,
    WorkingDays,
    add,
    explain,
    is_open,
    measure,
    measure_days,
    next_open,
)
from tawasul.lib.hijri import RIYADH
from tests.calendars.drawn import (
    MINUTE,
    RAMADANS,
    amounts,
    counts,
    days,
    extras,
    holds,
    instants,
    lengths,
    offs,
    ranges,
    schedules,
    specials,
    weeks,
)
from tests.calendars.schedules import SCHEDULES, at


@given(schedules, instants, lengths, holds)
def test_adding_then_measuring_gives_the_same(schedule, start, length, held):
    assert measure(schedule, start, add(schedule, start, length, held), held) == length


@given(schedules, instants, counts, holds)
def test_adding_days_then_measuring_gives_the_same(schedule, start, count, held):
    measured = measure_days(schedule, start, add(schedule, start, count, held), held)
    assert abs(measured - count.count) < Fraction(1, 10**6)


@given(instants, lengths, holds)
def test_round_the_clock_needs_no_calendar(start, length, held):
    due = add(SCHEDULES["ministry"], start, RoundTheClock(length), held)
    assert measure(ALWAYS, start, due, held) == length
    assert add(SCHEDULES["ministry"], start, RoundTheClock(length)) == start + length


@given(schedules, instants, instants, amounts, holds)
def test_what_is_filed_later_is_not_due_earlier(schedule, one, other, amount, held):
    first, second = sorted([one, other])
    assert add(schedule, first, amount, held) <= add(schedule, second, amount, held)


@given(schedules, instants, lengths, lengths, holds)
def test_more_is_not_due_earlier(schedule, start, length, more, held):
    assert add(schedule, start, length, held) < add(schedule, start, length + more, held)


@given(schedules, instants, st.integers(1, 10), holds)
def test_more_days_are_due_later(schedule, start, count, held):
    assert add(schedule, start, WorkingDays(count), held) < add(schedule, start, WorkingDays(count + 1), held)


@given(schedules, instants, amounts, holds, instants)
def test_a_pause_of_no_length_changes_nothing_and_any_other_never_hastens(schedule, start, amount, held, when):
    due = add(schedule, start, amount, held)
    assert add(schedule, start, amount, [*held, (when, when)]) == due
    assert add(schedule, start, amount, [*held, (when, when + 90 * MINUTE)]) >= due


@given(schedules, instants, lengths, instants, instants)
def test_a_pause_takes_its_own_working_time_and_no_more(schedule, start, length, one, other):
    pause = tuple(sorted([one, other]))
    due = add(schedule, start, length, [pause])
    assert measure(schedule, start, due) == length + measure(schedule, max(start, pause[0]), min(due, pause[1]))


@given(schedules, instants, amounts, holds, st.timedeltas(timedelta(), timedelta(days=9)))
def test_a_pause_after_the_end_changes_nothing(schedule, start, amount, held, later):
    due = add(schedule, start, amount, held)
    assert add(schedule, start, amount, [*held, (due + later, due + later + timedelta(days=3))]) == due


@given(schedules, instants, instants, instants)
def test_measures_add_up(schedule, one, two, three):
    first, second, third = sorted([one, two, three])
    whole = measure(schedule, first, third)
    assert measure(schedule, first, second) + measure(schedule, second, third) == whole
    assert timedelta() <= whole <= third - first


@settings(max_examples=25, deadline=None)
@given(schedules, instants, st.integers(1, 3 * 24 * 60), holds)
def test_the_measure_equals_counting_minutes(schedule, start, minutes, held):
    def counts(minute: datetime) -> bool:
        around = [schedule.on(minute.date() - timedelta(days=back)) for back in (0, 1, 2)]
        works = any(span.begins <= minute < span.ends for opening in around for span in opening.spans)
        return works and not any(begins <= minute < ends for begins, ends in held)

    naive = sum(counts(start + n * MINUTE) for n in range(minutes))
    assert measure(schedule, start, start + minutes * MINUTE, held) == naive * MINUTE


@given(schedules, instants, amounts, holds)
def test_the_explanation_adds_up(schedule, start, amount, held):
    days = explain(schedule, start, amount, held)
    if isinstance(amount, WorkingDays):
        assert sum(day.share for day in days) == amount.count
    else:
        assert sum((day.time for day in days), timedelta()) == getattr(amount, "length", amount)
    assert all((day.standing is Standing.COUNTED) == bool(day.counted) for day in days)
    assert days[-1].standing is Standing.COUNTED


@given(schedules, instants)
def test_the_next_opening_is_open_and_nothing_is_worked_before_it(schedule, when):
    opening = next_open(schedule, when)
    assert is_open(schedule, opening)
    assert measure(schedule, when, opening) == timedelta()


@given(schedules, instants, amounts, holds, days, st.one_of(offs, extras, specials))
def test_what_changes_from_a_day_on_moves_nothing_that_was_due_before_it(schedule, start, amount, held, day, change):
    """What a changed calendar need not reach: it stands on this (`clocks.reach`)."""
    moved = {"first": day, "last": max(day, getattr(change, "last", day))} if hasattr(change, "last") else {"day": day}
    later = replace(change, **moved)
    changed = (
        replace(schedule, hours=(later, *schedule.hours))
        if isinstance(later, Hours)
        else replace(schedule, exceptions=(later, *schedule.exceptions))
    )
    due = add(schedule, start, amount, held)
    if due < datetime.combine(day, time.min, RIYADH):
        assert add(changed, start, amount, held) == due


@given(weeks, weeks, ranges, st.integers(0, 12), instants, amounts, holds)
def test_ranges_that_meet_are_as_one(common, hours, pair, inside, start, amount, held):
    first, last = pair
    seam = min(first + timedelta(days=inside), last)
    whole = Schedule((Hours(hours, first, last), Hours(common)))
    halves = [Hours(hours, first, seam), Hours(hours, seam + timedelta(days=1), last)]
    met = Schedule((*(half for half in halves if half.first <= half.last), Hours(common)))
    assert add(met, start, amount, held) == add(whole, start, amount, held)


@given(instants, st.integers(1, 20))
def test_a_day_of_ramadan_is_a_day_whatever_its_hours(start, count):
    """On the same days off, five days are five days: a shorter day is as much of a day as a longer one."""
    common = SCHEDULES["ministry"].hours[-1]
    with_ramadan, without = Schedule((*RAMADANS, common)), Schedule((common,))
    one, other = (explain(schedule, start, WorkingDays(count)) for schedule in (with_ramadan, without))
    if one[0].standing is other[0].standing:  # it came in before both openings, or after both
        assert [day.date for day in one] == [day.date for day in other]


def test_nothing_takes_no_time():
    assert add(SCHEDULES["ministry"], at("2026-09-18 10:00"), timedelta()) == at("2026-09-18 10:00")
    assert measure(SCHEDULES["ministry"], at("2026-09-18 10:00"), at("2026-09-17 10:00")) == timedelta()


def test_what_cannot_be_counted_is_refused():
    ministry, filed = SCHEDULES["ministry"], at("2026-09-17 10:00")
    with pytest.raises(ValueError, match="negative"):
        add(ministry, filed, timedelta(hours=-1))
    with pytest.raises(ValueError, match="from one"):
        WorkingDays(0)
    with pytest.raises(ValueError, match="time zone"):
        add(ministry, datetime(2026, 9, 17), timedelta(hours=1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="before it begins"):
        add(ministry, filed, timedelta(hours=1), [(at("2026-09-20 10:00"), at("2026-09-20 09:00"))])
    with pytest.raises(NeverOpen):
        add(Schedule(()), filed, timedelta(hours=1))
    closed_for_good = Schedule((Hours(week({}), date(2026, 1, 1)),))
    with pytest.raises(NeverOpen):
        add(closed_for_good, filed, WorkingDays(1))


def test_another_zone_is_the_same_instant():
    utc = datetime.fromisoformat("2026-09-17T07:00:00+00:00")
    assert add(SCHEDULES["ministry"], utc, WorkingDays(5)) == at("2026-09-28 14:30")
