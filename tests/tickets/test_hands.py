"""Everyone who may see a ticket can tell who holds it, and is told the same everywhere."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils.translation import override

from tawasul.clocks.models import Clock
from tawasul.notices.compose import mail
from tawasul.notices.models import Notice
from tawasul.tickets import actions, hands
from tawasul.tickets.lifecycle import HANDS, OWN_NAME, PERSONAL, Hands
from tawasul.tickets.models import Custody, Intervention, Ticket
from tests.cast import Cast, asking, filed, hours, replied, under_review, with_coordinator

pytestmark = pytest.mark.django_db
TRANSPORT = "School Transport Department"
CENTRE = "Oasis Beneficiary Care Centre"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def returned(cast: Cast) -> Ticket:
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    actions.return_for_completion(actor=cast.complaint_officer, ticket_id=ticket.pk, missing="رقم الحافلة", at=hours(2))
    return Ticket.objects.get(pk=ticket.pk)


def now_with(ticket: Ticket) -> tuple[str, str]:
    """What is said of the ticket, having seen that its open leg says the same."""
    ticket = Ticket.objects.get(pk=ticket.pk)
    said = hands.said_of(ticket)
    leg = Custody.objects.filter(ticket=ticket, ended_at=None).first()
    assert leg is None or hands.said_of_leg(leg).who == said.who
    assert leg is None or leg.holder_id == hands.holder_id_of(ticket)
    return said.who, said.where


def test_from_filing_to_the_reply(cast: Cast) -> None:
    assert now_with(filed(cast)) == (CENTRE, "")
    assert now_with(returned(cast)) == ("The beneficiary", CENTRE)
    ticket = with_coordinator(cast)
    assert now_with(ticket) == ("Haifa Albugami", TRANSPORT)
    text = "نعتذر عن التأخر، وقد عاد الباص إلى خط سيره."
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text=text, at=hours(4))
    actions.submit_reply(actor=cast.coordinator, ticket_id=ticket.pk, text=text, at=hours(5))
    assert now_with(ticket) == ("The reviewers", TRANSPORT)
    actions.send_back_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, reasons="ينقصه الموعد", at=hours(6))
    assert now_with(ticket) == ("Haifa Albugami", TRANSPORT), "it comes back to its author"
    assert now_with(replied(cast, subject="شأن آخر")) == (TRANSPORT, "")


def test_what_the_beneficiary_owed_comes_back_to_the_officer(cast: Cast) -> None:
    ticket = returned(cast)
    actions.complete(actor=asking(ticket), ticket_id=ticket.pk, text="الحافلة رقم 12", at=hours(30))
    assert now_with(ticket) == ("Layla Alzahrani", CENTRE)


def test_the_time_of_a_review_is_the_reviewers(cast: Cast) -> None:
    ticket = under_review(cast)
    leg = Clock.objects.get(subject_id=ticket.pk, step="review")
    assert leg.holder is None
    leg.holder = cast.user("coordinator")  # as it was kept once
    assert hands.holder_of_clock(leg) is None
    assert str(hands.said_of_clock(leg)) == f"The reviewers · {TRANSPORT}"


def test_a_leg_that_was_kept_with_its_author_is_the_reviewers_all_the_same(cast: Cast) -> None:
    ticket = under_review(cast)
    Custody.objects.filter(ticket=ticket, ended_at=None).update(holder=cast.user("coordinator"))
    leg = Custody.objects.get(ticket=ticket, ended_at=None)
    assert (hands.holder_of_leg(leg), hands.said_of_leg(leg).who) == (None, "The reviewers")


def test_messages_and_measures_name_the_reviewers(cast: Cast) -> None:
    ticket = under_review(cast)
    actions.raise_ticket(actor=cast.performance_officer, ticket_id=ticket.pk, at=hours(6), reason="متأخرة")
    notice = Notice.objects.filter(kind="ticket_raised").first()
    assert notice is not None
    notice.language = "en"
    text = mail(notice).text.translate({0x2068: None, 0x2069: None})  # without the marks of direction
    assert "In the hands of: The reviewers" in text
    assert "Haifa" not in text
    assert Intervention.objects.get(ticket=ticket).person is None


def test_an_alarm_of_a_review_names_the_reviewers(cast: Cast) -> None:
    from tawasul.clocks.sounding import sound_due
    from tawasul.clocks.telling import GATHER, tell_hearers

    under_review(cast)
    at = hours(5) + timedelta(days=9)
    sound_due(at=at)
    tell_hearers(at=at + GATHER)
    said = [notice.context["holder"] for notice in Notice.objects.filter(kind__startswith="clock_")]
    assert said
    assert {str(names["en"]) for names in said} == {"The reviewers"}


def test_every_state_says_one_thing() -> None:
    assert not PERSONAL & OWN_NAME
    assert set(HANDS.values()) == set(Hands)
