"""The words of the table of notices."""

from enum import StrEnum


class State(StrEnum):
    """Owed until it is sent, or given up."""

    OWED = "owed"
    SENT = "sent"
    FAILED = "failed"


class Channel(StrEnum):
    """How a notice reaches its reader."""

    SMS = "sms"
    EMAIL = "email"
    IN_APP = "in_app"


CHOSEN_BY_STAFF = (Channel.EMAIL, Channel.SMS)  # what they may add to the pages
