"""The demonstration's shortcuts: there in demonstration mode, and not even an address otherwise."""

import os
import subprocess
import sys

from django.conf import settings
from django.test import Client

from tawasul.people.actions import register_user
from tawasul.web.access.shortcuts.cards import cards
from tests.cast import SUNDAY, Cast


def test_one_click_signs_in_as_somebody_offered(db: None, browser: Client) -> None:
    card = cards()[0]
    register_user(email=card.email, user_number="E1", name_ar="أ", name_en="A", at=SUNDAY)
    page = browser.get("/account/login/")
    assert card.email in page.content.decode()
    assert browser.post("/account/demonstration/", {"email": card.email}).url == "/desk/"
    assert "_auth_user_id" in browser.session


def test_nobody_else_can_be_clicked(cast: Cast, browser: Client) -> None:
    assert browser.post("/account/demonstration/", {"email": cast.user("minister").email}).status_code == 404
    assert browser.get("/account/demonstration/").status_code == 405


def test_in_production_there_is_no_such_address_and_no_outbox() -> None:
    said = subprocess.run(
        [sys.executable, "-c", PRODUCTION],
        cwd=settings.BASE,
        env=os.environ
        | {
            "TAWASUL_DEMONSTRATION": "0",
            "TAWASUL_SECRET_KEY": "s" * 60,
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["404", "404", "True", "0"], said.stderr


PRODUCTION = """
import django; django.setup()
from django.conf import settings
from django.urls import Resolver404, resolve
from tawasul.web.access.shortcuts.cards import cards
for path in ("/account/demonstration/", "/desk/outbox/"):
    try:
        resolve(path); print(200)
    except Resolver404:
        print(404)
print(settings.SECOND_FACTOR_REQUIRED, len(cards()))
"""
