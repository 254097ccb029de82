"""How events are chained: SHA-256 over the event's own words and the hash before it. Pure Python."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

FIRST = "0" * 64


def canonical(event: Mapping[str, Any]) -> bytes:
    """The one spelling of an event: sorted keys, UTC instants to the microsecond, no spaces."""
    return json.dumps(event, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_said).encode()


def link(previous_hash: str, event: Mapping[str, Any]) -> str:
    """The hash of an event that follows `previous_hash` (FIRST for the first of a subject)."""
    return sha256(previous_hash.encode() + b"\n" + canonical(event)).hexdigest()


def _said(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"an event cannot hold {value!r}")
