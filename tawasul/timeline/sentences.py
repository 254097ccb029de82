"""How a kind of event is said: a template with placeholders, filled from the event's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from tawasul.lib.arabic import isolate
from tawasul.lib.filling import filled


@dataclass(frozen=True, kw_only=True)
class EventKind:
    """A row of the table of a room's events.

    `sentence` and `public_sentence` are lazily translated templates; {name} takes data["name"], or data["name_ar"] or
    data["name_en"] by the reader's language. {actor} is who did it. `public` events are shown to the beneficiary, in the
    words of `public_sentence`, which never name a member of staff. `for_another` is said where staff did for somebody what
    people do for themselves.
    """

    key: str
    sentence: Any
    public_sentence: Any = None
    for_another: Any = None

    @property
    def public(self) -> bool:
        """Whether the beneficiary sees events of this kind."""
        return self.public_sentence is not None


def say(template: Any, data: Mapping[str, Any], *, actor: str = "") -> str:
    """Fill a sentence for the active language; what is filled in is isolated for direction."""
    suffix = "_en" if get_language() == "en" else "_ar"
    words = {"actor": isolate(actor)}
    for name, value in data.items():
        if name.endswith(suffix):
            words[name.removesuffix(suffix)] = isolate(str(value))
        elif not name.endswith(("_ar", "_en")):
            words[name] = isolate(str(value))
    return filled(str(template), words, missing="—")
