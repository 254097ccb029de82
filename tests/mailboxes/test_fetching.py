"""Fetching from a real IMAP server: nothing is lost, nothing comes twice, one bad message stops none."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tawasul.mailboxes import actions, fetching, links
from tawasul.mailboxes.models import Mailbox, Message
from tawasul.mailboxes.queries import mailboxes_visible_to, messages_visible_to, waiting, with_figures
from tawasul.notices.models import Notice
from tawasul.tickets.models import Addition
from tawasul.timeline.queries import events_of
from tests.cast import SUNDAY, Cast, assemble, filed
from tests.mailboxes.server import SECRET, USER, ImapServer

GOOD = b"From: Sara <sara@example.sa>\r\nMessage-ID: <1@example.sa>\r\nSubject: bus\r\n\r\nThe bus is late.\r\n"
BAD = b"\xff\xfe no head at all \x80\x81\r\n"


@pytest.fixture
def cast(db: None, settings: Any) -> Cast:
    settings.MAILBOX_SECRETS = {"CARE": SECRET}
    return assemble()


def box(
    cast: Cast, imap: ImapServer, user: str = USER, port: int = 0, secret: str = "CARE", server: str = ""
) -> Mailbox:
    return actions.open_mailbox(
        actor=cast.administrator, centre_id=cast.places["centre"].pk, host="127.0.0.1", port=port or imap.port,
        security="none", user=user, folder="INBOX", secret_name=secret, authserv_id=server, at=SUNDAY,
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


def adds_up(row: Mailbox) -> bool:
    return bool(row.fetched == row.made + row.joined + row.waiting + row.aside + row.repeated)


def test_what_is_too_large_stays_on_the_server_and_is_counted_and_shown(cast: Cast, imap: ImapServer) -> None:
    box(cast, imap)
    box(cast, imap, user="other")
    head = GOOD.split(b"\r\n\r\n")[0].replace(b"bus", "صور الحافلة".encode())
    large = head + b"\r\n\r\n" + b"x" * (fetching.LARGEST + 1)
    imap.deliver(large)
    imap.deliver(GOOD.replace(b"<1@", b"<2@"))
    imap.deliver(b"Received: another way\r\n" + large, user="other")
    for _round in range(2):
        fetch()
    (kept,) = waiting(Message.objects.filter(judgement="too_large"))
    assert (kept.sender, kept.subject, kept.message_id) == ("sara@example.sa", "صور الحافلة", "<1@example.sa>")
    assert kept.size > fetching.LARGEST
    assert kept.raw is not None
    assert bytes(kept.raw.body).startswith(head), "the head, and nothing of the body"
    assert len(kept.raw.body) < 1000
    assert kept.body is None
    boxes = {row.user: row for row in with_figures(Mailbox.objects.all())}
    assert (boxes[USER].fetched, boxes[USER].waiting, adds_up(boxes[USER])) == (2, 2, True)
    assert (boxes["other"].fetched, boxes["other"].repeated, adds_up(boxes["other"])) == (1, 1, True)
    there = [path for path in (imap.root / "mail" / USER).rglob("*.m*") if path.stat().st_size > fetching.LARGEST]
    assert len(there) == 1, "it stays on the server"
    assert "S" not in there[0].name.partition(":2,")[2], "and nobody marked it as read"


def test_an_officer_reads_what_was_too_large_and_decides(cast: Cast, imap: ImapServer) -> None:
    box(cast, imap)
    imap.deliver(GOOD.split(b"\r\n\r\n")[0] + b"\r\n\r\n" + b"x" * (fetching.LARGEST + 1))
    fetch()
    found, ticket = Message.objects.get(), filed(cast)
    desk = Client()
    desk.force_login(cast.user("complaint_officer"))
    desk.cookies["language"] = "en"
    page = desk.get(f"/desk/mail/{found.pk}/").content.decode()
    for said in ("Too large to be fetched", "bus", "127.0.0.1", "INBOX", "30", "read it there"):
        assert said in page
    assert "It was not fetched." in page
    assert "As it came" not in page
    assert desk.post(f"/desk/mail/{found.pk}/bytes/").status_code == 404
    sure = {"reference": ticket.reference, "sure": ticket.reference}  # the address is not known there
    assert desk.post(f"/desk/mail/{found.pk}/join/", sure).status_code == 302
    assert "في صندوق البريد care" in Addition.objects.get(ticket=ticket).text
    (row,) = with_figures(Mailbox.objects.all())
    assert (row.fetched, row.joined, adds_up(row)) == (1, 1, True)


def test_whoever_wrote_what_is_too_large_is_told_and_files_it_without_its_files(cast: Cast, imap: ImapServer) -> None:
    made = box(cast, imap, server="mx.care.example")
    proved = b"Authentication-Results: mx.care.example; dmarc=pass\r\n"
    large = GOOD.split(b"\r\n\r\n")[0] + b"\r\n\r\n" + b"x" * (fetching.LARGEST + 1)
    imap.deliver(large.replace(b"<1@", b"<2@").replace(b"sara", b"mona"))
    imap.deliver(
        proved + b"Auto-Submitted: auto-replied\r\n" + large.replace(b"<1@", b"<3@").replace(b"sara", b"robot")
    )
    imap.deliver(proved + large)
    fetch()
    (told,) = Notice.objects.filter(subject_kind="e-mail")
    assert (told.kind, told.address) == ("letter_too_large", "sara@example.sa")
    message = Message.objects.get(sender="sara@example.sa")
    phone = Client()
    phone.cookies["language"] = "en"
    path = links.path_to(message, at=timezone.now())
    assert "it was too large to be read" in phone.get(path).content.decode()
    assert phone.post(path).url == "/file/"
    (row,) = with_figures(Mailbox.objects.filter(pk=made.pk))
    assert (row.fetched, row.waiting, adds_up(row)) == (3, 3, True)


FORGED = b"Authentication-Results: mx.attacker.example; dmarc=pass\r\n"
GENUINE = b"Authentication-Results: mx.care.example 1; spf=fail; dmarc=fail (p=reject) header.from=example.sa\r\n"


def test_a_forged_proof_from_outside_is_not_believed(cast: Cast, imap: ImapServer) -> None:
    """Nobody is told by a letter that came in their name, and its page says that it is doubtful."""
    made = box(cast, imap, server="MX.care.example")
    imap.deliver(FORGED + GOOD)
    imap.deliver(FORGED + GENUINE + GOOD.replace(b"<1@", b"<2@").replace(b"sara", b"mona"))
    honest = GENUINE.replace(b"spf=fail; dmarc=fail (p=reject)", b"dmarc=pass (p=reject)")
    imap.deliver(honest + GOOD.replace(b"<1@", b"<3@").replace(b"sara", b"huda"))
    fetch()
    told = set(Notice.objects.filter(kind="letter_came").values_list("address", flat=True))
    assert told == {"huda@example.sa"}
    desk = Client()
    desk.force_login(cast.user("complaint_officer"))
    desk.cookies["language"] = "en"
    shown = {row.sender: desk.get(f"/desk/mail/{row.pk}/").content.decode() for row in Message.objects.all()}
    assert all("The bus is late." in page for page in shown.values()), "a warning hides no word of it"
    doubtful = {sender for sender, page in shown.items() if "The sender may not be who it says" in page}
    assert doubtful == {"mona@example.sa"}
    assert made.authserv_id == "mx.care.example"


def test_the_receiving_server_is_named_for_a_box_that_is_fetched_already(cast: Cast, imap: ImapServer) -> None:
    made = box(cast, imap)
    imap.deliver(GENUINE.replace(b"dmarc=fail", b"dmarc=pass") + GOOD)
    fetch()
    assert not Notice.objects.filter(kind="letter_came").exists(), "no server is named: nothing is proved"
    desk = Client()
    desk.force_login(cast.user("administrator"))
    desk.cookies["language"] = "en"
    assert "believes no server about senders" in desk.get("/desk/mail/").content.decode()
    wrong = desk.post(f"/desk/mail/boxes/{made.pk}/", {"authserv_id": "mx.care.example; dmarc=pass"})
    assert wrong.status_code == 422
    assert "Write the name alone" in wrong.content.decode()
    assert desk.post(f"/desk/mail/boxes/{made.pk}/", {"authserv_id": " mx.care.example "}).status_code == 302
    assert "believes mx.care.example about senders" in desk.get("/desk/mail/").content.decode()
    imap.deliver(GENUINE.replace(b"dmarc=fail", b"dmarc=pass") + GOOD.replace(b"<1@", b"<2@"))
    fetch()
    assert Notice.objects.filter(kind="letter_came").count() == 1
    assert [event.kind for event in events_of("mailbox", made.pk)] == ["box_opened", "server_named"]
    stranger = Client()
    stranger.force_login(cast.user("complaint_officer"))
    assert stranger.post(f"/desk/mail/boxes/{made.pk}/", {"authserv_id": ""}).status_code == 403
