"""`manage.py load_demonstration`: a whole country of invented people and tickets, to try the system with."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from tawasul.cli.demonstration import loader
from tawasul.cli.demonstration.people import PASSWORD, sign_ins
from tawasul.cli.demonstration.plan import SEED, TICKETS


class Command(BaseCommand):
    """Loads once: where a network stands already, nothing is done."""

    help = "Load the demonstration network, its people and its tickets (demonstration mode only)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much, and with which seed."""
        parser.add_argument("--seed", type=int, default=SEED, help="the same seed gives the same network")
        parser.add_argument("--tickets", type=int, default=TICKETS, help="about how many tickets")
        parser.add_argument("--processes", type=int, default=_processes(), help="how many tell the history")
        parser.add_argument("--people", action="store_true", help="only print whom to sign in as")

    def handle(self, *_args: Any, seed: int, tickets: int, processes: int, people: bool, **_options: Any) -> None:
        """Load, and print the people to sign in as."""
        if not settings.DEMONSTRATION:
            raise CommandError("The demonstration is loaded in demonstration mode only (TAWASUL_DEMONSTRATION=1).")
        if not people:
            self._load(seed, tickets, processes)
        self._print_people()

    def _load(self, seed: int, tickets: int, processes: int) -> None:
        began = monotonic()
        if not loader.is_loaded():
            self.stdout.write(
                "Loading the demonstration: a country's centres, people and tickets (about two minutes) …"
            )
        if loader.load(timezone.now(), Progress(self._say), seed=seed, tickets=tickets, processes=processes):
            self.stdout.write(f"The demonstration is loaded ({monotonic() - began:.0f} s).")
        else:
            self.stdout.write("A network stands already; nothing was loaded.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _print_people(self) -> None:
        with translation.override("en"):
            self.stdout.write(f"\nSign in with any of these; the password of all is {PASSWORD}\n")
            for person in sign_ins():
                self.stdout.write(f"  {person.email:<34} {person.role}, {person.place}")
                self.stdout.write(f"  {'':<34} {person.name_en} ({person.name_ar}). {person.can}")


def _processes() -> int:
    """As many as there are processors for, and two at most; elsewhere than on Linux a process is not simply forked."""
    return min(2, os.cpu_count() or 1) if sys.platform.startswith("linux") else 1


class Progress:
    """Says how far each part is: at its beginning, every tenth, and its end."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write, self._said = write, ("", -1)

    def __call__(self, part: str, done: int, of: int) -> None:
        """`done` of `of` of a part are made."""
        tenth = done * 10 // max(of, 1)
        if (part, tenth) != self._said:
            self._said = (part, tenth)
            self._write(f"  {part:<10} {done:>6} of {of}")
