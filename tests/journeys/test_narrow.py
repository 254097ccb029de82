"""On a telephone no page of the office is wider than the screen: what is wide scrolls in its own frame."""

import pytest

from tests.journeys.conftest import PHONE, Open


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_table_of_powers_scrolls_in_its_frame(seated: Open, language: str) -> None:
    page = seated("supervisor", language, **PHONE)
    page.goto("/desk/roles/")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    assert page.evaluate("(frame => frame.scrollWidth > frame.clientWidth)(document.querySelector('.table-scroll'))")
