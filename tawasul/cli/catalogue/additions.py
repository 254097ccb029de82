"""Arabic handed in as JSON, turned into entries of the catalogue.

    {"Send": "إرسال",
     "%(count)s day": {"plural": "%(count)s days", "forms": ["zero", "one", "two", "few", "many", "other"]},
     "May": {"context": "month", "text": "مايو"}}

A list of such values stands for one msgid in several contexts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tawasul.cli.catalogue.book import entry_for
from tawasul.cli.catalogue.faults import FORMS, faults_of
from tawasul.cli.catalogue.sources import Message


@dataclass(frozen=True)
class Addition:
    """Arabic for one message: one text, or the six forms of a plural."""

    message: Message
    forms: tuple[str, ...]


def additions(said: dict[str, Any]) -> Iterator[Addition]:
    """What the JSON says. ValueError names the first msgid that is not understood."""
    for msgid, value in said.items():
        for one in value if isinstance(value, list) else [value]:
            yield _addition(msgid, one)


def _addition(msgid: str, value: str | dict[str, Any]) -> Addition:
    if isinstance(value, str):
        return Addition(Message(msgid), (value,))
    context = value.get("context", "")
    if "text" in value:
        return Addition(Message(msgid, context), (value["text"],))
    forms = tuple(value.get("forms", ()))
    if "plural" not in value or len(forms) != FORMS:
        raise ValueError(f"{msgid!r}: a plural needs 'plural' and {FORMS} 'forms'")
    return Addition(Message(msgid, context, value["plural"]), forms)


def put(book: Any, addition: Addition) -> list[str]:
    """Write one addition into the book; what is wrong with it, in words."""
    entry = entry_for(book, addition.message)
    if entry.msgid_plural and len(addition.forms) != FORMS:
        return [f"{addition.message.singular!r} is a plural in the sources: give its {FORMS} forms"]
    if addition.message.plural:
        entry.msgstr_plural = dict(enumerate(addition.forms))
    else:
        entry.msgstr = addition.forms[0]
    entry.obsolete = False
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    return list(faults_of(entry))
