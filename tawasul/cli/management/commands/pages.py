"""`manage.py pages`: the pages alone, served by granian, for a host behind a balancer."""

import os
import sys
from argparse import REMAINDER, ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.checks import refuse_if_misconfigured
from tawasul.cli.serving import pages_command


class Command(BaseCommand):
    """Asks whether this deployment may run, and becomes granian: so the status with which it refuses is the process's own."""

    help = "Serve the pages with granian, until told to end; whatever stands after -- is granian's."
    requires_system_checks = []  # `refuse_if_misconfigured` says it in plain lines

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where, with how many processes, and what else granian is told."""
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="web processes: two for each core")
        parser.add_argument("granian", nargs=REMAINDER, help="further options, after --")

    def handle(self, *_args: Any, host: str, port: int, workers: int, granian: list[str], **_options: Any) -> None:
        """Ask, and become the server."""
        refuse_if_misconfigured()
        os.chdir(settings.BASE)
        further = granian[1:] if granian[:1] == ["--"] else granian
        command = pages_command(host=host, port=port, workers=workers, further=further)
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606  (our own command)
