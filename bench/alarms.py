"""Two thousand alarms fall due within one minute while two timekeepers run, one of which is killed in the midst."""

import time
from collections import Counter
from datetime import datetime, timedelta
from random import Random
from statistics import quantiles

from bench.promises import Line, equal, told, within
from bench.timekeepers import Timekeeper

FALLING_DUE = 2_000
MINUTE = timedelta(minutes=1)
LATEST = timedelta(seconds=10)
READY = timedelta(seconds=40)  # for setting up, and for the timekeepers to begin


def trial(environment: dict[str, str]) -> list[Line]:
    """Each alarm sounds once, and all but one in a thousand within ten seconds."""
    from django.utils import timezone

    from tawasul.clocks.models import Alarm, Clock, Hearer

    rng = Random(1448)
    running = Clock.objects.filter(next_at__isnull=False).count()
    begins = timezone.now() + READY
    chosen = _fall_due(rng, begins)
    late = timezone.now() > begins
    keepers = [Timekeeper(environment) for _ in range(2)]
    time.sleep(max(0.0, (begins - timezone.now()).total_seconds()) + 20 + rng.random() * 20)
    keepers[0].kill()
    before = Alarm.objects.filter(clock__in=chosen, kind="rung", number=0).count()
    time.sleep(max(0.0, (begins + MINUTE + LATEST - timezone.now()).total_seconds()))
    keepers[1].end()
    sounded = list(Alarm.objects.filter(clock__in=chosen, kind="rung", number=0))
    times = Counter(row.clock_id for row in sounded)
    lags = sorted((row.sounded_at - row.planned_at).total_seconds() for row in sounded)
    cuts = quantiles(lags, n=1000, method="inclusive")
    return [
        told("Clocks that run", f"{running:,}"),
        equal("Alarms that sounded, of those due in one minute", len(sounded), FALLING_DUE),
        equal("Clocks that sounded exactly once", sum(number == 1 for number in times.values()), FALLING_DUE),
        told("Sounded before one of two timekeepers was killed", f"{before:,}"),
        told("Lag of the middle one", f"{cuts[499]:.2f} s"),
        within("Lag of 99.9 %", cuts[-1], LATEST.total_seconds()),
        told("Lag of the worst", f"{lags[-1]:.2f} s"),
        equal("Hearers who were not told", Hearer.objects.filter(told_at=None).count(), 0),
        equal("Set up after the first was due", int(late), 0),
    ]


def _fall_due(rng: Random, begins: datetime) -> list[int]:
    """Let chosen clocks fall due in even steps within the minute, and all others a month later."""
    from django.db import connection

    from tawasul.clocks.models import Clock
    from tawasul.service_levels.queries import promise_of

    with connection.cursor() as cursor:
        cursor.execute("UPDATE clocks_clock SET next_at = now() + interval '30 days' WHERE next_at IS NOT NULL")
    wholes = Clock.objects.filter(step="whole", next_at__isnull=False).exclude(commitment__unit="minutes")
    chosen = rng.sample(list(wholes.order_by("pk").values_list("pk", flat=True)), FALLING_DUE)
    rows = Clock.objects.in_bulk(chosen)
    for place, pk in enumerate(chosen):
        rows[pk].due_at = rows[pk].next_at = begins + MINUTE * place / FALLING_DUE
        rows[pk].stage = len(promise_of(rows[pk].commitment_id).warnings)
    Clock.objects.bulk_update(rows.values(), ["due_at", "next_at", "stage"], batch_size=500)
    return chosen
