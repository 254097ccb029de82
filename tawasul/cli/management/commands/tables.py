"""`manage.py tables`: writes docs/roles.md and docs/lifecycles.md from the tables in the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tawasul.cli import tables

PAGES = {"roles.md": tables.roles_page, "lifecycles.md": tables.lifecycles_page}


class Command(BaseCommand):
    """Run it after a change of a role or of a lifecycle."""

    help = "Write docs/roles.md and docs/lifecycles.md from the tables in the code."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write both pages."""
        for name, page in PAGES.items():
            (Path(settings.BASE) / "docs" / name).write_text(page(), encoding="utf-8")
