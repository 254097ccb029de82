"""The screen of 19996: find, tell, hurry in two keystrokes, or write down that somebody asked."""

from typing import Any
from uuid import uuid4

from tawasul.lib.hijri import dual_date, dual_moment
from tawasul.tickets.models import AskedInVain, Expedite
from tests.cast import PARENT, filed, replied, with_coordinator

SCREEN = "/desk/19996/"


def test_a_caller_is_told_where_it_stands_and_is_helped_once(cast: Any, enter: Any) -> None:
    ticket, browser = with_coordinator(cast), enter("call_centre_agent")
    page = browser.post(SCREEN, {"who": "0501234567"}, follow=True)
    (card,) = page.context["found"]
    assert (card["entity"], card["state"], card["alone"]) == ("School Transport Department", "with_coordinator", True)
    said = browser.post(SCREEN, {"who": ticket.reference}, follow=True).content.decode()
    assert not {number for number in (PARENT.identity.number, "501234567") if number in said}, "masked"
    assert "Haifa" not in said, "no name of staff"
    asked = {"who": "0501234567", "reason": "الاختبارات بعد أسبوع", "once": str(uuid4())}
    for _twice in range(2):
        answer = browser.post(f"{SCREEN}expedite/", asked | {"ticket": ticket.reference})
        assert answer.headers["Location"].endswith(f"&done={ticket.reference}")
        assert "501234567" not in answer.headers["Location"]
    assert Expedite.objects.count() == 1
    after = browser.get(answer.headers["Location"]).content.decode()
    assert "Your request is with School Transport Department" in after


def test_a_caller_is_told_the_date_that_their_own_page_shows_and_which_document_they_gave(
    cast: Any, enter: Any
) -> None:
    complaint, report = filed(cast), filed(cast, type="report")
    page = enter("call_centre_agent").post(SCREEN, {"who": "0501234567"}, follow=True)
    promised = {card["reference"]: card["promised"] for card in page.context["found"]}
    assert promised == {
        complaint.reference: dual_date(complaint.committed_at, "en"),
        report.reference: dual_moment(report.committed_at, "en"),
    }
    assert "National identity" in page.content.decode()


def test_what_the_caller_said_stays_where_it_cannot_be_hurried_now(cast: Any, enter: Any) -> None:
    ticket, browser = replied(cast), enter("call_centre_agent")
    (card,) = browser.post(SCREEN, {"who": ticket.reference}, follow=True).context["found"]
    assert card["form"] is None
    asked = {"who": ticket.reference, "reason": "يستعجل كثيرًا", "once": str(uuid4())}
    page = browser.post(f"{SCREEN}expedite/", asked | {"ticket": ticket.reference})
    assert page.status_code == 409
    assert "يستعجل كثيرًا" in page.content.decode()
    page = browser.post(f"{SCREEN}expedite/", asked | {"ticket": with_coordinator(cast).reference, "reason": ""})
    assert page.status_code == 422


def test_an_unknown_number_is_filed_or_written_down_once(cast: Any, enter: Any) -> None:
    browser = enter("call_centre_agent")
    shown = browser.post(SCREEN, {"who": "0559998877"}, follow=True)
    page = shown.content.decode()
    address = f"/desk/file/?sought={shown.context['caller']}"
    assert address in page
    assert 'value="0559998877"' in browser.get(address).content.decode(), "nothing is typed twice"
    assert browser.post(f"{SCREEN}note/", {"who": "0559998877", "text": ""}).status_code == 422
    asked = {"who": "0559998877", "text": "طلب نقل قبل شهر", "name": "فهد", "once": str(uuid4())}
    for _twice in range(2):
        assert browser.post(f"{SCREEN}note/", asked).status_code == 302
    assert AskedInVain.objects.count() == 1
    again = browser.post(SCREEN, {"who": "0559998877"}, follow=True).content.decode()
    assert "طلب نقل قبل شهر" in again
    listed = browser.get(f"{SCREEN}asked/").content.decode()
    assert "طلب نقل قبل شهر" in listed
    assert "0559998877" not in listed


def test_the_screen_costs_a_fixed_number_of_queries(cast: Any, enter: Any, queries_of: Any) -> None:
    browser = enter("call_centre_agent")
    filed(cast)
    address = browser.post(SCREEN, {"who": "0501234567"}).headers["Location"]
    one = queries_of(browser, address)
    for number in range(3):
        filed(cast, subject=f"شأن {number}")
    assert queries_of(browser, address) == one
    for name in ("counter_officer", "supervisor", "minister"):
        assert enter(name).get(SCREEN).status_code == 403


def test_what_a_caller_is_sought_by_stands_in_no_address(cast: Any, enter: Any) -> None:
    filed(cast)
    browser = enter("call_centre_agent")
    for answer in (browser.post(SCREEN, {"who": "0501234567"}), browser.get(SCREEN, {"who": "0501234567"})):
        assert answer.status_code == 302
        address = answer.headers["Location"]
        assert "501234567" not in address
        assert len(browser.get(address).context["found"]) == 1, "and again when the page is loaded anew"
    other = browser.post(SCREEN, {"who": "0559998877"}).headers["Location"]
    assert len(browser.get(address).context["found"]) == 1, "the page beside it stays what it was"
    assert browser.get(other).context["found"] == []
    assert browser.get(SCREEN).context["who"] == "", "the next caller begins anew"
    assert enter("call_centre_agent").get(address).context["who"] == "", "the address says nothing to another session"
    assert browser.post(SCREEN, {"who": " "}).headers["Location"] == SCREEN
    for number in range(30):
        browser.post(SCREEN, {"who": f"05000000{number:02}"})
    assert browser.get(address).context["who"] == "", "the oldest are forgotten"
