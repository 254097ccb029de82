"""A file that was refused is never believed to be attached."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.journeys import parent
from tests.journeys.words import said


def test_a_refused_file_holds_the_page_until_it_is_removed(cast: Cast, phone: Page, tmp_path: Path) -> None:
    program = tmp_path / "run.exe"
    program.write_bytes(b"MZ" + b"\0" * 200)
    parent.choose_kind(phone)
    parent.choose_entity(phone)
    phone.locator('input[type="file"]').set_input_files(program)
    refused = phone.locator(".file[data-state=failed]")
    expect(refused).to_contain_text("run.exe")
    parent.tell(phone)
    held = phone.locator(".files-held")
    words = "The files marked in red are not attached. Remove them or try them again, then go on."
    expect(held).to_have_text(said(words))
    refused.locator("[data-take-out]").click()
    expect(held).to_have_count(0)
    parent.press(phone, "Continue")
    parent.say_who(phone)
    expect(phone.get_by_role("main")).to_contain_text(said("No files"))
