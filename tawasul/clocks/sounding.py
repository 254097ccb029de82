"""Sounding what is due: each alarm once, however many processes do it, whichever of them dies.

A batch is one transaction: the clocks' rows are taken with SKIP LOCKED, so that processes share the work; their subjects are
held too, and what somebody is acting on this moment is left for the next round. A process that dies leaves its batch as it
was. The cost is what falls due, never what is open.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import connection, transaction
from django.db.models import Q

from tawasul.clocks.clock import Stage, StageKind, sounds_at, stages_of
from tawasul.clocks.models import Alarm, Clock, Hearer, Recalculation
from tawasul.clocks.reach import reached_by
from tawasul.clocks.reading import Schedules, Spans, pauses_of_each, promise_of
from tawasul.clocks.subjects import SUBJECTS

BATCH = 200


@dataclass(frozen=True)
class _Due:
    clock: Clock
    stages: list[tuple[Stage, datetime]]


@transaction.atomic
def sound_due(*, at: datetime, most: int = BATCH) -> int:
    """Sound at most so many clocks whose time has come; return how many sounded. Call again while it returns `most`."""
    rows = Clock.objects.filter(next_at__lte=at).exclude(_on_the_move()).order_by("next_at", "pk")
    ready = _held(list(rows.select_for_update(skip_locked=True, of=("self",))[:most]))
    pauses = pauses_of_each(clock.pk for clock in ready if clock.pause_count)
    schedules = Schedules(keeping=True)
    due = [_Due(clock, _advance(clock, pauses.get(clock.pk, ()), schedules, at)) for clock in ready]
    Clock.objects.bulk_update(ready, ["stage", "next_at"])
    _write_down(due, at)
    return len(ready)


def next_at() -> datetime | None:
    """When the next alarm is to sound: how far in the past it lies is the lag."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(next_at) FROM clocks_clock")  # the first entry of its index, asked every second
        (first,) = cursor.fetchone()
    found: datetime | None = first
    return found


def _held(clocks: Sequence[Clock]) -> list[Clock]:
    """Those whose subject nobody is acting on."""
    held: list[Clock] = []
    by_kind = sorted(clocks, key=lambda clock: clock.subject_kind)
    for kind, of_kind in groupby(by_kind, key=lambda clock: clock.subject_kind):
        rows = list(of_kind)
        ids = SUBJECTS[kind].hold(sorted({row.subject_id for row in rows}), wait=False)
        held += [row for row in rows if row.subject_id in ids]
    return held


def _on_the_move() -> Q:
    """The clocks that a changed calendar has still to reach: what is about to move must not sound before it has moved."""
    moving = Q(pk__in=[])
    for row in Recalculation.objects.filter(finished_at=None):
        ahead = Q(subject_kind__gt=row.cursor_kind) | Q(subject_kind=row.cursor_kind, subject_id__gt=row.cursor_id)
        moving |= reached_by(row).clocks & Q(calendar_number__lt=row.change_id) & ahead
    return moving


def _advance(clock: Clock, pauses: Spans, schedules: Schedules, at: datetime) -> list[tuple[Stage, datetime]]:
    """Move the clock (in memory) past every stage whose time has come; return those to be sounded.

    Where the due instant itself has passed, its warnings have nothing left to warn of: they are passed over.
    """
    promise = promise_of(clock)
    schedule = schedules.of(clock.scope, promise)
    stages, reached = stages_of(promise), []
    while clock.next_at is not None and clock.next_at <= at:
        reached.append((stages[clock.stage], clock.next_at))
        clock.stage += 1
        clock.next_at = sounds_at(promise, schedule, clock.began_at, pauses, stage=clock.stage, due=clock.due_at)
    late = any(stage.kind is StageKind.RUNG for stage, _planned in reached)
    return [(stage, planned) for stage, planned in reached if not late or stage.kind is StageKind.RUNG]


def _write_down(due: Sequence[_Due], at: datetime) -> None:
    alarms = [
        Alarm(
            clock=each.clock,
            kind=stage.kind.value,
            number=stage.number,
            turn=each.clock.turn,
            due_at=each.clock.due_at,
            planned_at=planned,
            sounded_at=at,
        )
        for each in due
        for stage, planned in each.stages
    ]
    Alarm.objects.bulk_create(alarms)
    by_kind = sorted(alarms, key=lambda alarm: alarm.clock.subject_kind)
    for kind, of_kind in groupby(by_kind, key=lambda alarm: alarm.clock.subject_kind):
        rows, subject = list(of_kind), SUBJECTS[kind]
        hearers = subject.hearers(rows, at)
        Hearer.objects.bulk_create(
            Hearer(alarm=alarm, user_id=user_id, urgent=hearers[alarm.pk].urgent, owed_at=at)
            for alarm in rows
            for user_id in sorted(hearers[alarm.pk].users)
        )
        subject.sounded(rows, at)
