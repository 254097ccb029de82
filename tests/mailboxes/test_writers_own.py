"""Whoever writes to a centre is told that it came, and may file it themselves, by a link to their own address."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tawasul.mailboxes import actions, links
from tawasul.mailboxes.links import GOOD_FOR
from tawasul.mailboxes.models import Message
from tawasul.notices.models import Notice
from tawasul.tickets.models import Ticket
from tests.cast import SUNDAY, Cast, assemble, filed, hours
from tests.mailboxes.letters import SAID, SENDER, box_of, came, figures, letter
from tests.web.portal.conftest import ASKER, MOBILE, code_on, once_on, page_of
from tests.web.work.test_ticket import PNG

PASSED = "mx.example.sa; dmarc=pass header.from=example.sa"


@pytest.fixture
def cast(db: None, settings: Any, tmp_path: Any) -> Cast:
    settings.FILES = tmp_path
    return assemble()


@pytest.fixture
def phone(cast: Cast) -> Client:
    browser = Client()
    browser.cookies["language"] = "en"
    return browser


def go_through(phone: Client, message: Message, at: datetime) -> Any:
    """From the link to the last page, which is returned."""
    assert phone.post(links.path_to(message, at=at)).url == "/file/"
    assert phone.post("/file/", {"type": "complaint"}).url == "/file/you/"
    assert phone.post("/file/you/", ASKER | {"mobile": MOBILE}).url == "/file/code/"
    phone.post("/file/code/", {"code": code_on(phone.get("/file/code/"))})
    return phone.get("/file/review/")


def told() -> list[Notice]:
    return list(Notice.objects.filter(kind="letter_came").order_by("pk"))


def test_only_a_person_whose_address_is_proved_is_told_and_once_a_day(cast: Cast) -> None:
    box = box_of(cast)
    came(box, letter("لم يُحسم أمر النقل", Authentication_Results="mx.example.sa; dmarc=none"))
    came(box, letter("رد آلي", Auto_Submitted="auto-replied", Authentication_Results=PASSED))
    came(box, letter("رسالة مزورة", Authentication_Results="mx.example.sa; dmarc=fail"))
    assert told() == []
    came(box, letter(Authentication_Results=PASSED))
    came(box, letter("وأضيف أن الباص قديم", Authentication_Results=PASSED), at=hours(1))
    (notice,) = told()
    assert (notice.address, notice.channel) == (SENDER, "email")
    came(box, letter("في اليوم التالي", Authentication_Results=PASSED), at=hours(30))
    assert len(told()) == 2


def test_a_link_opens_the_letter_changes_nothing_and_ends(cast: Cast) -> None:
    message = came(box_of(cast), letter(Authentication_Results=PASSED))
    path = links.path_to(message, at=SUNDAY)
    token = path.split("/")[-2]
    assert links.message_of(token, at=SUNDAY + GOOD_FOR) == message
    assert links.message_of(token, at=SUNDAY + GOOD_FOR * 2) is None
    assert links.message_of(token[:-1] + "x", at=SUNDAY) is None


def test_the_writer_files_it_and_the_figures_add_up(cast: Cast, phone: Client) -> None:
    now = timezone.now()
    raw = letter(Authentication_Results=PASSED, files=(("صورة.png", PNG), ("برنامج.exe", b"MZ" * 40)))
    message = came(box_of(cast), raw, at=now)
    path = links.path_to(message, at=now)
    assert SAID in page_of(phone.get(path))
    assert figures(cast.supervisor)["waiting"] == 1, "opening it changed nothing"
    review = go_through(phone, message, now)
    assert "صورة.png" in page_of(review)
    assert "برنامج.exe" not in page_of(review).split("<main")[1]
    for _again in range(2):
        assert phone.post("/file/review/", {"once": once_on(review)}).url == "/file/done/"
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.email, ticket.text) == ("email", SENDER, SAID)
    message.refresh_from_db()
    assert (message.became, message.ticket_id, message.became_by_id) == ("made", ticket.pk, None)
    assert (figures(cast.supervisor)["made"], figures(cast.supervisor)["waiting"]) == (1, 0)
    assert Notice.objects.filter(kind="ticket_received", address=SENDER).exists()
    assert phone.get(path).status_code == 404


def test_what_the_centre_decided_meanwhile_stands_and_holds_nobody_up(cast: Cast, phone: Client) -> None:
    now = timezone.now()
    message = came(box_of(cast), letter(Authentication_Results=PASSED), at=now)
    review = go_through(phone, message, now)
    actions.set_aside(actor=cast.complaint_officer, message_id=message.pk, reason="مكرر", at=now)
    assert phone.post("/file/review/", {"once": once_on(review)}).url == "/file/done/"
    assert Ticket.objects.count() == 1
    assert Message.objects.get().set_aside_reason == "مكرر"


def test_added_to_the_request_that_it_is_about_it_has_joined(cast: Cast, phone: Client) -> None:
    now = timezone.now()
    before = filed(cast, subject="تأخر الباص", text=SAID, at=now)
    message = came(box_of(cast), letter(Authentication_Results=PASSED), at=now)
    go_through(phone, message, now)
    assert phone.post("/file/same/", {"ticket": before.reference, "add": "1"}).status_code == 302
    message.refresh_from_db()
    assert (message.became, message.ticket_id, Ticket.objects.count()) == ("joined", before.pk, 1)


def test_a_link_that_was_not_made_here_says_so_kindly(phone: Client) -> None:
    answer = phone.get("/file/letter/abc-def.xyz/")
    assert answer.status_code == 404
    assert "File a request" in page_of(answer)
