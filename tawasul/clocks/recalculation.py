"""A changed calendar, carried to every open deadline: counted before it is done, and done so that it may stop half way.

What has ended stays as it was measured. What runs is reckoned anew, batch by batch; each batch holds its subjects, moves their
clocks, writes an event on each that says why, and remembers how far it came: killed anywhere, it goes on from there.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from tawasul.calendars.models import CalendarChange
from tawasul.calendars.schedule import Words
from tawasul.calendars.working_time import NeverOpen
from tawasul.clocks.models import Clock, Recalculation
from tawasul.clocks.reading import pauses_of_each
from tawasul.clocks.reckoner import Reckoner
from tawasul.clocks.subjects import SUBJECTS, Move
from tawasul.service_levels.amounts import Unit
from tawasul.service_levels.queries import promise_of

logger = logging.getLogger(__name__)

BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What a change does to the open deadlines; `open` is how many there are in its part of the tree."""

    open: int = 0
    moved: int = 0
    become_late: int = 0
    no_longer_late: int = 0


def effect_of(make: Callable[[], object], *, at: datetime) -> Effect:
    """What `make` (calls of `calendars.actions`) would do to the open deadlines; nothing of it stays.

    Raises what `make` raises, and NeverOpen where a calendar would never open again.
    """
    with transaction.atomic():
        before = CalendarChange.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        make()
        scopes = CalendarChange.objects.filter(pk__gt=before).values_list("scope", flat=True)
        effect = _count(set(scopes), at)
        transaction.set_rollback(True)
    return effect


def _count(scopes: Iterable[str], at: datetime) -> Effect:
    reckoner = Reckoner()
    total = moved = become_late = no_longer_late = 0
    for scope in _outermost(scopes):
        paused = set(_open(scope).filter(pause_count__gt=0).values_list("pk", flat=True))
        pauses = pauses_of_each(paused)
        rows = _open(scope).values_list("pk", "commitment_id", "scope", "began_at", "due_at")
        for pk, commitment_id, at_scope, began_at, was in rows.iterator(chunk_size=5000):
            due = reckoner.due(promise_of(commitment_id), at_scope, began_at, pauses.get(pk, ()))
            total += 1
            moved += due != was
            become_late += was > at >= due
            no_longer_late += due > at >= was
    return Effect(open=total, moved=moved, become_late=become_late, no_longer_late=no_longer_late)


def _outermost(scopes: Iterable[str]) -> list[str]:
    """Without those that lie in another of them: nothing is counted twice."""
    kept: list[str] = []
    for scope in sorted(scopes):
        if not any(scope.startswith(other) for other in kept):
            kept.append(scope)
    return kept


def _open(scope: str) -> QuerySet[Clock]:
    rows = Clock.objects.filter(ended_at=None).exclude(commitment__unit=Unit.MINUTES.value)
    return rows.filter(scope__startswith=scope) if scope else rows


def begin_recalculation(*, cause: Words, by: str, at: datetime) -> Recalculation:
    """Ask that the calendars' last change be carried to the deadlines. Call it in the transaction of that change."""
    change = CalendarChange.objects.latest("pk")
    made, _new = Recalculation.objects.get_or_create(
        change_id=change.pk,
        defaults={
            "scope": change.scope,
            "cause_ar": cause.ar,
            "cause_en": cause.en,
            "asked_at": at,
            "asked_by": by,
            "total": _open(change.scope).values("subject_kind", "subject_id").distinct().count(),
        },
    )
    return made


def go_on(*, at: datetime, size: int = BATCH) -> bool:
    """Carry one batch of the oldest change that is under way; whether there was anything to do. Many may call at once."""
    with transaction.atomic():
        task = Recalculation.objects.select_for_update(skip_locked=True).filter(finished_at=None).order_by("pk").first()
        if task is None:
            return False
        ids = _next_subjects(task, size)
        if ids:
            effect = _carry(task, ids, at)
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


def _next_subjects(task: Recalculation, size: int) -> list[tuple[str, int]]:
    asked: dict[str, str | int] = {
        "kind": task.cursor_kind,
        "id": task.cursor_id,
        "scope": f"{task.scope}%",
        "size": size,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, asked)
        return [(str(kind), int(pk)) for kind, pk in cursor.fetchall()]


_NEXT = """
    SELECT DISTINCT subject_kind, subject_id FROM clocks_clock
    WHERE ended_at IS NULL AND (subject_kind, subject_id) > (%(kind)s, %(id)s) AND scope LIKE %(scope)s
    ORDER BY subject_kind, subject_id LIMIT %(size)s
"""


def _carry(task: Recalculation, ids: Sequence[tuple[str, int]], at: datetime) -> Effect:
    moved = become_late = no_longer_late = 0
    cause = Words(task.cause_ar, task.cause_en)
    for kind in dict.fromkeys(kind for kind, _pk in ids):
        subject = SUBJECTS[kind]
        held = subject.hold([pk for of_kind, pk in ids if of_kind == kind], wait=True)
        of_kind = _reckoned_anew(kind, held, task.scope, at)
        for move in of_kind:
            become_late += move.was_due_at > at >= move.clock.due_at
            no_longer_late += move.clock.due_at > at >= move.was_due_at
        subject.moved(of_kind, cause, at)
        moved += len(of_kind)
    return Effect(moved=moved, become_late=become_late, no_longer_late=no_longer_late)


def _reckoned_anew(kind: str, ids: Iterable[int], scope: str, at: datetime) -> list[Move]:
    """Read the running clocks of these subjects anew and store what they read; those whose due instant moved come back."""
    rows = list(_open(scope).filter(subject_kind=kind, subject_id__in=list(ids)).order_by("pk"))
    pauses = pauses_of_each(row.pk for row in rows if row.pause_count)
    reckoner = Reckoner()
    moves: list[Move] = []
    for row in rows:
        was = row.due_at
        try:
            reckoner.read_into(row, pauses.get(row.pk, ()), at)
        except NeverOpen:  # its centre will not open again: it keeps the instant it had
            logger.exception("clock %s cannot be reckoned", row.pk)
        if row.due_at != was:
            moves.append(Move(row, was))
    _store(rows)
    return moves


_STORE = """
    UPDATE clocks_clock AS clock
    SET due_at = read.due_at, next_at = read.next_at, stage = read.stage, turn = read.turn, calendar_number = read.number
    FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::int[], %s::int[], %s::bigint[])
         AS read (id, due_at, next_at, stage, turn, number)
    WHERE clock.id = read.id
"""


def _store(rows: Sequence[Clock]) -> None:
    columns = [
        [getattr(row, name) for row in rows] for name in ("pk", "due_at", "next_at", "stage", "turn", "calendar_number")
    ]
    with connection.cursor() as cursor:
        cursor.execute(_STORE, columns)
