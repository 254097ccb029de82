"""At the counter: a visitor without a mobile, and an officer who does not touch the mouse."""

from playwright.sync_api import Page, expect

from tawasul.lib.reference import parse_reference
from tawasul.tickets.models import Ticket
from tests.journeys.conftest import Open
from tests.journeys.parent import NUMBER
from tests.journeys.words import said

NAME = "أحمد عبدالله حسن"
NOBODY = "Nobody found. Check the number, write at least three letters of the name, or record a new person."
NO_MOBILE = (
    "There is no mobile: to hear where it stands one calls 19996 or comes to the centre, "
    "and gives the number of the request."
)
SUBJECT = "نقل طالب بين مدرستين"


def tab_to(page: Page, what: str) -> None:
    """Press Tab until the focus stands on the field with this name, or on what bears these words."""
    for _press in range(90):
        page.keyboard.press("Tab")
        here = page.evaluate("[document.activeElement.name, document.activeElement.innerText]")
        if what in (here[0], (here[1] or "").strip()):
            return
    raise AssertionError(f"the keyboard does not reach {what!r}")


def choose(page: Page, value: str) -> None:
    """Move in the list or among the buttons under the focus until this value is taken."""
    current = "() => { const at = document.activeElement; return at.type === 'radio' && !at.checked ? '' : at.value; }"
    for _press in range(12):
        if page.evaluate(current) == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the keys do not reach {value!r}")


def test_a_visitor_without_a_mobile_is_served_by_keyboard(seated: Open) -> None:
    page = seated("counter_officer")
    page.goto("/desk/")
    tab_to(page, said("File for a beneficiary"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/file/**")
    expect(page.get_by_label(said("Identity, mobile or name"))).to_be_focused()
    page.keyboard.type("A1234567")
    expect(page.locator("#found")).to_contain_text(said(NOBODY))
    tab_to(page, said("A new person"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/file/?**new**")

    # What was asked for in vain stands there already, read as a passport's number.
    expect(page.locator('[name="identity_kind"]')).to_have_value("passport")
    expect(page.locator('[name="identity"]')).to_have_value("A1234567")
    expect(page.locator('[name="name"]')).to_be_focused()
    page.keyboard.type(NAME)
    tab_to(page, "category")
    choose(page, "parent")
    tab_to(page, "type")
    choose(page, "complaint")
    tab_to(page, "subject")
    page.keyboard.type(SUBJECT)
    tab_to(page, "text")
    page.keyboard.type("يطلب نقل ابنه إلى مدرسة أقرب إلى البيت، ومعه صورة العقد.")
    tab_to(page, said("File the ticket"))
    page.keyboard.press("Enter")

    page.wait_for_url("**/desk/file/done/**")
    expect(page.get_by_role("main")).to_contain_text(said(NO_MOBILE))
    found = NUMBER.search(page.get_by_role("main").inner_text())
    assert found
    ticket = Ticket.objects.select_related("beneficiary").get(reference=parse_reference(found[0]))
    assert (ticket.channel, ticket.type, ticket.mobile) == ("counter", "complaint", "")
    assert (ticket.beneficiary.name, ticket.beneficiary.mobile) == (NAME, "")
