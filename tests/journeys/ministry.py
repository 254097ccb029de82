"""The ministry's calendar in its pages: proposals confirmed, days off announced."""

from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys.words import said


def see_what_it_does(page: Page) -> None:
    """From what was written to what it would do."""
    page.get_by_role("main").get_by_role("button", name=said("See what it does")).click()
    expect(page.get_by_role("heading", name=said("What changes in the calendar"))).to_be_visible()


def apply(page: Page) -> None:
    """What was previewed."""
    page.get_by_role("main").get_by_role("button", name=said("Apply"), exact=True).click()


def propose_fixed_holidays(page: Page, cast: Cast, year: int) -> None:
    """The rules write them down; nothing is closed by that."""
    page.goto(f"/desk/calendar/?place={cast.places['ministry'].pk}&year={year}")
    page.get_by_role("link", name=said("Propose the year's fixed holidays")).click()
    page.locator('[name="year"]').fill(str(year))
    see_what_it_does(page)
    expect(page.get_by_role("main")).to_contain_text(said("They close nothing until somebody confirms them."))
    apply(page)
    expect(page.get_by_text(said("The holidays are proposed: confirm them one by one."))).to_be_visible()


def confirm(page: Page, cast: Cast, reason: str, year: int) -> None:
    """One proposal of a year, by its name; what that does is seen first."""
    page.goto(f"/desk/calendar/?place={cast.places['ministry'].pk}&year={year}")
    line = page.locator("li[data-proposed]").filter(has=page.locator("strong", has_text=reason))
    line.get_by_role("link", name=said("Confirm")).click()
    expect(page.get_by_role("heading", name=said("What it does to the open deadlines"))).to_be_visible()
    apply(page)
    expect(page.get_by_text(said("The day off is confirmed."))).to_be_visible()


def announce(
    page: Page, cast: Cast, *, kind: str, first: str, last: str = "", reason: str = "", reason_en: str = ""
) -> None:
    """Days off of the nation, written and previewed; `apply` makes them stand."""
    page.goto(f"/desk/calendar/{cast.places['ministry'].pk}/off/")
    page.locator('[name="kind"]').select_option(kind)
    page.locator('[name="first_day"]').fill(first)
    page.locator('[name="last_day"]').fill(last)
    page.locator('[name="reason_ar"]').fill(reason)
    page.locator('[name="reason_en"]').fill(reason_en)
    see_what_it_does(page)


def figure(page: Page, msgid: str) -> str:
    """One of the figures of a preview, or of a change on its way, by its name."""
    term = page.get_by_role("main").locator("dl.figures > div").filter(has_text=said(msgid))
    return term.locator("dd").inner_text()
