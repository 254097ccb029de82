"""Refuses to start a misconfigured deployment: pages, jobs, the timekeeper and every other command alike.

`manage.py` asks the environment before anything else (`config.refusal`). What runs on, and the web door, which no command
need start, ask here what only settings and the database know besides.
"""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import ProgrammingError, connection

from config import deployment
from config.refusal import kind_of, refuse


@register(Tags.security)
def deployment_check(**_options: Any) -> list[Error]:
    """One error for each fault of the deployment."""
    found = deployment.faults(settings.ENVIRONMENT)
    if settings.PRODUCTION and not settings.SECOND_FACTOR_REQUIRED:
        found.append("SECOND_FACTOR_REQUIRED must be on in production")
    return [Error(fault, id="tawasul.deployment") for fault in found]


def refuse_if_misconfigured() -> None:
    """End this process with the list of faults, where there is one. Raises OperationalError while the database is away."""
    found = [str(error.msg) for error in deployment_check()] or _people_of_the_demonstration()
    if found:
        refuse(found, kind_of(settings.ENVIRONMENT))


def _people_of_the_demonstration() -> list[str]:
    """A database that the demonstration was loaded into has people whose password everybody knows."""
    if settings.DEMONSTRATION:
        return []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_user WHERE is_active AND email LIKE '%@tawasul.example'")
            (count,) = cursor.fetchone() or (0,)
    except ProgrammingError:  # not migrated yet
        return []
    finally:
        connection.close()
    return [f"DATABASE_URL names a database with {count} people of the demonstration: give it one of its own"] * bool(
        count
    )
