"""A gateway that takes a form: 200 may still mean refused, and the same message given twice is sent twice."""

from datetime import timedelta
from typing import Any

import pytest
import urllib3

from tawasul.notices import actions, queries
from tawasul.notices.backoff import ORDINARY, URGENT
from tawasul.notices.channels import sms_gateway
from tawasul.notices.models import Notice
from tests.notices.causes import MOBILE, NOW, again, one
from tests.notices.wire import Gateway

pytestmark = pytest.mark.django_db


def test_it_is_told_the_account_the_sender_the_number_without_plus_and_arabic_as_it_is(form_gateway: Gateway) -> None:
    notice = one()
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "sent"
    (form,) = form_gateway.requests
    assert (form["AppSid"], form["SenderID"], form["Recipient"]) == ("our-app", "TAWASUL", MOBILE.removeprefix("+"))
    assert "صورة الهوية" in form["Body"]
    assert form["CorrelationID"] == str(notice.reference)
    assert again(notice).gateway_reference == "4201"


@pytest.mark.parametrize(
    "answer",
    [
        b'{"success": false, "errorCode": "ER-04", "message": "Dest num is too short", "data": {}}',
        b'{"success": "true", "errorCode": "ER-99"}',
        b'{"code": "M0002", "message": "Invalid login info"}',
        b"1060",
    ],
)
def test_a_refusal_that_looks_like_success_is_tried_again_and_sent_once(form_gateway: Gateway, answer: bytes) -> None:
    form_gateway.moods = [answer]
    notice = one()
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "owed"
    assert "refused" in again(notice).failure
    assert actions.deliver(notice_id=notice.pk, at=NOW + ORDINARY[0]) == "sent"
    assert len(form_gateway.texts) == 1


@pytest.mark.parametrize(("answer", "number"), [(b"1", ""), (b'"ER-00 77"', "77"), (b'{"code":"1","id":9}', "9")])
def test_other_spellings_of_taken(form_gateway: Gateway, answer: bytes, number: str) -> None:
    form_gateway.moods = [answer]
    notice = one()
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "sent"
    assert again(notice).gateway_reference == number


@pytest.mark.parametrize("mood", [500, 503, 429, 401])
def test_in_trouble_it_is_tried_again_later(form_gateway: Gateway, mood: int) -> None:
    form_gateway.moods = [mood]
    notice = one()
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "owed"
    assert actions.deliver(notice_id=notice.pk, at=NOW + ORDINARY[0]) == "sent"
    assert len(form_gateway.texts) == 1


def test_one_that_is_not_there_has_taken_nothing(form_gateway: Gateway, settings: Any) -> None:
    address, settings.SMS_URL = settings.SMS_URL, "http://127.0.0.1:9/"
    notice = one()
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "owed"
    settings.SMS_URL = address
    assert actions.deliver(notice_id=notice.pk, at=NOW + ORDINARY[0]) == "sent"


@pytest.mark.parametrize("mood", ["deaf", "slow", 502, b"<html>welcome</html>", b""])
def test_what_was_perhaps_taken_is_not_sent_again_by_itself(form_gateway: Gateway, mood: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(sms_gateway, "WAIT", urllib3.Timeout(connect=1, read=0.2))
    form_gateway.moods = [mood]
    notice = one()
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "unsure"
    assert actions.deliver(notice_id=notice.pk, at=NOW + timedelta(days=1)) is None
    assert len(form_gateway.requests) == 1
    assert [shown.id for shown in queries.not_arrived()] == [notice.pk]  # somebody sees it, and may decide
    actions.try_again(notice_id=notice.pk, at=NOW + timedelta(days=1))
    assert actions.deliver(notice_id=notice.pk, at=NOW + timedelta(days=1)) == "sent"


def test_what_is_urgent_is_rather_heard_twice_than_not_at_all(form_gateway: Gateway) -> None:
    form_gateway.moods = ["deaf"]
    notice = one(kind="verification_code")
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "owed"
    assert actions.deliver(notice_id=notice.pk, at=NOW + URGENT[0]) == "sent"
    assert len(form_gateway.texts) == 2


def test_an_attempt_cut_off_in_the_midst_is_unsure_and_one_by_json_is_repeated(
    form_gateway: Gateway, settings: Any, monkeypatch: Any
) -> None:
    def killed(_notice: Notice) -> None:
        raise KeyboardInterrupt

    cut, other = one(once="a"), one(once="b")
    with monkeypatch.context() as patch:
        patch.setattr("tawasul.notices.delivery.SENDERS", {"sms": killed})
        for notice in (cut, other):
            with pytest.raises(KeyboardInterrupt):
                actions.deliver(notice_id=notice.pk, at=NOW)
    assert actions.deliver(notice_id=cut.pk, at=NOW + ORDINARY[0]) is None
    assert (again(cut).state, form_gateway.requests) == ("unsure", [])
    form_gateway.by_form, settings.SMS_SHAPE = False, "json"
    assert actions.deliver(notice_id=other.pk, at=NOW + ORDINARY[0]) == "sent"


def test_a_storm_loses_nothing_and_says_nothing_twice(form_gateway: Gateway) -> None:
    """Thirty messages through a gateway that does everything wrong: each is sent once, or somebody is told."""
    form_gateway.moods = [500, "deaf", b"1060", 503, b"", 502, 429] * 6
    notices = [one(once=f"event:{number}", missing=f"الورقة {number}") for number in range(30)]
    at = NOW
    for wait in ORDINARY:
        for notice in notices:
            actions.deliver(notice_id=notice.pk, at=at)
        at += wait
    states = {notice.pk: again(notice).state for notice in notices}
    assert set(states.values()) == {"sent", "unsure"}
    assert len(form_gateway.texts) == len(set(form_gateway.texts))
    assert {shown.id for shown in queries.not_arrived()} == {pk for pk, state in states.items() if state == "unsure"}
