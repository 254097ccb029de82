"""`manage.py serve`: pages, jobs and the timekeeper on this machine, in one go, until Ctrl-C."""

import os
import signal
import sys
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from config.checks import refuse_if_misconfigured
from config.embedded_database.programs import EmbeddedDatabaseError
from tawasul.cli import preparation
from tawasul.cli.addresses import NoPortError, port_for
from tawasul.cli.claim import RUN, Claim, RunsAlreadyError
from tawasul.cli.demonstration import loader
from tawasul.cli.serving import pages_command
from tawasul.cli.supervision import Child, Supervisor


class Command(BaseCommand):
    """Prepares, loads the demonstration where that is asked for, and keeps pages, jobs and the timekeeper running."""

    help = "Serve pages and jobs on this machine until Ctrl-C; what it needs is made ready first."
    requires_system_checks = []  # `refuse_if_misconfigured` says it in plain lines

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where, and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (0.0.0.0: all)")
        parser.add_argument("--port", type=int, help="the port; without it, the first free one from 8000")
        parser.add_argument("--workers", type=int, default=2, help="web processes")

    def handle(self, *_args: Any, host: str, port: int | None, workers: int, **_options: Any) -> None:
        """Serve until told to end."""
        refuse_if_misconfigured()
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.default_int_handler)  # until the supervisor listens: as Ctrl-C
        claim = Claim(settings.ENVIRONMENT.state)
        try:
            claim.take(self._say)
            self._make_ready()
            chosen = port_for(host, port)
        except (NoPortError, RunsAlreadyError, EmbeddedDatabaseError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("Stopped before it was ready; the next start goes on.", returncode=130) from None
        self._serve(claim, host, chosen, workers)

    def _make_ready(self) -> None:
        self._say("Preparing the database …")
        preparation.prepare()
        if settings.DEMONSTRATION:
            call_command("load_demonstration", people=loader.is_loaded(), stdout=self.stdout, stderr=self.stderr)
        connections.close_all()

    def _serve(self, claim: Claim, host: str, port: int, workers: int) -> None:
        near = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104  (compared, not bound)
        address = f"http://{near}:{port}"
        claim.announce(f"{address}/")
        pages, *others = _children(claim.run, host, port, workers, address)
        supervisor = Supervisor([pages], self._say, (claim.handle,))
        supervisor.start()
        try:
            if supervisor.watch(until=lambda: _answers(address)):
                for child in others:  # which would take the processors from the pages that somebody waits for
                    supervisor.add(child)
                self._say(f"\nTawasul answers at {address}/\nCtrl-C stops it.")
                supervisor.watch()
        finally:
            self._say("Stopping …")
            supervisor.stop()

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _children(run: str, host: str, port: int, workers: int, address: str) -> list[Child]:
    environment = {"TAWASUL_PUBLIC_URL": address} | os.environ | {"TAWASUL_SUPERVISED": "1", RUN: run}
    pages = pages_command(host=host, port=port, workers=workers, further=["--log-level", "error"])
    manage = [sys.executable, str(settings.BASE / "manage.py")]
    return [
        Child("pages", pages, environment),
        Child("jobs", [*manage, "procrastinate", "worker"], environment),
        Child("timekeeper", [*manage, "keep_time"], environment),
    ]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=2):  # noqa: S310  (our own address)
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
