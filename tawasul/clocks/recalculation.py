"""A changed calendar, carried to every open deadline: counted before it is done, and done so that it may stop half way.

What has ended stays as it was measured. What runs is reckoned anew, batch by batch; each batch holds its subjects, moves their
clocks, writes an event on each that says why, and remembers how far it came: killed anywhere, it goes on from there.
"""

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from tawasul.calendars.models import CalendarChange
from tawasul.calendars.schedule import Words
from tawasul.calendars.working_time import NeverOpen
from tawasul.clocks import reach
from tawasul.clocks.models import Clock, Recalculation
from tawasul.clocks.reach import Reach
from tawasul.clocks.reading import Spans, await_reckoning, pauses_of_each, promised, reckoning
from tawasul.clocks.reckoner import Read, Reckoner
from tawasul.clocks.subjects import SUBJECTS, Cause, Move
from tawasul.lib.microseconds import instant, microseconds
from tawasul.people.queries import names_in_both
from tawasul.service_levels.amounts import Unit

logger = logging.getLogger(__name__)

BATCH = 1_000  # subjects: held for less than a second, in which alarms and whoever acts on one of them wait
FETCHED = 5000


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a change does to the open deadlines; `open` is how many there are in its part of the tree, and
    `subjects` of how many tickets and statements are those that it can reach: what `Recalculation.total` counts."""

    open: int = 0
    subjects: int = 0
    moved: int = 0
    become_late: int = 0
    no_longer_late: int = 0


class Row(NamedTuple):
    """What is read of a clock to reckon it anew; instants are microseconds."""

    pk: int
    subject_id: int
    step: str
    commitment_id: int
    number: int | None
    scope: str
    began: int
    due: int
    next: int | None
    stage: int
    turn: int
    paused: bool
    was_paused: bool


def effect_of(make: Callable[[], object], *, at: datetime) -> Effect:
    """What `make` (calls of `calendars.actions`) would do to the open deadlines; nothing of it stays.

    Raises what `make` raises, and NeverOpen where a calendar would never open again.
    """
    with transaction.atomic():
        before = CalendarChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        make()
        effect = _count(reach.together(CalendarChange.objects.filter(pk__gt=before)), at)
        transaction.set_rollback(True)
    return effect


def _count(reaches: Sequence[Reach], at: datetime) -> Effect:
    reckoner, now = Reckoner(), microseconds(at)
    total = subjects = moved = become_late = no_longer_late = 0
    for each in reaches:
        total += _open(each.scope)
        subjects += _subjects(each)
        pauses = pauses_of_each(Clock.objects.filter(each.clocks, pause_count__gt=0).values_list("pk", flat=True))
        for row in _rows(each):
            spans = pauses.get(row.pk, ()) if row.was_paused else ()
            due = reckoner.due(promised(row.commitment_id, row.number), row.scope, row.began, spans)
            moved += due != row.due
            become_late += row.due > now >= due
            no_longer_late += due > now >= row.due
    return Effect(open=total, subjects=subjects, moved=moved, become_late=become_late, no_longer_late=no_longer_late)


def _subjects(reached: Reach) -> int:
    return Clock.objects.filter(reached.clocks).values("subject_kind", "subject_id").distinct().count()


def _open(scope: str) -> int:
    rows = Clock.objects.filter(ended_at=None, scope__startswith=scope)
    return rows.exclude(commitment__unit=Unit.MINUTES.value).count()


def begin_recalculation(*, cause: Words, by: str, at: datetime) -> Recalculation:
    """Ask that the calendars' last change be carried to the deadlines. Call it in the transaction of that change.

    Whoever reckons a deadline by the calendar as it was is waited for, so that the deadline is among those it is carried to.
    """
    change = CalendarChange.objects.latest("pk")
    await_reckoning()
    made, _new = Recalculation.objects.get_or_create(
        change_id=change.pk,
        defaults={
            "scope": change.scope,
            "cause_ar": cause.ar,
            "cause_en": cause.en,
            "asked_at": at,
            "asked_by": by,
            "total": _subjects(reach.reach_of(change)),
        },
    )
    return made


def go_on(*, at: datetime, size: int = BATCH) -> bool:
    """Carry one batch of the oldest change that is under way; whether there was anything to do. Many may call at once.

    Changes are carried one after the other: what a later one finds was left by the one before.
    """
    with transaction.atomic():
        task = _in_turn()
        if task is None:
            return False
        reached = reach.reached_by(task)
        ids = _next_subjects(task, reached, size)
        if ids:
            effect = _carry(task, reached, ids, at)
            task.cursor_kind, task.cursor_id = ids[-1]
            task.done += len(ids)
            task.moved += effect.moved
            task.become_late += effect.become_late
            task.no_longer_late += effect.no_longer_late
        else:
            task.finished_at = at
            task.total = task.done
        task.save()
        return True


def _in_turn() -> Recalculation | None:
    """The oldest that is under way, held; None where there is none, or another process has it."""
    under_way = Recalculation.objects.filter(finished_at=None)
    first = under_way.order_by("pk").first()
    return first and under_way.filter(pk=first.pk).select_for_update(skip_locked=True).first()


_NEXT = f"""
    SELECT DISTINCT subject_kind, subject_id FROM clocks_clock
    WHERE (subject_kind, subject_id) > (%(kind)s, %(id)s) AND {reach.SQL}
    ORDER BY subject_kind, subject_id LIMIT %(size)s
"""  # noqa: S608  (both parts stand here)


def _next_subjects(task: Recalculation, reached: Reach, size: int) -> list[tuple[str, int]]:
    asked = {"kind": task.cursor_kind, "id": task.cursor_id, "size": size, **reached.values}
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, asked)
        found = [(str(kind), int(pk)) for kind, pk in cursor.fetchall()]
    # Of one kind, held in one order: no two batches wait in a ring.
    return [each for each in found if each[0] == found[0][0]]


def _carry(task: Recalculation, reached: Reach, ids: Sequence[tuple[str, int]], at: datetime) -> Effect:
    kind = ids[0][0]
    subject = SUBJECTS[kind]
    held = subject.hold([pk for _kind, pk in ids], wait=True)
    reckoning()  # after the subjects are held, as their own actions do it
    moves, effect = _reckoned_anew(kind, held, reached, microseconds(at))
    subject.moved(moves, _cause(task), at)
    return effect


def _cause(task: Recalculation) -> Cause:
    both = names_in_both(task.asked_by)
    return Cause(said=Words(task.cause_ar, task.cause_en), by=Words(*both), once=f"recalculation:{task.pk}")


def _reckoned_anew(kind: str, ids: set[int], reached: Reach, now: int) -> tuple[list[Move], Effect]:
    """Read the running clocks of these subjects anew and store what they read; those whose due instant moved come back."""
    rows = list(_rows(reached, kind, ids))
    pauses = pauses_of_each(row.pk for row in rows if row.was_paused)
    reckoner = Reckoner()
    changed: dict[int, tuple[Row, Read]] = {}
    become_late = no_longer_late = 0
    for row in rows:
        read = _read(reckoner, row, pauses, now)
        if read is not None and read != (row.due, row.next, row.stage):
            changed[row.pk] = row, read
            become_late += row.due > now >= read.due
            no_longer_late += read.due > now >= row.due
    _store(changed, reckoner.number)
    moves = [
        Move(row.subject_id, row.step, instant(row.due), instant(read.due))
        for row, read in changed.values()
        if read.due != row.due
    ]
    return moves, Effect(moved=len(moves), become_late=become_late, no_longer_late=no_longer_late)


def _read(reckoner: Reckoner, row: Row, pauses: Mapping[int, Spans], now: int) -> Read | None:
    promise, spans = promised(row.commitment_id, row.number), pauses.get(row.pk, ())
    try:
        read = reckoner.read(promise, row.scope, row.began, spans, stage=row.stage, at=now)
    except NeverOpen:  # its centre will not open again: it keeps the instant it had
        logger.exception("clock %s cannot be reckoned", row.pk)
        return None
    return read._replace(next=None) if row.paused else read


_ROWS = f"""
    SELECT id, subject_id, step, commitment_id, number, scope,
           (extract(epoch FROM began_at) * 1000000)::bigint,
           (extract(epoch FROM due_at) * 1000000)::bigint, (extract(epoch FROM next_at) * 1000000)::bigint,
           stage, turn, paused_at IS NOT NULL, pause_count > 0
    FROM clocks_clock WHERE {reach.SQL}
"""  # noqa: S608
_OF_SUBJECTS = " AND subject_kind = %(kind)s AND subject_id = ANY(%(ids)s) ORDER BY id"


def _rows(reached: Reach, kind: str = "", ids: set[int] | None = None) -> Iterator[Row]:
    """The clocks within reach, of these subjects or of all."""
    asked = {"kind": kind, "ids": sorted(ids or ()), **reached.values}
    every = ids is None
    with connection.chunked_cursor() if every else connection.cursor() as cursor:
        cursor.execute(_ROWS if every else _ROWS + _OF_SUBJECTS, asked)
        while rows := cursor.fetchmany(FETCHED):
            yield from map(Row._make, rows)


_STORE = """
    UPDATE clocks_clock AS clock
    SET due_at = 'epoch'::timestamptz + read.due * interval '1 microsecond',
        next_at = 'epoch'::timestamptz + read.next * interval '1 microsecond',
        stage = read.stage, turn = read.turn, calendar_number = %(number)s
    FROM json_to_recordset(%(read)s::json) AS read (id bigint, due bigint, next bigint, stage int, turn int)
    WHERE clock.id = read.id
"""


def _store(changed: Mapping[int, tuple[Row, Read]], number: int) -> None:
    read = [
        # Where some stages are to sound again, another turn of them begins (`Clock.turn_back`).
        {"id": pk, "due": now.due, "next": now.next, "stage": now.stage, "turn": row.turn + (now.stage < row.stage)}
        for pk, (row, now) in changed.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(_STORE, {"read": json.dumps(read), "number": number})
