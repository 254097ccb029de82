"""What every test stands on: the tests' database server, compiled Arabic, a file store of its own."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.utils import timezone

from config.embedded_database import server
from tawasul.cli.catalogue import book
from tests.lasting import database_made, lasting_db, site

__all__ = ["database_made", "lasting_db", "site"]

_STALE = r"""
    SELECT datname FROM pg_database
    WHERE datname ~ '^test_tawasul_[0-9a-f]{10}(_gw[0-9]+)?$' AND NOT starts_with(datname, %s)
      AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE pg_stat_activity.datname = pg_database.datname)
"""


def pytest_configure(config: pytest.Config) -> None:
    """Join the server before the workers do, and leave it after them, so that it starts and stops once."""
    book.compile_into(Path(django_settings.BASE) / "locale" / "ar" / "LC_MESSAGES" / "django.po")
    server.join(Path(django_settings.DATABASES["default"]["STATE"]), durable=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    connections.close_all()
    server.leave(Path(django_settings.DATABASES["default"]["STATE"]))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any) -> None:
    """Drop the test databases of migrations as they were before; one that is in use stays."""
    current = os.environ["TAWASUL_TEST_DATABASE"]
    with django_db_blocker.unblock(), connections["default"]._nodb_cursor() as cursor:
        cursor.execute(_STALE, [current])
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.FILES = tmp_path / "files"


@pytest.fixture(autouse=True)
def at_midday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test begins at the last half past noon in Riyadh, whatever the hour at which it is run.

    Queues, sessions and logs are of one day there: "in five minutes" said shortly before midnight is another day. The
    clock goes on from there, never ahead of that of other processes: what a test makes due is due for a worker too.
    """
    clock = timezone.now
    begun = clock()
    midday = begun.replace(hour=9, minute=30, second=0)
    behind = (begun - midday) % timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: clock() - behind)
