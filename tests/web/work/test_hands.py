"""One answer on every page to: who has it now?"""

import re

import pytest

from tawasul.tickets import actions
from tests.cast import Cast, filed, hours, under_review
from tests.web.work.pages import page_of


def returned(cast: Cast):
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    actions.return_for_completion(actor=cast.complaint_officer, ticket_id=ticket.pk, missing="رقم الحافلة", at=hours(2))
    return ticket


def without_tags(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


@pytest.mark.parametrize(
    ("make", "says", "not_their_name"),
    [(under_review, "The reviewers", "Haifa Albugami"), (returned, "The beneficiary", "Layla Alzahrani")],
)
def test_header_cards_lists_and_search_agree(cast, enter, make, says, not_their_name):
    ticket = make(cast)
    browser = enter("supervisor")
    page = page_of(browser, ticket)
    header = without_tags(page[page.index('class="page-header') : page.index('class="page-actions"')])
    assert says in header
    assert not_their_name not in header
    custody = without_tags(page[page.index('class="holders"') :].split("</ol>")[0])
    assert f"{says} (now)" in custody
    dates = without_tags(page[page.index('class="dates"') :].split("</ul>")[0])
    assert not_their_name not in dates
    for address in ("/desk/lists/open/", f"/desk/search/?q={ticket.reference}"):
        main = browser.get(address).content.decode().split("<main", 1)[1]
        shown = without_tags(re.sub(r"<form.*?</form>", "", main, flags=re.DOTALL))  # which offers names to choose from
        assert says in shown
        assert not_their_name not in shown


def test_a_list_says_that_time_stands_still_instead_of_a_date(cast, enter):
    returned(cast)
    shown = without_tags(enter("supervisor").get("/desk/lists/returned/").content.decode())
    assert "The time stands still" in shown
    assert "Promised by" not in shown
