"""Where a second factor is required nothing else is open before it is set up, and signing in asks for it."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from tests.cast import PASSWORD, Cast


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


@pytest.fixture(autouse=True)
def _required(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def sign_in(browser: Client, cast: Cast) -> Any:
    return browser.post("/account/login/", {"login": cast.user("coordinator").email, "password": PASSWORD})


def set_up(browser: Client) -> str:
    page = browser.get("/account/second-factor/totp/activate/")
    assert page.status_code == 200
    secret = str(page.context["form"].secret)
    answer = browser.post("/account/second-factor/totp/activate/", {"code": code_of(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    return secret


@pytest.mark.parametrize("path", ["/desk/", "/desk/help/", "/desk/sessions/", "/desk/tickets/1/"])
def test_without_one_every_page_leads_to_setting_it_up(cast: Cast, browser: Client, path: str) -> None:
    sign_in(browser, cast)
    answer = browser.get(path)
    assert answer.status_code == 302
    assert answer.url == "/account/second-factor/"
    assert browser.get(answer.url).status_code == 200
    assert browser.post(path).url == "/account/second-factor/"


def test_set_up_it_opens_the_desk_and_is_asked_for_next_time(cast: Cast, browser: Client) -> None:
    sign_in(browser, cast)
    secret = set_up(browser)
    assert browser.get("/desk/help/").status_code == 200
    codes = browser.get("/account/second-factor/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    browser.post("/account/logout/")

    assert sign_in(browser, cast).url.startswith("/account/second-factor/authenticate/")
    assert browser.get("/desk/help/").status_code == 302, "the password alone opens nothing"
    assert browser.post("/account/second-factor/authenticate/", {"code": "000000"}).status_code == 200
    assert browser.post("/account/second-factor/authenticate/", {"code": codes[0]}).status_code == 302
    assert browser.get("/desk/help/").status_code == 200
    browser.post("/account/logout/")

    sign_in(browser, cast)
    assert browser.post("/account/second-factor/authenticate/", {"code": codes[0]}).status_code == 200, (
        "each works once"
    )
    assert secret


def test_codes_are_limited(cast: Cast, browser: Client) -> None:
    sign_in(browser, cast)
    set_up(browser)
    browser.post("/account/logout/")
    sign_in(browser, cast)
    answers = [browser.post("/account/second-factor/authenticate/", {"code": f"{n:06}"}).status_code for n in range(9)]
    assert answers == [200] * 8 + [429]


def test_the_last_one_stays(cast: Cast, browser: Client) -> None:
    sign_in(browser, cast)
    set_up(browser)
    browser.post("/account/second-factor/totp/deactivate/")
    assert Authenticator.objects.filter(type="totp").exists()


def test_secrets_are_sealed_in_the_database(cast: Cast, browser: Client) -> None:
    sign_in(browser, cast)
    secret = set_up(browser)
    assert secret not in str(Authenticator.objects.values_list("data", flat=True))
    assert generate_totp_secret() != secret


def test_the_picture_to_scan_passes_the_content_security_policy(cast: Cast, browser: Client) -> None:
    sign_in(browser, cast)
    page = browser.get("/account/second-factor/totp/activate/")
    assert re.search(r'<img[^>]*src="data:image/svg', page.content.decode())
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
