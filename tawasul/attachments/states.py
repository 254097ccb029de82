"""The words of the tables of files, and the limits."""

from datetime import timedelta
from enum import StrEnum

LARGEST = 20 * 1024 * 1024  # bytes of one file
MOST = 10  # files of one ticket
DRAFTS_KEPT = timedelta(days=2)


class Scan(StrEnum):
    """What the virus scanner said. Only `clean` and `unscanned` files are served."""

    UNSCANNED = "unscanned"  # this deployment has no scanner
    PENDING = "pending"  # the scanner was away when the file came
    CLEAN = "clean"
    INFECTED = "infected"
