"""Calls to whoever asks: planned by themselves for the guide's three reasons, tried again, given up by nobody; the rank set
by hand; one cause of several."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tawasul.lib.errors import Invalid, NotAllowed
from tawasul.meetings import actions, queries
from tawasul.notices.models import Notice
from tests.cast import SUNDAY, Cast, hours
from tests.meetings.asking import asked, ready, somebody, taken, whoever_asked, without_mobile


def called(cast: Cast, request, outcome: str, at=SUNDAY, **how):
    how = {"purpose": "confirm_receipt"} | how
    return actions.call(actor=cast.meetings_officer, request_id=request.pk, outcome=outcome, at=at, **how)


def test_the_receipt_is_to_be_confirmed_and_is(cast: Cast) -> None:
    request = asked(cast)
    officer = cast.meetings_officer
    assert queries.calls_due(officer, hours(1)) == 1
    assert [row.pk for row in queries.calls_of(officer, "today", hours(1)).rows] == [request.pk]
    assert queries.calls_of(cast.stranger, "today", hours(1)).rows == []
    with pytest.raises(Invalid):
        called(cast, request, "reached", text="")
    called(cast, request, "reached", text="أُكد وصول الطلب", at=hours(1))
    request.refresh_from_db()
    assert (request.call_at, request.call_purpose) == (None, "")
    assert queries.calls_due(officer, hours(2)) == 0
    assert queries.last_calls([request])[request.pk].number == 1


def test_what_is_missing_is_to_be_called_about_until_it_has_come(cast: Cast) -> None:
    request = taken(cast)
    actions.return_for_completion(actor=cast.meetings_officer, request_id=request.pk, missing="القرار", at=hours(1))
    request.refresh_from_db()
    assert (request.call_purpose, request.call_at) == ("ask_missing", hours(1))
    actions.complete(actor=whoever_asked(request), request_id=request.pk, text="مرفق", at=hours(2))
    request.refresh_from_db()
    assert request.call_at is None


def test_a_failed_call_is_tried_again_and_three_on_two_days_are_written_about(cast: Cast) -> None:
    request = asked(cast)
    called(cast, request, "no_answer", at=hours(0.5))
    request.refresh_from_db()
    assert hours(0.5) < request.call_at < hours(6)
    again = hours(24)
    called(cast, request, "busy", at=hours(1), next_at=again)
    request.refresh_from_db()
    assert request.call_at == again
    assert [row.pk for row in queries.calls_of(cast.meetings_officer, "later", hours(1)).rows] == [request.pk]
    called(cast, request, "switched_off", at=again)
    request.refresh_from_db()
    assert request.unreached_at == again
    assert Notice.objects.filter(kind="call_not_answered", subject_kind="meeting").count() == 1
    called(cast, request, "no_answer", at=again + timedelta(hours=1))
    assert Notice.objects.filter(kind="call_not_answered", subject_kind="meeting").count() == 1
    assert [row.pk for row in queries.calls_of(cast.meetings_officer, "unreached", again).rows] == [request.pk]
    called(cast, request, "reached", text="يحضر", at=again + timedelta(hours=2))
    request.refresh_from_db()
    assert request.unreached_at is None
    assert request.state == "received"


def test_a_wrong_number_is_told_nothing_until_it_is_corrected(cast: Cast) -> None:
    request = taken(cast)
    called(cast, request, "wrong_number", at=hours(1))
    before = Notice.objects.filter(channel="sms").count()
    actions.return_for_completion(actor=cast.meetings_officer, request_id=request.pk, missing="القرار", at=hours(2))
    assert Notice.objects.filter(channel="sms").count() == before
    request.refresh_from_db()
    assert (request.mobile_wrong, request.call_at) == (True, None)
    with pytest.raises(Invalid):
        actions.correct_mobile(
            actor=cast.meetings_officer, request_id=request.pk, mobile="0501234567", reason="من أخيه", at=hours(3)
        )
    with pytest.raises(NotAllowed):
        actions.correct_mobile(
            actor=cast.assistant, request_id=request.pk, mobile="0557654321", reason="من أخيه", at=hours(3)
        )
    actions.correct_mobile(
        actor=cast.meetings_officer, request_id=request.pk, mobile="0557654321", reason="من أخيه", at=hours(3)
    )
    request.refresh_from_db()
    assert (request.mobile, request.mobile_wrong) == ("+966557654321", False)
    assert request.call_purpose == "confirm_receipt"
    assert Notice.objects.get(kind="mobile_corrected").address == "+966557654321"
    assert queries.by_reference_and_mobile(request.reference, "+966501234567") is None


def planned_of(request) -> tuple:
    request.refresh_from_db()
    return request.call_purpose, request.call_at


def session_of(cast: Cast, days: int, places: int = 1):
    begins = hours(1) + timedelta(days=days)
    return actions.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, begins_at=begins,
        ends_at=begins + timedelta(hours=1), places=places, room="مكتب مدير التعليم", at=SUNDAY,
    )  # fmt: skip


def test_whom_no_message_reaches_is_called_for_all_that_others_are_told(cast: Cast) -> None:
    asked(cast, somebody(1))
    request = without_mobile(cast)
    officer = cast.meetings_officer
    assert planned_of(request) == ("confirm_receipt", SUNDAY)
    assert queries.calls_of(officer, "today", hours(1)).rows[0].pk == request.pk, "they stand first"
    called(cast, request, "reached", text="أُبلغ بوصول الطلب", at=hours(0.1))
    first, second = session_of(cast, 3), session_of(cast, 4)
    actions.draw_up(actor=officer, session_id=first.pk, at=hours(1))
    assert planned_of(request) == ("confirm_date", hours(1))
    assert queries.to_be_called_in(first) == 1
    actions.cancel_session(actor=cast.official_office, session_id=first.pk, reason="سفر", at=hours(2))
    assert planned_of(request) == ("confirm_date", hours(2)), "the new date is told by the same call"
    called(cast, request, "reached", purpose="confirm_date", text="يحضر", at=hours(2.1))
    assert actions.remind(now=lambda: second.begins_at - timedelta(hours=25)) == 0
    assert actions.remind(now=lambda: second.begins_at - timedelta(hours=23)) == 0
    assert planned_of(request)[0] == "tell"
    actions.cancel_session(
        actor=cast.official_office, session_id=second.pk, reason="سفر", at=second.begins_at - timedelta(hours=22)
    )
    assert planned_of(request) == ("tell", second.begins_at - timedelta(hours=22)), (
        "no date is free: they hear that too"
    )
    assert not Notice.objects.filter(subject_kind="meeting", subject_id=request.pk, channel="sms").exists()
    kinds = {event.kind for event in queries.contents_of(request).events}
    assert not kinds & {"date_reminded", "miss_told"}, "nobody was told, and nothing says so"


def test_nobody_is_to_be_called_while_the_centre_is_closed_unless_their_turn_comes_before(cast: Cast) -> None:
    friday, sunday = SUNDAY + timedelta(days=5, hours=-8), (SUNDAY + timedelta(days=7)).replace(hour=7, minute=30)
    request = asked(cast, somebody(1), at=friday)
    assert planned_of(request) == ("confirm_receipt", sunday)
    assert queries.calls_due(cast.meetings_officer, friday) == 0
    meant = ready(cast, somebody(2), at=friday)
    soon = friday + timedelta(hours=6)
    session = actions.open_session(
        actor=cast.official_office, centre_id=cast.places["centre"].pk, begins_at=soon,
        ends_at=soon + timedelta(hours=1), places=1, anyway=True, room="مكتب مدير التعليم", at=friday,
    )  # fmt: skip
    actions.give_place(actor=cast.meetings_officer, session_id=session.pk, reference=meant.reference, at=friday)
    assert planned_of(meant) == ("confirm_date", friday), "the turn comes before the centre opens"


def test_taken_out_without_a_mobile_they_are_called_and_told_at_the_end_by_the_unit(cast: Cast) -> None:
    request = without_mobile(cast)
    called(cast, request, "reached", text="أُبلغ", at=hours(0.1))
    session = session_of(cast, 3)
    seat = actions.give_place(
        actor=cast.meetings_officer, session_id=session.pk, reference=request.reference, at=hours(1)
    )
    actions.take_out(actor=cast.meetings_officer, session_id=session.pk, seat_id=seat.pk, reason="تعارض", at=hours(1.1))
    assert planned_of(request) == ("tell", hours(1.1))
    actions.decline(actor=cast.meetings_officer, request_id=request.pk, reason="خارج الاختصاص", at=hours(2))
    assert planned_of(request) == ("", None)
    (notice,) = Notice.objects.filter(kind="meeting_to_tell")
    assert notice.user_id == cast.user("meetings_officer").pk
    assert "0112345678" in notice.context["contact"]["en"]


def test_three_calls_in_vain_to_whom_no_message_reaches_claim_no_message(cast: Cast) -> None:
    request = without_mobile(cast)
    for at in (hours(1), hours(2), hours(25)):
        called(cast, request, "no_answer", at=at)
    assert queries.contents_of(request).events[-1].kind == "out_of_reach_unwritten"
    assert planned_of(request)[0] == "confirm_receipt", "and they are tried again"


def test_where_the_mobile_is_anothers_the_other_way_to_reach_them_is_tried(cast: Cast) -> None:
    request = asked(cast, replace(somebody(1), other_contact="هاتف أخيه 0112345678"))
    called(cast, request, "wrong_number", at=hours(1))
    assert planned_of(request)[0] == "confirm_receipt"
    called(cast, request, "reached", text="على هاتف أخيه", at=hours(2))
    request.refresh_from_db()
    assert request.mobile_wrong, "that they were reached elsewhere makes the number no less another's"
    actions.correct_mobile(
        actor=cast.meetings_officer, request_id=request.pk, mobile="0557654321", reason="منه", at=hours(3)
    )
    request.refresh_from_db()
    assert not request.mobile_wrong


def test_the_list_of_calls_goes_on_where_it_stopped(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    rows = [asked(cast, somebody(number), at=hours(number / 10)) for number in range(1, 4)]
    rows.insert(0, without_mobile(cast, at=hours(1)))
    after, seen = "", []
    for _turn in range(2):
        page = queries.calls_of(cast.meetings_officer, "today", hours(2), after=after)
        seen, after = seen + [row.pk for row in page.rows], page.next
    assert (seen, after) == ([row.pk for row in rows], "")


def test_what_has_ended_is_called_about_no_more(cast: Cast) -> None:
    request = asked(cast)
    actions.withdraw(actor=whoever_asked(request), request_id=request.pk, reason="حُل", at=hours(1))
    request.refresh_from_db()
    assert request.call_at is None


def test_a_rank_set_by_hand_stays_when_it_is_sorted_again_unless_the_criteria_are_asked_for(cast: Cast) -> None:
    first, second = ready(cast, somebody(1)), ready(cast, somebody(2))
    with pytest.raises(Invalid) as refused:
        actions.rank(actor=cast.meetings_officer, request_id=second.pk, days=400, reason="بتوجيه", at=hours(1))
    assert set(refused.value.fields) == {"days"}
    with pytest.raises(Invalid):
        actions.rank(actor=cast.meetings_officer, request_id=second.pk, days=9, reason="", at=hours(1))
    actions.rank(
        actor=cast.meetings_officer, request_id=second.pk, days=9, reason="يسافر للعلاج بعد أسبوعين", at=hours(1)
    )
    officer = cast.meetings_officer
    rows = queries.page_of(officer, queries.LIST_BY_KEY["ready"]).rows
    assert [row.pk for row in rows] == [second.pk, first.pk]
    assert (rows[0].rank_reason, rows[0].rank_by_id) == ("يسافر للعلاج بعد أسبوعين", officer.user_id)
    again = {"actor": officer, "request_id": second.pk, "kind": "other", "summary": "نقل", "harm": "none"}
    again["entity_name"] = "إدارة القبول"
    kept = actions.sort(**again, at=hours(2))
    assert (kept.days, kept.rank_reason, kept.kind) == (9, "يسافر للعلاج بعد أسبوعين", "other")
    assert [row.pk for row in queries.page_of(officer, queries.LIST_BY_KEY["ready"]).rows] == [second.pk, first.pk]
    assert actions.sort(**again, by_criteria=True, at=hours(3)).rank_reason == ""
    assert [row.pk for row in queries.page_of(officer, queries.LIST_BY_KEY["ready"]).rows] == [first.pk, second.pk]


def test_one_cause_is_found_whatever_its_spelling_within_its_centre(cast: Cast) -> None:
    one, two = ready(cast, somebody(1)), ready(cast, somebody(2))
    officer = cast.meetings_officer
    actions.put_under_cause(actor=officer, request_id=one.pk, title="إلغاء النقل المدرسي", at=hours(1))
    actions.put_under_cause(actor=officer, request_id=two.pk, title="الغاء  النقل المدرسى", at=hours(1))
    assert [cause.title for cause in queries.causes_of(cast.places["centre"].pk)] == ["إلغاء النقل المدرسي"]
    one.refresh_from_db()
    two.refresh_from_db()
    assert one.cause_id == two.cause_id
    actions.put_under_cause(actor=officer, request_id=two.pk, title="", at=hours(2))
    with pytest.raises(Invalid):
        actions.put_under_cause(actor=officer, request_id=two.pk, title=" ", at=hours(3))
    assert queries.causes_of(cast.places["other_centre"].pk) == []
