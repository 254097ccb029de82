"""Calendars as rows: inherited down the tree, overridden below, changed only by actions, remembered and forgotten in time."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from tawasul.calendars import actions, queries
from tawasul.calendars.changes import hold_version
from tawasul.calendars.holidays import ramadan
from tawasul.calendars.models import CalendarChange, DayOff, WorkingHours
from tawasul.calendars.schedule import WORKING_WEEK, Window, Words
from tawasul.calendars.working_time import WorkingDays, add
from tawasul.lib.errors import Conflict, Invalid, NotFound
from tests.calendars.schedules import at, words

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BY = {"by": "E100234", "at": NOW}
SECTOR, CENTRE = "1/7", "1/7/12"
FILED = at("2026-09-17 10:00")


def hours(text):
    return [Window.parse(part) for part in text.split()]


def day_off(scope, first, last=None, **more):
    days = {"first_day": date.fromisoformat(first), "last_day": date.fromisoformat(last or first)}
    return actions.add_day_off(scope=scope, kind="closure", reason=words("sandstorm"), **days, **BY, **more)


def due(*scopes, days=5):
    return add(queries.schedule_for(scopes), FILED, WorkingDays(days))


def test_the_defaults_pass_the_check_of_the_facts_page():
    assert due() == at("2026-09-28 14:30")
    assert add(queries.schedule_for([]), at("2026-02-17 10:00"), WorkingDays(1)) == at("2026-02-18 15:00")


def test_a_sector_s_day_off_reaches_its_centres_and_no_one_else():
    day_off(SECTOR, "2026-09-21")
    assert due(SECTOR, CENTRE) == at("2026-09-29 14:30")
    assert due("1/8", "1/8/3") == due() == at("2026-09-28 14:30")


def test_a_centre_works_on_a_holiday_of_the_nation_and_a_closure_below_beats_it():
    extra = {"day": date(2026, 9, 23), "windows": hours("09:00-11:00 12:00-13:00"), "reason": words("exhibition")}
    actions.add_working_day(scope=SECTOR, **extra, **BY)
    assert due(SECTOR, CENTRE) == at("2026-09-27 14:30")
    assert due(SECTOR, days=4) == at("2026-09-23 13:00")
    day_off(CENTRE, "2026-09-23")
    assert due(SECTOR, CENTRE) == at("2026-09-28 14:30")


def test_the_nation_s_ramadan_stands_before_a_centre_s_common_week_but_not_before_its_own_ramadan():
    common = dict.fromkeys(WORKING_WEEK, hours("08:00-16:00"))
    actions.set_hours(scope=CENTRE, windows=common, first_day=date(2026, 1, 1), reason=words("own"), **BY)
    schedule = queries.schedule_for([SECTOR, CENTRE])
    assert schedule.on(date(2026, 9, 17)).spans[0].ends == at("2026-09-17 16:00")
    assert schedule.on(date(2026, 2, 18)).spans[0].ends == at("2026-02-18 15:00")
    evening = dict.fromkeys(WORKING_WEEK, hours("21:00-02:00"))
    special = {"first_day": date(2026, 2, 18), "last_day": date(2026, 3, 19)}
    actions.set_hours(scope=CENTRE, windows=evening, reason=words("own Ramadan"), **special, **BY)
    assert queries.schedule_for([CENTRE]).on(date(2026, 2, 18)).spans[0].ends == at("2026-02-19 02:00")


def test_a_later_week_leaves_the_days_before_it_alone():
    new = dict.fromkeys(WORKING_WEEK, hours("08:00-15:00"))
    actions.set_hours(scope="", windows=new, first_day=date(2026, 10, 1), reason=words("new"), **BY)
    schedule = queries.schedule_for([])
    assert schedule.on(date(2026, 9, 30)).spans[0].ends == at("2026-09-30 14:30")
    assert schedule.on(date(2026, 10, 1)).spans[0].ends == at("2026-10-01 15:00")


def test_ramadan_corrected_by_hand_replaces_what_was_computed():
    days = {"first_day": date(2027, 2, 8), "last_day": date(2027, 3, 8)}
    windows = dict.fromkeys(WORKING_WEEK, hours("09:30-14:30"))
    actions.set_hours(scope="", windows=windows, reason=words("Ramadan"), **days, **BY)
    assert queries.schedule_for([]).on(date(2027, 2, 8)).spans[0].begins == at("2027-02-08 09:30")
    assert WorkingHours.objects.filter(**days).count() == 2


def test_a_fixed_number_of_queries_and_one_when_nothing_changed(django_assert_num_queries):
    scopes = [f"deep/{level}" for level in range(6)]
    with django_assert_num_queries(6):  # the version, hours, windows, extra days, days off
        connection.cursor().execute("SELECT 1")
        queries.schedule_for(scopes)
    with django_assert_num_queries(1):
        queries.schedule_for(scopes)


def test_a_change_that_was_rolled_back_is_not_remembered():
    with transaction.atomic():
        day_off("", "2026-09-21")
        assert due() == at("2026-09-29 14:30")
        transaction.set_rollback(True)
    assert due() == at("2026-09-28 14:30")
    day_off("", "2026-09-22", "2026-09-22")
    assert due() == at("2026-09-29 14:30")


def test_a_holiday_withdrawn_works_again():
    off = day_off("", "2026-09-21")
    actions.withdraw_day_off(day_off_id=off.pk, **BY)
    assert due() == at("2026-09-28 14:30")
    with pytest.raises(Conflict):
        actions.withdraw_day_off(day_off_id=off.pk, **BY)
    with pytest.raises(NotFound):
        actions.withdraw_day_off(day_off_id=off.pk + 999, **BY)


def test_proposals_close_nothing_until_confirmed_and_are_made_once():
    made = actions.propose_holidays(year=2028, **BY)
    assert [off.first_day for off in made] == [date(2028, 2, 22), date(2028, 9, 24)]
    assert actions.propose_holidays(year=2028, **BY) == []
    filed = at("2028-09-21 10:00")
    assert add(queries.schedule_for([]), filed, WorkingDays(1)) == at("2028-09-24 14:30")
    actions.confirm_day_off(day_off_id=made[1].pk, **BY)
    assert add(queries.schedule_for([]), filed, WorkingDays(1)) == at("2028-09-25 14:30")
    with pytest.raises(Conflict):
        actions.confirm_day_off(day_off_id=made[1].pk, **BY)


def test_proposals_know_the_holidays_announced():
    actions.add_day_off(
        scope="",
        kind="eid_al_fitr",
        first_day=date(2028, 2, 20),
        last_day=date(2028, 2, 24),
        reason=words("Eid"),
        **BY,
    )
    assert [off.first_day for off in actions.propose_holidays(year=2028, **BY)] == [date(2028, 9, 24)]


def test_what_cannot_be_is_refused_and_leaves_nothing():
    changes = CalendarChange.objects.count()
    with pytest.raises(Invalid):
        day_off("", "2026-09-21", "2026-09-20")
    overlapping = {0: hours("08:00-12:00 11:00-13:00")}
    past_midnight = {6: hours("20:00-04:00"), 0: hours("03:00-05:00")}
    for windows in (overlapping, past_midnight, {}, {0: []}):
        with pytest.raises(Invalid):
            actions.set_hours(scope="", windows=windows, first_day=date(2026, 1, 1), reason=words("x"), **BY)
    with pytest.raises(Invalid):
        actions.add_working_day(scope="", day=date(2026, 9, 19), windows=[], reason=words("x"), **BY)
    with pytest.raises(Conflict):
        day_off("", "2026-09-23")
    assert CalendarChange.objects.count() == changes


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE calendars_dayoff SET first_day = first_day - 1",
        "DELETE FROM calendars_workinghours",
        "UPDATE calendars_workingwindow SET opens = '09:00'",
        "DELETE FROM calendars_calendarchange",
    ],
)
def test_the_database_keeps_what_was_said(statement):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)


def test_every_change_is_listed():
    day_off(CENTRE, "2026-09-21")
    last = CalendarChange.objects.latest("pk")
    assert (last.what, last.scope, last.by, last.at) == ("day_off_added", CENTRE, "E100234", NOW)
    assert queries.version() == last.pk


def test_days_off_of_a_range_for_the_year_s_screen():
    day_off(CENTRE, "2026-09-21")
    found = queries.days_off([SECTOR, CENTRE], date(2026, 9, 1), date(2026, 9, 30))
    assert [off.first_day.day for off in found] == [21, 23, 24]
    assert DayOff.objects.filter(assumed=True).count() == 4


def test_ten_thousand_deadlines_are_recomputed_quickly():
    schedule = queries.schedule_for([])
    began = datetime.now(UTC)
    for minute in range(10_000):
        add(schedule, FILED + timedelta(minutes=minute), WorkingDays(10))
    assert datetime.now(UTC) - began < timedelta(seconds=10)


def ramadan_of(year, **days):
    windows = dict.fromkeys(WORKING_WEEK, hours("10:00-15:00"))
    return actions.set_ramadan_hours(scope="", hijri_year=year, windows=windows, **days, **BY)


def standing_in_ramadan(year):
    first, last = ramadan(year)
    return [(row.first_day, row.last_day) for row in queries.special_hours([], first, last)]


def test_ramadan_by_its_hijri_year_falls_as_umm_al_qura_says():
    assert standing_in_ramadan(1451) == []
    said = ramadan_of(1451)
    assert (said.first_day, said.last_day) == ramadan(1451) == (date(2030, 1, 5), date(2030, 2, 3))
    assert said.reason == Words("رمضان 1451هـ", "Ramadan 1451")


def test_ramadan_as_it_was_sighted_stands_in_place_of_the_computed_one():
    ramadan_of(1448, first_day=date(2027, 2, 9))
    assert standing_in_ramadan(1448) == [(date(2027, 2, 9), date(2027, 3, 8))]
    ramadan_of(1448, last_day=date(2027, 3, 9))
    assert standing_in_ramadan(1448) == [(date(2027, 2, 8), date(2027, 3, 9))]
    assert standing_in_ramadan(1447) == [(date(2026, 2, 18), date(2026, 3, 19))]
    assert WorkingHours.objects.filter(first_day__year=2027).count() == 3, "what was said stays known"


def test_days_far_from_ramadan_are_not_its_days():
    with pytest.raises(Invalid) as refused:
        ramadan_of(1448, first_day=date(2027, 1, 8))
    assert list(refused.value.fields) == ["first_day"]
    with pytest.raises(Invalid):
        ramadan_of(1501)
    assert standing_in_ramadan(1448) == [(date(2027, 2, 8), date(2027, 3, 8))]


def test_an_assumed_eid_falls_as_it_is_announced():
    eid = DayOff.objects.get(kind="eid_al_adha", first_day__year=2026)
    announced = actions.announce_day_off(
        day_off_id=eid.pk, first_day=date(2026, 5, 25), last_day=date(2026, 5, 30), **BY
    )
    assert (announced.reason, announced.assumed, announced.kind) == (eid.reason, False, "eid_al_adha")
    assert [off.first_day for off in queries.days_off([], date(2026, 5, 1), date(2026, 6, 30))] == [date(2026, 5, 25)]
    with pytest.raises(Conflict):
        actions.announce_day_off(day_off_id=eid.pk, first_day=date(2026, 5, 25), last_day=date(2026, 5, 30), **BY)


def test_an_extra_day_is_withdrawn_with_all_its_hours():
    made = actions.add_working_day(
        scope=CENTRE, day=date(2026, 9, 19), windows=hours("08:00-10:00 11:00-12:00"), reason=words("x"), **BY
    )
    actions.withdraw_working_day(working_day_id=made[0].pk, **BY)
    assert not queries.extra_days([CENTRE], date(2026, 9, 1), date(2026, 9, 30)).exists()


def test_what_was_shown_is_applied_only_while_nothing_else_changed():
    shown = queries.version()
    with transaction.atomic():
        hold_version(shown)
    day_off("", "2026-09-21")
    with pytest.raises(Conflict), transaction.atomic():
        hold_version(shown)
