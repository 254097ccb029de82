"""One person with two roles sees two worlds, one at a time."""

from playwright.sync_api import Page, expect

from tawasul.centres.labels import ROLE_LABELS
from tests.cast import Cast, filed, give_role
from tests.journeys.conftest import Open
from tests.journeys.words import label, said

HERE, THERE = "تأخر النقل المدرسي", "معادلة ساعات دراسية"


def test_two_hats_are_two_worlds(cast: Cast, seated: Open) -> None:
    here, there = filed(cast, subject=HERE), filed(cast, subject=THERE, centre="other_centre")
    give_role(cast.user("complaint_officer"), "quality_officer", cast.places["other_centre"])
    page = seated("complaint_officer")
    for role, seen, unseen in (("complaint_officer", here, there), ("quality_officer", there, here)):
        put_on(page, label(ROLE_LABELS[role]))
        for ticket, times in ((seen, 1), (unseen, 0)):
            page.goto(f"/desk/search/?q={ticket.subject}")
            expect(page.get_by_role("main").get_by_role("link", name=ticket.subject)).to_have_count(times)
            answer = page.goto(f"/desk/tickets/{ticket.reference}/")
            assert answer is not None
            assert answer.status == (200 if times else 404)


def test_the_role_changed_in_another_window(cast: Cast, seated: Open) -> None:
    ticket = filed(cast)
    give_role(cast.user("complaint_officer"), "quality_officer", cast.places["other_centre"])
    page = seated("complaint_officer")
    put_on(page, label(ROLE_LABELS["complaint_officer"]))
    page.goto(f"/desk/tickets/{ticket.reference}/")
    other = page.context.new_page()
    put_on(other, label(ROLE_LABELS["quality_officer"]))
    page.locator(f'form[action$="{ticket.reference}/do/take/"] button').click()
    expect(page.get_by_role("heading", name=said("You act in another role now"))).to_be_visible()
    page.get_by_role("main").get_by_role("button").filter(has_text=label(ROLE_LABELS["complaint_officer"])).click()
    expect(page.locator(f'form[action$="{ticket.reference}/do/take/"]')).to_have_count(1)


def put_on(page: Page, role: str) -> None:
    """Act in this role from now on, unless it is worn already."""
    page.goto("/desk/")
    bar = page.get_by_role("banner")
    worn = bar.locator(".hats summary")
    if role not in worn.inner_text():
        worn.click()
        bar.get_by_role("button").filter(has_text=role).click()
    expect(worn).to_contain_text(role)
