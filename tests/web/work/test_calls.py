"""Calls to beneficiaries on the pages: the day's list, the number shown and written down, and the call recorded once."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tawasul.people.models import Unmasking
from tawasul.tickets import actions
from tawasul.tickets.calls import moments
from tawasul.tickets.models import Call, Ticket
from tests.cast import PARENT, Cast, filed

LIST = "/desk/calls/"


def planned(cast: Cast, *, by: str = "complaint_officer", due: bool = True, **how: Any) -> Ticket:
    """A ticket filed now, a call to whose beneficiary is planned; `due`: its time has come."""
    ticket, at = filed(cast, at=timezone.now(), **how), timezone.now()
    ticket = Ticket.objects.select_related("centre").get(pk=ticket.pk)
    moment = moments.offered(moments.schedule_of(ticket), at)[-1]
    actions.plan_call(actor=cast.actor(by), ticket_id=ticket.pk, purpose="ask", next_at=moment, at=at)
    if due:
        Ticket.objects.filter(pk=ticket.pk).update(call_at=at - timedelta(minutes=5))
    return Ticket.objects.get(pk=ticket.pk)


def test_an_officer_goes_from_the_list_to_the_ticket_calls_and_is_back(cast: Any, enter: Any) -> None:
    ticket, browser = planned(cast), enter("complaint_officer")
    page = browser.get(LIST)
    (shown,) = page.context["shown"]
    assert (shown["made"], shown["last"], shown["plan"]["due"]) == (0, "", True)
    assert "501234567" not in page.content.decode()
    opened = browser.get(shown["url"].split("#")[0])
    assert opened.context["back"] == LIST
    at = f"/desk/tickets/{ticket.reference}/"
    called = browser.post(f"{at}call/", {"purpose": "ask", "back": LIST, "list": "calls"})
    assert 'href="tel:+966501234567"' in called.content.decode()
    assert called.headers["Cache-Control"] == "no-store"
    look = Unmasking.objects.get()
    assert (look.field, look.reason) == ("mobile", "A call: Ask something about the matter")
    asked = {
        "purpose": "ask",
        "outcome": "reached",
        "text": "أكدت الأم رقم الحافلة",
        "back": LIST,
        "once": str(uuid4()),
        "seen": ticket.version,
    }
    for _twice in range(2):
        answer = browser.post(f"{at}do/call_beneficiary/", asked)
        assert (answer.status_code, answer.headers["Location"]) == (302, LIST)
    assert Call.objects.count() == 1, "once, however often it is sent"
    assert browser.get(LIST).context["shown"] == []
    page = browser.get(at)
    assert page.context["calls"][0]["text"] == "أكدت الأم رقم الحافلة"
    assert "501234567" not in page.content.decode(), "shown once"


def test_a_number_is_shown_for_a_reason_that_is_known(cast: Any, enter: Any) -> None:
    ticket = planned(cast)
    answer = enter("complaint_officer").post(f"/desk/tickets/{ticket.reference}/call/", {"purpose": "gossip"})
    assert answer.status_code == 422
    assert not Unmasking.objects.exists()
    assert enter("stranger").post(f"/desk/tickets/{ticket.reference}/call/", {"purpose": "ask"}).status_code == 404
    assert enter("minister").get(LIST).status_code == 403


def test_what_was_typed_stays_where_the_moment_does_not_fit(cast: Any, enter: Any) -> None:
    ticket, browser = planned(cast), enter("complaint_officer")
    at = f"/desk/tickets/{ticket.reference}/do/call_beneficiary/"
    friday = timezone.localdate() + timedelta(days=(4 - timezone.localdate().weekday()) % 7 or 7)
    asked = {"purpose": "ask", "outcome": "later", "text": "بعد العصر", "next_at": "other", "once": str(uuid4())}
    for other, words in ((f"{friday}T10:00", "The centre does not work then."), ("", "Say on which day")):
        page = browser.post(at, asked | {"next_other": other, "once": str(uuid4())})
        assert page.status_code == 422
        assert words in page.content.decode()
        assert "بعد العصر" in page.content.decode()
    assert not Call.objects.exists()


def test_every_list_of_calls_costs_a_fixed_number_of_queries(cast: Any, enter: Any, queries_of: Any) -> None:
    browser = enter("services_supervisor")
    planned(cast)
    one = queries_of(browser, LIST)
    for number in range(3):
        planned(cast, by="services_supervisor" if number else "complaint_officer", subject=f"شأن {number}")
    assert queries_of(browser, LIST) == one
    assert len(browser.get(LIST).context["shown"]) == 4
    assert len(browser.get(f"{LIST}?whose=mine").context["shown"]) == 2
    for which in ("later", "wrong", "unreached", "nonsense"):
        assert browser.get(f"{LIST}?which={which}").status_code == 200
    assert browser.get(f"{LIST}?after=nonsense").status_code == 302


def test_the_count_stands_in_the_navigation_and_on_the_first_page(cast: Any, enter: Any) -> None:
    planned(cast)
    planned(cast, due=False, subject="في يوم آخر")
    page = enter("complaint_officer").get("/desk/")
    (entry,) = [item for item in page.context["navigation"] if item.url == LIST]
    (tile,) = [tile for tile in page.context["tiles"] if tile["url"] == LIST]
    assert entry.count == tile["count"] >= 1


def test_a_wrong_number_is_corrected_on_the_page(cast: Any, enter: Any) -> None:
    ticket, browser = planned(cast), enter("complaint_officer")
    at = f"/desk/tickets/{ticket.reference}/"
    browser.post(f"{at}do/call_beneficiary/", {"purpose": "ask", "outcome": "wrong_number", "once": str(uuid4())})
    assert "The number is another" in browser.get(at).content.decode()
    assert [row["wrong"] for row in browser.get(f"{LIST}?which=wrong").context["shown"]] == [True]
    told = {"mobile": "٠٥٥٩٩٩٨٨٧٧", "reason": "من ملف الطالبة", "once": str(uuid4())}
    assert browser.post(f"{at}do/correct_mobile/", told).status_code == 302
    assert Ticket.objects.get(pk=ticket.pk).mobile == "+966559998877" != PARENT.mobile


def test_a_call_is_taken_back_beside_it(cast: Any, enter: Any) -> None:
    ticket, browser = planned(cast), enter("complaint_officer")
    at = f"/desk/tickets/{ticket.reference}/"
    browser.post(f"{at}do/call_beneficiary/", {"purpose": "ask", "outcome": "busy", "once": str(uuid4())})
    page = browser.post(f"{at}do/take_back_call/", {"number": 1, "reason": "", "once": str(uuid4())})
    assert page.status_code == 422
    assert page.context["calls"][0]["errand"]["open"], "the form that came back stands open"
    answer = browser.post(f"{at}do/take_back_call/", {"number": 1, "reason": "تذكرة أخرى", "once": str(uuid4())})
    assert answer.status_code == 302
    (call,) = browser.get(at).context["calls"]
    assert (call["taken_back_reason"], call["errand"]) == ("تذكرة أخرى", None)
    assert enter("coordinator").get(at).status_code == 404
