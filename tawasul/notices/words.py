"""The words of a message in one language: the system's own, or the ministry's in their place."""

from dataclasses import dataclass
from string import Formatter

from django.utils.translation import override

from tawasul.lib.remembering import remembered
from tawasul.notices.messages import BY_KIND
from tawasul.notices.models import Wording

FIELDS = ("text", "subject", "body")


@dataclass(frozen=True, kw_only=True)
class Words:
    """`text` is the SMS and the in-app line; `subject` and `body` are the e-mail. Placeholders stand in braces."""

    text: str
    subject: str
    body: str


def own_words(kind: str, language: str) -> Words:
    """The system's own, from the catalogue."""
    message = BY_KIND[kind]
    with override(language):
        return Words(text=str(message.text), subject=str(message.subject), body=str(message.body))


def words_of(wording: Wording | None, kind: str, language: str) -> Words:
    """Those of a wording, or the system's own where there is none or it was taken back."""
    if wording is None or wording.restored:
        return own_words(kind, language)
    return Words(text=wording.text, subject=wording.subject, body=wording.body)


@remembered
def in_force(kind: str) -> dict[str, Wording]:
    """The ministry's wording of a kind, by language, read anew each time: every process says the same."""
    rows = Wording.objects.filter(kind=kind).order_by("language", "-version").distinct("language")
    return {row.language: row for row in rows if not row.restored}


def parts_of(template: str) -> list[tuple[str, bool]]:
    """The names in braces, each with whether it stands there alone. Raises ValueError where braces do not match."""
    found = Formatter().parse(template)
    return [(name, not form and not turned) for _said, name, form, turned in found if name is not None]


def latest() -> dict[tuple[str, str], Wording]:
    """The last wording of every kind and language that was ever reworded, those taken back included."""
    rows = Wording.objects.order_by("kind", "language", "-version").distinct("kind", "language")
    return {(row.kind, row.language): row for row in rows}


def history_of(kind: str, language: str) -> list[Wording]:
    """Every wording, the newest first, with who made it."""
    return list(Wording.objects.filter(kind=kind, language=language).select_related("made_by").order_by("-version"))
