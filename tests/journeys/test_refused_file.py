"""A file that was refused is never believed to be attached."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys import parent
from tests.journeys.words import said
from tests.web.work.test_ticket import PNG


def test_a_refused_file_holds_the_page_until_it_is_removed(cast: Cast, phone: Page, tmp_path: Path) -> None:
    program = tmp_path / "run.exe"
    program.write_bytes(b"MZ" + b"\0" * 200)
    parent.choose_kind(phone)
    parent.choose_entity(phone)
    phone.locator('input[type="file"]').set_input_files(program)
    refused = phone.locator(".file[data-state=failed]")
    expect(refused).to_contain_text("run.exe")
    expect(refused.locator("[data-again]")).to_be_hidden()  # it would be refused again
    parent.tell(phone)
    held = phone.locator(".files-held")
    words = "The files marked in red are not attached. Remove them or try them again, then go on."
    expect(held).to_have_text(said(words))
    refused.locator("[data-take-out]").click()
    expect(held).to_have_count(0)
    parent.press(phone, "Continue")
    parent.say_who(phone)
    expect(phone.get_by_role("main")).to_contain_text(said("No files"))


def test_a_file_that_was_lost_on_the_way_may_be_sent_again(cast: Cast, phone: Page, tmp_path: Path) -> None:
    picture = tmp_path / "bus.png"
    picture.write_bytes(PNG)
    parent.choose_kind(phone)
    parent.choose_entity(phone)
    phone.route("**/file/files/", lambda route: route.abort())
    phone.locator('input[type="file"]').set_input_files(picture)
    lost = phone.locator(".file[data-state=failed]")
    expect(lost.locator("[data-again]")).to_be_visible()
    phone.unroute("**/file/files/")
    lost.locator("[data-again]").click()
    expect(phone.locator(".file[data-state=done]")).to_contain_text("bus.png")
