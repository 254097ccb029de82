"""A parent writes to the centre, from the mail server to the ticket and back, with what goes wrong between."""

from typing import Any

import pytest
from django.test import Client

from tawasul.mailboxes import fetching
from tawasul.mailboxes.models import Mailbox, Message, RawMessage
from tawasul.mailboxes.queries import with_figures
from tawasul.tickets.models import Addition, Ticket
from tawasul.timeline.models import Event
from tests.cast import SUNDAY, Cast, assemble, hours
from tests.mailboxes.letters import SAID, SENDER, figures, letter, letter_sent, written_ticket
from tests.mailboxes.server import SECRET, USER, ImapServer
from tests.mailboxes.test_fetching import BAD, box
from tests.web.work.test_ticket import PNG


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Any) -> Cast:
    settings.MAILBOX_SECRETS = {"CARE": SECRET}
    settings.FILES = tmp_path
    return assemble()


def fetch(at: Any = SUNDAY) -> None:
    fetching.fetch_all(now=lambda: at)


def everything() -> list[Any]:
    """All that a letter may leave behind."""
    letters = Message.objects.order_by("pk").values_list("pk", "became", "ticket_id", "looked_at", "set_aside_at")
    return [
        list(letters), RawMessage.objects.count(), Event.objects.count(), Addition.objects.count(), Ticket.objects.count(),
        [(row.fetched, row.made, row.joined, row.waiting, row.aside, row.repeated) for row in
         with_figures(Mailbox.objects.all())],
    ]  # fmt: skip


def test_written_filed_answered_and_joined_with_a_bad_one_between(
    cast: Cast, imap: ImapServer, counter: Client
) -> None:
    made = box(cast, imap)
    imap.deliver(letter(files=(("تقرير.png", PNG),)), seen=True)
    fetch()
    first = Message.objects.get()
    page = counter.get("/desk/mail/").content.decode()
    assert f"/desk/mail/{first.pk}/" in page
    assert f"/desk/file/?mail={first.pk}" in counter.get(f"/desk/mail/{first.pk}/").content.decode()
    ticket = written_ticket(counter, cast, first)
    assert (ticket.text, ticket.email) == (SAID, SENDER)

    ours = letter_sent(ticket)
    answer = letter(f"رقم الحافلة 12.\n\nOn Sunday the centre wrote:\n> {SAID}", answers=ours)
    imap.deliver(BAD)
    imap.deliver(letter("رقم الحافلة 40.", sender="stranger@example.sa", answers=ours))
    imap.deliver(answer)
    imap.deliver(b"Received: once more\r\n" + answer)
    fetch(hours(30))
    made.refresh_from_db()
    assert (made.fault, made.fetched_at) == ("", hours(30))
    assert [row.text for row in Addition.objects.filter(ticket=ticket)] == ["رقم الحافلة 12."]
    listed = counter.get(f"/desk/tickets/{ticket.reference}/").context["letters"]
    joined = Message.objects.get(became="joined")
    assert [row["url"] for row in listed] == [f"/desk/mail/{first.pk}/", f"/desk/mail/{joined.pk}/"]
    assert figures(cast.supervisor) == {
        "fetched": 5, "made": 1, "joined": 1, "waiting": 2, "aside": 0, "repeated": 1,
    }  # fmt: skip

    bad = Message.objects.get(judgement="unreadable")
    counter.post(f"/desk/mail/{bad.pk}/aside/", {"reason": "لا يُقرأ منها شيء"})
    count = figures(cast.supervisor)
    assert count == {"fetched": 5, "made": 1, "joined": 1, "waiting": 1, "aside": 1, "repeated": 1}
    assert count["fetched"] == sum(count.values()) - count["fetched"]

    before = everything()
    fetch(hours(31))
    fetch(hours(32))
    assert everything() == before
    assert Message.objects.filter(mailbox__user=USER).count() == 5
