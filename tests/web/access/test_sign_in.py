"""Signing in by e-mail and password; limited tries; nobody signs up."""

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tawasul.people.actions import choose_language
from tawasul.people.models import User
from tests.cast import PASSWORD, Cast

LOGIN = "/account/login/"


def sign_in(browser: Client, cast: Cast, name: str, password: str = PASSWORD, **more: Any) -> Any:
    return browser.post(LOGIN, {"login": cast.user(name).email, "password": password} | more)


def test_the_desk_leads_to_signing_in_and_back(cast: Cast, browser: Client) -> None:
    answer = browser.get("/desk/help/?x=1")
    assert answer.status_code == 302
    assert answer.url == f"{LOGIN}?next=/desk/help/%3Fx%3D1"
    answer = sign_in(browser, cast, "coordinator", next="/desk/help/?x=1")
    assert answer.url == "/desk/help/?x=1"
    assert browser.get("/desk/help/").status_code == 200


def test_a_part_of_a_page_leads_the_whole_page_to_signing_in(db: None, browser: Client) -> None:
    answer = browser.get("/desk/day/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith(LOGIN)


def test_a_wrong_password_and_an_unknown_address_are_told_alike(cast: Cast, browser: Client) -> None:
    wrong = sign_in(browser, cast, "coordinator", "something-else-1448")
    unknown = browser.post(LOGIN, {"login": "nobody@example.sa", "password": PASSWORD})
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert wrong.context["form"].errors


def test_a_person_who_left_does_not_get_in(cast: Cast, browser: Client) -> None:
    User.objects.filter(pk=cast.user("coordinator").pk).update(is_active=False)
    sign_in(browser, cast, "coordinator")
    assert browser.get("/desk/help/").status_code == 302


def test_tries_are_limited_even_with_the_right_password(cast: Cast, browser: Client) -> None:
    for _try in range(8):
        assert sign_in(browser, cast, "coordinator", "something-else-1448").status_code == 200
    refused = sign_in(browser, cast, "coordinator")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert browser.get("/desk/help/").status_code == 302
    assert sign_in(browser, cast, "supervisor").status_code == 302, "others at the same address still may"


def test_nobody_signs_up(db: None, client: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/account/signup/").status_code == 404


def test_signing_out_needs_a_click(cast: Cast, browser: Client) -> None:
    browser.force_login(cast.user("coordinator"))
    assert browser.get("/account/logout/").status_code == 200
    assert browser.get("/desk/help/").status_code == 200
    browser.post("/account/logout/")
    assert browser.get("/desk/help/").status_code == 302


def test_a_forgotten_password_is_replaced_by_a_link(cast: Cast, browser: Client, mailoutbox: list[Any]) -> None:
    browser.post("/account/password/reset/", {"email": cast.user("coordinator").email})
    browser.post("/account/password/reset/", {"email": "nobody@example.sa"})
    assert len(mailoutbox) == 1
    link = next(word for word in mailoutbox[0].body.split() if word.startswith("http"))
    page = browser.get(link.split("testserver", 1)[1], follow=True)
    new = "another-long-password-1448"
    browser.post(page.request["PATH_INFO"], {"password1": new, "password2": new})
    assert sign_in(browser, cast, "coordinator", new).status_code == 302


def test_the_first_visit_is_arabic_whatever_the_browser_says(db: None, client: Client) -> None:
    answer = client.get(LOGIN, headers={"Accept-Language": "en-GB,en"})
    assert answer["Content-Language"] == "ar"
    assert 'dir="rtl"' in answer.content.decode()


def test_the_language_is_chosen_for_the_browser_and_kept_for_the_person(cast: Cast, client: Client) -> None:
    client.force_login(cast.user("coordinator"))
    assert client.get("/desk/help/")["Content-Language"] == "ar"
    answer = client.post("/language/", {"language": "en", "next": "/desk/help/"})
    assert answer.url == "/desk/help/"
    assert client.get("/desk/help/")["Content-Language"] == "en"
    other = Client()
    other.force_login(cast.user("coordinator"))
    assert other.get("/desk/help/")["Content-Language"] == "en"


def test_an_unknown_language_and_a_foreign_address_change_nothing(cast: Cast, client: Client) -> None:
    answer = client.post("/language/", {"language": "xx", "next": "https://elsewhere.example/"})
    assert answer.url == "/"
    assert "language" not in answer.cookies
    choose_language(user_id=cast.user("coordinator").pk, language="ar")
