"""The ministry says it in its own words, and no placeholder is lost on the way."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.notices import actions, compose, queries
from tawasul.notices.examples import EXAMPLES
from tawasul.notices.messages import BY_KIND, MESSAGES
from tawasul.notices.models import Wording
from tawasul.notices.recipients import of_user
from tawasul.notices.rewording import check
from tawasul.notices.segments import length_of
from tawasul.notices.words import Words, own_words
from tests.notices.causes import EMAIL_ONLY, NOW, one, owe, user
from tests.notices.wire import Gateway

EDITOR = Actor(kind=ActorKind.STAFF, powers=frozenset({Power.EDIT_WORDINGS}))
OURS = Words(text="طلبكم {number} ينقصه {missing}. {link}", subject="طلبكم {number}", body="ينقص {number}: {missing}")


def reword(words: Words = OURS, *, version: int = 0, language: str = "ar", kind: str = "ticket_returned") -> Wording:
    return actions.reword(
        actor=EDITOR, kind=kind, language=language, words=words, why="أوضح للناس", version=version, at=NOW
    )


@pytest.mark.django_db
def test_from_then_on_it_is_said_in_the_ministrys_words_in_that_language_alone(gateway: Gateway) -> None:
    before = one(once="before")
    actions.deliver(notice_id=before.pk, at=NOW)
    waiting = one(once="waiting")
    reword()
    notice = one(once="after")
    for each in (waiting, notice):  # what waited says what is in force when it leaves
        actions.deliver(notice_id=each.pk, at=NOW)
    texts = [request["text"] for request in gateway.requests]
    assert [text.startswith("طلبكم") for text in texts] == [False, True, True]
    assert "صورة الهوية" in texts[-1]
    shown = {row.id: row.text for row in queries.about("ticket", 7)}
    assert not shown[before.pk].startswith("طلبكم")  # what was said stays as it was said
    actions.restore(actor=EDITOR, kind="ticket_returned", language="ar", why="", version=1, at=NOW)
    later = one(once="later")
    actions.deliver(notice_id=later.pk, at=NOW)
    assert not gateway.requests[-1]["text"].startswith("طلبكم")


@pytest.mark.django_db
def test_a_letter_and_a_line_in_the_pages_are_reworded_too() -> None:
    reword()
    letter = one(recipients=[EMAIL_ONLY])
    assert compose.mail(letter).subject.startswith("طلبكم")
    words = Words(text="جديدة {number} في {place}", subject="{number}", body="{number} {place}")
    reword(words, kind="ticket_arrived")
    owe(kind="ticket_arrived", recipients=[_reader()])
    assert Wording.objects.count() == 2


def _reader() -> Any:
    return of_user(user())


@pytest.mark.parametrize(
    ("field", "said", "fault"),
    [
        ("text", "طلبكم {number}: {link}", "{missing}"),
        ("text", "طلبكم {number} {missing} {link} {phone}", "{phone}"),
        ("text", "طلبكم {number {missing} {link}", "{"),
        ("text", "{number} {missing} {link} {}", "{}"),
        ("text", "{number.__class__} {number} {missing} {link}", "__class__"),
        ("text", "{number!r} {missing} {link}", "{number}"),
        ("body", "   ", ""),
    ],
)
def test_no_placeholder_is_lost_or_invented(field: str, said: str, fault: str) -> None:
    words = {"text": OURS.text, "subject": OURS.subject, "body": OURS.body} | {field: said}
    with pytest.raises(Invalid) as refused:
        check("ticket_returned", Words(**words))
    assert list(refused.value.fields) == [field]
    assert fault in " ".join(str(each) for each in refused.value.fields[field])


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.kind)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_message_has_words_that_pass_and_a_preview(message: Any, language: str) -> None:
    words = own_words(message.kind, language)
    check(message.kind, words)
    assert message.needed <= EXAMPLES.keys()
    shown = compose.preview(message.kind, language, words)
    assert "{" not in shown.sms + shown.mail.subject + shown.mail.text
    assert shown.length.segments <= 3
    assert shown.length.is_unicode == (language == "ar")
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in shown.mail.html


@pytest.mark.django_db
def test_who_was_first_is_asked_first() -> None:
    reword()
    with pytest.raises(Conflict):
        reword()
    assert reword(version=1).version == 2
    with pytest.raises(NotAllowed):
        actions.restore(
            actor=Actor(kind=ActorKind.STAFF), kind="ticket_returned", language="ar", why="", version=2, at=NOW
        )
    with pytest.raises(NotFound):
        reword(kind="nothing")


@pytest.mark.django_db
def test_what_was_said_stays() -> None:
    made = reword()
    for change in (lambda: Wording.objects.filter(pk=made.pk).update(text="x"), made.delete):
        with pytest.raises(DatabaseError, match="stays"), transaction.atomic():
            change()


@pytest.mark.usefixtures("lasting_db")
def test_two_who_save_at_once_make_one_version() -> None:
    ready = threading.Barrier(2)

    def save(_who: int) -> str:
        ready.wait()
        try:
            return str(reword().version)
        except Conflict as conflict:
            return conflict.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, range(2))) == ["1", "changed"]


@pytest.mark.django_db
def test_lists_ask_the_same_however_many_are_reworded(django_assert_num_queries: Any) -> None:
    reword()
    for number in range(4):
        one(once=f"event:{number}")
        with django_assert_num_queries(1):
            queries.about("ticket", 7)


@pytest.mark.parametrize(
    ("text", "letters", "segments", "is_unicode"),
    [
        ("", 0, 1, False),
        ("a" * 160, 160, 1, False),
        ("a" * 161, 161, 2, False),
        ("€" * 80, 160, 1, False),
        ("€" * 81, 162, 2, False),
        ("م" * 70, 70, 1, True),
        ("م" * 71, 71, 2, True),
        ("م" * 134, 134, 2, True),
        ("م" * 135, 135, 3, True),
        ("a" * 69 + "م", 70, 1, True),
        ("😀", 2, 1, True),
    ],
)
def test_an_sms_is_as_long_as_gateways_count(text: str, letters: int, segments: int, is_unicode: bool) -> None:
    found = length_of(text)
    assert (found.letters, found.segments, found.is_unicode) == (letters, segments, is_unicode)


def test_every_kind_is_known_once() -> None:
    assert len(BY_KIND) == len(MESSAGES)
