from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tawasul.lib.errors import NotFound
from tawasul.notices import actions, queries, queue
from tawasul.notices.message import Group
from tawasul.notices.messages import MESSAGES
from tawasul.notices.models import Notice
from tawasul.notices.recipients import Recipient, of_user
from tests.notices.causes import CONTEXT, MOBILE, NOW, again, one, owe, user

pytestmark = pytest.mark.django_db


def test_a_cause_owes_once_however_often_it_is_told() -> None:
    first, second = one(), one()
    assert first.pk == second.pk
    assert Notice.objects.count() == 1
    assert one(once="event:2").pk != first.pk


def test_a_reader_without_an_address_is_owed_nothing() -> None:
    assert owe(recipients=[Recipient(beneficiary_id=None)]) == []
    assert not ProcrastinateJob.objects.exists()


def test_a_message_whose_words_are_missing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="missing"):
        actions.owe(
            kind="ticket_returned",
            once="x",
            at=NOW,
            subject_kind="ticket",
            subject_id=1,
            recipients=[],
            context={"number": "1"},
        )


def test_urgent_messages_go_first() -> None:
    owe()
    code = one(kind="verification_code")
    jobs = ProcrastinateJob.objects.order_by("-priority")
    assert [(job.task_name, job.queue_name) for job in jobs] == [(queue.DELIVER, "notices")] * 2
    assert jobs[0].args == {"notice_id": code.pk}
    assert jobs[0].priority > jobs[1].priority


def test_staff_read_in_the_pages_at_once_and_report_officers_by_sms_too() -> None:
    officer, other = user(1, mobile=MOBILE), user(2)
    owe(kind="report_arrived", recipients=[of_user(officer), of_user(other)])
    assert sorted(Notice.objects.values_list("user_id", "channel")) == [
        (officer.pk, "in_app"),
        (officer.pk, "sms"),
        (other.pk, "in_app"),
    ]
    (shown,) = queries.unread_for(other.pk)
    assert "بلاغ عاجل" in shown.text
    assert "مركز الواحة" in shown.text
    assert shown.link.endswith("/follow")


def test_a_chosen_channel_is_added() -> None:
    officer = user()
    owe(kind="work_arrived", recipients=[of_user(officer, wants=frozenset({("arrivals", "email")}))])
    assert sorted(Notice.objects.values_list("channel", flat=True)) == ["email", "in_app"]


def test_one_marks_read_only_ones_own() -> None:
    mine, theirs = user(1), user(2)
    notices = owe(kind="ticket_arrived", recipients=[of_user(mine), of_user(theirs)])
    assert actions.mark_read(user_id=mine.pk, notice_ids=[notice.pk for notice in notices], at=NOW) == 1
    assert (queries.unread_count(mine.pk), queries.unread_count(theirs.pk)) == (0, 1)
    assert [notice.read_at for notice in queries.received_by(mine.pk)] == [NOW]


def test_pages_by_key_show_each_once() -> None:
    reader = user()
    for number in range(5):
        owe(kind="ticket_arrived", once=f"event:{number}", recipients=[of_user(reader)])
    seen: list[int] = []
    while page := queries.received_by(reader.pk, before=seen[-1] if seen else None, limit=2):
        seen += [notice.id for notice in page]
    assert seen == sorted(Notice.objects.values_list("pk", flat=True), reverse=True)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.kind)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_message_is_said_in_both_languages(message: object, language: str) -> None:
    reader = user(mobile=MOBILE)
    to = Recipient(
        user_id=reader.pk,
        mobile=MOBILE,
        email="a@example.sa",
        language=language,
        wants=frozenset((group.value, "email") for group in Group),
    )
    owe(kind=message.kind, recipients=[to])  # type: ignore[attr-defined]
    for shown in queries.about("ticket", 7):
        said = f"{shown.subject_line} {shown.text}"
        assert "{" not in said
        assert any("\u0621" <= letter <= "\u064a" for letter in shown.text.split(":")[0]) == (language == "ar")
        told = f"{message.subject}{message.text}"  # type: ignore[attr-defined]
        known = next(
            name
            for name in ("code", "number", "count", "name", "deputy", "entity", "subject", "title")
            if f"{{{name}}}" in told
        )
        value = CONTEXT[known]
        assert str(value[language] if isinstance(value, dict) else value) in said


def test_an_sms_is_short_and_without_direction_marks() -> None:
    for message in MESSAGES:
        if "sms" in message.channels:
            notice = one(kind=message.kind, recipients=[Recipient(user_id=None, mobile=MOBILE)])
            text = queries.about("ticket", 7, limit=1)[0].text
            assert notice.channel == "sms"
            assert not set(text) & set("\u2066\u2067\u2068\u2069\u200e\u200f")
            assert len(text) <= 201  # three parts


def test_addresses_are_shown_masked() -> None:
    notice = one()
    assert "50123" not in notice.address_masked
    assert notice.address_masked.endswith("4567")
    assert Notice(address="sara@example.sa").address_masked == "s••••@example.sa"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "sent"},
        {"state": "lost"},
        {"channel": "pigeon"},
        {"address": ""},
        {"read_at": NOW},
        {"next_attempt_at": None},
    ],
)
def test_the_database_refuses_what_cannot_be(wrong: dict[str, object]) -> None:
    notice = one()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**wrong)


def test_a_failed_notice_is_tried_again_on_request_but_not_a_code() -> None:
    notice, code = one(), one(kind="verification_code")
    Notice.objects.update(state="failed", next_attempt_at=None, attempts=9)
    actions.try_again(notice_id=notice.pk, at=NOW)
    assert (again(notice).state, again(notice).attempts) == ("owed", 0)
    with pytest.raises(NotFound):
        actions.try_again(notice_id=code.pk, at=NOW)


def test_messages_with_codes_are_forgotten_others_kept() -> None:
    notice, code = one(), one(kind="verification_code")
    assert actions.forget_before(NOW) == 0
    assert actions.forget_before(NOW + timedelta(days=8)) == 1
    assert list(Notice.objects.values_list("pk", flat=True)) == [notice.pk]
    assert code.pk != notice.pk


def test_a_line_in_the_pages_is_said_in_the_language_of_the_page() -> None:
    reader = user(7)
    owe(kind="ticket_arrived", recipients=[of_user(reader)])
    (shown,) = queries.received_by(reader.pk)
    (in_english,) = queries.received_by(reader.pk, language="en")
    assert "تذكرة جديدة" in shown.text
    assert in_english.text.startswith("New ticket")
