"""What the pages say, found by the English of the source: journeys read as errands, and the catalogue keeps the Arabic."""

from typing import Any

from django.utils import translation


def said(msgid: str, **values: Any) -> str:
    """The Arabic of a message, with its values put in."""
    with translation.override("ar"):
        words = translation.gettext(msgid)
        return words % values if values else words


def label(words: Any) -> str:
    """The Arabic of a label that a table of the house holds (a lazy message)."""
    with translation.override("ar"):
        return str(words)
