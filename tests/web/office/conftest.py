"""Somebody in the office."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def enter(cast: Cast) -> Callable[..., Client]:
    """A browser in which a member of the cast is signed in, reading English unless told otherwise."""

    def sit_down(name: str, language: str = "en") -> Client:
        browser = Client()
        browser.force_login(cast.user(name))
        browser.cookies["language"] = language
        return browser

    return sit_down


@pytest.fixture
def queries_of(cast: Cast) -> Callable[[Client, str], int]:
    """How many queries a page costs, when it has been asked for before."""

    def count(browser: Client, url: str) -> int:
        browser.get(url)
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(url).status_code == 200
        return len(caught)

    return count
