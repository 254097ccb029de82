"""The catalogue file: reading, writing, and adding to it while others do the same."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polib

from tawasul.cli.catalogue.faults import FORMS
from tawasul.cli.catalogue.sources import Message

_HEADER = {
    "Project-Id-Version": "tawasul",
    "Language": "ar",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": (
        "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 :"
        " n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5;"
    ),
}


def read(path: Path) -> Any:
    """The catalogue in `path`; an empty one where there is none yet."""
    if path.exists():
        return polib.pofile(str(path), wrapwidth=0)
    book = polib.POFile(wrapwidth=0)
    book.metadata = dict(_HEADER)
    return book


@contextmanager
def changing(path: Path) -> Iterator[Any]:
    """The catalogue, to be changed by one process at a time; written when the block ends well.

    Written sorted and without line numbers or dates, so that two people's additions merge quietly.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path.parent):
        book = read(path)
        yield book
        book.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
        fresh = path.with_suffix(".new")
        book.save(str(fresh))
        fresh.replace(path)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def entry_for(book: Any, message: Message) -> Any:
    """The entry of `message`, made when it is missing."""
    same = (entry for entry in book if (entry.msgid, entry.msgctxt or "") == (message.singular, message.context))
    entry = next(same, None)
    if entry is None:
        entry = polib.POEntry(msgid=message.singular, msgctxt=message.context or None)
        book.append(entry)
    if message.plural and entry.msgid_plural != message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr = ""
        entry.msgstr_plural = dict.fromkeys(range(FORMS), "") | entry.msgstr_plural
    return entry


def compile_into(path: Path) -> Path:
    """Write the machine form (.mo) beside `path` when it is missing or older."""
    machine = path.with_suffix(".mo")
    if not machine.exists() or machine.stat().st_mtime < path.stat().st_mtime:
        fresh = machine.with_suffix(".mo.new")
        read(path).save_as_mofile(str(fresh))
        fresh.replace(machine)
    return machine
