"""How a timekeeper says that it lives, and who does."""

import os
import socket
from datetime import datetime, timedelta

from tawasul.clocks.models import Timekeeper

BEATS_EVERY = timedelta(seconds=10)
SILENT_FOR = timedelta(seconds=60)  # after which it is taken for dead; longer than its longest wait for a database
FORGOTTEN_AFTER = timedelta(days=1)


class Heartbeat:
    """The heartbeat of this process. `beat` may be called as often as one likes; it writes every BEATS_EVERY."""

    def __init__(self) -> None:
        self.row: Timekeeper | None = None

    def beat(self, at: datetime) -> None:
        """Say that this process lives, and forget those that were silent for a day."""
        if self.row is not None and at - self.row.beat_at < BEATS_EVERY:
            return
        Timekeeper.objects.filter(beat_at__lt=at - FORGOTTEN_AFTER).delete()
        if self.row is None:
            self.row = Timekeeper(host=socket.gethostname(), process=os.getpid(), began_at=at)
        self.row.beat_at = at
        if self.row.pk is None or not Timekeeper.objects.filter(pk=self.row.pk).update(beat_at=at):
            self.row.pk = None  # forgotten while it was silent: it is back
            self.row.save(force_insert=True)

    def end(self, at: datetime) -> None:
        """The process ends in order. That it kept time until now is remembered for as long as of those that fell silent."""
        if self.row is not None:
            Timekeeper.objects.filter(pk=self.row.pk).update(beat_at=at, ended_at=at)
            self.row = None


def timekeepers(at: datetime) -> list[Timekeeper]:
    """Those who live, the longest first."""
    living = Timekeeper.objects.filter(ended_at=None, beat_at__gte=at - SILENT_FOR)
    return list(living.order_by("began_at", "pk"))
