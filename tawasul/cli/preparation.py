"""What must stand before pages and jobs start: tables, the cache's table, static files, compiled Arabic."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from tawasul.cli.catalogue import book


def prepare() -> None:
    """Bring all of it up to date. Running it again changes nothing."""
    book.compile_into(Path(settings.BASE) / "locale" / "ar" / "LC_MESSAGES" / "django.po")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
