"""Somebody from another centre finds nothing: in page, file, search, count or API."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from playwright.sync_api import Page, expect

from tawasul.api.actions import issue_token
from tawasul.attachments.models import Attachment
from tawasul.lib.reference import compose, spoken
from tawasul.notices.models import Notice
from tawasul.tickets import actions
from tawasul.tickets.models import Ticket
from tests.attachments.samples import png
from tests.cast import Cast, asking, filed, hours
from tests.journeys import parent
from tests.journeys.conftest import Open
from tests.journeys.words import said

SOUGHT = ["سارة الغامدي", "باص", "0501234567", "1000000008"]


@pytest.fixture
def ticket(cast: Cast) -> Ticket:
    """Another centre's ticket, with a file."""
    ticket = filed(cast)
    upload = SimpleUploadedFile("scan.png", png())
    actions.add_files(actor=asking(ticket), ticket_id=ticket.pk, uploads=[upload], at=hours(1))
    return ticket


def test_a_stranger_finds_nothing_on_the_desk(cast: Cast, seated: Open, ticket: Ticket) -> None:
    owner, stranger = seated("complaint_officer"), seated("stranger")
    file = Attachment.objects.get(subject_id=ticket.pk)
    page, scan = f"/desk/tickets/{ticket.reference}/", f"/desk/tickets/{ticket.reference}/files/{file.pk}/"
    assert _status(owner, page) == 200
    assert owner.request.get(scan).status == 200

    assert _status(stranger, page) == 404
    assert ticket.subject not in stranger.content()
    assert stranger.request.get(scan).status == 404
    for words in [spoken(ticket.reference), *SOUGHT]:
        for person, finds in ((owner, True), (stranger, False)):
            person.goto("/desk/search/")
            person.get_by_role("main").get_by_role("searchbox").fill(words)
            person.get_by_role("main").get_by_role("button", name=said("Search")).click()
            expect(person.get_by_role("link", name=ticket.subject)).to_have_count(1 if finds else 0)
    for person, count in ((owner, "1"), (stranger, "0")):
        person.goto("/desk/")
        expect(person.get_by_role("link", name=ticket.subject)).to_have_count(int(count))
        person.goto("/desk/lists/new/")
        expect(person.get_by_role("link", name=ticket.subject)).to_have_count(int(count))


def test_a_stranger_finds_nothing_through_the_api(cast: Cast, desktop: Page, ticket: Ticket) -> None:
    file = Attachment.objects.get(subject_id=ticket.pk)
    ask = _Api(desktop, cast, "stranger")
    for path in (f"tickets/{ticket.reference}", f"tickets/{ticket.reference}/route", f"files/{file.pk}"):
        assert ask.status(path) == 404, path
    assert ask.json("tickets")["tickets"] == []
    assert all(not row["count"] for row in ask.json("tickets/counts"))
    for words in [ticket.reference, *SOUGHT]:
        assert ticket.reference not in str(ask.json("search", q=words)), words
    owner = _Api(desktop, cast, "supervisor")
    assert owner.status(f"files/{file.pk}") == 200
    assert ticket.reference in str(owner.json("search", q=SOUGHT[0]))


def test_who_only_knows_the_number_is_told_nothing(cast: Cast, phone: Page, ticket: Ticket) -> None:
    answers = []
    for number in (spoken(ticket.reference), spoken(compose(2026, 98765))):
        phone.goto("/follow/")
        phone.get_by_label(said("Number of the request")).fill(number)
        phone.get_by_label(said("Mobile"), exact=True).fill("0559999999")
        parent.press(phone, "Send me the code")
        phone.wait_for_url("**/follow/code/")
        answers.append(phone.get_by_role("heading", level=1).inner_text())
    assert answers[0] == answers[1]
    assert not Notice.objects.filter(kind="verification_code").exists()


class _Api:
    """The API with a token of somebody's membership."""

    def __init__(self, page: Page, cast: Cast, name: str) -> None:
        now = timezone.now()
        issued = issue_token(
            actor=cast.actor(name),
            membership_id=cast.members[name].pk,
            name="نظام الاختبار",
            expires_at=now + timedelta(days=1),
            at=now,
        )
        self.request, self.headers = page.request, {"Authorization": f"Bearer {issued.secret}"}

    def status(self, path: str) -> int:
        return int(self.request.get(f"/api/v1/{path}", headers=self.headers).status)

    def json(self, path: str, **asked: str | float | bool) -> Any:
        answer = self.request.get(f"/api/v1/{path}", headers=self.headers, params=asked)
        assert answer.ok, answer.text()
        return answer.json()


def _status(page: Page, path: str) -> int:
    answer = page.goto(path)
    assert answer is not None
    return int(answer.status)
