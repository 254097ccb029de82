"""Which running clocks a change of calendars may move: the same said twice, for the ORM and for SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Q

from tawasul.calendars.changes import first_day_touched
from tawasul.calendars.models import CalendarChange
from tawasul.clocks.models import Recalculation
from tawasul.lib.hijri import RIYADH
from tawasul.service_levels.amounts import Unit
from tawasul.service_levels.models import Commitment

AT_ALL_TIMES = datetime(1, 1, 2, tzinfo=RIYADH)

# With the parameters of `Reach.values`, of a clock's row.
SQL = """
    ended_at IS NULL AND scope LIKE %(scope)s AND greatest(due_at, next_at) >= %(since)s AND commitment_id NOT IN
        (SELECT id FROM service_levels_commitment WHERE unit = %(round_the_clock)s)
"""


@dataclass(frozen=True)
class Reach:
    """A part of the tree, and the instant before which its calendars are as they were.

    A clock that is due before it, and sounds next before it, counts none of the days that changed. What runs day and night
    counts by no calendar.
    """

    scope: str
    since: datetime

    @property
    def clocks(self) -> Q:
        """The condition for rows of clocks."""
        running = Q(ended_at=None, scope__startswith=self.scope) & ~Q(
            commitment__in=Commitment.objects.filter(unit=Unit.MINUTES.value)
        )
        return running & (Q(due_at__gte=self.since) | Q(next_at__gte=self.since))

    @property
    def values(self) -> dict[str, str | datetime]:
        """The parameters of `SQL`."""
        return {"scope": f"{self.scope}%", "since": self.since, "round_the_clock": Unit.MINUTES.value}


def reach_of(change: CalendarChange) -> Reach:
    """How far a change reaches."""
    day = first_day_touched(change)
    return Reach(change.scope, datetime.combine(day, time.min, RIYADH) if day else AT_ALL_TIMES)


def reached_by(task: Recalculation) -> Reach:
    """How far the change reaches that is being carried."""
    return reach_of(CalendarChange.objects.get(pk=task.change_id))


def together(changes: Iterable[CalendarChange]) -> list[Reach]:
    """The reaches of several changes, none within another: nothing is counted twice."""
    kept: list[Reach] = []
    reaches = [reach_of(change) for change in changes]
    for reach in sorted(reaches, key=lambda each: each.scope):
        above = next((other for other in kept if reach.scope.startswith(other.scope)), None)
        if above is None:
            kept.append(reach)
        elif reach.since < above.since:
            kept[kept.index(above)] = Reach(above.scope, reach.since)
    return kept
