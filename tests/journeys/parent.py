"""A parent with a phone: files, follows, answers."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tawasul.notices.models import Notice
from tawasul.tickets.labels import TYPE_LABELS
from tests.journeys.words import label, said

SUBJECT = "تأخر باص المدرسة"
TEXT = "لم يصل باص النقل المدرسي منذ ثلاثة أيام، وابنتي في المدرسة الابتدائية الرابعة."
MOBILE = "0501234567"
NUMBER = re.compile(r"\d{2}-\d{4}-\d{4}-\d")


def press(page: Page, msgid: str) -> None:
    """The button of the page's content with these words."""
    page.get_by_role("main").get_by_role("button", name=said(msgid), exact=True).click()


def choose_kind(page: Page, kind: str = "complaint") -> None:
    """From the first page to a complaint, or another type."""
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name=said("File a request")).click()
    page.get_by_role("radio", name=re.compile(f"^{label(TYPE_LABELS[kind])}")).check()
    press(page, "Continue")


def choose_entity(page: Page, words: str = "الواحه") -> None:
    """By typing part of its name, in a spelling of one's own."""
    page.get_by_role("combobox").press_sequentially(words)
    page.get_by_role("option", name="إدارة تعليم الواحة").click()
    press(page, "Continue")


def tell(page: Page, file: Path | None = None, place: str = "") -> None:
    """What happened, perhaps with a file; of an emergency, where."""
    if place:
        page.locator('[name="incident_place"]').fill(place)
    page.get_by_label(said("The subject, in a few words")).fill(SUBJECT)
    page.locator('[name="text"]').fill(TEXT)
    if file is not None:
        page.locator('input[type="file"]').set_input_files(file)
        expect(page.get_by_role("main")).to_contain_text(file.name)
        expect(page.get_by_role("main")).to_contain_text(said("Attached"))
    press(page, "Continue")


def say_who(page: Page) -> None:
    """Who asks, and the mobile proved by the code that came to it."""
    page.get_by_label(said("Its number")).fill("1000000008")
    page.get_by_label(said("Your full name")).fill("سارة بنت محمد الغامدي")
    page.get_by_label(said("You ask as")).select_option("parent")
    page.get_by_label(said("Your mobile")).fill(MOBILE)
    press(page, "Send me the code")
    give_code(page)


def give_code(page: Page) -> None:
    """Type the code of the last message."""
    field = page.get_by_label(said("The code"), exact=True)
    expect(field).to_be_visible()
    field.fill(code_sent())
    press(page, "Continue")
    expect(field).to_have_count(0)


def code_sent() -> str:
    """The code in the last message that was owed to a mobile."""
    context: dict[str, Any] = Notice.objects.filter(kind="verification_code").latest("pk").context
    return str(context["code"])


def file_complaint(page: Page, file: Path | None = None) -> str:
    """All of it; gives the number that the last page shows."""
    return file_request(page, "complaint", file)


def file_request(page: Page, kind: str, file: Path | None = None, place: str = "") -> str:
    """A request of any kind, from the first page to the last; gives its number."""
    choose_kind(page, kind)
    choose_entity(page)
    tell(page, file, place)
    say_who(page)
    press(page, "Send the request")
    return number_on(page)


def number_on(page: Page) -> str:
    """The number of the request, as the page that thanks for it shows it."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(said("Your request has been received"))
    found = NUMBER.search(page.get_by_role("main").inner_text())
    assert found, "the page shows no number"
    return found[0]


def follow(page: Page, number: str) -> None:
    """By number and mobile, and a new code."""
    page.goto("/follow/?another=1")
    page.get_by_label(said("Number of the request")).fill(number)
    page.get_by_label(said("Mobile"), exact=True).fill(MOBILE)
    press(page, "Send me the code")
    give_code(page)
