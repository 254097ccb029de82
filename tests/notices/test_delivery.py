import email
import logging
from datetime import timedelta
from email import policy
from typing import Any

import pytest
import urllib3
from procrastinate.contrib.django.models import ProcrastinateJob

from tawasul.notices import actions, queries
from tawasul.notices.backoff import ORDINARY, URGENT
from tawasul.notices.channels import sms_gateway
from tawasul.notices.delivery import BATCH, BLANK
from tawasul.notices.models import Notice
from tawasul.notices.recipients import of_mobile
from tests.notices.causes import EMAIL_ONLY, MOBILE, NOW, again, one, owe
from tests.notices.wire import Gateway, MailServer

pytestmark = pytest.mark.django_db


def test_an_sms_reaches_the_gateway_once(gateway: Gateway) -> None:
    notice = one()
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "sent"
    assert actions.deliver(notice_id=notice.pk, at=NOW) is None
    (request,) = gateway.requests
    assert request["to"] == MOBILE
    assert request["sender"] == "TAWASUL"
    assert request["reference"] == str(notice.reference)
    assert gateway.tokens == ["Bearer secret-token"]
    sent = again(notice)
    assert (sent.state, sent.transport, sent.gateway_reference, sent.sent_at) == ("sent", "gateway", "G-1", NOW)


def test_a_gateway_in_trouble_is_tried_again_later(gateway: Gateway) -> None:
    gateway.moods = [500, 503]
    notice = one()
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "owed"
    assert "500" in again(notice).failure
    assert actions.deliver(notice_id=notice.pk, at=NOW) is None  # not yet due
    retry = ProcrastinateJob.objects.exclude(scheduled_at=None).get()
    assert retry.scheduled_at == NOW + ORDINARY[0] == again(notice).next_attempt_at
    assert actions.deliver(notice_id=notice.pk, at=NOW + ORDINARY[0]) == "owed"
    assert actions.deliver(notice_id=notice.pk, at=NOW + ORDINARY[0] + ORDINARY[1]) == "sent"
    assert again(notice).attempts == 3
    assert again(notice).failure == ""


def test_an_answer_that_never_came_is_asked_again_under_the_same_reference(gateway: Gateway) -> None:
    gateway.moods = ["deaf"]
    notice = one()
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "owed"
    assert actions.deliver(notice_id=notice.pk, at=NOW + ORDINARY[0]) == "sent"
    assert len(gateway.requests) == 2
    assert len(gateway.sent) == 1


def test_a_slow_gateway_is_not_waited_for_for_ever(gateway: Gateway, monkeypatch: Any) -> None:
    monkeypatch.setattr(sms_gateway, "WAIT", urllib3.Timeout(connect=1, read=0.1))
    gateway.moods = ["slow", "slow"]
    notice = one()
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "owed"
    assert "Timeout" in again(notice).failure


def test_what_the_gateway_will_never_take_is_given_up_at_once(gateway: Gateway, caplog: Any) -> None:
    gateway.moods = [422]
    notice = one(kind="verification_code")
    with caplog.at_level(logging.ERROR):
        assert actions.deliver(notice_id=notice.pk, at=NOW) == "failed"
    assert "given up" in caplog.text
    assert MOBILE not in caplog.text
    assert again(notice).context["code"] == BLANK
    assert [shown.id for shown in queries.not_arrived()] == [notice.pk]


def test_after_the_last_attempt_it_is_given_up(gateway: Gateway) -> None:
    gateway.moods = [500] * 20
    notice, at = one(), NOW
    for wait in ORDINARY:
        assert again(notice).state == "owed"
        actions.deliver(notice_id=notice.pk, at=at)
        at += wait
    assert again(notice).state == "failed"
    assert again(notice).attempts == len(ORDINARY)


def test_a_code_is_not_sent_when_it_is_no_use_any_more(gateway: Gateway) -> None:
    notice = one(kind="verification_code")
    assert actions.deliver(notice_id=notice.pk, at=NOW + timedelta(minutes=11)) is None
    assert (again(notice).state, gateway.requests) == ("failed", [])


def test_a_code_is_tried_again_within_seconds_and_not_kept_once_sent(gateway: Gateway) -> None:
    gateway.moods = [500]
    notice = one(kind="verification_code")
    actions.deliver(notice_id=notice.pk, at=NOW)
    assert again(notice).next_attempt_at == NOW + URGENT[0]
    actions.deliver(notice_id=notice.pk, at=NOW + URGENT[0])
    assert "482913" in gateway.requests[-1]["text"]
    assert again(notice).context["code"] == BLANK


def test_a_demonstration_sends_nothing_and_shows_what_it_would_have(settings: Any) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/never"
    code, letter = one(kind="verification_code"), one(once="event:9", recipients=[EMAIL_ONLY])
    for notice in (code, letter):
        assert actions.deliver(notice_id=notice.pk, at=NOW) == "sent"
    newest, oldest = queries.outbox()
    assert "482913" in oldest.text
    assert newest.subject_line
    assert [shown.id for shown in queries.outbox(before=letter.pk, limit=1)] == [code.pk]
    assert [shown.id for shown in queries.outbox(address=MOBILE)] == [code.pk]


def test_a_letter_is_right_to_left_in_two_forms_with_its_link(mail_server: MailServer, settings: Any) -> None:
    settings.PUBLIC_URL = "https://tawasul.example.sa"
    notice = one(recipients=[EMAIL_ONLY], missing="<b>صورة</b>")
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "sent"
    letter = email.message_from_string(mail_server.letters[0], policy=policy.default)
    assert str(notice.reference) in letter["Message-ID"]
    assert "26000012345" in letter["Subject"]
    plain, html = (letter.get_body((form,)).get_content() for form in ("plain", "html"))
    assert "https://tawasul.example.sa/follow" in plain
    assert 'dir="rtl"' in html
    assert "&lt;b&gt;" in html
    assert "<b>" in plain


@pytest.mark.parametrize(("answer", "state"), [("550 nobody here", "failed"), ("450 come back", "owed")])
def test_a_mail_server_that_refuses(mail_server: MailServer, answer: str, state: str) -> None:
    mail_server.refuses = answer
    notice = one(recipients=[EMAIL_ONLY])
    assert actions.deliver(notice_id=notice.pk, at=NOW) == state


@pytest.mark.parametrize(("mood", "arrived"), [("hangs", 1), ("deaf", 2)])
def test_a_letter_without_an_answer_goes_again_under_the_same_name(
    mail_server: MailServer, settings: Any, mood: str, arrived: int
) -> None:
    settings.EMAIL_TIMEOUT, mail_server.moods = 0.3, [mood]
    notice = one(recipients=[EMAIL_ONLY])
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "owed"
    assert actions.deliver(notice_id=notice.pk, at=NOW + ORDINARY[0]) == "sent"
    letters = [email.message_from_string(letter, policy=policy.default) for letter in mail_server.letters]
    assert len(letters) == arrived
    assert len({letter["Message-ID"] for letter in letters}) == 1  # servers and readers drop the second


def test_a_mail_server_that_is_not_there(mail_server: MailServer, settings: Any) -> None:
    settings.EMAIL_PORT = 9
    notice = one(recipients=[EMAIL_ONLY])
    assert actions.deliver(notice_id=notice.pk, at=NOW) == "owed"


def test_an_attempt_that_broke_on_the_way_is_counted_and_put_off(gateway: Gateway, monkeypatch: Any) -> None:
    def broken(_notice: Notice) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tawasul.notices.delivery.SENDERS", {"sms": broken})
    notice = one()
    with pytest.raises(ZeroDivisionError):
        actions.deliver(notice_id=notice.pk, at=NOW)
    assert (again(notice).attempts, again(notice).next_attempt_at) == (1, NOW + ORDINARY[0])


def test_the_sweep_takes_up_what_jobs_lost_and_only_that(gateway: Gateway) -> None:
    lost, waiting, alive = one(once="a"), one(once="b"), one(once="c")
    Notice.objects.filter(pk=waiting.pk).update(next_attempt_at=NOW + timedelta(hours=1))
    assert actions.sweep(at=NOW) == 0  # each has its job
    ProcrastinateJob.objects.filter(args__notice_id__in=[lost.pk, waiting.pk])._raw_delete("default")
    assert actions.sweep(at=NOW) == 1
    assert actions.sweep(at=NOW) == 0
    jobs = sorted(job.args["notice_id"] for job in ProcrastinateJob.objects.all())
    assert jobs == sorted([lost.pk, alive.pk])
    assert queries.overdue_count(before=NOW + timedelta(minutes=1)) == 2


def test_the_sweep_takes_all_that_is_due_however_much() -> None:
    owe(recipients=[of_mobile(f"+9665{number:08}") for number in range(BATCH + 3)])
    ProcrastinateJob.objects.all()._raw_delete("default")
    assert actions.sweep(at=NOW) == BATCH + 3
    assert ProcrastinateJob.objects.count() == BATCH + 3
