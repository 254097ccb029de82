"""One round of the timekeeper: sound what is due, tell those who are to hear, carry changed calendars on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tawasul.clocks.recalculation import go_on
from tawasul.clocks.sounding import BATCH, sound_due
from tawasul.clocks.telling import AT_ONCE, tell_hearers


@dataclass(frozen=True, kw_only=True)
class Round:
    """What a round did. `busy`: there was more than it took, so that the next should follow at once."""

    sounded: int
    told: int
    busy: bool


def go_round(now: Callable[[], datetime]) -> Round:
    """Take a batch of each. Alarms come first; a calendar's batch is short enough that the next round's are in time."""
    sounded = sound_due(at=now())
    told = tell_hearers(at=now())
    moving = go_on(at=now())
    return Round(sounded=sounded, told=told, busy=sounded == BATCH or told >= AT_ONCE or moving)
