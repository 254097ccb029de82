"""What events and notices say in both languages: roles, places, days."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.utils import translation

from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.models import Membership, Place
from tawasul.lib.hijri import short_dual

JOINED = {"ar": "، ", "en": ", "}


def in_both(say: Callable[[str], object]) -> dict[str, str]:
    """What `say` says in Arabic and in English."""
    said = {}
    for language in JOINED:
        with translation.override(language):
            said[language] = str(say(language))
    return said


def role_data(role: str) -> dict[str, str]:
    """A role, for an event."""
    return _suffixed("role", in_both(lambda _language: ROLE_LABELS[role]))


def place_data(where: Place) -> dict[str, Any]:
    """A place as it is called on the day, for an event."""
    return {"place_ar": where.name_ar, "place_en": where.name_en, "place_id": where.pk}


def day_data(name: str, day: date) -> dict[str, str]:
    """A day in both calendars, for an event."""
    return _suffixed(name, in_both(lambda language: short_dual(day, language)))


def roles_said(rows: Iterable[Membership]) -> dict[str, str]:
    """Roles with their places, for a notice."""
    held = list(rows)
    return in_both(
        lambda language: JOINED[language].join(f"{ROLE_LABELS[row.role]} ({row.place.name})" for row in held)
    )


def _suffixed(name: str, said: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{language}": text for language, text in said.items()}
