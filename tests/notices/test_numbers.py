"""Ticket numbers in a text message."""

import pytest

from tawasul.notices import compose
from tests.notices.causes import one

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "en"])
def test_two_numbers_in_one_text_message_are_written_alike(language: str) -> None:
    notice = one(kind="ticket_joined", number="26-0001-2345-6", main="26-0001-1987-3")
    notice.language = language
    line = compose.line(notice)
    assert "26000123456" in line
    assert "26000119873" in line
