"""`manage.py reorganise FILE`: a large reorganisation from a CSV file: previewed, or carried out at once."""

import sys
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tawasul.centres.actor import SYSTEM
from tawasul.lib.command_language import add_language
from tawasul.lib.errors import Invalid, Refused
from tawasul.reorganisations import actions, queries
from tawasul.reorganisations.models import Reorganisation
from tawasul.reorganisations.reading import Wrong, read
from tawasul.reorganisations.tree import Line


class Command(BaseCommand):
    """All lines or nothing; the format is described in docs/howto/reorganise.md."""

    help = "Merge, move, open and rename places from a CSV file: says what it would do, or (--apply) does it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, whether it is done, and why."""
        parser.add_argument("file", type=Path, metavar="FILE")
        mode = parser.add_mutually_exclusive_group(required=True)
        mode.add_argument("--preview", action="store_true", help="say what it would do; change nothing")
        mode.add_argument("--apply", action="store_true", help="carry it out, from --on")
        parser.add_argument("--decree", default="", help="number and date of the decision (needed to apply)")
        parser.add_argument("--reason", default="", help="why, in one sentence (needed to apply)")
        parser.add_argument("--on", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD", help="today, or later")
        add_language(parser)

    def handle(self, *_args: Any, file: Path, apply: bool, language: str, **given: Any) -> None:
        """Read, preview, and perhaps carry out."""
        with translation.override(language):
            try:
                lines, wrong = read(file.read_bytes())
            except OSError as error:
                lines, wrong = [], [Wrong(line=0, why=str(error.strerror))]
            if wrong:
                self._fail([(each.line, each.why) for each in queries.faults_in_file(lines, wrong)])
            try:
                self._carry_out(lines, given) if apply else self._preview(lines, given)
            except Refused as refused:
                said = refused.fields.values() if isinstance(refused, Invalid) else ()
                self._fail([(0, str(each)) for texts in said for each in texts] or [(0, str(refused.message))])

    def _preview(self, lines: list[Line], given: dict[str, Any]) -> None:
        with transaction.atomic():
            self._say(
                self._drafted(lines, given | {"decree": given["decree"] or "–", "reason": given["reason"] or "–––"})
            )
            transaction.set_rollback(True)

    def _carry_out(self, lines: list[Line], given: dict[str, Any]) -> None:
        with transaction.atomic():
            plan = self._drafted(lines, given)
            self._say(plan)
            actions.confirm(actor=SYSTEM, plan_id=plan.pk, at=timezone.now())
        done = actions.carry_out(plan_id=plan.pk, now=timezone.now)
        if done.standing == "done":
            self.stdout.write(_("Carried out: %(count)d open tickets were handed over.") % {"count": done.done})
        else:
            self.stdout.write(_("Confirmed; it is carried out on %(day)s.") % {"day": plan.takes_effect_on})

    def _drafted(self, lines: list[Line], given: dict[str, Any]) -> Reorganisation:
        plan = actions.draft(
            actor=SYSTEM,
            decree=given["decree"],
            reason=given["reason"],
            takes_effect_on=given["on"] or timezone.localdate(),
            at=timezone.now(),
        )
        actions.add_lines(actor=SYSTEM, plan_id=plan.pk, lines=lines)
        self._lines = [line.number for line in lines]
        return plan

    def _say(self, plan: Reorganisation) -> None:
        seen = queries.preview(plan)
        if seen.faults:
            self._fail([(self._lines[number - 1] if number else 0, why) for number, why in seen.faults])
        for row in seen.rows:
            told = {"place": row.place.name, "to": row.to, "tickets": row.load.tickets, "people": row.load.people}
            if row.closes:
                said = _("%(place)s closes; %(to)s takes over. Open tickets: %(tickets)d. People: %(people)d.")
            else:
                said = _("%(place)s goes whole under %(to)s. Open tickets: %(tickets)d. People: %(people)d.")
            self.stdout.write(said % told)
        self.stdout.write(_("Open tickets to hand over: %(count)d.") % {"count": seen.total.tickets})
        for member in seen.staying:
            self.stdout.write(
                _("%(name)s holds the same role at the successor of %(place)s already.")
                % {"name": member.user.name, "place": member.place.name}
            )

    def _fail(self, faults: list[tuple[int, str]]) -> None:
        for line, why in faults:
            self.stdout.write(_("Line %(line)d: %(why)s") % {"line": line, "why": why} if line else why)
        self.stderr.write(_("Nothing was changed."))
        sys.exit(1)
