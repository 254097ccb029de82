"""Fetching from a real IMAP server: nothing is lost, nothing comes twice, one bad message stops none."""

from typing import Any

import pytest

from tawasul.mailboxes import actions, fetching
from tawasul.mailboxes.models import Mailbox, Message
from tawasul.mailboxes.queries import mailboxes_visible_to, messages_visible_to, waiting, with_figures
from tests.cast import SUNDAY, Cast, assemble
from tests.mailboxes.server import SECRET, USER, ImapServer

GOOD = b"From: Sara <sara@example.sa>\r\nMessage-ID: <1@example.sa>\r\nSubject: bus\r\n\r\nThe bus is late.\r\n"
BAD = b"\xff\xfe no head at all \x80\x81\r\n"


@pytest.fixture
def cast(db: None, settings: Any) -> Cast:
    settings.MAILBOX_SECRETS = {"CARE": SECRET}
    return assemble()


def box(cast: Cast, imap: ImapServer, user: str = USER, port: int = 0, secret: str = "CARE") -> Mailbox:
    return actions.open_mailbox(
        actor=cast.administrator, centre_id=cast.places["centre"].pk, host="127.0.0.1", port=port or imap.port,
        security="none", user=user, folder="INBOX", secret_name=secret, at=SUNDAY,
    )  # fmt: skip


def fetch() -> None:
    fetching.fetch_all(now=lambda: SUNDAY)


def test_one_bad_mail_blocks_none_and_bytes_stay_as_they_came(cast: Cast, imap: ImapServer) -> None:
    """Zammad 2754, 5192."""
    box(cast, imap)
    imap.deliver(BAD)
    imap.deliver(GOOD)
    fetch()
    assert {bytes(row.raw.body) for row in Message.objects.all() if row.raw} == {GOOD, BAD}
    assert set(Message.objects.values_list("judgement", flat=True)) == {"unreadable", "to_read"}


def test_what_was_read_already_is_taken_and_nothing_twice(cast: Cast, imap: ImapServer) -> None:
    """FreeScout 2416, Chatwoot 10429."""
    made = box(cast, imap)
    imap.deliver(GOOD, seen=True)
    fetch()
    fetch()
    assert Message.objects.count() == 1
    made.refresh_from_db()
    assert (made.fault, made.fetched_at) == ("", SUNDAY)


def test_one_mail_to_two_boxes_is_one(cast: Cast, imap: ImapServer) -> None:
    """FreeScout 2807."""
    box(cast, imap)
    box(cast, imap, user="other")
    imap.deliver(b"Received: one way\r\n" + GOOD)
    imap.deliver(b"Received: another way\r\n" + GOOD, user="other")
    fetch()
    assert waiting(Message.objects.all()).count() == 1
    figures = [
        (row.fetched, row.made + row.joined + row.waiting + row.aside + row.repeated)
        for row in with_figures(Mailbox.objects.all())
    ]
    assert figures == [(1, 1), (1, 1)]


def test_a_box_that_fails_stops_no_other_and_says_why(cast: Cast, imap: ImapServer) -> None:
    box(cast, imap, user="unset", secret="UNSET")
    box(cast, imap, user="away", port=1)
    box(cast, imap)
    imap.deliver(GOOD)
    fetch()
    assert dict(Mailbox.objects.values_list("user", "fault")) == {"unset": "secret", "away": "unreachable", USER: ""}
    assert Message.objects.count() == 1


def test_killed_half_way_the_rest_comes_later(cast: Cast, imap: ImapServer, monkeypatch: pytest.MonkeyPatch) -> None:
    box(cast, imap)
    imap.deliver(GOOD)
    imap.deliver(GOOD.replace(b"<1@", b"<2@"))
    keep = actions.keep

    def killed(**how: Any) -> Message:
        if Message.objects.exists():
            raise KeyboardInterrupt
        return keep(**how)

    monkeypatch.setattr(actions, "keep", killed)
    with pytest.raises(KeyboardInterrupt):
        fetch()
    monkeypatch.undo()
    fetch()
    assert sorted(Message.objects.values_list("message_id", flat=True)) == ["<1@example.sa>", "<2@example.sa>"]


def test_only_those_who_sort_for_the_centre_see_what_came(cast: Cast, imap: ImapServer) -> None:
    box(cast, imap)
    imap.deliver(GOOD)
    fetch()
    seen = {who: (mailboxes_visible_to(cast.actor(who)).count(), messages_visible_to(cast.actor(who)).count())
            for who in ("complaint_officer", "administrator", "stranger", "coordinator")}  # fmt: skip
    assert seen == {"complaint_officer": (1, 1), "administrator": (1, 0), "stranger": (0, 0), "coordinator": (0, 0)}
    found = Message.objects.get()
    actions.set_aside(actor=cast.complaint_officer, message_id=found.pk, reason="إعلان", at=SUNDAY)
    assert not waiting(Message.objects.all()).exists()
