"""The words of the table of notices."""

from enum import StrEnum


class State(StrEnum):
    """Owed until it is sent, or given up; or unsure: perhaps taken by a carrier that would take it twice if asked again."""

    OWED = "owed"
    SENT = "sent"
    FAILED = "failed"
    UNSURE = "unsure"


class Delivery(StrEnum):
    """What the carrier told later of a message that it took."""

    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"


class Channel(StrEnum):
    """How a notice reaches its reader."""

    SMS = "sms"
    EMAIL = "email"
    IN_APP = "in_app"


CHOSEN_BY_STAFF = (Channel.EMAIL, Channel.SMS)  # what they may add to the pages
