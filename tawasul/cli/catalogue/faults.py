"""What is wrong with the catalogue: each fault one line that names the msgid."""

from collections.abc import Iterator
from typing import Any

from tawasul.cli.catalogue.sources import Message, placeholders

FORMS = 6  # zero, one, two, few, many, other
_NUMBER_MAY_BE_SAID_IN_WORDS = 3  # zero, one and two are words of their own in Arabic


def faults(book: Any, wanted: set[Message]) -> Iterator[str]:
    """Every fault of the book, given what the sources want."""
    entries = {(entry.msgid, entry.msgctxt or ""): entry for entry in book if not entry.obsolete}
    for message in sorted(wanted):
        entry = entries.pop((message.singular, message.context), None)
        if entry is None:
            yield f"not in the catalogue: {message.singular!r}"
        elif message.plural and entry.msgid_plural != message.plural:
            yield f"plural in the sources, not in the catalogue: {message.singular!r} / {message.plural!r}"
        else:
            yield from faults_of(entry)
    yield from (f"in no source any more: {msgid!r}" for msgid, _context in entries)


def faults_of(entry: Any) -> Iterator[str]:
    """The faults of one entry."""
    if "fuzzy" in entry.flags:
        yield f"marked fuzzy: {entry.msgid!r}"
    if entry.msgid_plural:
        yield from _faults_of_plural(entry)
    elif not entry.msgstr.strip():
        yield f"no Arabic: {entry.msgid!r}"
    elif placeholders(entry.msgid) != placeholders(entry.msgstr):
        yield f"other placeholders: {entry.msgid!r} / {entry.msgstr!r}"


def _faults_of_plural(entry: Any) -> Iterator[str]:
    forms = [entry.msgstr_plural.get(index, "") for index in range(FORMS)]
    if len(entry.msgstr_plural) != FORMS or not all(form.strip() for form in forms):
        yield f"not all {FORMS} Arabic forms: {entry.msgid!r}"
        return
    wanted = placeholders(entry.msgid) | placeholders(entry.msgid_plural)
    for index, form in enumerate(forms):
        given = placeholders(form)
        spare = 1 if index < _NUMBER_MAY_BE_SAID_IN_WORDS else 0
        if given - wanted or len(wanted - given) > spare:
            yield f"other placeholders in form {index}: {entry.msgid!r} / {form!r}"
