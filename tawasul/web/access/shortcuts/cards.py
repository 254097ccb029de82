"""The people on the cards. Who they are is the demonstration's to say; `settings.DEMONSTRATION_PEOPLE` names where."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string


class Card(Protocol):
    """Somebody to sign in as, said in the language of whoever reads."""

    email: str
    can: Any

    @property
    def name(self) -> str:
        """Their name."""

    @property
    def role(self) -> str:
        """Their roles."""

    @property
    def place(self) -> str:
        """Where they hold them."""


def cards() -> Sequence[Card]:
    """The people offered; nobody outside of demonstration mode."""
    return _people(settings.DEMONSTRATION_PEOPLE) if settings.DEMONSTRATION else ()


@cache
def _people(where: str) -> Sequence[Card]:
    return tuple(cast(Sequence[Card], import_string(where)()))
