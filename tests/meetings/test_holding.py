"""In the session: its statement as the guide orders it, who came, what was said and decided; the request ends with what was
decided."""

import dataclasses
from datetime import date, datetime, timedelta

import pytest

from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.meetings import actions, queries
from tawasul.meetings.models import Decision, MeetingRequest, Seat, Session
from tawasul.notices.models import Notice
from tawasul.people.models import Unmasking
from tawasul.tickets import actions as tickets
from tawasul.tickets.models import Ticket
from tawasul.timeline.proof import broken_links
from tests.cast import Cast, asking, hours
from tests.meetings.asking import ready, somebody

DAY = datetime(2026, 11, 18, 10, 0, tzinfo=RIYADH)


def session_with(cast: Cast, count: int) -> tuple[Session, list[MeetingRequest]]:
    requests = [
        ready(cast, somebody(number), at=hours(number / 10), entity_id=cast.places["transport"].pk)
        for number in range(1, count + 1)
    ]
    session = actions.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, begins_at=DAY, ends_at=DAY + timedelta(hours=1),
        places=count, anyway=True, room="مكتب المدير", at=hours(2),
    )  # fmt: skip
    actions.draw_up(actor=cast.meetings_officer, session_id=session.pk, at=hours(3), reserves=0)
    return session, requests


def received(cast: Cast) -> MeetingRequest:
    _session, (request,) = session_with(cast, 1)
    return actions.attend(actor=cast.official_office, request_id=request.pk, at=DAY)


def now_of(request: MeetingRequest) -> MeetingRequest:
    return MeetingRequest.objects.get(pk=request.pk)


def test_the_statement_has_the_guides_columns_in_its_order_and_every_look_is_written_down(cast: Cast) -> None:
    session, requests = session_with(cast, 2)
    rows = queries.statement_of(session)
    fields = [field.name for field in dataclasses.fields(rows[0])][:6]
    assert fields == ["name", "number", "identity", "mobile", "summary", "entity"]
    first = rows[0]
    assert (first.name, first.mobile) == ("مستفيد رقم 1", "0500000001")
    assert first.identity == requests[0].beneficiary.identity_number
    assert first.number.replace("-", "") == requests[0].reference
    assert first.entity["ar"].startswith("إدارة النقل المدرسي")
    assert not Unmasking.objects.exists()
    opened = actions.open_statement(actor=cast.official, session_id=session.pk, at=DAY)
    assert [row.number for row in opened] == [row.number for row in rows]
    assert Unmasking.objects.filter(user=cast.user("official")).count() == 4
    with pytest.raises(NotFound):
        actions.open_statement(actor=cast.stranger, session_id=session.pk, at=DAY)


def test_who_came_is_written_down_on_the_day(cast: Cast) -> None:
    session, (one, two) = session_with(cast, 2)
    with pytest.raises(Conflict):
        actions.attend(actor=cast.meetings_officer, request_id=one.pk, at=hours(4))
    actions.attend(actor=cast.meetings_officer, request_id=one.pk, at=DAY)
    actions.miss(actor=cast.meetings_officer, request_id=two.pk, at=DAY + timedelta(minutes=40))
    assert (now_of(one).state, now_of(two).state) == ("held", "ready")
    assert [seat.state for seat in queries.seats_of(session)] == ["attended", "absent"]
    assert not Notice.objects.filter(kind="meeting_missed").exists()
    assert len(queries.statement_of(session)) == 2


def test_nobody_is_missed_before_their_turn(cast: Cast) -> None:
    _session, (one, two) = session_with(cast, 2)
    morning = DAY - timedelta(hours=2)
    with pytest.raises(Conflict) as refused:
        actions.miss(actor=cast.meetings_officer, request_id=two.pk, at=DAY + timedelta(minutes=29))
    assert "10:30" in str(refused.value.message)
    actions.attend(actor=cast.meetings_officer, request_id=one.pk, at=morning)
    assert [now_of(row).state for row in (one, two)] == ["held", "scheduled"]


def test_what_was_noted_of_who_came_is_corrected_while_the_day_lasts_and_told_the_next_morning(cast: Cast) -> None:
    _session, (one, two) = session_with(cast, 2)
    officer, later = cast.meetings_officer, DAY + timedelta(hours=2)
    actions.miss(actor=officer, request_id=one.pk, at=DAY)
    assert now_of(one).due_at is not None, "another date is owed, and its clock runs"
    actions.attend(actor=officer, request_id=two.pk, at=DAY)
    actions.attend(actor=officer, request_id=one.pk, at=later)
    actions.miss(actor=officer, request_id=two.pk, at=later)
    assert [now_of(row).state for row in (one, two)] == ["held", "ready"]
    assert [(now_of(row).due_at is None) for row in (one, two)] == [True, False]
    kinds = [event.kind for event in queries.contents_of(one, public=True).events]
    assert kinds[-3:] == ["missed", "promised_anew", "came_after_all"]
    evening, morning = DAY.replace(hour=23), DAY.replace(hour=9) + timedelta(days=1)
    assert actions.tell_missed(now=lambda: evening) == 0
    assert [actions.tell_missed(now=lambda: morning) for _again in range(2)] == [1, 0]
    assert [row.address for row in Notice.objects.filter(kind="meeting_missed", channel="sms")] == [two.mobile]
    with pytest.raises(Conflict):
        actions.attend(actor=officer, request_id=two.pk, at=morning)
    assert not list(broken_links())


def test_whoever_has_another_date_by_morning_is_not_told_that_they_were_missed(cast: Cast) -> None:
    _session, (request,) = session_with(cast, 1)
    actions.miss(actor=cast.meetings_officer, request_id=request.pk, at=DAY)
    later = actions.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, begins_at=DAY + timedelta(days=7),
        ends_at=DAY + timedelta(days=7, hours=1), places=1, anyway=True, room="مكتب المدير", at=DAY,
    )  # fmt: skip
    actions.draw_up(actor=cast.meetings_officer, session_id=later.pk, at=DAY)
    assert actions.tell_missed(now=lambda: DAY + timedelta(days=1)) == 0
    assert not Notice.objects.filter(kind="meeting_missed").exists()


def test_whose_meeting_has_notes_came(cast: Cast) -> None:
    request = received(cast)
    actions.write_notes(actor=cast.official_office, request_id=request.pk, text="شرح المدير", at=DAY)
    with pytest.raises(Conflict) as refused:
        actions.miss(actor=cast.official_office, request_id=request.pk, at=DAY + timedelta(minutes=9))
    assert "ملاحظات" in str(refused.value.message)


def test_what_is_settled_in_the_session_ends_there(cast: Cast) -> None:
    request = received(cast)
    actions.write_notes(actor=cast.official_office, request_id=request.pk, text="شرح المدير أسباب الرفض", at=DAY)
    assert queries.notes_of(request).notes == "شرح المدير أسباب الرفض"
    actions.settle(actor=cast.official_office, request_id=request.pk, text="اقتنع بالرد", at=DAY + timedelta(minutes=9))
    assert now_of(request).state == "ended"
    assert Notice.objects.filter(kind="meeting_ended").count() == 1


def test_the_request_ends_when_all_that_was_decided_has_ended(cast: Cast) -> None:
    request = received(cast)
    office, officer = cast.official_office, cast.meetings_officer
    with pytest.raises(Invalid) as refused:
        actions.decide(actor=office, request_id=request.pk, text="تُنقل", due_on=date(2020, 1, 1), at=DAY)
    assert set(refused.value.fields) == {"owner", "due_on"}
    first = actions.decide(
        actor=office, request_id=request.pk, text="تُنقل الطالبة إلى أقرب مدرسة", owner_id=cast.places["transport"].pk,
        due_on=date(2026, 12, 1), at=DAY,
    )  # fmt: skip
    second = actions.decide(
        actor=office, request_id=request.pk, text="تُراجع آلية النقل", owner_name="لجنة النقل", at=DAY
    )
    third = actions.decide(actor=office, request_id=request.pk, text="يُعاد النظر", owner_name="لجنة", at=DAY)
    assert now_of(request).state == "followed"
    with pytest.raises(NotAllowed):
        actions.pass_on(actor=office, request_id=request.pk, decision=first.number, type="complaint", at=DAY)
    with pytest.raises(Invalid):
        actions.pass_on(actor=officer, request_id=request.pk, decision=first.number, at=DAY)
    for wrong in ({"type": "complaint"}, {"by": "directive"}):
        with pytest.raises(Invalid) as refused:
            actions.pass_on(
                actor=officer, request_id=request.pk, decision=first.number, due_on=date(2020, 1, 1), at=DAY, **wrong
            )
        assert set(refused.value.fields) == {"due_on"}
    passed = actions.pass_on(actor=officer, request_id=request.pk, decision=first.number, type="complaint", at=DAY)
    ticket = Ticket.objects.get(pk=passed.subject_id)
    assert (ticket.beneficiary_id, ticket.mobile, ticket.centre_id) == (
        request.beneficiary_id, request.mobile, request.centre_id,
    )  # fmt: skip
    assert ticket.text.startswith("تُنقل الطالبة إلى أقرب مدرسة")
    with pytest.raises(Conflict):
        actions.pass_on(actor=officer, request_id=request.pk, decision=first.number, type="complaint", at=DAY)
    with pytest.raises(Invalid):
        actions.pass_on(actor=officer, request_id=request.pk, decision=second.number, reference="26000000000", at=DAY)
    actions.pass_on(actor=officer, request_id=request.pk, decision=second.number, reference=ticket.reference, at=DAY)
    actions.drop_decision(actor=office, request_id=request.pk, decision=third.number, reason="سُجل خطأ", at=DAY)
    assert actions.look_after(now=lambda: DAY + timedelta(hours=1)) == 0
    assert now_of(request).state == "followed"
    tickets.withdraw(actor=asking(ticket), ticket_id=ticket.pk, reason="نُفذ", at=DAY + timedelta(hours=2))
    assert actions.look_after(now=lambda: DAY + timedelta(hours=3)) == 2
    assert actions.look_after(now=lambda: DAY + timedelta(hours=4)) == 0
    assert now_of(request).state == "ended"
    told = Notice.objects.get(kind__startswith="meeting_ended")  # the ticket that carried two of them out was withdrawn
    assert (told.kind, told.context["done"], told.context["dropped"]) == ("meeting_ended_in_part", "0", "3")
    assert not Decision.objects.filter(ended_at=None).exists()
    assert not list(broken_links())


def test_a_request_whose_only_decision_was_dropped_ends(cast: Cast) -> None:
    request = received(cast)
    decision = actions.decide(actor=cast.official, request_id=request.pk, text="تُنقل", owner_name="لجنة", at=DAY)
    with pytest.raises(NotAllowed):
        actions.pass_on(actor=cast.official, request_id=request.pk, decision=decision.number, type="inquiry", at=DAY)
    actions.drop_decision(actor=cast.official, request_id=request.pk, decision=decision.number, reason="خطأ", at=DAY)
    assert now_of(request).state == "ended"


def test_whoever_missed_it_gets_another_place(cast: Cast) -> None:
    _session, (request,) = session_with(cast, 1)
    actions.miss(actor=cast.meetings_officer, request_id=request.pk, at=DAY)
    later = actions.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, begins_at=DAY + timedelta(days=7),
        ends_at=DAY + timedelta(days=7, hours=1), places=1, anyway=True, room="مكتب المدير", at=DAY,
    )  # fmt: skip
    actions.draw_up(actor=cast.meetings_officer, session_id=later.pk, at=DAY + timedelta(hours=1))
    assert queries.seat_now(request).session_id == later.pk
    assert Seat.objects.filter(request=request).count() == 2
