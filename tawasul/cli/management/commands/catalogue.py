"""`manage.py catalogue update|check|compile|add FILE.json`: the Arabic of every string shown."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tawasul.cli.catalogue import additions, book, faults, sources

_BASE = Path(settings.BASE)
_FOLDERS = [_BASE / "tawasul", _BASE / "config"]
_ARABIC = _BASE / "locale" / "ar" / "LC_MESSAGES" / "django.po"


class Command(BaseCommand):
    """Keep locale/ar in step with the sources. Needs no database."""

    help = "Keep the Arabic catalogue in step with the sources (update, check, compile, add)."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The four things it does."""
        doing = parser.add_subparsers(dest="doing", required=True)
        update = doing.add_parser("update", help="Enter what the sources have and the catalogue has not.")
        update.add_argument("--prune", action="store_true", help="Also drop what no source has any more.")
        doing.add_parser("check", help="List what is missing or wrong; exit 1 when anything is.")
        doing.add_parser("compile", help="Write the machine form (.mo) that the running system reads.")
        add = doing.add_parser("add", help="Set Arabic from JSON; safe while others do the same.")
        add.add_argument("files", nargs="+", type=Path)

    def handle(self, *_args: Any, doing: str, **options: Any) -> None:
        """Do the one that was asked for."""
        do: dict[str, Callable[..., None]] = {
            "update": self._update,
            "check": self._check,
            "compile": self._compile,
            "add": self._add,
        }
        do[doing](**options)

    def _update(self, *, prune: bool, **_options: Any) -> None:
        wanted = sources.messages(_FOLDERS)
        with book.changing(_ARABIC) as arabic:
            for message in wanted:
                book.entry_for(arabic, message)
            if prune:
                keys = {(message.singular, message.context) for message in wanted}
                arabic[:] = [entry for entry in arabic if (entry.msgid, entry.msgctxt or "") in keys]
            missing = len(arabic.untranslated_entries())
        self.stdout.write(f"{len(wanted)} messages in the sources, {missing} without Arabic")

    def _check(self, **_options: Any) -> None:
        found = list(faults.faults(book.read(_ARABIC), sources.messages(_FOLDERS)))
        if found:
            raise CommandError("\n".join([*found, f"{len(found)} faults in the catalogue"]))
        self.stdout.write("The catalogue is complete.")

    def _compile(self, **_options: Any) -> None:
        self.stdout.write(str(book.compile_into(_ARABIC).relative_to(_BASE)))

    def _add(self, *, files: list[Path], **_options: Any) -> None:
        given = [one for file in files for one in additions.additions(json.loads(file.read_text(encoding="utf-8")))]
        with book.changing(_ARABIC) as arabic:
            wrong = [fault for one in given for fault in additions.put(arabic, one)]
            if wrong:
                raise CommandError("\n".join([*wrong, "nothing was written"]))
        self.stdout.write(f"{len(given)} messages have their Arabic")
