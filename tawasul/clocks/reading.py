"""How a clock's row is read into plain values."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import connection

from tawasul.calendars import queries as calendars
from tawasul.calendars.schedule import ALWAYS, Schedule
from tawasul.centres.queries import scopes_of
from tawasul.clocks.models import Clock, Pause
from tawasul.service_levels import queries as service_levels
from tawasul.service_levels.amounts import Promise

_LOCK = 0x7461_6C6B


def reckoning() -> None:
    """Until this transaction ends, no changed calendar comes into force for the deadlines: whatever is reckoned by the present
    one is kept, and can be found, before the change is carried to the open ones."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [_LOCK])


def await_reckoning() -> None:
    """Wait for all who are `reckoning`, and let nobody begin to before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


class Schedules:
    """The schedules of all places at one moment: one query now, and none for a place that is known already.

    With `keeping`, what is reckoned by them is going to be kept in this transaction (`reckoning`).
    """

    def __init__(self, *, keeping: bool = False) -> None:
        if keeping:
            reckoning()
        self.number = calendars.version()
        self._of: dict[str, Schedule] = {}

    def of(self, scope: str, promise: Promise) -> Schedule:
        """The schedule by which a clock of this scope (a place's path) counts."""
        if promise.round_the_clock:
            return ALWAYS
        if scope not in self._of:
            self._of[scope] = calendars.schedule_for(scopes_of(scope), self.number)
        return self._of[scope]


Spans = tuple[tuple[datetime, datetime], ...]


def promise_of(clock: Clock) -> Promise:
    """What it promises."""
    return promised(clock.commitment_id, clock.number)


def promised(commitment_id: int, number: int | None) -> Promise:
    """A commitment, or what a clock under it promises that has less time."""
    return shortened(service_levels.promise_of(commitment_id), number)


def shortened(promise: Promise, number: int | None) -> Promise:
    """The promise with `number` of its unit (none: as it is)."""
    return promise if number is None else replace(promise, number=number)


def pauses_of(clock: Clock) -> Spans:
    """Its ended pauses in order; one that lasts counts from when it ends. One query where it was ever paused, else none."""
    return pauses_of_each([clock.pk]).get(clock.pk, ()) if clock.pause_count else ()


def pauses_of_each(clock_ids: Iterable[int]) -> dict[int, Spans]:
    """The ended pauses of many clocks, by clock: one query; clocks without any are left out."""
    rows = Pause.objects.filter(clock__in=list(clock_ids), ended_at__isnull=False).order_by("clock", "began_at")
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for clock_id, began_at, ended_at in rows.values_list("clock", "began_at", "ended_at"):
        if ended_at is not None:
            found.setdefault(clock_id, []).append((began_at, ended_at))
    return {clock_id: tuple(spans) for clock_id, spans in found.items()}
