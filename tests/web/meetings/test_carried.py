"""A decision becomes a ticket: what its page, its department and its beneficiary read of where it comes from."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tawasul.directives.models import Directive
from tawasul.lib.reference import spoken
from tawasul.meetings import actions
from tawasul.meetings.models import MeetingRequest
from tawasul.notices.models import Notice
from tawasul.tickets.models import Ticket
from tests.meetings.asking import TEXT as ASKED
from tests.web.meetings.test_desk import do, page
from tests.web.meetings.test_directed import TEXT, decided, plain_text, received
from tests.web.portal.conftest import follow
from tests.web.work.pages import mark


def opened(cast, enter):
    _session, (request,) = received(cast)
    decided(cast, request, due_on=timezone.localdate() + timedelta(days=30))
    given = {"decision": "1", "by": "complaint", "once": mark()}
    assert do(enter("meetings_officer"), request, "pass_on", **given).status_code == 302
    return request, Ticket.objects.get()


def test_the_page_says_whose_words_they_are_and_leads_to_the_meeting_whoever_sees_it(cast, enter):
    request, ticket = opened(cast, enter)
    address = f"/desk/tickets/{ticket.reference}/"
    for name, sees in (("supervisor", True), ("coordinator", False)):
        shown = page(enter(name), address)
        said = plain_text(shown)
        assert "What the official decided" in said
        assert "What the beneficiary wrote" not in said
        assert spoken(request.reference) in said
        assert "The day that the decision names" in said
        assert TEXT in said
        assert ASKED in said, "and what they had asked, apart"
        assert (f"/desk/meetings/{request.reference}/" in shown) is sees


def test_its_beneficiary_reads_what_was_decided_and_not_that_they_wrote_it(cast, enter):
    _request, ticket = opened(cast, enter)
    phone = Client()
    phone.cookies["language"] = "en"
    said = plain_text(page(phone, follow(phone, ticket.reference, "0500000001").url))
    assert "What was decided in your meeting with the official" in said
    assert "What you wrote" not in said
    assert TEXT in said


def test_a_dropped_decision_is_told_as_cancelled_and_what_carries_it_out_is_named_first(cast, enter):
    request, ticket = opened(cast, enter)
    decided(cast, request, text="يُراجع القرار مع المدرسة")
    office = enter("official_office")
    asked = do(office, request, "drop_decision", decision="1", reason="سُجل خطأ", once=mark())
    assert asked.status_code == 422
    assert "stays open" in plain_text(asked.content.decode())
    assert Ticket.objects.get().state == ticket.state
    assert do(office, request, "drop_decision", decision="1", reason="سُجل خطأ", anyway="on").status_code == 302
    assert do(office, request, "drop_decision", decision="2", reason="سُجل خطأ").status_code == 302
    assert MeetingRequest.objects.get().state == "ended"
    told = Notice.objects.get(kind__startswith="meeting_ended", subject_id=request.pk)
    assert (told.kind, told.context["done"], told.context["dropped"]) == ("meeting_ended_in_part", "0", "2")


def test_whoever_was_received_follows_each_decision_without_the_words_of_the_office(cast, enter):
    request, ticket = opened(cast, enter)
    decided(cast, request, text="تُراجع آلية النقل في الإدارة", owner_id=None, owner_name="لجنة النقل")
    secret = decided(cast, request, text="يُنظر في أمر المدرسة سرًا", due_on=timezone.localdate() + timedelta(days=9))
    given = {"decision": str(secret.number), "by": "directive", "confidential": "on"}
    assert do(enter("meetings_officer"), request, "pass_on", **given).status_code == 422, "not theirs to keep secret"
    assert do(enter("supervisor"), request, "pass_on", **given).status_code == 302
    assert Directive.objects.get().confidential
    phone = Client()
    phone.cookies["language"] = "en"
    said = plain_text(page(phone, follow(phone, request.reference, "0500000001").url))
    assert "What came of the meeting" in said
    assert "Decision 1 Being carried out Carried out by : School Transport Department · until" in said.replace(
        "by:", "by :"
    )
    assert f"Followed under the request number {spoken(ticket.reference)}" in said
    assert "Decision 2 Being passed on Carried out by : لجنة النقل" in said.replace("by:", "by :")
    assert "Decision 3 Being carried out" in said
    assert said.count("School Transport Department") == 1, "who carries the confidential one out is not named"
    assert not [words for words in ("تُراجع آلية", "يُنظر في أمر", TEXT) if words in said]
    actions.drop_decision(
        actor=cast.official_office, request_id=request.pk, decision=2, reason="خطأ", at=timezone.now()
    )
    said = plain_text(page(phone, "/follow/meeting/"))
    assert "Decision 2 Cancelled" in said
    phone.cookies["language"] = "ar"
    assert "القرار 2 ملغى" in plain_text(page(phone, "/follow/meeting/"))
