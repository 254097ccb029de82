"""What must stand before pages and jobs start: tables, the cache's table, static files, compiled Arabic.

What stands already is looked at and left: a start after the first takes no longer than it must.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tawasul.cli.catalogue import book


def prepare() -> None:
    """Bring all of it up to date. Running it again changes nothing."""
    book.compile_into(Path(settings.BASE) / "locale" / "ar" / "LC_MESSAGES" / "django.po")
    if _migrations_wait():
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    _collect_static_files()


def _migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _collect_static_files() -> None:
    """Collect and compress them, unless exactly these were collected before."""
    collected = Path(settings.STATIC_ROOT) / ".collected"
    wanted = hashlib.sha256("\n".join(sorted(_static_files())).encode()).hexdigest()
    if collected.is_file() and collected.read_text() == wanted:
        return
    collected.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    collected.write_text(wanted)


def _static_files() -> Iterator[str]:
    """Every static file with its size and the moment of its last change."""
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path)).stat()
            yield f"{path} {file.st_size} {file.st_mtime_ns}"
