"""`manage.py keep_time`: the timekeeper, which sounds alarms within a second of their time."""

import contextlib
import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, connections
from django.utils import timezone

from config.checks import refuse_if_misconfigured
from tawasul.clocks.heartbeat import Heartbeat
from tawasul.clocks.rounds import go_round
from tawasul.directives.timekeeping import BATCH, sound_due

logger = logging.getLogger(__name__)

SECOND = 1.0
LONGEST_WAIT = 30.0


class Command(BaseCommand):
    """Goes round until told to end. Any number may run, on any number of hosts: each alarm is sounded by one of them."""

    help = "Sound alarms as they fall due, tell those concerned, and carry changed calendars to open deadlines."
    requires_system_checks = []  # it asks itself, and waits for a database that is away

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long, for trying."""
        parser.add_argument("--rounds", type=int, help="end after so many rounds; without it, when told to")

    def handle(self, *_args: Any, rounds: int | None, **_options: Any) -> None:
        """Keep time until SIGTERM or Ctrl-C; the round in hand is finished first."""
        ending = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_signal: ending.set())
        failures, heartbeat, may_run = 0, Heartbeat(), False
        while not ending.is_set() and rounds != 0:
            rounds = rounds and rounds - 1
            try:
                may_run = may_run or self._may_run()
                heartbeat.beat(timezone.now())
                busy, failures = self._round(), 0
            except OperationalError:  # the database restarts or is away: wait longer each time, and come back
                failures += 1
                logger.exception("the database does not answer")
                connections.close_all()
                busy = False
            if not busy:
                ending.wait(min(SECOND * 2.0**failures, LONGEST_WAIT))
        with contextlib.suppress(OperationalError):  # the database is away: the row will be taken for dead
            heartbeat.end(timezone.now())

    def _round(self) -> bool:
        """Clocks, and what a room sounds that keeps the time of its things itself; whether there is more."""
        busy = go_round(timezone.now).busy
        return sound_due(at=timezone.now()) == BATCH or busy

    def _may_run(self) -> bool:
        """Ends the process where this deployment is misconfigured; OperationalError while the database cannot be asked."""
        refuse_if_misconfigured()
        return True
