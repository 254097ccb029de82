"""Reading many at once gives what reading one by one gives; and what a changed calendar cannot reach is not looked at."""

import threading
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from tawasul.calendars import actions as calendars
from tawasul.calendars.changes import first_day_touched
from tawasul.calendars.models import CalendarChange, DayOff, WorkingHours
from tawasul.calendars.schedule import Schedule, Window, Words
from tawasul.calendars.working_time import NeverOpen, add
from tawasul.clocks import recalculation
from tawasul.clocks.clock import read
from tawasul.clocks.models import Alarm, Clock, Recalculation
from tawasul.clocks.reading import Schedules
from tawasul.clocks.reckoner import Reckoner
from tawasul.clocks.ruler import Ruler
from tawasul.lib.hijri import RIYADH
from tawasul.lib.microseconds import day_of, instant, microseconds
from tawasul.service_levels import queries as service_levels
from tests.calendars.drawn import instants, lengths, schedules
from tests.cast import Cast, assemble, filed
from tests.clocks.times import clock, moment, sound

CAUSE = Words("قرار", "A decision")
NOON = Window.parse("10:00-12:00")


@given(schedules, instants, lengths, st.integers(0, 59_999_999), st.integers(0, 400))
def test_a_ruler_measures_what_is_counted(schedule, start, length, more, days_before):
    start += timedelta(microseconds=more)
    ruler = Ruler(schedule, start.astimezone(RIYADH).date() - timedelta(days=days_before))
    for _again in range(2):  # laid out, and laid out already
        assert instant(ruler.after(microseconds(start), length // timedelta(microseconds=1))) == add(
            schedule, start, length
        )
    assert ruler.after(microseconds(start), 0) == microseconds(start)


def test_a_ruler_of_what_never_opens_says_so_each_time():
    ruler = Ruler(Schedule(()), date(2026, 1, 1))
    for _again in range(2):
        with pytest.raises(NeverOpen):
            ruler.after(microseconds(moment("2026-01-01 10:00")), 1)


@given(instants, st.integers(0, 59_999_999))
def test_an_instant_is_its_number(start, more):
    start += timedelta(microseconds=more)
    assert instant(microseconds(start)) == start
    assert date(1970, 1, 1) + timedelta(days=day_of(microseconds(start))) == start.astimezone(RIYADH).date()


@pytest.mark.django_db
def test_whatever_a_clock_promises_it_reads_the_same(cast: Cast) -> None:
    rng, promises = Random(1448), service_levels.document_in_force(moment("2026-09-01 08:00")).promises
    calendars.set_hours(
        scope=cast.places["centre"].path, windows={6: [NOON, Window.parse("20:00-02:00")], 1: [NOON]},
        first_day=date(2026, 9, 1), reason=CAUSE, by="الوزارة", at=moment("2026-09-01 08:00"),
    )  # fmt: skip
    reckoner, schedules_now = Reckoner(), Schedules()
    for _clock in range(2_000):
        promise, scope = rng.choice(promises), cast.places[rng.choice(["centre", "other_centre", "main_centre"])].path
        began = moment("2026-09-01 00:00") + timedelta(microseconds=rng.randrange(230 * 86_400 * 10**6))
        if rng.random() < 0.3:  # at an opening or a closing itself
            began = began.replace(
                hour=rng.choice([7, 14, 10, 12, 2]), minute=rng.choice([0, 30]), second=0, microsecond=0
            )
        at = began + timedelta(hours=rng.randrange(400))
        held = began + timedelta(hours=rng.randrange(1, 90))
        pauses = ((held, held + timedelta(hours=rng.randrange(90))),) if rng.random() < 0.2 else ()
        stage = rng.randrange(len(promise.warnings) + len(promise.ladder) + 1)
        one = read(promise, schedules_now.of(scope, promise), began, pauses, stage=stage, at=at)
        many = reckoner.read(promise, scope, microseconds(began), pauses, stage=stage, at=microseconds(at))
        assert (instant(many.due), many.next and instant(many.next), many.stage) == (
            one.due_at,
            one.next_at,
            one.stage,
        ), (promise, scope, began, pauses)
        assert reckoner.due(promise, scope, microseconds(began), pauses) == many.due


def _off(first: str, last: str = "") -> DayOff:
    return calendars.add_day_off(
        scope="", kind="other", first_day=date.fromisoformat(first), last_day=date.fromisoformat(last or first),
        reason=CAUSE, by="الوزارة", at=moment("2026-11-01 08:00"),
    )  # fmt: skip


def _week(first: str) -> WorkingHours:
    return calendars.set_hours(
        scope="", windows={6: [NOON]}, first_day=date.fromisoformat(first), reason=CAUSE, by="الوزارة",
        at=moment("2026-11-01 08:00"),
    )  # fmt: skip


LATER: dict[str, Any] = {"by": "الوزارة", "at": moment("2026-11-02 08:00")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "day"),
    [
        (lambda: _off("2026-12-07", "2026-12-09"), "2026-12-07"),
        (lambda: calendars.withdraw_day_off(day_off_id=_off("2026-12-07").pk, **LATER), "2026-12-07"),
        (
            lambda: calendars.announce_day_off(
                day_off_id=_off("2026-12-07").pk, first_day=date(2026, 12, 9), last_day=date(2026, 12, 9), **LATER
            ),
            "2026-12-07",
        ),
        (
            lambda: calendars.confirm_day_off(
                day_off_id=calendars.propose_holidays(year=2029, by="الوزارة", at=moment("2026-11-01 08:00"))[-1].pk,
                **LATER,
            ),
            "2029-09-23",
        ),
        (lambda: _week("2026-12-06"), "2026-12-06"),
        (lambda: calendars.withdraw_hours(hours_id=_week("2026-12-06").pk, **LATER), "2026-12-06"),
        (lambda: calendars.set_ramadan_hours(scope="", hijri_year=1448, windows={6: [NOON]}, **LATER), "2027-02-08"),
        (
            lambda: calendars.set_ramadan_hours(
                scope="", hijri_year=1448, windows={6: [NOON]}, first_day=date(2027, 2, 9), last_day=date(2027, 3, 9),
                **LATER,
            ),
            "2027-02-08",  # on which it was said to begin before
        ),
        (
            lambda: calendars.add_working_day(
                scope="", day=date(2026, 12, 4), windows=[NOON], reason=CAUSE, **LATER
            ),
            "2026-12-04",
        ),
    ],
)  # fmt: skip
def test_the_first_day_of_every_kind_of_change(change: Callable[[], object], day: str) -> None:
    change()
    assert first_day_touched(CalendarChange.objects.latest("pk")) == date.fromisoformat(day)


@pytest.mark.django_db
def test_what_is_due_before_the_first_day_that_changed_is_not_looked_at(cast: Cast) -> None:
    soon = filed(cast, type="inquiry", at=moment("2026-11-18 10:00"))  # due on Wednesday 25
    later = filed(cast, type="complaint", at=moment("2026-11-18 10:00"))  # on Wednesday 2 December
    before = Clock.objects.filter(subject_id=soon.pk).values_list("pk", "due_at", "next_at", "calendar_number")
    before = list(before.order_by("pk"))
    sound(moment("2026-11-25 14:30"))
    Clock.objects.filter(subject_id=soon.pk, step="whole").update(next_at=None)  # the ladder's last
    _off("2026-11-30")
    task = recalculation.begin_recalculation(cause=CAUSE, by="الوزارة", at=moment("2026-11-25 15:00"))
    assert task.total == 1
    while recalculation.go_on(at=moment("2026-11-25 15:00")):
        pass
    task.refresh_from_db()
    assert (task.done, task.moved) == (1, 1)
    assert clock(later).due_at == moment("2026-12-03 14:30")
    assert clock(soon).due_at == before[0][1]
    assert clock(soon).calendar_number == before[0][3]


@pytest.mark.django_db
def test_what_does_not_move_sounds_in_time_while_others_are_moved(cast: Cast) -> None:
    soon = filed(cast, type="inquiry", at=moment("2026-11-18 10:00"))
    sound(moment("2026-11-25 14:29"))
    filed(cast, type="complaint", at=moment("2026-11-18 10:00"))
    _off("2026-11-30")
    recalculation.begin_recalculation(cause=CAUSE, by="الوزارة", at=moment("2026-11-25 14:00"))
    assert sound(moment("2026-11-25 14:30")) >= 1
    assert Alarm.objects.filter(clock=clock(soon), kind="rung", number=0).count() == 1


@pytest.fixture
def lasting(lasting_db: None) -> Cast:
    return assemble()


def beside(act: Callable[[], Any]) -> threading.Thread:
    """Over a connection of its own."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_deadline_being_reckoned_by_the_old_calendar_is_not_left_behind(lasting: Cast) -> None:
    """The filing began before the holiday was announced, and was kept after it: the change waits for it."""
    at = moment("2026-11-18 10:00")

    def announce() -> None:
        with transaction.atomic():
            _off("2026-11-23")
            recalculation.begin_recalculation(cause=CAUSE, by="الوزارة", at=at)

    with transaction.atomic():
        ticket = filed(lasting, type="inquiry", at=at)
        announcing = beside(announce)
        time.sleep(0.5)
        assert announcing.is_alive()
        assert clock(ticket).due_at == moment("2026-11-25 14:30")
    announcing.join(30)
    while recalculation.go_on(at=at):
        pass
    assert clock(ticket).due_at == moment("2026-11-26 14:30")


def test_changes_are_carried_one_after_the_other(lasting: Cast) -> None:
    """The second would pass over what the first has still to move into its reach."""
    at: datetime = moment("2026-11-18 10:00")
    ticket = filed(lasting, type="inquiry", at=at)
    for first, last in (("2026-11-22", "2026-11-26"), ("2026-12-01", "2026-12-01")):
        with transaction.atomic():
            _off(first, last)
            recalculation.begin_recalculation(cause=CAUSE, by="الوزارة", at=at)
    moved: list[bool] = []
    with transaction.atomic():
        Recalculation.objects.select_for_update().order_by("pk").first()
        beside(lambda: moved.append(recalculation.go_on(at=at))).join(30)
    assert moved == [False], "the first is in another's hands"
    while recalculation.go_on(at=at):
        pass
    assert clock(ticket).due_at == moment("2026-12-03 14:30")
