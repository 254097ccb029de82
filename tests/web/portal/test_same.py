"""Filing what one has asked before: "is it this one?", added to or opened; and nothing of anybody else's."""

import dataclasses
import re
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tawasul.attachments.models import Attachment
from tawasul.lib.identity import parse_identity
from tawasul.lib.reference import spoken
from tawasul.notices.models import Notice
from tawasul.tickets import actions
from tawasul.tickets.models import Addition, Objection, Ticket
from tawasul.timeline.proof import broken_links
from tests.cast import PARENT, Cast, asking, filed, hours, with_coordinator
from tests.journeys.test_objection import answered
from tests.web.portal.conftest import MOBILE, TEXT, fill, follow, once_on, page_of
from tests.web.portal.test_filing import a_picture

ASKED = "Is it this one?"


def test_what_was_asked_before_is_shown_and_what_was_written_is_added_to_it(phone: Client, cast: Cast) -> None:
    before = with_coordinator(cast)
    last = fill(phone, cast)
    phone.post("/file/files/", {"file": SimpleUploadedFile("صورة.png", a_picture(), "image/png")})
    page = page_of(last)
    assert ASKED in page
    assert spoken(before.reference) in page
    assert before.text[:40] in page
    answer = phone.post("/file/same/", {"ticket": before.reference, "add": "1"})
    assert answer.url == "/follow/request/?sent=1"
    assert Ticket.objects.count() == 1
    assert TEXT in Addition.objects.get(ticket=before).text
    assert Attachment.objects.get().subject_id == before.pk
    followed = page_of(phone.get("/follow/request/"))
    assert "You added" in followed
    assert TEXT in followed
    assert {row.user.email for row in Notice.objects.filter(kind="words_added")} == {"coordinator@example.sa"}
    assert not list(broken_links())
    again = phone.post("/file/same/", {"ticket": before.reference, "add": "1"})  # the answer was lost
    assert again.url == "/follow/request/"
    assert Addition.objects.count() == 1


def test_another_matter_is_sent_all_the_same(phone: Client, cast: Cast) -> None:
    filed(cast)
    last = fill(phone, cast)
    assert "It is another matter: send it" in page_of(last)
    yes = re.search(r'<button class="([^"]*)" name="(?:add|complete|object|refer)"', page_of(last))
    another = re.search(
        r'<button class="([^"]*)">(?:(?!</button>).)*It is another matter: send it', page_of(last), re.DOTALL
    )
    assert yes is not None
    assert another is not None
    assert yes[1] == another[1], "neither answer is louder than the other"
    assert phone.post("/file/review/", {"once": once_on(last)}).url == "/file/done/"
    assert Ticket.objects.count() == 2


def test_only_opening_it_keeps_what_was_written(phone: Client, cast: Cast) -> None:
    before = filed(cast)
    fill(phone, cast)
    assert phone.post("/file/same/", {"ticket": before.reference}).url == "/follow/request/"
    assert spoken(before.reference) in page_of(phone.get("/follow/request/"))
    assert TEXT in page_of(phone.get("/file/review/"))
    assert not Addition.objects.exists()


def test_what_waits_for_its_beneficiary_is_completed_with_what_was_written(phone: Client, cast: Cast) -> None:
    before = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=before.pk, at=hours(1))
    actions.return_for_completion(actor=cast.complaint_officer, ticket_id=before.pk, missing="رقم الحافلة", at=hours(2))
    page = page_of(fill(phone, cast))
    assert "رقم الحافلة" in page, "what is missing stands there"
    assert "add what I wrote" not in page
    phone.post("/file/files/", {"file": SimpleUploadedFile("صورة.png", a_picture(), "image/png")})
    assert phone.post("/file/same/", {"ticket": before.reference, "add": "1"}).url == "/file/review/", "not its way now"
    assert phone.post("/file/same/", {"ticket": before.reference, "complete": "1"}).url == "/follow/request/#complete"
    form = page_of(phone.get("/follow/request/"))
    assert TEXT in form.split('id="complete"')[1].split("</form>")[0]
    assert "صورة.png" in form
    before.refresh_from_db()
    assert before.state == "returned", "nothing is sent before it was read"
    given = {"once": "c", "text": f"رقمها 12. {TEXT}"}
    for _again in range(2):
        assert phone.post("/follow/request/complete/", given).status_code == 302
    before.refresh_from_db()
    assert before.state == "in_triage"
    assert Attachment.objects.get().subject_id == before.pk
    assert Ticket.objects.count() == 1
    assert phone.get("/file/review/").url == "/file/", "the draft is no more"


def test_what_was_answered_is_objected_to_within_its_time(phone: Client, cast: Cast) -> None:
    before = answered(cast)
    page = page_of(fill(phone, cast))
    assert "you may object to it until" in page
    phone.post("/file/files/", {"file": SimpleUploadedFile("صورة.png", a_picture(), "image/png")})
    assert phone.post("/file/same/", {"ticket": before.reference, "object": "1"}).url == "/follow/request/#object"
    form = page_of(phone.get("/follow/request/"))
    assert TEXT in form.split('id="object"')[1].split("</form>")[0]
    assert phone.post("/follow/request/object/", {"once": "o", "text": TEXT}).status_code == 302
    before.refresh_from_db()
    objection = Objection.objects.get(ticket=before)
    assert (before.state, [row.attachment.name for row in objection.papers.all()]) == ("objected", ["صورة.png"])
    assert Ticket.objects.count() == 1


def test_what_ended_for_good_is_referred_to_by_a_new_request(phone: Client, cast: Cast) -> None:
    before = answered(cast)
    Ticket.objects.filter(pk=before.pk).update(objectable_until=timezone.now() - timedelta(minutes=1))
    fill(phone, cast)
    assert phone.post("/file/same/", {"ticket": before.reference, "object": "1"}).url == "/file/review/"
    assert phone.post("/file/same/", {"ticket": before.reference, "refer": "1"}).url == "/file/review/#send"
    review = phone.get("/file/review/")
    assert "What you send refers to it." in page_of(review)
    assert phone.post("/file/same/none/").url == "/file/review/"
    assert "What you send refers to it." not in page_of(phone.get("/file/review/"))
    phone.post("/file/same/", {"ticket": before.reference, "refer": "1"})
    assert phone.post("/file/review/", {"once": once_on(review)}).url == "/file/done/"
    made = Ticket.objects.exclude(pk=before.pk).get()
    assert made.refers_to_id == before.pk
    assert spoken(before.reference) in page_of(phone.get("/follow/request/"))
    desk = Client()
    desk.force_login(cast.user("complaint_officer"))
    assert f'href="/desk/tickets/{before.reference}/"' in page_of(desk.get(f"/desk/tickets/{made.reference}/"))
    later = page_of(desk.get(f"/desk/tickets/{before.reference}/")).split('id="ticket-title"')[1].split("</section>")[0]
    assert f'href="/desk/tickets/{made.reference}/"' in later
    fill(phone, cast)
    assert phone.post("/file/same/", {"ticket": before.reference}).url == "/follow/request/"
    assert spoken(made.reference) in page_of(phone.get("/follow/request/"))


def test_what_was_withdrawn_is_referred_to(phone: Client, cast: Cast) -> None:
    before = filed(cast)
    actions.withdraw(actor=asking(before), ticket_id=before.pk, reason="حُلّت المشكلة", at=timezone.now())
    page = page_of(fill(phone, cast))
    assert "You withdrew it." in page
    assert "Yes: send mine, and refer to it" in page


def test_nothing_of_anybody_else_is_told_nor_opened(phone: Client, cast: Cast) -> None:
    """The identity of somebody else with one's own mobile, and the mobile of somebody else before, open nothing."""
    theirs = filed(cast, asker=dataclasses.replace(PARENT, mobile="+966509999999"))
    others = filed(cast, asker=dataclasses.replace(PARENT, identity=parse_identity("2000000006"), name="خالد الحربي"))
    page = page_of(fill(phone, cast))
    assert ASKED not in page
    for ticket in (theirs, others):
        assert spoken(ticket.reference) not in page
        assert phone.post("/file/same/", {"ticket": ticket.reference, "add": "1"}).url == "/file/review/"
    assert not Addition.objects.exists()
    assert phone.get("/follow/request/").status_code == 302


def test_before_the_mobile_is_proved_nothing_is_told(phone: Client, cast: Cast) -> None:
    before = filed(cast)
    phone.post("/file/", {"type": "complaint"})
    assert phone.post("/file/same/", {"ticket": before.reference}).url == "/file/entity/"


def test_words_and_files_are_added_to_a_followed_request(phone: Client, cast: Cast) -> None:
    before = filed(cast)
    follow(phone, before.reference, MOBILE)
    empty = phone.post("/follow/request/files/", {"once": "a", "text": "  "})
    assert empty.status_code == 400 or "Choose at least one file" in page_of(empty)
    given = {"once": "b", "text": "وتأخر اليوم أيضًا", "files": SimpleUploadedFile("ص.png", a_picture(), "image/png")}
    assert phone.post("/follow/request/files/", given).status_code == 302
    phone.post("/follow/request/files/", {"once": "b", "text": "وتأخر اليوم أيضًا"})
    assert [row.text for row in Addition.objects.all()] == ["وتأخر اليوم أيضًا"]
    assert Attachment.objects.count() == 1
    assert "وتأخر اليوم أيضًا" in page_of(phone.get("/follow/request/"))


def test_an_emergency_is_sent_without_the_question(phone: Client, cast: Cast) -> None:
    before = filed(cast)
    page = page_of(fill(phone, cast, type="report"))
    assert ASKED not in page
    assert phone.post("/file/same/", {"ticket": before.reference, "add": "1"}).url == "/file/review/"
    assert not Addition.objects.exists()
