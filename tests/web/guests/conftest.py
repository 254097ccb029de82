import pytest
from django.conf import settings
from django.test import Client

from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def reader() -> Client:
    """A browser of somebody without an account, reading English."""
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser
