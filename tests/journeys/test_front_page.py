"""The front page as a browser shows it, and the jobs' worker beside it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_the_front_page_stands(device: str, request: pytest.FixtureRequest, work_off: Callable[[], None]) -> None:
    page: Page = request.getfixturevalue(device)
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("[...document.styleSheets].some(sheet => sheet.cssRules.length > 100)")
    work_off()
