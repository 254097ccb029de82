"""What did not arrive is seen by those who can do something about it, and sent again once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from tawasul.notices import actions as notices
from tawasul.notices.models import Notice
from tawasul.notices.recipients import of_mobile
from tawasul.notices.states import Channel, State
from tests.cast import SUNDAY, Cast, filed

Enter = Callable[..., Client]
PAGE = "/desk/notices/not-arrived/"


def given_up(notice: Notice, why: str = "the gateway answered 500", state: State = State.FAILED) -> Notice:
    """As delivery leaves it after the last attempt."""
    notice.state, notice.next_attempt_at, notice.failure, notice.attempts = state.value, None, why, 6
    notice.save()
    return notice


def sms_of(ticket: Any) -> Notice:
    return Notice.objects.filter(subject_kind="ticket", subject_id=ticket.pk, channel=Channel.SMS.value).earliest("pk")


def test_a_lost_message_is_sent_again_and_leaves_the_list(cast: Cast, enter: Enter) -> None:
    ticket = filed(cast)
    lost = given_up(sms_of(ticket))
    browser = enter("supervisor")
    page = browser.get(PAGE).content.decode()
    assert "the gateway answered 500" in page
    assert ticket.reference in page
    assert lost.address not in page, "the mobile is masked"
    answer = browser.post(f"/desk/notices/{lost.pk}/again/", follow=True)
    assert "being sent again" in answer.content.decode()
    assert "Every message arrived" in answer.content.decode()
    lost.refresh_from_db()
    assert (lost.state, lost.attempts) == (State.OWED.value, 0)
    assert browser.post(f"/desk/notices/{lost.pk}/again/").status_code == 404, "it is on its way already"


def test_another_centres_messages_are_not_there(cast: Cast, enter: Enter) -> None:
    lost = given_up(sms_of(filed(cast)))
    other = enter("stranger")
    assert "Every message arrived" in other.get(PAGE).content.decode()
    assert other.post(f"/desk/notices/{lost.pk}/again/").status_code == 404
    assert enter("coordinator").get(PAGE).status_code == 403
    lost.refresh_from_db()
    assert lost.state == State.FAILED.value


def test_a_code_is_not_sent_again_and_only_the_ministry_sees_that_it_was_lost(cast: Cast, enter: Enter) -> None:
    (code,) = notices.owe(
        kind="verification_code",
        once="code:1",
        at=SUNDAY,
        subject_kind="mobile",
        subject_id=0,
        recipients=[of_mobile("+966501234567", language="en")],
        context={"code": "482913"},
    )
    given_up(code)
    for who, sees in (("ministry_supervisor", True), ("administrator", True), ("supervisor", False)):
        page = enter(who).get(PAGE).content.decode()
        assert ("Cannot be sent again" in page) is sees, who
    assert enter("administrator").post(f"/desk/notices/{code.pk}/again/").status_code == 404


def test_one_that_may_have_arrived_warns_before_it_goes_twice(cast: Cast, enter: Enter) -> None:
    given_up(sms_of(filed(cast)), "the gateway did not answer", State.UNSURE)
    page = enter("supervisor").get(PAGE).content.decode()
    assert "Perhaps sent" in page
    assert "may then have it twice" in page


def test_what_the_carrier_could_not_deliver_stands_there_too(cast: Cast, enter: Enter) -> None:
    sent = sms_of(filed(cast))
    sent.state, sent.next_attempt_at, sent.sent_at = State.SENT.value, None, SUNDAY
    sent.delivery, sent.delivery_at = "undelivered", SUNDAY + timedelta(minutes=1)
    sent.save()
    page = enter("supervisor").get(PAGE).content.decode()
    assert "Not delivered to the telephone" in page
    assert "Cannot be sent again" in page


def test_the_page_costs_the_same_however_much_was_lost(cast: Cast, enter: Enter, queries_of: Any) -> None:
    browser = enter("supervisor")
    given_up(sms_of(filed(cast)))
    one = queries_of(browser, PAGE)
    for _again in range(4):
        given_up(sms_of(filed(cast)))
    assert queries_of(browser, PAGE) == one
