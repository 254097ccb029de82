"""A phone that loses its connection, a page that is loaded anew, a finger that taps twice."""

from playwright.sync_api import Page, expect

from tawasul.tickets.models import Ticket
from tests.cast import Cast
from tests.journeys import parent
from tests.journeys.words import said

NOT_SENT = "The connection was lost, so this was not sent. What you wrote is kept."

# A hand quicker than a slow connection: once, as soon as the field stands there.
TYPED_EARLY = """
    new MutationObserver(() => {
        const field = document.getElementById("id_subject");
        if (!field || sessionStorage.typedEarly) return;
        sessionStorage.typedEarly = "1";
        field.value = "%s";
    }).observe(document, { childList: true, subtree: true });
"""


def test_what_was_typed_survives_a_reload_and_a_lost_connection(cast: Cast, phone: Page) -> None:
    parent.choose_kind(phone)
    parent.choose_entity(phone)
    subject = phone.get_by_label(said("The subject, in a few words"))
    text = phone.get_by_label(said("The complaint in detail"), exact=True)
    subject.fill(parent.SUBJECT)
    text.press_sequentially(parent.TEXT[:30])
    expect(phone.get_by_text(said("Saved on this device")).first).to_be_visible()
    phone.reload()
    expect(subject).to_have_value(parent.SUBJECT)
    expect(text).to_have_value(parent.TEXT[:30])

    text.fill(parent.TEXT)
    phone.context.set_offline(True)
    parent.press(phone, "Continue")
    expect(phone.get_by_role("alert")).to_contain_text(said(NOT_SENT))
    expect(text).to_have_value(parent.TEXT)
    phone.context.set_offline(False)
    parent.press(phone, "Try again")
    phone.wait_for_url("**/file/you/")


def test_what_was_typed_before_the_scripts_came_is_kept(cast: Cast, phone: Page) -> None:
    parent.choose_kind(phone)
    parent.choose_entity(phone)
    subject = phone.get_by_label(said("The subject, in a few words"))
    expect(subject).to_be_visible()
    phone.add_init_script(TYPED_EARLY % parent.SUBJECT)
    phone.reload()
    expect(phone.get_by_text(said("Saved on this device")).first).to_be_visible()
    phone.reload()
    expect(subject).to_have_value(parent.SUBJECT)


def test_a_double_tap_files_once(cast: Cast, phone: Page) -> None:
    parent.choose_kind(phone)
    parent.choose_entity(phone)
    parent.tell(phone)
    parent.say_who(phone)
    phone.get_by_role("button", name=said("Send the request")).dblclick()
    number = parent.number_on(phone)
    assert Ticket.objects.count() == 1
    phone.go_back()
    phone.wait_for_load_state("networkidle")  # what was left behind leads on by itself
    phone.goto("/follow/request/")
    expect(phone.get_by_role("main")).to_contain_text(number)
    assert Ticket.objects.count() == 1
