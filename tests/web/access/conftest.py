"""Somebody at the door."""

import pytest
from django.test import Client

from tests.cast import Cast, assemble


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def browser() -> Client:
    """A browser that reads English."""
    client = Client()
    client.cookies["language"] = "en"
    return client
