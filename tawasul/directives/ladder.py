"""When a directive is heard of as its day comes and passes, and by whom: a table. Pure Python but for working time.

Each stage is so many days before or after the day by which it is to be done, and sounds as work begins on that day where those
who must act are; on a day off, as it next begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from tawasul.calendars.schedule import Schedule
from tawasul.calendars.working_time import next_open
from tawasul.lib.hijri import RIYADH


class Hearing(StrEnum):
    """Who hears."""

    ACTING = "acting"  # those who must act
    ABOVE = "above"  # those who lead them, and the follow-up officers
    CENTRE = "centre"  # the supervisor of the centre of those who must act, and all before
    OFFICIAL = "official"  # the official's office, and all before


@dataclass(frozen=True, kw_only=True)
class Stage:
    """Its name, how many days after the day due (before it: negative), and who hears."""

    key: str
    days: int
    hears: Hearing

    @property
    def late(self) -> bool:
        """Whether the day has passed when it sounds."""
        return self.days > 0


LADDER: tuple[Stage, ...] = (
    Stage(key="soon", days=-3, hears=Hearing.ACTING),
    Stage(key="today", days=0, hears=Hearing.ACTING),
    Stage(key="late", days=1, hears=Hearing.ABOVE),
    Stage(key="late_three", days=3, hears=Hearing.CENTRE),
    Stage(key="late_week", days=7, hears=Hearing.OFFICIAL),
)


def sounds_at(stage: Stage, due_on: date, schedule: Schedule) -> datetime:
    """The instant of a stage. Raises NeverOpen where nobody works any more."""
    return next_open(schedule, datetime.combine(due_on + timedelta(days=stage.days), time(), RIYADH))


def following(due_on: date, schedule: Schedule, at: datetime, *, after: int = -1) -> tuple[int, datetime] | None:
    """The first stage beyond the number `after` that sounds after `at`, and when; None where none is left."""
    for number, stage in enumerate(LADDER):
        if number > after and (when := sounds_at(stage, due_on, schedule)) > at:
            return number, when
    return None


def hearings_to(stage: Stage) -> Sequence[Hearing]:
    """Everybody who hears of a stage: those of its rung, and of every rung below that hears of what is late."""
    order = list(Hearing)
    if not stage.late:
        return (stage.hears,)
    return tuple(order[: order.index(stage.hears) + 1])
