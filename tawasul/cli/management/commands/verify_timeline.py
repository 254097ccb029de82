"""`manage.py verify_timeline`: prove that no event was changed, removed or slipped in, or name where a chain breaks."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, override

from tawasul.lib.command_language import add_language
from tawasul.timeline.proof import BrokenLink, broken_links, broken_seals, sealed

SAID_EVERY = 5.0  # seconds between two words of progress


class Command(BaseCommand):
    """Walks every chain, or one subject's; exits with 1 where one is broken."""

    help = "Prove the hash chains of the timeline, or name the first broken link of each subject (exit code 1)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One kind of subject, or one subject."""
        parser.add_argument("--kind", help="only subjects of this kind, such as ticket")
        parser.add_argument("--id", type=int, help="only this subject (with --kind)")
        parser.add_argument("--seal", type=Path, metavar="FILE", help="then write the end of every chain there")
        parser.add_argument("--against", type=Path, metavar="FILE", help="compare with what --seal wrote once")
        add_language(parser)

    def handle(
        self,
        *_args: Any,
        kind: str | None,
        id: int | None,
        seal: Path | None,
        against: Path | None,
        language: str,
        **_options: Any,
    ) -> None:
        """Say each broken link as it is found, then the sum."""
        if id is not None and kind is None:
            raise CommandError("--id needs --kind")
        if against is not None and not against.is_file():
            raise CommandError(f"{against} is not there.")
        walked = Walked(self.stderr.write if sys.stderr.isatty() else None)
        broken = 0
        with override(language):
            found = broken_links(subject_kind=kind, subject_id=id, progress=walked.hear)
            for link in chain(found, _unsealed(against)):
                broken += 1
                self.stdout.write(_sentence(link))
            self.stdout.write(walked.sum(broken))
        if broken:
            sys.exit(1)
        if seal is not None:
            seal.write_text("".join(f"{line}\n" for line in sealed()))


def _unsealed(against: Path | None) -> Iterator[BrokenLink]:
    if against is not None:
        with against.open() as lines:
            try:
                yield from broken_seals(lines)
            except ValueError as error:
                raise CommandError(str(error)) from error


class Walked:
    """How far the walk has come."""

    def __init__(self, say: Callable[[str], object] | None) -> None:
        self.say = say
        self.began = self.said = monotonic()
        self.events = self.subjects = 0

    def hear(self, events: int, subjects: int) -> None:
        """Take note, and now and then say so."""
        self.events, self.subjects = events, subjects
        if self.say and monotonic() - self.said > SAID_EVERY:
            self.said = monotonic()
            self.say(gettext("%(events)s events so far") % {"events": f"{events:,}"})

    def sum(self, broken: int) -> str:
        """The last word."""
        words = {
            "broken": f"{broken:,}",
            "events": f"{self.events:,}",
            "subjects": f"{self.subjects:,}",
            "seconds": f"{monotonic() - self.began:.1f}",
        }
        if broken:
            return gettext("Broken chains: %(broken)s, of %(subjects)s with %(events)s events (%(seconds)s s).") % words
        return gettext("Every chain holds: %(subjects)s subjects, %(events)s events (%(seconds)s s).") % words


def _sentence(link: BrokenLink) -> str:
    reasons = {
        "missing": gettext("event %(sequence)s is missing"),
        "changed": gettext("event %(sequence)s was changed after it was written"),
        "unchained": gettext("event %(sequence)s does not follow the one before it"),
        "unsealed": gettext("event %(sequence)s is not the one that was sealed"),
    }
    reason = reasons[link.reason] % {"sequence": link.sequence}
    return f"{link.subject_kind} {link.subject_id}: {reason}"
