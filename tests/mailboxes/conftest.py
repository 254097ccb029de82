"""A mail server, and the browser of somebody who files at the counter."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.cast import Cast
from tests.mailboxes.server import ImapServer, begin


@pytest.fixture
def imap() -> Iterator[ImapServer]:
    with tempfile.TemporaryDirectory() as root:
        server = begin(Path(root))
        yield server
        server.process.terminate()
        server.process.wait(10)


@pytest.fixture
def counter(cast: Cast) -> Client:
    browser = Client()
    browser.force_login(cast.user("counter_officer"))
    browser.cookies["language"] = "en"
    return browser
