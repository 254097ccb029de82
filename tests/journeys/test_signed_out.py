"""A session ends while somebody writes; and what the browser finds wrong is said in the language of the page."""

from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from tawasul.tickets.labels import ACTION_LABELS
from tawasul.tickets.models import Ticket
from tawasul.timeline.models import Event
from tests.cast import PASSWORD, Cast, filed
from tests.journeys import desk
from tests.journeys.conftest import Open
from tests.journeys.words import label, said

NOTE = "اتصلت بمدير المدرسة وأفاد بأن الحافلة في الصيانة."
KEPT = "You were signed out before this was sent. Here is what you had written: look at it, and send it again."


def sign_in_again(page: Page, email: str) -> None:
    page.locator('[name="login"]').fill(email)
    page.locator('[name="password"]').fill(PASSWORD)
    page.get_by_role("button", name=said("Sign in"), exact=True).click()


def test_a_note_is_put_back_after_signing_in_and_sent_once(cast: Cast, seated: Open) -> None:
    ticket = filed(cast)
    page = seated("complaint_officer")
    desk.open_ticket(page, ticket.reference)
    note = desk.step(page, "add_note")
    note.locator("textarea").fill(NOTE)
    Session.objects.all().delete()
    note.get_by_role("button", name=label(ACTION_LABELS["add_note"]), exact=True).click()
    page.wait_for_url("**/account/login/**")
    sign_in_again(page, cast.user("complaint_officer").email)
    page.wait_for_url(f"**/desk/tickets/{ticket.reference}/**")
    expect(page.get_by_text(said(KEPT))).to_be_visible()
    note = page.locator('details:has(form[action$="/do/add_note/"])')
    expect(note.locator("textarea")).to_have_value(NOTE)
    desk.press_step(page, note, "add_note", "Your note was added.")
    assert Event.objects.filter(kind="note_added").count() == 1
    page.reload()
    expect(page.locator('details:has(form[action$="/do/add_note/"]) textarea')).to_have_value("")


def test_a_filing_at_the_counter_is_put_back_as_often_as_it_takes(cast: Cast, seated: Open) -> None:
    page = seated("counter_officer")
    for _time in range(2):
        page.goto("/desk/file/?new=1")
        page.locator('[name="identity"]').fill("1000000008")
        page.locator('[name="name"]').fill("سارة بنت محمد الغامدي")
        page.locator('[name="category"]').select_option("parent")
        page.locator('[name="type"][value="complaint"]').check()
        page.locator('[name="mobile"]').fill("0501234567")
        page.locator('[name="subject"]').fill("تأخر الباص")
        page.locator('[name="text"]').fill(NOTE)
        Session.objects.all().delete()
        page.get_by_role("button", name=said("File the ticket")).click()
        page.wait_for_url("**/account/login/**")
        sign_in_again(page, cast.user("counter_officer").email)
        page.wait_for_url("**/desk/file/**")
        expect(page.locator('[name="text"]')).to_have_value(NOTE)
        expect(page.locator('[name="type"][value="complaint"]')).to_be_checked()
        expect(page.locator('[name="identity"]')).to_have_value("1000000008")
    page.get_by_role("button", name=said("File the ticket")).click()
    page.wait_for_url("**/desk/file/done/**")
    assert Ticket.objects.get().text == NOTE


def test_what_is_left_empty_is_said_in_the_pages_language(cast: Cast, opened: Open) -> None:
    for language, words in (("ar", said("This field is required.")), ("en", "This field is required.")):
        page = opened(language)
        page.goto("/follow/")
        page.locator("main form button").first.click()
        field = page.locator("main form [required]").first
        assert field.evaluate("field => field.validationMessage") == words
        field.fill("1")
        assert field.evaluate("field => field.validity.customError") is False
