"""Where somebody's account stands: whether they may sign in, and if not yet, what they wait for."""

from datetime import datetime
from enum import StrEnum

from tawasul.people.invitations import GOOD_FOR
from tawasul.people.models import User


class Standing(StrEnum):
    """From registered to closed."""

    WAITING = "waiting"  # registered; no password, and no invitation was sent
    INVITED = "invited"  # the link sent is good
    LAPSED = "lapsed"  # the link sent was not used in time
    ACTIVE = "active"
    CLOSED = "closed"


def standing_of(user: User, at: datetime) -> Standing:
    """What is known from the account itself: no query."""
    if not user.is_active:
        return Standing.CLOSED
    if user.has_usable_password():
        return Standing.ACTIVE
    if user.invited_at is None:
        return Standing.WAITING
    return Standing.INVITED if at <= user.invited_at + GOOD_FOR else Standing.LAPSED
