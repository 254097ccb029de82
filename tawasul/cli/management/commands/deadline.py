"""`manage.py deadline`: when any case falls due, without a ticket, and why."""

import json
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext, override

from tawasul.calendars import explanation
from tawasul.calendars.working_time import NeverOpen
from tawasul.centres import queries as centres
from tawasul.centres.models import Place
from tawasul.lib.command_language import add_language
from tawasul.lib.digits import all_digits
from tawasul.lib.errors import Refused
from tawasul.lib.hijri import RIYADH, dual_moment
from tawasul.people.labels import CATEGORY_LABELS
from tawasul.service_levels.amounts import Priority, Step, Subject
from tawasul.service_levels.cases import Answer, Case, answer
from tawasul.service_levels.labels import sentence
from tawasul.service_levels.sayings import of_case


class Command(BaseCommand):
    """Compute a deadline from a type and the instant of filing, by the document and calendars that are in force."""

    help = "Say when a case falls due: its type, when it was filed, and its pauses; with --explain, day by day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options; instants without an offset are Riyadh's."""
        parser.add_argument("--type", required=True, choices=[subject.value for subject in Subject])
        parser.add_argument("--filed", required=True, help='"2026-09-17 10:00": Riyadh time unless it says otherwise')
        parser.add_argument(
            "--pause",
            action="append",
            default=[],
            metavar="FROM/TO",
            help="may be given often; FROM/ if it still lasts",
        )
        parser.add_argument("--step", default=Step.WHOLE.value, choices=[step.value for step in Step])
        parser.add_argument("--priority", default="", choices=["", *(priority.value for priority in Priority)])
        parser.add_argument("--category", default="", choices=["", *CATEGORY_LABELS], help="of the beneficiary")
        parser.add_argument(
            "--centre",
            default="",
            help="whose calendar counts: its number, or words of its sector's name (else the nation's)",
        )
        parser.add_argument("--document", type=int, help="version of the document, if not the one in force")
        parser.add_argument("--explain", action="store_true")
        add_language(parser)
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the deadline; where there is none, end with an error and exit code 1."""
        with override(options["language"]):
            centre = _centre(options["centre"])
            try:
                found = answer(_case(options, centre), at=timezone.now())
            except Refused as refusal:
                raise CommandError(str(refusal.message)) from refusal
            except (NeverOpen, OverflowError) as error:
                raise CommandError(gettext("The calendar has no working time from then on.")) from error
            said = _as_json if options["json"] else _as_text
            self.stdout.write(said(found, centre, options["language"], explained=options["explain"]))


def _case(options: dict[str, Any], centre: Place | None) -> Case:
    return Case(
        subject=options["type"],
        filed=_instant(options["filed"]),
        scopes=centres.scopes_of(centre.path) if centre else [],
        pauses=[_pause(text) for text in options["pause"]],
        step=options["step"],
        priority=options["priority"],
        category=options["category"],
        version=options["document"],
    )


def _centre(text: str) -> Place | None:
    """The one centre that is meant, by its number or by words of its sector's name."""
    if not text.strip():
        return None
    rows = centres.centres(timezone.localdate())
    found = list(rows.filter(pk=int(text))) if all_digits(text) and len(text) < 10 else _named(text)
    if not found:
        raise CommandError(gettext("There is no such centre: %(text)s") % {"text": text})
    if len(found) > 1:
        names = "\n".join(f"  {each.pk}  {each.name}" for each in found)
        if len(found) == centres.MOST_SUGGESTED:
            names += "\n  " + gettext("and perhaps others: give more words of the name")
        raise CommandError(gettext("Several centres fit; give the number of one:\n%(names)s") % {"names": names})
    return found[0]


def _named(text: str) -> list[Place]:
    return centres.suggest_centres(text, timezone.localdate())


def _as_text(found: Answer, centre: Place | None, language: str, *, explained: bool) -> str:
    case, due = found.case, dual_moment(found.reckoning.due, language)
    said = [
        f"{of_case((case.subject, case.step, case.priority, case.category))}: {sentence(found.promise, language)}",
        gettext("Version %(number)d of the service-level document; calendar: %(calendar)s")
        % {"number": found.document.number, "calendar": centre.name if centre else gettext("The whole nation")},
        gettext("Filed: %(moment)s") % {"moment": dual_moment(case.filed, language)},
    ]
    if explained:
        for line in explanation.lines(found.reckoning, language):
            said.append(f"  {line.date}: {line.said}" + (f" · {line.so_far}" if line.so_far else ""))
    if found.paused_since:
        since = dual_moment(found.paused_since, language)
        said.append(
            gettext("It stands still since %(moment)s: this is its date if it goes on now, and it moves until it does.")
            % {"moment": since}
        )
    said.extend(explanation.not_yet_known(found.not_entered, language))
    return "\n".join([*said, gettext("Due: %(moment)s") % {"moment": due}])


def _as_json(found: Answer, centre: Place | None, language: str, *, explained: bool) -> str:
    promise, case = found.promise, found.case
    said: dict[str, Any] = {
        "type": case.subject,
        "step": case.step,
        "document": found.document.number,
        "centre": {"id": centre.pk, "name": centre.name} if centre else None,
        "amount": {"number": promise.number, "unit": promise.unit.value, "said": sentence(promise, language)},
        "filed": case.filed.astimezone(RIYADH).isoformat(),
        "due": found.reckoning.due.isoformat(),
        "paused_since": found.paused_since.astimezone(RIYADH).isoformat() if found.paused_since else None,
        "not_entered": [
            {"occasion": each.occasion.value, "about": each.about.isoformat()} for each in found.not_entered
        ],
    }
    if explained:
        said["days"] = explanation.data(found.reckoning, language)
    return json.dumps(said, ensure_ascii=False, indent=2)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise CommandError(
            gettext("Not a date and time: %(text)s. Write it as 2026-09-17 10:00.") % {"text": text}
        ) from error
    return instant if instant.tzinfo else instant.replace(tzinfo=RIYADH)


def _pause(text: str) -> tuple[datetime, datetime | None]:
    begins, slash, ends = text.partition("/")
    if not slash:
        raise CommandError(gettext("A pause is written FROM/TO: %(text)s") % {"text": text})
    pause = _instant(begins), _instant(ends) if ends.strip() else None
    if pause[1] is not None and pause[1] < pause[0]:
        raise CommandError(gettext("The pause ends before it begins: %(text)s") % {"text": text})
    return pause
