"""Locks for the length of a transaction, on things that have no row of their own."""

from django.db import connection


def hold(*names: str) -> None:
    """Wait for these names, in an order that is the same for all, and hold them until the transaction ends."""
    with connection.cursor() as cursor:
        for name in sorted(set(names)):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"attachments:{name}"])


def bytes_of(sha256: str) -> str:
    """The lock on what happens to these bytes on disk."""
    return f"bytes:{sha256}"
