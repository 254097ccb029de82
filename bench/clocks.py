"""The clocks under load: `python -m bench.clocks` (or `make bench-clocks`). Two trials on a database of many open tickets.

Alarms: 2,000 fall due within one minute while two timekeepers run; one of them is killed in the midst. Each must sound once,
and all but one in a thousand within ten seconds. A holiday: counted, then applied while pages are asked for; the timekeeper
that carries it is killed half way, and another goes on. Every deadline must then read what it reads when reckoned afresh.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from random import Random
from statistics import median, quantiles
from typing import Any

import django

from bench.databases import Databases
from config.environment import BASE

OPEN, FALLING_DUE = 100_000, 2_000
MINUTE = timedelta(minutes=1)
LATEST = timedelta(seconds=10)


def alarms(environment: dict[str, str]) -> dict[str, Any]:
    """Let alarms fall due within a minute, kill one of two timekeepers in it, and see when each sounded."""
    from django.db import connection
    from django.utils import timezone

    from tawasul.clocks.models import Alarm, Clock, Hearer

    rng = Random(1448)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE clocks_clock SET next_at = now() + interval '30 days' WHERE next_at IS NOT NULL")
    wholes = Clock.objects.filter(step="whole", next_at__isnull=False).exclude(commitment__unit="minutes")
    ids = list(wholes.order_by("pk").values_list("pk", flat=True))
    begins = timezone.now() + timedelta(seconds=40)
    chosen = rng.sample(ids, FALLING_DUE)
    for place, pk in enumerate(chosen):
        due = begins + MINUTE * place / FALLING_DUE
        clock = Clock.objects.get(pk=pk)
        clock.due_at = clock.next_at = due
        clock.stage = len(clock.commitment.warnings)
        clock.save(update_fields=["due_at", "next_at", "stage"])
    begins_late = timezone.now() > begins  # setting up took longer than was allowed for
    keepers = [_timekeeper(environment) for _ in range(2)]
    time.sleep(max(0.0, (begins - timezone.now()).total_seconds()) + 20 + rng.random() * 20)
    keepers[0].send_signal(signal.SIGKILL)
    time.sleep(max(0.0, (begins + MINUTE + LATEST - timezone.now()).total_seconds()))
    keepers[1].terminate()
    for keeper in keepers:
        keeper.wait(30)
    sounded = list(Alarm.objects.filter(clock__in=chosen, kind="rung", number=0))
    lags = sorted((row.sounded_at - row.planned_at).total_seconds() for row in sounded)
    return {
        "alarms": len(sounded),
        "clocks that sounded": len({row.clock_id for row in sounded}),
        "median lag, s": round(median(lags), 2),
        "99.9th percentile, s": round(quantiles(lags, n=1000, method="inclusive")[-1], 2),
        "longest, s": round(lags[-1], 2),
        "untold": Hearer.objects.filter(told_at=None).count(),
        "set up in time": not begins_late,
    }


def holiday(environment: dict[str, str]) -> dict[str, Any]:
    """Announce a holiday: count what it moves, apply it with a kill half way, and compare with a fresh reckoning."""
    from django.db import transaction
    from django.utils import timezone

    from tawasul.calendars import actions as calendars
    from tawasul.calendars.schedule import Words
    from tawasul.clocks import recalculation
    from tawasul.clocks.models import Clock, Recalculation
    from tawasul.clocks.reading import pauses_of_each
    from tawasul.clocks.reckoner import Reckoner
    from tawasul.timeline.models import Event

    wholes = Clock.objects.filter(ended_at=None, step="whole")
    first = wholes.order_by("due_at")[wholes.count() // 2].due_at.date()
    cause = Words("إجازة أُعلنت أمس", "A holiday announced yesterday")

    def announce() -> None:
        calendars.add_day_off(
            scope="", kind="other", first_day=first, last_day=first + timedelta(days=2), reason=cause,
            by="bench", at=timezone.now(),
        )  # fmt: skip

    began = time.monotonic()
    effect = recalculation.effect_of(announce, at=timezone.now())
    counted = time.monotonic() - began
    with transaction.atomic():
        announce()
        task = recalculation.begin_recalculation(cause=cause, by="bench", at=timezone.now())
    keeper, began = _timekeeper(environment), time.monotonic()
    pages, killed = Pages(), False
    while Recalculation.objects.filter(pk=task.pk, finished_at=None).exists():
        pages.ask()
        task.refresh_from_db()
        if not killed and task.done > task.total // 2:
            keeper.send_signal(signal.SIGKILL)
            keeper.wait()
            keeper, killed = _timekeeper(environment), True
    applied = time.monotonic() - began
    keeper.terminate()
    keeper.wait(30)
    task.refresh_from_db()
    reckoner, differ = Reckoner(), 0
    rows = Clock.objects.filter(ended_at=None)
    pauses = pauses_of_each(rows.filter(pause_count__gt=0).values_list("pk", flat=True))
    for clock in rows.iterator(chunk_size=5000):
        stored = clock.due_at
        reckoner.read_into(clock, pauses.get(clock.pk, ()), timezone.now())
        differ += clock.due_at != stored
    moved = Event.objects.filter(kind="deadline_moved")
    return {
        "open deadlines": effect.open,
        "counted in, s": round(counted, 1),
        "moved, as counted / as applied": f"{effect.moved:,} / {task.moved:,}",
        "applied in, with a kill half way, s": round(applied, 1),
        "events / tickets with one": f"{moved.count():,} / {moved.values('subject_id').distinct().count():,}",
        "deadlines that differ from a fresh reckoning": differ,
        "pages meanwhile, ms: median / longest": f"{pages.median:.0f} / {pages.longest:.0f} ({pages.asked} asked)",
    }


class Pages:
    """A list and a ticket's page, asked for in turns."""

    def __init__(self) -> None:
        from bench.operations import all_operations

        wanted = ("Open tickets of a centre", "Ticket page", "Front page with counts, centre")
        self._acts = [each.act for each in all_operations() if each.title in wanted]
        for act in self._acts:
            act()
        self._times: list[float] = []

    def ask(self) -> None:
        """One of them, timed."""
        began = time.monotonic()
        self._acts[len(self._times) % len(self._acts)]()
        self._times.append((time.monotonic() - began) * 1000)

    @property
    def median(self) -> float:
        """The middle time, in milliseconds."""
        return median(self._times)

    @property
    def longest(self) -> float:
        """The longest, in milliseconds."""
        return max(self._times)

    @property
    def asked(self) -> int:
        """How many."""
        return len(self._times)


def _timekeeper(environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "manage.py", "keep_time"], cwd=BASE, env=environment)


def main() -> int:
    """Make the database, try both, print; 1 where a promise is not kept."""
    options = argparse.ArgumentParser(description="Alarms and a late holiday over many open tickets")
    options.add_argument("--open", type=int, default=OPEN)
    chosen = options.parse_args()
    databases = Databases()
    environment = databases.environment(databases.with_open(chosen.open))
    databases.checkpoint()
    os.environ.update(environment)
    django.setup()
    heard, moved = alarms(environment), holiday(environment)
    for name, value in {**heard, **moved}.items():
        print(f"| {name} | {value} |")
    kept = (
        heard["alarms"] == heard["clocks that sounded"] == FALLING_DUE
        and heard["99.9th percentile, s"] <= LATEST.total_seconds()
        and moved["deadlines that differ from a fresh reckoning"] == 0
    )
    return 0 if kept else 1


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.exit(main())
