"""Addresses to which forms are only sent: whoever opens one comes to the page above it, in whatever language they then read."""

import pytest
from django.test import Client

from tests.cast import Cast, assemble, filed
from tests.web.work.pages import hidden_fields


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def officer(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.user("complaint_officer"))
    return browser


def test_after_a_refusal_the_other_language_shows_the_ticket(cast: Cast, officer: Client) -> None:
    ticket = filed(cast)
    page = f"/desk/tickets/{ticket.reference}/"
    officer.post(f"{page}do/take/", hidden_fields(officer.get(page).content.decode(), f"{page}do/take/"))
    address = f"{page}do/return_for_completion/"
    refused = officer.post(address, hidden_fields(officer.get(page).content.decode(), address) | {"missing": "x"})
    assert refused.status_code == 422
    asked = hidden_fields(refused.content.decode(), "/language/") | {"language": "en"}
    shown = officer.post("/language/", asked, follow=True)
    assert (shown.status_code, shown.redirect_chain[-1][0]) == (200, page)
    assert 'lang="en"' in shown.content.decode()


@pytest.mark.parametrize("below", ["reply/", "draft/", "do/take/", "do/take/nothing/", "unmask/mobile/"])
def test_each_address_of_a_ticket_leads_to_the_ticket(cast: Cast, officer: Client, below: str) -> None:
    page = f"/desk/tickets/{filed(cast).reference}/"
    answer = officer.get(page + below, follow=True)
    assert answer.status_code in {200, 404}
    assert not answer.redirect_chain or answer.redirect_chain[-1][0] == page


def test_the_portals_lead_up_as_well_and_a_machine_is_told_the_method(cast: Cast) -> None:
    browser = Client()
    assert browser.get("/file/same/").url == "/file/"
    assert browser.get("/follow/request/withdraw/drop/").status_code == 404
    machine = browser.get("/api/v1/callers/expedites")
    assert (machine.status_code, machine.headers["Allow"]) == (405, "POST")
    assert browser.put("/file/same/").status_code == 405
