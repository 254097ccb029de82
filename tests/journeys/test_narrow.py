"""On a telephone no page of the office is wider than the screen: what is wide scrolls in its own frame; and what stands beside
one another does so at one height, with the same room on both sides."""

import pytest

from tests.cast import Cast, filed
from tests.journeys.conftest import DESKTOP, PHONE, Open


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_table_of_powers_scrolls_in_its_frame(seated: Open, language: str) -> None:
    page = seated("supervisor", language, **PHONE)
    page.goto("/desk/roles/")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    assert page.evaluate("(frame => frame.scrollWidth > frame.clientWidth)(document.querySelector('.table-scroll'))")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_while_the_table_of_powers_is_scrolled_the_role_stays_in_sight(seated: Open, language: str) -> None:
    page = seated("supervisor", language, **DESKTOP)
    page.goto("/desk/roles/")
    role = page.locator("table.powers tbody th").first
    before = role.bounding_box()
    towards = -1 if language == "ar" else 1
    moved = page.evaluate(
        "(far) => { const frame = document.querySelector('.table-scroll'); frame.scrollLeft = far; return frame.scrollLeft }",
        towards * 9999,
    )
    after = role.bounding_box()
    assert abs(moved) > 20
    assert before is not None
    assert after is not None
    assert abs(after["x"] - before["x"]) < 2


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_field_with_an_error_has_the_same_room_on_both_sides(cast: Cast, opened: Open, language: str) -> None:
    page = opened(language, **PHONE)
    page.goto("/follow/")
    page.locator('[name="number"]').fill("26000012345")
    page.locator('[name="mobile"]').fill("0512")
    page.get_by_role("main").locator("form button").first.click()
    field = page.locator('[name="number"].is-invalid')
    field.wait_for()
    left, right = field.evaluate(
        "(field) => [getComputedStyle(field).paddingLeft, getComputedStyle(field).paddingRight]"
    )
    assert left == right


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_card_that_opens_shows_it_at_the_end_of_its_line(opened: Open, language: str) -> None:
    page = opened(language, **PHONE)
    page.goto("/follow/")
    summary = page.locator("details.card > summary").first
    drawn = "(each) => { const sign = getComputedStyle(each, '::after'); return [sign.content, sign.transform] }"
    (content, closed), box = summary.evaluate(drawn), summary.locator("strong").bounding_box()
    assert content == '""'
    assert box is not None
    room = box["x"] if language == "ar" else PHONE["viewport"]["width"] - box["x"] - box["width"]
    assert room > 24, "the sign stands after the words"
    summary.click()
    assert summary.evaluate(drawn)[1] not in {closed, "none"}


def test_what_an_action_leaves_behind_moves_no_column(cast: Cast, seated: Open) -> None:
    ticket = filed(cast)
    page = seated("complaint_officer", "ar", **DESKTOP)
    page.goto(f"/desk/tickets/{ticket.reference}/?done={ticket.reference}")
    tops = [
        page.locator(f"{column} > section:visible").first.bounding_box() for column in (".desk-content", ".desk-aside")
    ]
    assert tops[0] is not None
    assert tops[1] is not None
    assert tops[0]["y"] == tops[1]["y"]
