"""Which desks of the hall need a look by its supervisor, as a table of what is too long. Minutes everywhere."""

from enum import StrEnum

from tawasul.reception.course import State
from tawasul.reception.reasons import LINE_BY_KEY

CALLED_FOR = 5.0  # minutes in which a visitor walks from the farthest seat, and is called again
SERVED_TIMES = 3.0  # of the usual minutes of a line: one visit of twenty takes as long
FREE_FOR = 3.0  # minutes between two visitors


class Stuck(StrEnum):
    """What is wrong with a desk."""

    CALLED = "called"
    SERVED = "served"
    FREE = "free"


def stuck_with(state: State, line: str, minutes: float) -> Stuck | None:
    """Whether a desk is stuck with the visitor at it: in this state for so many minutes."""
    if state is State.CALLED and minutes >= CALLED_FOR:
        return Stuck.CALLED
    if state is State.SERVING and minutes >= SERVED_TIMES * LINE_BY_KEY[line].minutes:
        return Stuck.SERVED
    return None


def stuck_free(*, waited_for: bool, quiet: bool) -> Stuck | None:
    """Whether a free desk calls nobody though people wait for it; `quiet`: nothing has happened at it for FREE_FOR minutes."""
    return Stuck.FREE if waited_for and quiet else None
