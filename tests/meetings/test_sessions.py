"""The official's times, the sessions they make over the calendar, places by rank and waiting time, invitations answered by
link, and a session cancelled on the day: everybody told, and re-booked by rank."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tawasul.calendars.schedule import DayOff, Hours, Schedule, Words, same_hours
from tawasul.clocks.models import Clock
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.lib.hijri import RIYADH, dual_date
from tawasul.lib.reference import spoken
from tawasul.meetings import actions, feed, links, queries
from tawasul.meetings.events import SESSION, SESSION_BY_KEY
from tawasul.meetings.models import Seat, Session
from tawasul.meetings.times import Rule, fits, sitting_on, sittings
from tawasul.notices import compose
from tawasul.notices import queries as notices
from tawasul.notices.models import Notice
from tawasul.timeline import queries as timeline
from tawasul.timeline.proof import broken_links
from tawasul.timeline.sentences import say
from tests.cast import SUNDAY, Cast, hours
from tests.meetings.asking import asked, ready, somebody, whoever_asked

MONDAYS = {"weekday": 0, "opens": time(10), "closes": time(12), "places": 12, "minutes": 10}


def times(cast: Cast, by: str = "official_office", **how):
    how = MONDAYS | {"room": "مكتب مدير التعليم", "first_day": SUNDAY.date()} | how
    return actions.set_times(actor=cast.actor(by), centre_id=cast.places["centre"].pk, at=SUNDAY, **how)


def next_session(number: int = 0) -> Session:
    return Session.objects.filter(state="planned").order_by("begins_at")[number]


def drawn(cast: Cast, session: Session, at=SUNDAY, **how) -> Session:
    return actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=at, **how)


def names(session: Session) -> list[str]:
    return [seat.request.asked_as for seat in queries.seats_of(session)]


def sms(kind: str) -> list[Notice]:
    return list(Notice.objects.filter(kind=kind, channel="sms").order_by("pk"))


# The rule, over a calendar.

WEEK = Schedule((Hours(same_hours("07:30-14:30")),))
RULE = Rule(weekday=0, opens=time(10), closes=time(12), places=12, minutes=10, first=date(2026, 1, 1))
SAID = Words("عطلة", "A holiday")


def test_every_monday_but_on_holidays_and_with_fewer_places_in_short_hours() -> None:
    monday = date(2026, 11, 16)
    (sitting,) = sittings(RULE, date(2026, 11, 15), date(2026, 11, 21), WEEK)
    assert (sitting.begins, sitting.ends, sitting.places) == (
        datetime.combine(monday, time(10), RIYADH),
        datetime.combine(monday, time(12), RIYADH),
        12,
    )
    closed = Schedule(WEEK.hours, (DayOff(monday, monday, SAID),))
    assert list(sittings(RULE, monday, monday, closed)) == []
    short = Schedule((Hours(same_hours("10:30-15:00")),))
    (sitting,) = sittings(RULE, monday, monday, short)
    assert (sitting.begins.time(), sitting.places) == (time(10, 30), 9)
    assert list(sittings(RULE, monday, monday, WEEK, {monday})) == []
    assert fits(RULE)
    assert not fits(Rule(**{**vars(RULE), "places": 13}))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.integers(7, 13), st.integers(15, 300), st.integers(1, 40), st.integers(1, 60), st.integers(0, 400),
)  # fmt: skip
def test_whatever_the_rule_its_sittings_lie_in_working_time_and_their_turns_fit(
    hour: int, length: int, places: int, minutes: int, ahead: int
) -> None:
    opens = time(hour)
    closes = (datetime.combine(date(2026, 1, 1), opens) + timedelta(minutes=min(length, (23 - hour) * 60))).time()
    rule = Rule(weekday=2, opens=opens, closes=closes, places=places, minutes=minutes, first=date(2026, 1, 1))
    day = date(2026, 1, 1) + timedelta(days=ahead)
    sitting = sitting_on(rule, day, WEEK)
    if sitting is None:
        return
    assert day.weekday() == 2
    assert 1 <= sitting.places <= places
    assert sitting.begins + timedelta(minutes=minutes * sitting.places) <= sitting.ends
    assert any(span.begins <= sitting.begins and sitting.ends <= span.ends for span in WEEK.on(day).spans)


# Times and sessions.


def test_times_lay_out_the_weeks_to_come_once(cast: Cast) -> None:
    times(cast)
    begins = list(Session.objects.order_by("begins_at").values_list("begins_at", flat=True))
    assert [moment.astimezone(RIYADH).date().isoformat() for moment in begins][:2] == ["2026-11-16", "2026-11-23"]
    assert len(begins) == 5
    assert actions.lay_out(centre_id=cast.places["centre"].pk, at=SUNDAY) == 0
    assert actions.lay_out_all(at=SUNDAY + timedelta(days=7)) == 1
    twin = next_session()
    twin.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_who_sets_the_times_and_what_is_wrong_with_them(cast: Cast) -> None:
    for name in ("stranger", "complaint_officer", "coordinator"):
        with pytest.raises(NotAllowed):
            times(cast, name)
    with pytest.raises(Invalid) as refused:
        times(cast, places=13)
    assert set(refused.value.fields) == {"places"}
    with pytest.raises(Invalid) as refused:
        times(cast, weekday=4, closes=time(9), first_day=date(2026, 1, 1))
    assert set(refused.value.fields) == {"weekday", "closes", "first_day"}
    for weekday, name in enumerate(("official", "meetings_officer", "minister_office")):
        times(cast, name, weekday=weekday)


def test_an_official_receives_at_one_time_once(cast: Cast) -> None:
    times(cast, weekday=2)
    with pytest.raises(Invalid) as refused:
        times(cast, weekday=2, opens=time(10, 30), places=9)
    assert "من 10:00 إلى 12:00" in str(refused.value.fields["opens"][0])
    times(cast, weekday=2, opens=time(12), closes=time(13), places=6)
    wednesday = datetime(2026, 11, 18, 10, 0, tzinfo=RIYADH)
    given = {
        "actor": cast.official_office, "centre_id": cast.places["centre"].pk, "room": "القاعة", "anyway": True, "at": SUNDAY,
    }  # fmt: skip
    minutes = timedelta(minutes=5)
    with pytest.raises(Invalid) as refused:
        actions.open_session(begins_at=wednesday, ends_at=wednesday + minutes, places=100, **given)
    assert set(refused.value.fields) == {"places"}
    with pytest.raises(Invalid) as refused:
        actions.open_session(begins_at=wednesday - minutes, ends_at=wednesday + minutes, places=2, **given)
    assert "من 10:00 إلى 12:00" in str(refused.value.fields["opens"][0])
    far = wednesday + timedelta(days=70)
    with pytest.raises(Invalid) as refused:  # no session is laid out so far ahead, but the time is fixed
        actions.open_session(begins_at=far, ends_at=far + minutes, places=2, **given)
    assert set(refused.value.fields) == {"opens"}
    beside = actions.open_session(begins_at=wednesday - minutes, ends_at=wednesday, places=5, **given)
    assert beside.minutes == 1
    begins = wednesday.replace(hour=13, minute=5) + timedelta(days=1)
    uneven = actions.open_session(begins_at=begins, ends_at=begins + timedelta(minutes=115), places=2, **given)
    assert uneven.minutes == 55, "turns begin at whole five minutes"
    assert Session.objects.filter(begins_at=wednesday, state="planned").exists()


def test_two_open_overlapping_sessions_and_a_rule_is_laid_out_around_what_stands(cast: Cast) -> None:
    wednesday = datetime(2026, 11, 18, 11, 0, tzinfo=RIYADH)
    stands = actions.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, room="القاعة", begins_at=wednesday,
        ends_at=wednesday + timedelta(hours=2), places=4, anyway=True, at=SUNDAY,
    )  # fmt: skip
    times(cast, weekday=2)
    begins = list(Session.objects.order_by("begins_at").values_list("begins_at", flat=True))
    assert begins[0] == stands.begins_at
    assert begins[1] == wednesday + timedelta(days=7, hours=-1)


def test_places_are_given_by_rank_and_waiting_and_everybody_is_invited(cast: Cast) -> None:
    times(cast, places=2, minutes=60)
    early = ready(cast, somebody(1), at=SUNDAY - timedelta(days=9))
    weighty = ready(cast, somebody(2), at=SUNDAY - timedelta(days=1), harm="urgent")
    late = ready(cast, somebody(3), at=SUNDAY - timedelta(days=2))
    last = ready(cast, somebody(4), at=SUNDAY)
    asked(cast, somebody(5))
    session = drawn(cast, next_session())
    assert names(session) == [row.asked_as for row in (weighty, early, late, last)]
    seats = queries.seats_of(session)
    assert [(seat.place, seat.turn, seat.state) for seat in seats] == [
        (1, None, "invited"), (2, None, "invited"), (None, 1, "reserve"), (None, 2, "reserve"),
    ]  # fmt: skip
    assert seats[1].begins_at == session.begins_at + timedelta(minutes=60)
    invited = sms("meeting_invited")
    assert [row.address for row in invited] == ["+966500000002", "+966500000001"]
    assert "/meet/" in str(invited[0].context)
    weighty.refresh_from_db()
    assert (weighty.state, weighty.due_at, weighty.call_purpose) == ("scheduled", None, "confirm_date")
    assert Clock.objects.get(subject_kind="meeting", subject_id=weighty.pk).ended_at is not None
    assert queries.seat_now(late).state == "reserve"
    drawn(cast, session, at=hours(1))
    assert Seat.objects.count() == 4


def test_a_place_is_confirmed_given_back_and_goes_to_the_first_reserve(cast: Cast) -> None:
    times(cast, places=1, minutes=60)
    first, second, third = (ready(cast, somebody(number), at=hours(number / 10)) for number in (1, 2, 3))
    session = drawn(cast, next_session())
    actions.confirm(actor=whoever_asked(first), request_id=first.pk, at=hours(2))
    actions.confirm(actor=whoever_asked(first), request_id=first.pk, at=hours(2))
    first.refresh_from_db()
    assert first.call_at is None
    actions.postpone(actor=whoever_asked(first), request_id=first.pk, reason="موعد علاج", at=hours(3))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("ready", "scheduled")
    assert [row.address for row in sms("meeting_moved_up")] == [second.mobile]
    assert Notice.objects.filter(kind="meeting_place_given_back").exists()
    assert queries.seat_now(second).begins_at == session.begins_at
    drawn(cast, session, at=hours(4))
    assert queries.seat_now(first) is None
    with pytest.raises(Conflict):
        actions.confirm(actor=whoever_asked(first), request_id=first.pk, at=hours(5))
    actions.withdraw(actor=whoever_asked(second), request_id=second.pk, reason="حُل الأمر", at=hours(6))
    third.refresh_from_db()
    assert third.state == "scheduled"
    assert names(session) == [third.asked_as]
    assert not list(broken_links())


def test_on_the_day_before_whoever_has_a_place_is_reminded_once_and_may_give_it_back(cast: Cast) -> None:
    times(cast, places=2, minutes=60)
    first, second, third = (ready(cast, somebody(number), at=hours(number / 10)) for number in (1, 2, 3))
    session = drawn(cast, next_session(1))
    before = session.begins_at.astimezone(RIYADH) - timedelta(days=1)
    early, morning = before.replace(hour=8, minute=59), before.replace(hour=9)
    for at in (early - timedelta(days=1), early):
        assert actions.remind(now=lambda at=at: at) == 0
    actions.postpone(actor=whoever_asked(first), request_id=first.pk, reason="موعد علاج", at=morning)
    assert [actions.remind(now=lambda: morning) for _again in range(2)] == [1, 0]
    (told,) = sms("meeting_tomorrow")
    assert (told.address, told.context["room"]) == (second.mobile, "مكتب مدير التعليم"), (
        "who moved up was invited today"
    )
    assert queries.seat_now(third).state == "invited"
    seat, _good = links.seat_of(told.context["link"].split("/")[-2], at=morning)
    assert seat is not None
    assert seat.request_id == second.pk
    kinds = [event.kind for event in queries.contents_of(second, public=True).events]
    assert kinds[-2:] == ["invited", "date_reminded"]
    assert not list(broken_links())


def test_nobody_is_reminded_of_a_session_that_was_cancelled(cast: Cast) -> None:
    times(cast, places=1, minutes=60)
    ready(cast, somebody(1))
    session = drawn(cast, next_session(1))
    before = session.begins_at.astimezone(RIYADH).replace(hour=9) - timedelta(days=1)
    actions.cancel_session(actor=cast.meetings_officer, session_id=session.pk, reason="سفر", at=hours(1))
    assert actions.remind(now=lambda: before) == 0
    assert sms("meeting_tomorrow") == []


def test_whoever_was_in_reserve_for_a_session_that_is_over_is_there_for_the_next(cast: Cast) -> None:
    times(cast, places=1, minutes=60)
    first, second, third = (ready(cast, somebody(number), at=hours(number / 10)) for number in (1, 2, 3))
    over = drawn(cast, next_session())
    assert queries.seat_now(second).state == "reserve"
    after = over.ends_at + timedelta(minutes=1)
    drawn(cast, next_session(1), at=after)
    assert [queries.seat_now(row).state for row in (second, third)] == ["invited", "reserve"]
    end = next_session(1).ends_at
    assert [actions.release_all_reserves(now=lambda: end) for _again in range(2)] == [1, 0]
    assert queries.seat_now(third) is None
    listed = {row.pk: row for row in queries.sessions_of(cast.meetings_officer, "past", after)}
    assert (listed[over.pk].seated, listed[over.pk].came, listed[over.pk].reserves) == (1, 0, 0)
    actions.attend(actor=cast.official_office, request_id=first.pk, at=after)
    (row,) = queries.sessions_of(cast.meetings_officer, "past", after)
    assert (row.seated, row.came) == (1, 1), "who came is counted still"


def test_a_session_beside_the_rule_knows_the_calendar_too(cast: Cast) -> None:
    friday = datetime.combine(SUNDAY.date() + timedelta(days=5), time(10), RIYADH)
    given = {
        "actor": cast.official_office,
        "centre_id": cast.places["centre"].pk,
        "places": 2,
        "room": "القاعة",
        "at": SUNDAY,
    }
    with pytest.raises(Invalid) as refused:
        actions.open_session(begins_at=friday, ends_at=friday + timedelta(hours=1), **given)
    assert set(refused.value.fields) == {"anyway"}
    monday = datetime.combine(SUNDAY.date() + timedelta(days=1), time(14), RIYADH)
    with pytest.raises(Invalid):
        actions.open_session(begins_at=monday, ends_at=monday + timedelta(hours=3), **given)
    meant = actions.open_session(begins_at=friday, ends_at=friday + timedelta(hours=1), anyway=True, **given)
    assert meant.state == "planned"


def test_the_last_place_is_given_by_hand_once(cast: Cast) -> None:
    times(cast, places=1, minutes=60)
    one, two = ready(cast, somebody(1)), ready(cast, somebody(2))
    session, officer = next_session(), cast.meetings_officer
    actions.give_place(actor=officer, session_id=session.pk, reference=one.reference, at=SUNDAY)
    with pytest.raises(Conflict) as refused:
        actions.give_place(actor=officer, session_id=session.pk, reference=two.reference, at=SUNDAY)
    assert refused.value.code == "full"
    actions.put_in_reserve(actor=officer, session_id=session.pk, reference=two.reference, at=SUNDAY)
    with pytest.raises(Invalid):
        actions.give_place(actor=officer, session_id=next_session(1).pk, reference=one.reference, at=SUNDAY)
    with pytest.raises(Invalid):
        actions.give_place(actor=officer, session_id=next_session(1).pk, reference="26999999999", at=SUNDAY)
    seat = queries.seat_now(one)
    actions.take_out(actor=officer, session_id=session.pk, seat_id=seat.pk, reason="تعارض", at=hours(1))
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, two.state) == ("ready", "scheduled")
    assert [row.address for row in sms("meeting_date_lost")] == [one.mobile]
    with pytest.raises(NotFound):
        actions.draw_up(actor=cast.stranger, session_id=session.pk, at=SUNDAY)


def test_whoever_books_by_hand_before_those_who_rank_before_says_why(cast: Cast) -> None:
    times(cast, places=1, minutes=60)
    session, officer = next_session(), cast.meetings_officer
    light, weighty = ready(cast, somebody(1)), ready(cast, somebody(2), harm="serious")
    given = {"actor": officer, "session_id": session.pk, "at": hours(1)}
    for without in ("", " ", "سف"):
        with pytest.raises(Invalid) as refused:
            actions.give_place(reference=light.reference, reason=without, **given)
        assert set(refused.value.fields) == {"reason"}
    actions.give_place(reference=light.reference, reason="يسافر للعلاج غدًا", **given)
    booked = list(timeline.events_of(SESSION, session.pk))[-1]
    said = say(SESSION_BY_KEY[booked.kind].sentence, booked.data, actor="جابر")
    assert booked.kind == "booked_before_others"
    assert "يسافر للعلاج غدًا" in said
    third = ready(cast, somebody(3))
    with pytest.raises(Invalid) as refused:
        actions.put_in_reserve(reference=third.reference, **given)
    assert set(refused.value.fields) == {"reason"}
    actions.put_in_reserve(reference=weighty.reference, **given)
    actions.put_in_reserve(reference=third.reference, **given)
    assert [row.kind for row in timeline.events_of(SESSION, session.pk)][-2:] == ["put_in_reserve"] * 2


def test_nobody_is_passed_over_where_there_is_room_for_all_who_rank_before(cast: Cast) -> None:
    times(cast, places=2, minutes=60)
    session, later, officer = next_session(), next_session(1), cast.meetings_officer
    light, weighty = ready(cast, somebody(1)), ready(cast, somebody(2), harm="serious")
    away = ready(cast, somebody(3), harm="urgent")
    actions.put_in_reserve(actor=officer, session_id=later.pk, reference=away.reference, at=SUNDAY)
    actions.give_place(actor=officer, session_id=session.pk, reference=light.reference, at=hours(1))
    actions.give_place(actor=officer, session_id=session.pk, reference=weighty.reference, at=hours(1))
    assert {row.kind for row in timeline.events_of(SESSION, session.pk)} == {"opened", "booked"}


def test_the_officials_time_is_cancelled_on_the_day_all_are_told_and_rebooked_by_rank(cast: Cast) -> None:
    times(cast, places=3, minutes=40)
    people = [ready(cast, somebody(number), at=hours(number / 10)) for number in range(1, 6)]
    first, second = next_session(), next_session(1)
    drawn(cast, first)
    weighty = ready(cast, somebody(9), at=hours(1), harm="urgent")
    actions.give_place(actor=cast.meetings_officer, session_id=second.pk, reference=weighty.reference, at=hours(1))
    for session in Session.objects.filter(begins_at__gt=second.begins_at):
        actions.cancel_session(actor=cast.official_office, session_id=session.pk, reason="إجازة", at=hours(1))
    on_the_day = first.begins_at - timedelta(minutes=30)
    with pytest.raises(NotFound):
        actions.cancel_session(actor=cast.stranger, session_id=first.pk, reason="سفر", at=on_the_day)
    actions.cancel_session(actor=cast.official_office, session_id=first.pk, reason="اجتماع طارئ", at=on_the_day)
    rebooked, told = sms("meeting_rebooked"), sms("meeting_session_cancelled")
    assert [row.address for row in rebooked] == [people[0].mobile, people[1].mobile]
    assert [row.address for row in told] == [people[2].mobile]
    assert names(second) == [weighty.asked_as, people[0].asked_as, people[1].asked_as]
    states = [type(row).objects.get(pk=row.pk).state for row in people]
    assert states == ["scheduled", "scheduled", "ready", "ready", "ready"]
    assert not Seat.objects.filter(session=first, state__in=Seat.ACTIVE).exists()
    with pytest.raises(Conflict):
        actions.cancel_session(actor=cast.official_office, session_id=first.pk, reason="مرة أخرى", at=on_the_day)
    assert not list(broken_links())


def leaves_at(kind: str) -> list[datetime]:
    return [row.next_attempt_at for row in sms(kind)]


def opened(cast: Cast, begins: datetime, at: datetime, places: int = 1) -> Session:
    return actions.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, begins_at=begins,
        ends_at=begins + timedelta(hours=1), places=places, room="مكتب مدير التعليم", anyway=True, at=at,
    )  # fmt: skip


def test_at_night_what_begins_soon_is_told_at_once_and_what_is_far_off_waits(cast: Cast) -> None:
    people = [ready(cast, somebody(number), at=hours(number / 10)) for number in range(1, 4)]
    night, morning = hours(14), hours(22)  # 23:00, and 07:00 on the day after
    soon, far = opened(cast, hours(22.5), night), opened(cast, hours(97), night)
    drawn(cast, soon, night, reserves=1)
    give = {"actor": cast.meetings_officer, "session_id": far.pk, "at": night}
    actions.give_place(reference=people[2].reference, **give)
    assert leaves_at("meeting_invited") == [night, morning]
    seat = queries.seats_of(soon)[0]
    early = hours(21.5)
    actions.take_out(actor=cast.meetings_officer, session_id=soon.pk, seat_id=seat.pk, reason="تعارض", at=early)
    assert leaves_at("meeting_date_lost") == leaves_at("meeting_moved_up") == [early]
    actions.cancel_session(actor=cast.official_office, session_id=soon.pk, reason="سفر", at=early)
    assert leaves_at("meeting_session_cancelled") == [early]


def test_an_invitation_that_waits_is_dropped_when_the_place_goes(cast: Cast) -> None:
    postponing, withdrawing, stays, cancelled = [
        ready(cast, somebody(number), at=hours(number / 10)) for number in range(1, 5)
    ]
    night, morning = hours(14), hours(22)
    session, other = opened(cast, hours(97), night, places=3), opened(cast, hours(121), night)
    opened(cast, hours(145), night)
    drawn(cast, session, night, reserves=0)
    give = {"actor": cast.meetings_officer, "session_id": other.pk, "at": night}
    actions.give_place(reference=cancelled.reference, **give)
    asks = {"request_id": postponing.pk, "reason": "سفر", "at": hours(14.1)}
    actions.postpone(actor=whoever_asked(postponing), **asks)
    actions.withdraw(actor=whoever_asked(withdrawing), request_id=withdrawing.pk, reason="حُل", at=hours(14.2))
    actions.cancel_session(actor=cast.official_office, session_id=other.pk, reason="سفر", at=hours(14.3))
    waiting = [row for row in sms("meeting_invited") if row.state == "owed"]
    assert [(row.address, row.next_attempt_at) for row in waiting] == [(stays.mobile, morning)]
    (rebooked,) = sms("meeting_rebooked")
    assert (rebooked.address, rebooked.next_attempt_at) == (cancelled.mobile, morning), (
        "five days off, it lets them sleep"
    )
    assert "meeting_invited" in [shown.kind for shown in notices.outbox()]
    assert notices.not_arrived() == [], "nobody misses what was called off"
    assert not any(row.may_be_sent_again for row in sms("meeting_invited"))


def test_whoever_loses_their_date_is_told_by_when_another_is_promised(cast: Cast) -> None:
    taken_out, cancelled, postponing = [ready(cast, somebody(number), at=hours(number / 10)) for number in range(1, 4)]
    promised = taken_out.committed_at
    at = hours(96)
    session = opened(cast, hours(120), at, places=3)
    drawn(cast, session, at)
    seat = queries.seats_of(session)[0]
    actions.take_out(actor=cast.meetings_officer, session_id=session.pk, seat_id=seat.pk, reason="تعارض", at=at)
    actions.postpone(actor=whoever_asked(postponing), request_id=postponing.pk, reason="سفر", at=at)
    actions.cancel_session(actor=cast.official_office, session_id=session.pk, reason="سفر", at=at)
    for request in (taken_out, cancelled, postponing):
        request.refresh_from_db()
        assert request.committed_at > promised
        (event,) = [row for row in queries.contents_of(request).events if row.kind == "promised_anew"]
        assert event.public
        assert datetime.fromisoformat(event.data["due_at"]) == request.committed_at
    for kind in ("meeting_date_lost", "meeting_session_cancelled"):
        (notice,) = sms(kind)
        assert dual_date(taken_out.committed_at, "en") in compose.line_in(notice, "en")
    events = [row.kind for row in queries.contents_of(taken_out, public=True).events]
    assert events[-2:] == ["taken_out", "promised_anew"]


def test_whoever_has_another_date_at_once_reads_of_no_promise_that_began_anew(cast: Cast) -> None:
    request = ready(cast, somebody(1))
    first, _second = opened(cast, hours(24), SUNDAY), opened(cast, hours(48), SUNDAY)
    drawn(cast, first)
    actions.cancel_session(actor=cast.official_office, session_id=first.pk, reason="سفر", at=hours(1))
    kinds = [row.kind for row in queries.contents_of(request).events]
    assert kinds[-2:] == ["session_cancelled", "rebooked"]


def test_a_day_left_out_cancels_its_sessions_and_makes_no_other(cast: Cast) -> None:
    times(cast, places=2, minutes=60)
    request = ready(cast, somebody(1))
    session = drawn(cast, next_session())
    day = session.begins_at.astimezone(RIYADH).date()
    actions.leave_out(actor=cast.official, centre_id=session.centre_id, day=day, reason="مهمة رسمية", at=hours(2))
    request.refresh_from_db()
    assert request.state == "scheduled"
    assert queries.seat_now(request).session_id == next_session().pk != session.pk
    assert actions.lay_out(centre_id=session.centre_id, at=hours(3)) == 0
    with pytest.raises(Invalid):
        actions.leave_out(actor=cast.official, centre_id=session.centre_id, day=day, reason="مكرر", at=hours(4))


def test_times_that_end_take_their_empty_sessions_with_them(cast: Cast) -> None:
    rule = times(cast, places=1, minutes=60)
    ready(cast, somebody(1))
    kept = drawn(cast, next_session())
    actions.end_times(actor=cast.official_office, times_id=rule.pk, at=hours(1))
    assert list(Session.objects.filter(state="planned")) == [kept]
    assert actions.lay_out(centre_id=kept.centre_id, at=hours(2)) == 0
    with pytest.raises(Conflict):
        actions.end_times(actor=cast.official_office, times_id=rule.pk, at=hours(3))
    (ended,) = queries.times_of(kept.centre_id, SUNDAY.date())
    assert ended.last_day == SUNDAY.date()
    assert queries.times_of(kept.centre_id, SUNDAY.date() + timedelta(days=60)) == []
    later = times(cast, first_day=SUNDAY.date() + timedelta(days=20))
    actions.end_times(actor=cast.official_office, times_id=later.pk, at=hours(4))
    assert not Session.objects.filter(times=later, state="planned").exists()
    times(cast)


def test_a_day_left_out_is_taken_back_and_its_session_is_there_again(cast: Cast) -> None:
    times(cast, places=2, minutes=60)
    request = ready(cast, somebody(1))
    session = drawn(cast, next_session())
    day, centre = session.begins_at.astimezone(RIYADH).date(), session.centre_id
    actions.leave_out(actor=cast.official, centre_id=centre, day=day, reason="مهمة رسمية", at=hours(2))
    with pytest.raises(NotAllowed):
        actions.take_back(actor=cast.stranger, centre_id=centre, day=day, at=hours(3))
    assert actions.take_back(actor=cast.official, centre_id=centre, day=day, at=hours(3)) == 1
    again = next_session()
    assert (again.begins_at, again.pk != session.pk, names(again)) == (session.begins_at, True, [])
    assert queries.days_out_of(centre, SUNDAY.date()) == []
    assert queries.seat_now(request).session_id not in {again.pk, session.pk}
    with pytest.raises(NotFound):
        actions.take_back(actor=cast.official, centre_id=centre, day=day, at=hours(4))


def test_whoever_cannot_come_before_a_day_is_not_drawn_up_before_it(cast: Cast) -> None:
    times(cast, places=1, minutes=60)
    request = ready(cast, somebody(1))
    drawn(cast, next_session())
    given = {"actor": whoever_asked(request), "request_id": request.pk, "reason": "سفر"}
    for wrong in (SUNDAY.date(), SUNDAY.date() + timedelta(days=500)):
        with pytest.raises(Invalid) as refused:
            actions.postpone(**given, not_before=wrong, at=hours(1))
        assert set(refused.value.fields) == {"not_before"}
    third = next_session(2)
    actions.postpone(**given, not_before=third.begins_at.astimezone(RIYADH).date(), at=hours(1))
    drawn(cast, next_session(1), at=hours(2))
    assert queries.seat_now(request) is None
    drawn(cast, third, at=hours(3))
    assert queries.seat_now(request).session_id == third.pk


def test_the_history_of_a_session_names_whom_it_moved_and_why(cast: Cast) -> None:
    times(cast, places=1, minutes=60)
    first, second, third, fourth = (ready(cast, somebody(number), at=hours(number / 10)) for number in (1, 2, 3, 4))
    session, officer = next_session(), cast.meetings_officer
    actions.give_place(actor=officer, session_id=session.pk, reference=first.reference, at=hours(1))
    for request in (second, third, fourth):
        actions.put_in_reserve(actor=officer, session_id=session.pk, reference=request.reference, at=hours(2))
    with pytest.raises(Invalid) as refused:
        actions.put_in_reserve(actor=officer, session_id=session.pk, reference=second.reference, at=hours(2))
    assert "في احتياط هذه الجلسة" in str(refused.value.fields["reference"][0])
    with pytest.raises(Conflict) as full:
        actions.give_place(actor=officer, session_id=session.pk, reference=second.reference, at=hours(2))
    assert "في احتياط هذه الجلسة" in str(full.value.message)
    with pytest.raises(Invalid) as refused:
        actions.give_place(actor=officer, session_id=session.pk, reference=first.reference, at=hours(2))
    assert "مقعد في هذه الجلسة" in str(refused.value.fields["reference"][0])
    actions.postpone(actor=whoever_asked(first), request_id=first.pk, reason="موعد علاج", at=hours(3))
    assert [queries.seat_now(row).position for row in (third, fourth)] == [1, 2]
    assert [seat.position for seat in queries.seats_of(session)] == [None, 1, 2]
    actions.cancel_session(actor=cast.official_office, session_id=session.pk, reason="سفر", at=hours(4))
    events = {row.pk: [(each.kind, each.data.get("number")) for each in timeline.events_of(SESSION, row.pk)]
              for row in (session, queries.seat_now(second).session)}  # fmt: skip
    numbers = [spoken(row.reference) for row in (first, second, third, fourth)]
    assert events[session.pk][1:-1] == [
        ("booked", numbers[0]), *[("put_in_reserve", number) for number in numbers[1:]],
        ("given_back", numbers[0]), ("moved_up", numbers[1]),
    ]  # fmt: skip
    (given_back,) = [each for each in timeline.events_of(SESSION, session.pk) if each.kind == "given_back"]
    assert say(SESSION_BY_KEY["given_back"].sentence, given_back.data).count("موعد علاج") == 1
    assert events[queries.seat_now(second).session_id][-1] == ("rebooked", numbers[1])
    assert not list(broken_links())


def test_those_of_one_cause_are_received_together(cast: Cast) -> None:
    group = [ready(cast, somebody(number)) for number in (1, 2, 3)]
    other = ready(cast, somebody(4), harm="urgent")
    for request in group:
        actions.put_under_cause(
            actor=cast.meetings_officer, request_id=request.pk, title="إلغاء النقل المدرسي", at=hours(1)
        )
    cause = queries.causes_of(cast.places["centre"].pk)[0]
    begins = datetime(2026, 11, 18, 11, 0, tzinfo=RIYADH)
    given = {
        "actor": cast.meetings_officer, "centre_id": cast.places["centre"].pk, "begins_at": begins,
        "ends_at": begins + timedelta(hours=1), "places": 20, "room": "القاعة", "at": hours(2),
    }  # fmt: skip
    session = actions.open_session(**given, cause_id=cause.pk)
    with pytest.raises(Invalid):
        actions.open_session(**given)
    drawn(cast, session, at=hours(3))
    seats = queries.seats_of(session)
    assert {seat.begins_at for seat in seats} == {begins}
    assert [seat.request_id for seat in seats] == [request.pk for request in group]
    other.refresh_from_db()
    assert other.state == "ready"


def test_a_link_opens_its_place_until_it_begins_or_is_lost(cast: Cast) -> None:
    times(cast, places=1, minutes=60)
    request = ready(cast, somebody(1))
    session = drawn(cast, next_session())
    seat = queries.seat_now(request)
    token = links.token_for(seat)
    assert links.seat_of(token, at=hours(1)) == (seat, True)
    assert links.seat_of(token, at=session.begins_at)[1] is False
    assert links.seat_of(token + "x", at=hours(1)) == (None, False)
    actions.postpone(actor=whoever_asked(request), request_id=request.pk, reason="سفر", at=hours(2))
    assert links.seat_of(token, at=hours(3))[1] is False


def test_the_offices_calendar_says_how_many_and_nobodys_name(cast: Cast) -> None:
    times(cast, places=2, minutes=60)
    request = ready(cast, somebody(1))
    session = drawn(cast, next_session())
    one = actions.renew_feed(actor=cast.official_office, centre_id=session.centre_id, at=SUNDAY)
    again = actions.renew_feed(actor=cast.official_office, centre_id=session.centre_id, at=hours(1))
    assert queries.feed_by_key(one.key) is None
    found = queries.feed_by_key(again.key)
    rows = queries.sessions_for_feed(found.centre_id, SUNDAY)
    text = feed.calendar_of(found.centre, rows, SUNDAY, host="tawasul.example")
    events = Calendar.from_ical(text).walk("VEVENT")
    assert len(events) == 5
    assert events[0].decoded("dtstart") == session.begins_at
    assert str(events[0]["location"]) == "مكتب مدير التعليم"
    for secret in (request.asked_as, request.mobile, request.reference, request.subject):
        assert secret not in text.decode()
    assert str(events[0]["description"]) == "مستفيد واحد له موعد · أكدوا حضورهم: 0"
    actions.attend(actor=cast.official, request_id=request.pk, at=session.begins_at)
    rows = queries.sessions_for_feed(found.centre_id, session.begins_at)
    text = feed.calendar_of(found.centre, rows, session.begins_at, host="tawasul.example")
    begun, to_come = Calendar.from_ical(text).walk("VEVENT")[:2]
    assert str(begun["description"]) == "مستفيد واحد له موعد · حضر: 1"
    assert "أكدوا حضورهم" in str(to_come["description"])
