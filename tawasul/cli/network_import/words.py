"""Reading what people write in a cell: kinds, roles and functions by key or by name, days of either calendar."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tawasul.centres.labels import FUNCTION_LABELS, PLACE_KIND_LABELS, ROLE_LABELS
from tawasul.lib.arabic import fold
from tawasul.lib.errors import Invalid
from tawasul.lib.written_day import day_written

_LABELS: dict[str, dict[str, Any]] = {"kind": PLACE_KIND_LABELS, "role": ROLE_LABELS, "function": FUNCTION_LABELS}


def kind(text: str) -> str:
    """The key of a kind of place, from its key or its name in either language. Raises Invalid."""
    return _key(text, _keys("kind"), _("No kind of place is called “%(name)s”."))


def role(text: str) -> str:
    """The key of a role. Raises Invalid."""
    return _key(text, _keys("role"), _("No role is called “%(name)s”."))


def function(text: str) -> str:
    """The key of what a unit or department is for; "" for none. Raises Invalid."""
    return _key(text, _keys("function"), _("No function is called “%(name)s”.")) if text else ""


def day(text: str) -> date:
    """A day: 2026-11-23, 23/11/2026, or of the Umm al-Qura calendar 1448-06-13, 13/06/1448. Raises Invalid."""
    try:
        return day_written(text)
    except ValueError as error:
        raise Invalid(_("“%(text)s” is not a day; write 2026-11-23 or 1448-06-13.") % {"text": text}) from error


def _key(text: str, keys: Mapping[str, str], refusal: str) -> str:
    found = keys.get(_plain(text))
    if found is None:
        raise Invalid(refusal % {"name": text})
    return found


@cache
def _keys(which: str) -> dict[str, str]:
    """The keys by themselves and by their names in both languages."""
    keys = {}
    for key, label in _LABELS[which].items():
        keys[_plain(key)] = key
        for language in ("ar", "en"):
            with override(language):
                keys[_plain(str(label))] = key
    return keys


def _plain(text: str) -> str:
    """One spelling, whether or not the article is written."""
    return " ".join(word.removeprefix("ال") for word in fold(text.replace("_", " ")).split())
