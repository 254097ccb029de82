"""`manage.py openapi`: write docs/api/openapi.json."""

from typing import Any

from django.core.management.base import BaseCommand

from tawasul.api import document


class Command(BaseCommand):
    """Write the document of the API from its code."""

    help = "Write docs/api/openapi.json from the code; a test compares it."
    requires_system_checks = []

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write it."""
        document.PATH.parent.mkdir(parents=True, exist_ok=True)
        document.PATH.write_text(document.text(), encoding="utf-8")
        self.stdout.write(str(document.PATH))
