"""An identity that is recorded under another name: filed without a word to the visitor, and plainly told to the officer."""

from dataclasses import replace

import pytest
from django.test import Client

from tawasul.people.models import Beneficiary
from tawasul.tickets.finding import find
from tawasul.tickets.models import Ticket
from tawasul.timeline.proof import broken_links
from tawasul.timeline.queries import events_of
from tests.cast import PARENT, VISITOR_WITHOUT_MOBILE, Cast, assemble, filed
from tests.web.portal.conftest import fill, follow, once_on, page_of

GIVEN = "فهد سعيد العتيبي"
SAID = "The name given at filing differs from the recorded one"


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def visitor() -> Client:
    phone = Client()
    phone.cookies["language"] = "en"
    return phone


def officer(cast: Cast, name: str = "complaint_officer") -> Client:
    desk = visitor()
    desk.force_login(cast.user(name))
    return desk


def filed_as(cast: Cast, phone: Client, name: str, **asker: str) -> Ticket:
    last = fill(phone, cast, name=name, mobile="0508888888", **asker)
    assert phone.post("/file/review/", {"once": once_on(last)}).url == "/file/done/"
    return Ticket.objects.latest("pk")


def test_the_officer_is_told_and_the_visitor_is_not(cast: Cast) -> None:
    earlier = filed(cast)
    recorded = Beneficiary.objects.values().get()
    phone = visitor()
    ticket = filed_as(cast, phone, GIVEN, category="teacher")
    assert Beneficiary.objects.values().get() == recorded
    assert (ticket.name_given, ticket.mobile) == (GIVEN, "+966508888888")
    for address in ("/file/done/", "/follow/request/"):
        told = page_of(phone.get(address))
        for hidden in (PARENT.name, earlier.subject, earlier.reference, SAID, "recorded"):
            assert hidden not in told
    page = page_of(officer(cast).get(f"/desk/tickets/{ticket.reference}/"))
    assert SAID in page
    assert f"<bdi>{GIVEN}</bdi>" in page
    assert f"<bdi>{PARENT.name}</bdi>" in page
    assert "is not the one recorded with this identity" in page
    assert "Teacher" in page
    assert SAID not in page_of(officer(cast).get(f"/desk/tickets/{earlier.reference}/"))
    assert [event.kind for event in events_of("ticket", ticket.pk)] == ["filed", "named_otherwise"]
    assert not list(broken_links())


def test_each_follows_their_own_request_alone(cast: Cast) -> None:
    earlier = filed(cast)
    ticket = filed_as(cast, visitor(), GIVEN)
    theirs = visitor()
    assert follow(theirs, ticket.reference, "0508888888").url == "/follow/request/"
    page = page_of(theirs.get("/follow/request/"))
    assert ticket.subject in page
    assert PARENT.name not in page
    other = visitor()
    assert follow(other, earlier.reference, "0508888888").status_code == 422, (
        "their mobile is no key to the earlier one"
    )
    assert other.get("/follow/request/").url == "/follow/"


@pytest.mark.parametrize("name", ["ساره الغامدى", "سارة بنت محمد بن سعد الغامدي"])
def test_a_shorter_form_or_another_spelling_is_nothing_to_tell(cast: Cast, name: str) -> None:
    filed(cast)
    ticket = filed_as(cast, visitor(), name)
    assert SAID not in page_of(officer(cast).get(f"/desk/tickets/{ticket.reference}/"))
    assert [event.kind for event in events_of("ticket", ticket.pk)] == ["filed"]


def test_a_stranger_gives_nobody_a_mobile(cast: Cast) -> None:
    filed(cast, asker=VISITOR_WITHOUT_MOBILE)
    ticket = filed(cast, asker=replace(VISITOR_WITHOUT_MOBILE, name=GIVEN, mobile="+966508888888"))
    assert ticket.beneficiary.mobile == ""
    again = filed(cast, asker=replace(VISITOR_WITHOUT_MOBILE, mobile="+966507777777"))
    assert again.beneficiary.mobile == "+966507777777"


def test_it_is_found_by_either_name(cast: Cast) -> None:
    filed(cast)
    ticket = filed(cast, asker=replace(PARENT, name=GIVEN))
    for words in ("العتيبي", "الغامدي"):
        assert ticket in find(cast.complaint_officer, words).tickets
