"""How the machinery runs: alarms, jobs and messages, in figures. What the operations page and /metrics show.

The cost is what waits or went wrong, never what is open or closed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob, ProcrastinateWorker

from tawasul.clocks import queries as clocks
from tawasul.clocks.heartbeat import timekeepers
from tawasul.clocks.models import Recalculation, Timekeeper
from tawasul.jobs.queues import NOTICES, UPKEEP
from tawasul.notices import queries as notices

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SILENT_FOR = timedelta(seconds=60)  # without a heartbeat (every 10 seconds): the worker is taken for dead
OVERDUE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Queue:
    """Jobs that could be done now: how many, and for how long the first of them has waited."""

    name: str
    waiting: int
    oldest: timedelta


@dataclass(frozen=True, kw_only=True)
class Readings:
    """All figures of one moment."""

    at: datetime
    timekeepers: list[Timekeeper]
    alarm_lag: timedelta
    last_hour: clocks.Punctuality
    workers: int
    queues: list[Queue]
    failed_jobs: int  # of the last month
    overdue_notices: int  # due for a minute, and still not sent
    not_arrived: int  # of the last day
    under_way: list[Recalculation]


def read(at: datetime) -> Readings:
    """The figures as of now. A fixed number of queries."""
    keepers = timekeepers(at)
    return Readings(
        at=at,
        timekeepers=keepers,
        alarm_lag=clocks.alarm_lag(at),
        last_hour=clocks.punctuality(since=at - HOUR, at=at),
        workers=ProcrastinateWorker.objects.filter(last_heartbeat__gte=at - SILENT_FOR).count(),
        queues=_queues(at),
        failed_jobs=ProcrastinateJob.objects.filter(status="failed").count(),
        overdue_notices=notices.overdue_count(before=at - OVERDUE),
        not_arrived=notices.not_arrived_count(since=at - DAY),
        under_way=clocks.under_way(),
    )


def _queues(at: datetime) -> list[Queue]:
    ready = ProcrastinateJob.objects.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=at), status="todo")
    rows = {
        row["queue_name"]: row
        for row in ready.order_by().values("queue_name").annotate(waiting=Count("pk"), first=Min("pk"))
    }
    firsts = {row["first"] for row in rows.values()}
    asked = ProcrastinateEvent.objects.filter(job_id__in=firsts, type__in=["deferred", "scheduled"])
    since = dict(asked.order_by().values("job_id").annotate(last=Min("at")).values_list("job_id", "last"))
    return [
        Queue(
            name=name,
            waiting=rows[name]["waiting"] if name in rows else 0,
            oldest=max(timedelta(), at - since.get(rows[name]["first"], at)) if name in rows else timedelta(),
        )
        for name in sorted({NOTICES, UPKEEP, *rows})
    ]
