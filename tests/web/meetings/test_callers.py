"""Whoever asked to meet the official calls 19996, or comes to the counter, with the number on their slip."""

import pytest
from django.utils import timezone

from tawasul.meetings import actions
from tests.cast import PARENT, filed
from tests.meetings.asking import asked, ready, somebody, taken
from tests.web.work.pages import mark

SCREEN, SEARCH = "/desk/19996/", "/desk/search/"


def shown(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_agent_tells_a_caller_where_their_request_stands_and_no_more(cast, enter):
    request = taken(cast, at=timezone.now())
    actions.return_for_completion(
        actor=cast.meetings_officer, request_id=request.pk, missing="صورة القرار", at=timezone.now()
    )
    browser = enter("call_centre_agent")
    for given in (request.reference, "0501234567", PARENT.identity.number):
        page = shown(browser.post(SCREEN, {"who": given}, follow=True))
        assert "Returned for completion" in page
        assert "صورة القرار" in page
        assert "Make sure with whom you speak" in page
        assert not {
            number for number in (PARENT.identity.number, "501234567") if number not in given and number in page
        }
        assert f"/desk/meetings/{request.reference}/" not in page, "the request itself is not theirs"
        assert "Salman" not in page, "no name of staff"
    found = shown(browser.get(SEARCH, {"q": request.reference}))
    assert "Returned for completion" in found, "the officer reads of the beneficiary, and is told what to say"
    assert "To be told to the beneficiary" in found
    assert "Nothing found" not in found
    assert browser.get(f"/desk/meetings/{request.reference}/").status_code == 403


def test_beside_the_callers_tickets_stands_what_they_asked_of_the_official(cast, enter):
    ticket, request = filed(cast), asked(cast)
    page = enter("call_centre_agent").post(SCREEN, {"who": PARENT.identity.number}, follow=True)
    assert [card["reference"] for card in page.context["found"]] == [ticket.reference]
    assert [card["reference"] for card in page.context["meetings"]] == [request.reference]
    assert PARENT.name in shown(page)


def test_the_counter_finds_the_requests_of_its_own_centre_alone(cast, enter):
    ours, theirs = asked(cast), asked(cast, somebody(7), centre="other_centre")
    for role in ("counter_officer", "reception_officer"):
        browser = enter(role)
        assert "To be told to the beneficiary" in shown(browser.get(SEARCH, {"q": ours.reference}))
        assert "Nothing found" in shown(browser.get(SEARCH, {"q": theirs.reference}))
        assert "To be told to the beneficiary" not in shown(browser.get(SEARCH, {"q": PARENT.name})), "not by name"
    assert "To be told to the beneficiary" not in shown(enter("coordinator").get(SEARCH, {"q": ours.reference}))
    assert enter("meetings_officer").get(SEARCH, {"q": ours.reference}).url == f"/desk/meetings/{ours.reference}/"


@pytest.mark.parametrize("name", ["ساره الغامدي", "سارة بنت محمد"])
def test_by_name_those_who_see_meetings_find_them(cast, enter, name):
    request = ready(cast)
    asked(cast, centre="other_centre")
    page = enter("meetings_officer").get(SEARCH, {"q": name})
    assert [card["reference"] for card in page.context["meetings"]] == [request.reference]
    assert f"/desk/meetings/{request.reference}/" in shown(page)


def test_what_is_told_costs_the_same_for_one_and_for_many(cast, enter, queries_of):
    asked(cast)
    browser = enter("call_centre_agent")
    address = browser.post(SCREEN, {"who": PARENT.identity.number}).headers["Location"]
    few = queries_of(browser, address)
    for _more in range(4):
        asked(cast)
    assert queries_of(browser, address) == few


def test_a_number_of_nothing_is_still_written_down_as_asked_in_vain(cast, enter):
    browser = enter("call_centre_agent")
    page = shown(browser.post(SCREEN, {"who": "26000000000"}, follow=True))
    assert "Or write down that somebody asked" in page
    given = {"who": "26000000000", "text": "سأل عن موعد لقائه", "once": mark()}
    assert browser.post(f"{SCREEN}note/", given).status_code == 302
