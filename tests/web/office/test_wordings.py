"""The ministry words its messages, sets the quiet hours; staff choose how they are told."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils.html import escape
from django.utils.translation import override

from tawasul.notices import choices, quieting, words
from tawasul.notices.labels import GROUP_LABELS, MESSAGE_LABELS
from tawasul.notices.message import Group
from tawasul.notices.messages import BY_KIND
from tests.cast import Cast

Enter = Callable[..., Client]
PAGE = "/desk/notices/wordings/ticket_returned/ar/"
OURS = {
    "text": "طلبكم {number} ينقصه {missing}. {link}",
    "subject": "طلبكم {number}",
    "body": "ينقص {number}: {missing}",
    "why": "أوضح",
    "version": "0",
}


def test_words_are_previewed_then_put_in_force_then_taken_back(cast: Cast, enter: Enter) -> None:
    browser = enter("ministry_supervisor")
    assert PAGE in browser.get("/desk/notices/wordings/").content.decode()
    tried = browser.post(PAGE, OURS | {"do": "preview", "why": ""})
    assert "طلبكم 26000123456 ينقصه صورة الهوية" in tried.content.decode()
    assert words.latest() == {}
    kept = browser.post(PAGE, OURS | {"do": "save", "once": "one"}, follow=True)
    assert words.in_force("ticket_returned")["ar"].text == OURS["text"]
    assert "أوضح" in kept.content.decode()
    assert browser.post(PAGE, OURS | {"do": "save", "once": "one"}).status_code == 302  # the same click twice
    assert len(words.history_of("ticket_returned", "ar")) == 1
    late = browser.post(PAGE, OURS | {"do": "save", "once": "two", "text": OURS["text"] + " شكرًا"})
    assert late.status_code == 409
    assert "شكرًا" in late.content.decode()  # what was typed is kept
    browser.post(PAGE, {"do": "restore", "version": "1", "once": "three"})
    assert words.in_force("ticket_returned") == {}


def test_a_lost_placeholder_is_named_beside_its_field(cast: Cast, enter: Enter) -> None:
    page = enter("administrator").post(PAGE, OURS | {"do": "save", "text": "طلبكم {number} {phone}"})
    said = page.content.decode()
    assert page.status_code == 422
    for name in ("{missing}", "{link}", "{phone}"):
        assert name in said
    assert words.latest() == {}


def test_a_code_has_no_e_mail_and_is_reworded_all_the_same(cast: Cast, enter: Enter) -> None:
    page = "/desk/notices/wordings/verification_code/en/"
    browser = enter("ministry_supervisor")
    assert 'name="subject"' not in browser.get(page).content.decode()
    browser.post(page, {"do": "save", "text": "Tawasul: {code}", "why": "shorter", "version": "0"})
    assert words.in_force("verification_code")["en"].text == "Tawasul: {code}"


def test_what_is_no_message_is_not_found_and_others_may_not(cast: Cast, enter: Enter) -> None:
    browser = enter("ministry_supervisor")
    for path in ("nothing/ar/", "ticket_returned/fr/"):
        assert browser.get(f"/desk/notices/wordings/{path}").status_code == 404
    assert enter("supervisor").get(PAGE).status_code == 403


def test_pages_ask_the_same_however_much_was_reworded(
    cast: Cast, enter: Enter, queries_of: Callable[[Client, str], int]
) -> None:
    browser = enter("ministry_supervisor")
    pages = (PAGE, "/desk/notices/wordings/")
    before = [queries_of(browser, page) for page in pages]
    for version in range(3):
        browser.post(PAGE, OURS | {"do": "save", "version": str(version)})
    assert [queries_of(browser, page) for page in pages] == before


def test_quiet_hours_are_set(cast: Cast, enter: Enter) -> None:
    browser = enter("ministry_supervisor")
    assert "22:00" in browser.get("/desk/notices/quiet-hours/").content.decode()
    assert browser.post("/desk/notices/quiet-hours/", {"begins": "25:00", "ends": ""}).status_code == 422
    assert browser.post("/desk/notices/quiet-hours/", {"begins": "23:30", "ends": "06:00"}).status_code == 302
    assert str(quieting.in_force().begins) == "23:30:00"
    assert "23:30" in browser.get("/desk/notices/wordings/").content.decode()


def test_one_chooses_channels_and_never_loses_the_pages(cast: Cast, enter: Enter) -> None:
    browser, user = enter("coordinator"), cast.user("coordinator")
    user.mobile = ""
    user.save()
    page = browser.get("/desk/notices/choices/").content.decode()
    with override("en"):
        names = [escape(str(label)) for label in GROUP_LABELS.values()]
    assert all(name in page for name in names)
    browser.post("/desk/notices/choices/", {"alarms-email": "on", "alarms-sms": "on", "alarms-in_app": "on", "x": "on"})
    assert choices.chosen_by(user.pk) == {("alarms", "email")}  # no mobile: nothing to send to
    browser.post("/desk/notices/choices/", {})
    assert choices.chosen_by(user.pk) == frozenset()


def test_every_message_and_group_has_its_name() -> None:
    assert MESSAGE_LABELS.keys() == BY_KIND.keys()
    assert GROUP_LABELS.keys() == {group.value for group in Group}


@pytest.mark.parametrize("kind", list(BY_KIND))
def test_every_message_has_its_page(cast: Cast, enter: Enter, kind: str) -> None:
    assert enter("ministry_supervisor").get(f"/desk/notices/wordings/{kind}/ar/").status_code == 200
