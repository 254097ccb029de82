"""`manage.py prepare`: what an installation or an upgrade needs before pages and jobs start."""

from typing import Any

from django.core.management.base import BaseCommand

from tawasul.cli import preparation


class Command(BaseCommand):
    """Migrates, makes the cache's table, collects static files, compiles the Arabic."""

    help = "Bring tables, static files and translations up to date (run once for each installation or upgrade)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do all of it."""
        preparation.prepare()
        self.stdout.write("Ready to start.")
