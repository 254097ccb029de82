"""How staff work at their desk in a browser: what they open, press and write."""

from playwright.sync_api import Locator, Page, expect

from tawasul.lib.reference import parse_reference
from tawasul.tickets.labels import ACTION_LABELS
from tests.cast import PASSWORD
from tests.journeys.words import label, said


def sign_in(page: Page, email: str) -> None:
    """Through the sign-in page, to which the desk leads."""
    page.goto("/desk/")
    page.locator('[name="login"]').fill(email)
    page.locator('[name="password"]').fill(PASSWORD)
    page.get_by_role("button", name=said("Sign in"), exact=True).click()
    page.wait_for_url("**/desk/")


def open_from_day(page: Page, subject: str) -> None:
    """The ticket with this subject, from the first page of the desk."""
    page.goto("/desk/")
    page.get_by_role("link", name=subject).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(subject)


def open_ticket(page: Page, number: str) -> None:
    """By its number, in the box that is on every page."""
    box = page.get_by_role("banner").get_by_role("searchbox")
    if page.url == "about:blank":
        page.goto("/desk/")
    box.fill(number)
    box.press("Enter")
    page.get_by_role("main").get_by_role("link").filter(has=page.locator("bdi")).first.click()
    page.wait_for_url(f"**/desk/tickets/{parse_reference(number)}/**")


def step(page: Page, action: str) -> Locator:
    """The opened form of a step that asks for something."""
    errand = page.locator(f'details:has(form[action$="/do/{action}/"])')
    errand.locator("> summary").click()
    return errand


def press_step(page: Page, within: Page | Locator, action: str, done: str) -> None:
    """Press the step's button, and wait until the page says (`done`, a message) that it is done."""
    within.get_by_role("button", name=label(ACTION_LABELS[action]), exact=True).click()
    expect(page.get_by_text(said(done))).to_be_visible()


def write_reply(page: Page, text: str) -> None:
    """Write; what is written is kept while one writes; send it for review."""
    page.get_by_label(said("Your words to the beneficiary")).fill(text)
    expect(page.locator("#draft-status")).to_contain_text(said("Kept %(saved)s", saved="").strip())
    page.get_by_role("button", name=said("Send for review")).click()
    expect(page.get_by_text(said("The reply was sent for review."))).to_be_visible()


def approve(page: Page) -> None:
    """Approve the reply under review by a double click, as many do, and confirm it in the dialog that asks."""
    words = label(ACTION_LABELS["approve_reply"])
    page.get_by_role("main").get_by_role("button", name=words, exact=True).dblclick()
    page.get_by_role("dialog").get_by_role("button", name=words, exact=True).click()
    expect(page.get_by_text(said("The reply was approved, and the beneficiary is told."))).to_be_visible()
