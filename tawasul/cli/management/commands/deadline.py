"""`manage.py deadline`: when any case falls due, without a ticket, and why."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, override

from tawasul.calendars import explanation
from tawasul.calendars.working_time import NeverOpen, Reckoning
from tawasul.cli.language import add_language
from tawasul.lib.errors import Refused
from tawasul.lib.hijri import RIYADH, dual_moment
from tawasul.people.labels import CATEGORY_LABELS
from tawasul.service_levels import queries
from tawasul.service_levels.amounts import Priority, Promise, Step, Subject
from tawasul.service_levels.labels import SUBJECT_LABELS, sentence

Pause = tuple[datetime, datetime]


class Command(BaseCommand):
    """Compute a deadline from a type and the instant of filing, by the document and calendars that are in force."""

    help = "Say when a case falls due: its type, when it was filed, and its pauses; with --explain, day by day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options; instants without an offset are Riyadh's."""
        parser.add_argument("--type", required=True, choices=[subject.value for subject in Subject])
        parser.add_argument("--filed", required=True, help='"2026-09-17 10:00": Riyadh time unless it says otherwise')
        parser.add_argument("--pause", action="append", default=[], metavar="FROM/TO", help="may be given often")
        parser.add_argument("--step", default=Step.WHOLE.value, choices=[step.value for step in Step])
        parser.add_argument("--priority", default="", choices=["", *(priority.value for priority in Priority)])
        parser.add_argument("--category", default="", choices=["", *CATEGORY_LABELS], help="of the beneficiary")
        parser.add_argument("--scope", action="append", default=[], help="path of the sector, then of the centre")
        parser.add_argument("--document", type=int, help="version of the document, if not the one in force")
        parser.add_argument("--explain", action="store_true")
        add_language(parser)
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the deadline; where there is none, end with an error and exit code 1."""
        with override(options["language"]):
            try:
                answer = _answer(options)
            except Refused as refusal:
                raise CommandError(str(refusal.message)) from refusal
            except NeverOpen as error:
                raise CommandError(gettext("The calendar has no working time from then on.")) from error
            said = _as_json if options["json"] else _as_text
            self.stdout.write(said(answer, options["language"], explained=options["explain"]))


class Answer(NamedTuple):
    """What was asked for, what is promised for it, and when that falls due."""

    document: queries.Document
    subject: str
    promise: Promise
    filed: datetime
    reckoning: Reckoning


def _answer(options: dict[str, Any]) -> Answer:
    filed, pauses = _instant(options["filed"]), [_pause(text) for text in options["pause"]]
    number = options["document"]
    document = queries.document_in_force(filed) if number is None else queries.document(number)
    promise = document.promise(options["type"], options["step"], options["priority"], options["category"])
    reckoning = queries.reckoned(promise, scopes=options["scope"], filed_at=filed, pauses=pauses)
    return Answer(document, options["type"], promise, filed, reckoning)


def _as_text(answer: Answer, language: str, *, explained: bool) -> str:
    days = explanation.lines(answer.reckoning, language) if explained else []
    return "\n".join(
        [
            f"{SUBJECT_LABELS[answer.subject]}: {sentence(answer.promise, language)}",
            gettext("Filed: %(moment)s") % {"moment": dual_moment(answer.filed, language)},
            *(f"  {line.date}: {line.said}" for line in days),
            gettext("Due: %(moment)s") % {"moment": dual_moment(answer.reckoning.due, language)},
        ]
    )


def _as_json(answer: Answer, language: str, *, explained: bool) -> str:
    promise = answer.promise
    said: dict[str, Any] = {
        "type": answer.subject,
        "step": promise.step,
        "document": answer.document.number,
        "amount": {"number": promise.number, "unit": promise.unit.value, "said": sentence(promise, language)},
        "filed": answer.filed.astimezone(RIYADH).isoformat(),
        "due": answer.reckoning.due.isoformat(),
    }
    if explained:
        said["days"] = explanation.data(answer.reckoning, language)
    return json.dumps(said, ensure_ascii=False, indent=2)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise CommandError(gettext("Not a date and time: %(text)s") % {"text": text}) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=RIYADH)


def _pause(text: str) -> Pause:
    begins, slash, ends = text.partition("/")
    if not slash:
        raise CommandError(gettext("A pause is written FROM/TO: %(text)s") % {"text": text})
    pause = _instant(begins), _instant(ends)
    if pause[1] < pause[0]:
        raise CommandError(gettext("The pause ends before it begins: %(text)s") % {"text": text})
    return pause
