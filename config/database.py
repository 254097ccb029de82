"""Django's DATABASES entry: DATABASE_URL, or the embedded server where there is none."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from config.environment import Environment

_PAGE_LIMIT = "15s"  # a page that takes longer is broken, and must not hold its connection


def entry(environment: Environment) -> dict[str, Any]:
    """The entry for this process. Only the web door pools connections and limits a statement's time."""
    made = _from_url(environment.database_url) if environment.database_url else _embedded(environment)
    if environment.is_web:
        made["OPTIONS"] |= {
            "options": f"-c statement_timeout={_PAGE_LIMIT} -c idle_in_transaction_session_timeout=60s",
            "pool": {"min_size": 2, "max_size": environment.database_pool, "timeout": 10},
        }
    return made | {"CONN_MAX_AGE": 0, "TEST": {"NAME": environment.test_database}}


def _embedded(environment: Environment) -> dict[str, Any]:
    return {
        "ENGINE": "config.embedded_database",
        "NAME": "postgres",
        "USER": "postgres",
        "STATE": str(environment.state),
        "DURABLE": environment.durable,
        "OPTIONS": {},
    }


def _from_url(url: str) -> dict[str, Any]:
    """The entry for a postgresql:// URL. Query parameters become options; `host` may be a socket's folder."""
    parts = urlsplit(url)
    options: dict[str, Any] = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }
