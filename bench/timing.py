"""The clocks of a copied ticket: begun, paused and ended as its pattern's, and reckoned in the weeks where it now lies."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import models

from bench.patterns import Pattern, Row
from tawasul.clocks.clock import read, time_used
from tawasul.clocks.models import Clock, Pause
from tawasul.clocks.reading import Schedules
from tawasul.service_levels.queries import promise_of

Own = Callable[[type[models.Model], Row, timedelta], Row]


class Timing:
    """Copies clocks and pauses; the schedules are those of now, remembered."""

    def __init__(self) -> None:
        self._schedules = Schedules()

    def copy(self, pattern: Pattern, ticket: Row, own: Own, delta: timedelta) -> tuple[list[Row], list[Row]]:
        """The clocks and pauses of the copy; sets on the ticket what it carries of them."""
        clocks = [own(Clock, row, delta) | {"subject_id": ticket["id"]} for row in pattern.rows[Clock]]
        new = {row["id"]: made["id"] for row, made in zip(pattern.rows[Clock], clocks, strict=True)}
        pauses = [own(Pause, row, delta) | {"clock_id": new[row["clock_id"]]} for row in pattern.rows[Pause]]
        for clock in clocks:
            spans = [(row["began_at"], row["ended_at"]) for row in pauses if row["clock_id"] == clock["id"]]
            self._reckon(clock, [(began, ended) for began, ended in spans if ended is not None])
        running = [clock["due_at"] for clock in clocks if clock["ended_at"] is None and clock["paused_at"] is None]
        ticket["committed_at"] = next(clock["due_at"] for clock in clocks if clock["step"] == "whole")
        ticket["due_at"] = min(running, default=None)
        return clocks, pauses

    def _reckon(self, clock: Row, pauses: list[tuple[datetime, datetime]]) -> None:
        promise = promise_of(clock["commitment_id"])
        schedule = self._schedules.of(clock["scope"], promise)
        began, ended = clock["began_at"], clock["ended_at"]
        reading = read(promise, schedule, began, pauses, stage=clock["stage"], at=ended or began)
        clock |= {"due_at": reading.due_at, "calendar_number": self._schedules.number}
        if ended is None:
            clock["next_at"] = None if clock["paused_at"] else reading.next_at
            return
        clock["used"] = time_used(promise, schedule, began, ended, pauses)
        late = ended > reading.due_at
        clock["late_by"] = time_used(promise, schedule, reading.due_at, ended, pauses) if late else timedelta()
