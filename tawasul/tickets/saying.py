"""Words for an event's data, in both languages at once, as they are on the day."""

from typing import Any

from django.utils import translation

from tawasul.centres.models import Place
from tawasul.people.models import User


def both(name: str, label: Any) -> dict[str, str]:
    """A lazily translated label in Arabic and in English: {"type_ar": …, "type_en": …}."""
    said = {}
    for language in ("ar", "en"):
        with translation.override(language):
            said[f"{name}_{language}"] = str(label)
    return said


def in_both(said: Any, **more: str) -> dict[str, str]:
    """The same, as the value of one placeholder; `more` fills in what the words leave open."""
    words = {}
    for language in ("ar", "en"):
        with translation.override(language):
            words[language] = str(said) % more if more else str(said)
    return words


def named(name: str, thing: Place | User) -> dict[str, Any]:
    """A place's or a person's names and id: {"centre_ar": …, "centre_en": …, "centre_id": 7}."""
    return {f"{name}_ar": thing.name_ar, f"{name}_en": thing.name_en, f"{name}_id": thing.pk}
