"""A calendar changed late: counted before it is done, carried to every open deadline, and never half done."""

from datetime import date

import pytest

from tawasul.calendars import actions as calendars
from tawasul.calendars.models import DayOff
from tawasul.calendars.schedule import Window, Words
from tawasul.clocks import recalculation
from tawasul.clocks.models import Alarm, Clock, Recalculation
from tawasul.notices.compose import line
from tawasul.notices.models import Notice
from tawasul.notices.states import State
from tawasul.tickets import actions
from tawasul.timeline.models import Event
from tests.cast import VISITOR_WITHOUT_MOBILE, filed
from tests.clocks.times import clock, fresh, moment, sound

pytestmark = pytest.mark.django_db

CAUSE = Words("إجازة أُعلنت أمس", "A holiday announced yesterday")


def closed(first: str, last: str, scope: str = "", at: str = "2026-11-22 21:00"):
    def make():
        return calendars.add_day_off(
            scope=scope,
            kind="other",
            first_day=date.fromisoformat(first),
            last_day=date.fromisoformat(last),
            reason=CAUSE,
            by="الوزارة",
            at=moment(at),
        )

    return make


def apply(make, at: str) -> Recalculation:
    make()
    task = recalculation.begin_recalculation(cause=CAUSE, by="الوزارة", at=moment(at))
    while recalculation.go_on(at=moment(at), size=2):
        pass
    task.refresh_from_db()
    return task


def test_a_holiday_announced_late_is_counted_and_then_applied(cast):
    """Alaveteli 7292: a holiday added later left open deadlines as they were."""
    moving = [filed(cast, type="inquiry", at=moment("2026-11-18 10:00")) for _ in range(3)]
    elsewhere = filed(cast, type="inquiry", at=moment("2026-11-18 10:00"), centre="other_centre")
    urgent = filed(cast, type="report", at=moment("2026-11-22 20:30"))
    now = moment("2026-11-22 21:00")
    holiday = closed("2026-11-23", "2026-11-23", scope=cast.places["sector"].path)

    effect = recalculation.effect_of(holiday, at=now)
    assert (effect.moved, effect.become_late, effect.no_longer_late) == (3, 0, 0)
    assert not DayOff.objects.filter(reason_ar=CAUSE.ar).exists()
    assert clock(moving[0]).due_at == moment("2026-11-25 14:30")

    task = apply(holiday, "2026-11-22 21:00")
    assert (task.moved, task.become_late, task.done) == (3, 0, task.total)
    assert task.finished_at
    for ticket in moving:
        assert clock(ticket).due_at == fresh(ticket).committed_at == moment("2026-11-26 14:30")
        event = Event.objects.get(subject_id=ticket.pk, kind="deadline_moved")
        assert event.data["cause_en"] == CAUSE.en
        assert event.data["due_at"] == moment("2026-11-26 14:30").isoformat()
    assert clock(elsewhere).due_at == moment("2026-11-25 14:30")
    assert clock(urgent).due_at == moment("2026-11-22 22:30")
    assert Event.objects.filter(kind="deadline_moved").count() == 3


def test_what_was_late_is_in_time_again_and_may_be_late_again(cast):
    ticket = filed(cast, type="inquiry", at=moment("2026-11-18 10:00"))
    now = moment("2026-11-25 15:00")
    sound(now)
    before = Alarm.objects.filter(clock=clock(ticket), kind="rung").count()
    assert before == 1
    sandstorm = closed("2026-11-25", "2026-11-25", scope=cast.places["centre"].path)
    assert recalculation.effect_of(sandstorm, at=now).no_longer_late == 1
    apply(sandstorm, "2026-11-25 15:00")
    assert clock(ticket).due_at == moment("2026-11-26 14:30")
    assert sound(now) == 0
    sound(moment("2026-11-26 14:30"))
    assert Alarm.objects.filter(clock=clock(ticket), kind="rung", number=0).count() == 2


def test_what_has_ended_stays_as_it_was_measured(cast):
    ticket = filed(cast, type="inquiry", at=moment("2026-11-18 10:00"))
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=moment("2026-11-19 10:00"))
    ended = clock(ticket, "triage")
    assert ended.ended_at
    apply(closed("2026-11-18", "2026-11-19"), "2026-11-22 21:00")
    assert Clock.objects.filter(pk=ended.pk).values().get() == {
        name: value for name, value in vars(ended).items() if not name.startswith("_")
    }


def told(ticket):
    rows = Notice.objects.filter(kind="promise_moved", subject_id=ticket.pk).order_by("pk")
    return [(row.state, line(row)) for row in rows]


def test_the_beneficiary_hears_of_another_day_and_only_of_the_last(cast):
    """A holiday announced at night and corrected before morning: one message, with the date that counts."""
    waiting = filed(cast, type="inquiry", at=moment("2026-11-18 10:00"))
    by_name = filed(cast, type="inquiry", at=moment("2026-11-18 10:00"), asker=VISITOR_WITHOUT_MOBILE)
    returned = filed(cast, type="complaint", at=moment("2026-11-18 10:00"))
    actions.take(actor=cast.complaint_officer, ticket_id=returned.pk, at=moment("2026-11-18 10:30"))
    actions.return_for_completion(
        actor=cast.complaint_officer, ticket_id=returned.pk, missing="صورة الهوية", at=moment("2026-11-18 11:00")
    )
    urgent = filed(cast, type="report", at=moment("2026-11-22 20:30"))
    apply(closed("2026-11-23", "2026-11-23"), "2026-11-22 23:30")
    apply(closed("2026-11-24", "2026-11-24"), "2026-11-22 23:50")
    ((first_state, _), (state, text)) = told(waiting)
    assert (first_state, state) == (State.FAILED.value, State.OWED.value)
    assert CAUSE.ar in text
    assert "29 نوفمبر 2026" in text
    assert not any(told(ticket) for ticket in (by_name, returned, urgent))


def test_a_day_of_other_hours_moves_the_instant_and_nobody_is_told(cast):
    ticket = filed(cast, type="inquiry", at=moment("2026-11-18 10:00"))

    def earlier():
        return calendars.set_hours(
            scope="", windows={day: [Window.parse("08:00-12:00")] for day in range(7)}, first_day=date(2026, 11, 25),
            last_day=date(2026, 11, 25), reason=CAUSE, by="الوزارة", at=moment("2026-11-22 21:00"),
        )  # fmt: skip

    apply(earlier, "2026-11-22 21:00")
    assert fresh(ticket).committed_at == moment("2026-11-25 12:00")
    assert Event.objects.filter(subject_id=ticket.pk, kind="deadline_moved").exists()
    assert told(ticket) == []


def test_what_moves_does_not_sound_before_it_has_moved(cast):
    ticket = filed(cast, type="inquiry", at=moment("2026-11-18 10:00"))
    sound(moment("2026-11-25 07:00"))
    closed("2026-11-25", "2026-11-25")()
    recalculation.begin_recalculation(cause=CAUSE, by="الوزارة", at=moment("2026-11-25 14:00"))
    assert sound(moment("2026-11-25 14:31")) == 0
    while recalculation.go_on(at=moment("2026-11-25 14:32")):
        pass
    assert sound(moment("2026-11-25 14:33")) == 0
    assert clock(ticket).due_at == moment("2026-11-26 14:30")


def test_stopped_half_way_it_goes_on_where_it_stopped(cast):
    tickets = [filed(cast, type="inquiry", at=moment("2026-11-18 10:00")) for _ in range(5)]
    closed("2026-11-23", "2026-11-23")()
    task = recalculation.begin_recalculation(cause=CAUSE, by="الوزارة", at=moment("2026-11-22 21:00"))
    recalculation.go_on(at=moment("2026-11-22 21:00"), size=2)
    assert Event.objects.filter(kind="deadline_moved").count() == 2
    while recalculation.go_on(at=moment("2026-11-22 22:00"), size=2):
        pass
    task.refresh_from_db()
    assert task.moved == len(tickets)
    assert Event.objects.filter(kind="deadline_moved").values("subject_id").distinct().count() == len(tickets)
    assert Event.objects.filter(kind="deadline_moved").count() == len(tickets)


def test_a_paused_ticket_counts_the_new_calendar_when_it_goes_on(cast):
    from tests.cast import asking

    ticket = filed(cast, type="inquiry", at=moment("2026-11-18 10:00"))
    officer = cast.complaint_officer
    actions.take(actor=officer, ticket_id=ticket.pk, at=moment("2026-11-18 11:00"))
    actions.return_for_completion(
        actor=officer, ticket_id=ticket.pk, missing="صورة القرار", at=moment("2026-11-19 07:30")
    )
    apply(closed("2026-11-24", "2026-11-24"), "2026-11-19 21:00")
    assert clock(ticket).next_at is None
    actions.complete(actor=asking(ticket), ticket_id=ticket.pk, text="مرفقة", at=moment("2026-11-22 07:30"))
    assert clock(ticket).due_at == moment("2026-11-29 14:30")
