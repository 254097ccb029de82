"""The front page as a browser shows it, with its style and in Arabic."""

import pytest
from playwright.sync_api import Page

from tests.cast import Cast


@pytest.mark.parametrize("device", ["phone", "desktop"])
def test_the_front_page_stands(cast: Cast, device: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(device)
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("[...document.styleSheets].some(sheet => sheet.cssRules.length > 100)")
