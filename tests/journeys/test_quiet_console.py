"""A page that replaces itself breaks no policy of its own: the browser's console stays silent (see `conftest.opened`)."""

from playwright.sync_api import Page, expect

from tests.cast import Cast, filed
from tests.journeys import parent
from tests.journeys.conftest import Open

# As a reader leaves it who made a field larger, or an extension of the browser that showed something in it.
RESIZED = "document.querySelectorAll('[id]').forEach(each => { each.style.height = '9rem'; each.style.height = ''; })"
OPTIONAL = "document.querySelectorAll('[required]').forEach(each => { each.required = false; })"


def test_a_refused_form_comes_back_in_silence(cast: Cast, phone: Page) -> None:
    parent.choose_kind(phone)
    parent.choose_entity(phone)
    expect(phone.locator("textarea")).to_be_visible()
    phone.evaluate(OPTIONAL)
    phone.evaluate(RESIZED)
    parent.press(phone, "Continue")
    expect(phone.locator(".is-invalid").first).to_be_visible()


def test_the_desk_changes_in_silence(cast: Cast, seated: Open) -> None:
    ticket = filed(cast)
    officer = seated("complaint_officer")
    officer.goto(f"/desk/tickets/{ticket.reference}/")
    officer.evaluate(RESIZED)
    officer.locator(f'form[action$="{ticket.reference}/do/take/"] button').click()
    expect(officer.locator('form[action$="/do/return_for_completion/"]')).to_have_count(1)
    officer.locator("#do-return_for_completion > summary").click()
    officer.evaluate(OPTIONAL)
    officer.evaluate(RESIZED)
    officer.locator('form[action$="/do/return_for_completion/"] .form-actions button').click()
    expect(officer.locator("#return_for_completion_missing.is-invalid")).to_be_visible()
