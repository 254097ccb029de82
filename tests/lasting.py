"""A database that keeps what is committed, for tests of several connections at once and of pages in a real browser.

Django's own flush cannot be used: it would empty the calendars and the service levels that migrations planted, and the
database refuses to forget events. So what a test committed is removed afterwards with the refusals put aside, and calendars
that it changed are planted anew.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection
from django.test.testcases import LiveServerThread
from django.test.utils import setup_databases

from tawasul.calendars import defaults
from tawasul.calendars.models import CalendarChange

# Versions of the service-level document that a test made go, the shipped one stays; it is the first.
_SHIPPED_ALONE = """
    DELETE FROM service_levels_commitment
    WHERE document_id IN (SELECT id FROM service_levels_serviceleveldocument WHERE number > 1);
    DELETE FROM service_levels_serviceleveldocument WHERE number > 1;
"""
PLANTED = ("calendars_", "service_levels_", "django_migrations", "django_content_type", "auth_")


@pytest.fixture(scope="session")
def database_made(django_db_setup: None, django_db_blocker: Any) -> None:
    """The tests' database, also where no test of the run bears pytest-django's own mark, for which alone it makes one."""
    with django_db_blocker.unblock():
        if connection.settings_dict["NAME"] != connection.creation._get_test_db_name():  # type: ignore[attr-defined]
            setup_databases(verbosity=0, interactive=False, keepdb=True, aliases={"default": True})
        _empty()  # of what a run that was killed left behind


@pytest.fixture
def lasting_db(database_made: None, django_db_blocker: Any) -> Iterator[None]:
    """Commit for real; afterwards everything but what the migrations planted is gone."""
    with django_db_blocker.unblock():
        yield
        _empty()
        connection.close()


def _empty() -> None:
    connection.ensure_connection()
    names = connection.introspection.table_names()
    _truncate([name for name in names if not name.startswith(PLANTED)], "RESTART IDENTITY CASCADE")
    if CalendarChange.objects.exclude(what="defaults_installed").exists():
        # Their numbers go on: a schedule remembered under one of them is never taken for another's.
        _truncate([name for name in names if name.startswith("calendars_")], "CONTINUE IDENTITY")
        defaults.install(apps)


def _truncate(tables: list[str], how: str) -> None:
    quoted = ", ".join(connection.ops.quote_name(name) for name in tables)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {quoted} {how}" if tables else "SELECT 1")
        cursor.execute(_SHIPPED_ALONE)
        cursor.execute("SET session_replication_role = DEFAULT")


@pytest.fixture
def site(lasting_db: None, settings: Any) -> Iterator[str]:
    """The pages, served on a free port of this machine; gives the address, without a slash at the end."""
    settings.ALLOWED_HOSTS = ["*"]
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    settings.PUBLIC_URL = f"http://127.0.0.1:{thread.port}"
    yield settings.PUBLIC_URL
    thread.terminate()
