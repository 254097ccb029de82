"""One JSON object a line on standard error, without personal data.

Requests are logged by path, never with their query, form or addresses; long digits (identities,
mobiles, ticket numbers) and mail addresses are struck out of every text, tracebacks included, since
errors of the database quote the values that caused them.
"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

_PERSONAL = re.compile(r"\d{5,}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DETAIL = re.compile(r"^DETAIL: .*$", re.MULTILINE)


def struck(text: str) -> str:
    """The text without what might tell of a person."""
    return _PERSONAL.sub("…", _DETAIL.sub("DETAIL: …", text))


class JsonLines(logging.Formatter):
    """Formats a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": struck(record.getMessage()),
        }
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info:
            line["traceback"] = struck(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


class ShortLines(logging.Formatter):
    """Formats a record for a person at a terminal, struck out alike."""

    def format(self, record: logging.LogRecord) -> str:
        """Level, logger and message; a traceback below them."""
        return struck(super().format(record))


def settings(*, json_lines: bool) -> dict[str, Any]:
    """Django's LOGGING: JSON for a deployment, short lines for a terminal."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {"()": "config.logs.JsonLines"}
            if json_lines
            else {"()": "config.logs.ShortLines", "format": "%(levelname)s %(name)s: %(message)s"}
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": "INFO" if json_lines else "WARNING"},
        "loggers": {
            "django": {"handlers": [], "propagate": True, "level": "WARNING"},
            "procrastinate": {"level": "INFO" if json_lines else "WARNING"},
            "procrastinate.periodic": {"level": "WARNING"},
            "procrastinate.blueprints": {"level": "WARNING"},
        },
    }
