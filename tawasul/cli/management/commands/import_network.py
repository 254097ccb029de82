"""`manage.py import_network FILE…`: a real network, its places and its people, from CSV files or Excel workbooks."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tawasul.cli.network_import.faults import Fault
from tawasul.cli.network_import.importing import Outcome, import_network
from tawasul.lib.command_language import add_language


class Command(BaseCommand):
    """All files or nothing; the format is described in docs/howto/import-a-network.md."""

    help = "Import places and staff from CSV or XLSX; prints what is wrong line by line, and imports all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The files, and how it speaks."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--check", action="store_true", help="only say what is wrong; import nothing")
        add_language(parser)

    def handle(self, *_args: Any, files: list[Path], check: bool, language: str, **_options: Any) -> None:
        """Import, and report."""
        with translation.override(language):
            outcome = import_network(files, at=timezone.now(), only_check=check)
            for fault in outcome.faults:
                self.stdout.write(_said(fault))
            if outcome.faults:
                count = len(outcome.faults)
                said = ngettext(
                    "Nothing was imported: %(count)d fault.", "Nothing was imported: %(count)d faults.", count
                )
                self.stderr.write(said % {"count": count})
                sys.exit(1)
            self._report(outcome, check)

    def _report(self, outcome: Outcome, check: bool) -> None:
        if check:
            self.stdout.write(_("Nothing is wrong; nothing was imported, as you asked."))
            return
        said = {
            "opened": _("places opened"),
            "renamed": _("places renamed"),
            "registered": _("people registered"),
            "appointed": _("roles given"),
            "ended": _("roles ended"),
            "unchanged": _("lines that were so already"),
        }
        for key, label in said.items():
            if outcome.done[key]:
                self.stdout.write(f"{outcome.done[key]:>8}  {label}")


def _said(fault: Fault) -> str:
    if not fault.line:
        return f"{fault.source}: {fault.message}"
    return _("%(file)s, line %(line)d: %(message)s") % {
        "file": fault.source,
        "line": fault.line,
        "message": fault.message,
    }
