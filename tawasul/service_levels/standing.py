"""How a version stands on a day: being prepared, coming, in force, or past. Pure Python."""

from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """What a version is to whoever reads it today."""

    DRAFT = "draft"
    APPROVED = "approved"
    COMING = "coming"
    IN_FORCE = "in_force"
    PAST = "past"
    SET_ASIDE = "set_aside"  # published, but another was published for the same day before it began
    DISCARDED = "discarded"


def standing_of(state: str, in_force_from: date | None, followed_on: date | None, on: date) -> Standing:
    """How a version in `state` stands on a day; `followed_on` is the day from which the next published one holds."""
    if in_force_from is None:
        return Standing(state)
    if followed_on == in_force_from:
        return Standing.SET_ASIDE
    if in_force_from > on:
        return Standing.COMING
    return Standing.PAST if followed_on is not None and followed_on <= on else Standing.IN_FORCE
