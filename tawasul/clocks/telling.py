"""Telling those who are to hear of alarms: one by one while they are few, in one digest where many fall due together: also
of emergencies, for after a standstill forty messages at once are read by nobody. What is urgent waits for nothing.

One process tells at a time, so that a digest is whole; what it owes and what it marks as told is one transaction, so nobody is
told twice and nobody is forgotten.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext, override

from tawasul.clocks.clock import StageKind
from tawasul.clocks.models import Hearer
from tawasul.clocks.subjects import SUBJECTS
from tawasul.lib.durations import say_duration
from tawasul.lib.hijri import RIYADH
from tawasul.notices import actions as notices
from tawasul.notices.recipients import Recipient, of_users
from tawasul.service_levels.labels import STEP_LABELS

GATHER = timedelta(seconds=3)  # how long what is not urgent waits for more of its kind
SINGLY = 3  # more than these at once for one reader make a digest
BATCH = 1000
AT_ONCE = 100  # of what is urgent, at most so many in a round: what falls due meanwhile waits for the next
LINES = 10
_LOCK = 0x7461_6C6C


@transaction.atomic
def tell_hearers(*, at: datetime, alone: bool = True) -> int:
    """Owe the notices of alarms that sounded, of a batch at most; return how many hearers were told. 0 too while another
    process tells.

    Not `alone`: the caller knows that nobody else can see the alarms of which it tells.
    """
    if alone and not _lock():
        return 0
    waiting = Hearer.objects.filter(told_at=None).select_related("alarm__clock", "user")
    batch = list(waiting.order_by("owed_at", "user", "pk")[:BATCH])
    urgent = [row for row in batch if row.urgent][:AT_ONCE]
    ready = urgent + [row for row in batch if not row.urgent and row.owed_at <= at - GATHER]
    said = _contexts(ready)
    recipients = {reader.user_id: reader for reader in of_users(row.user for row in ready)}
    for user_id, rows in groupby(sorted(ready, key=lambda row: (row.user_id, row.pk)), key=lambda row: row.user_id):
        _tell(recipients[user_id], list(rows), said, at)
    Hearer.objects.filter(pk__in=[row.pk for row in ready]).update(told_at=at)
    return len(ready)


def _lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        got: bool = cursor.fetchone()[0]
    return got


def _tell(reader: Recipient, rows: list[Hearer], said: dict[tuple[str, int], dict[str, Any]], at: datetime) -> None:
    for _kind, of_kind in groupby(sorted(rows, key=_kind_of), key=_kind_of):
        together = list(of_kind)
        for urgent in (True, False):
            rows_of_it = [row for row in together if row.urgent is urgent]
            if len(rows_of_it) > SINGLY:
                _tell_of_many(reader, rows_of_it, said, at, urgent=urgent)
                continue
            for row in rows_of_it:
                _tell_of_one(reader, row, said[_key(row)], at)


def _tell_of_one(reader: Recipient, row: Hearer, said: dict[str, Any], at: datetime) -> None:
    alarm = row.alarm
    notices.owe(
        kind=SUBJECTS[alarm.clock.subject_kind].message_of(alarm, urgent=row.urgent),
        once=f"alarm:{alarm.pk}",
        at=at,
        subject_kind=alarm.clock.subject_kind,
        subject_id=alarm.clock.subject_id,
        recipients=[reader],
        context=said
        | {
            "due": alarm.due_at.astimezone(RIYADH),
            "late_by": _late_by(at - alarm.due_at),
            "step": _both(STEP_LABELS[alarm.clock.step]),
        },
    )


def _tell_of_many(
    reader: Recipient,
    rows: Sequence[Hearer],
    said: dict[tuple[str, int], dict[str, Any]],
    at: datetime,
    *,
    urgent: bool,
) -> None:
    """Of many things of one kind."""
    late = any(row.alarm.kind == StageKind.RUNG.value for row in rows)
    subject = SUBJECTS[rows[0].alarm.clock.subject_kind]
    notices.owe(
        kind=f"report_{subject.digest}" if urgent else subject.digest,
        once=f"alarms:{rows[0].pk}-{rows[-1].pk}",
        at=at,
        subject_kind=rows[0].alarm.clock.subject_kind,
        subject_id=rows[0].alarm.clock.subject_id,
        recipients=[reader],
        context={
            "count": str(len(rows)),
            "lines": _lines(rows, said),
            "link": subject.list_of(late=late),
        },
    )


def _lines(rows: Sequence[Hearer], said: dict[tuple[str, int], dict[str, Any]]) -> dict[str, str]:
    """The first few by name, in both languages."""
    both: dict[str, str] = {}
    for language in ("ar", "en"):
        with override(language):
            lines = [f"{said[_key(row)]['number']} · {said[_key(row)]['subject']}" for row in rows[:LINES]]
            if len(rows) > LINES:
                lines.append(gettext("and %(count)d more") % {"count": len(rows) - LINES})
            both[language] = "\n".join(lines)
    return both


def _contexts(rows: Sequence[Hearer]) -> dict[tuple[str, int], dict[str, Any]]:
    ids: dict[str, set[int]] = {}
    for row in rows:
        ids.setdefault(row.alarm.clock.subject_kind, set()).add(row.alarm.clock.subject_id)
    return {
        (kind, subject_id): said
        for kind, of_kind in ids.items()
        for subject_id, said in SUBJECTS[kind].contexts(sorted(of_kind)).items()
    }


def _key(row: Hearer) -> tuple[str, int]:
    return row.alarm.clock.subject_kind, row.alarm.clock.subject_id


def _kind_of(row: Hearer) -> str:
    return row.alarm.clock.subject_kind


def _late_by(late: timedelta) -> dict[str, str]:
    return {language: say_duration(max(late, timedelta()), language) for language in ("ar", "en")}


def _both(label: Any) -> dict[str, str]:
    said = {}
    for language in ("ar", "en"):
        with override(language):
            said[language] = str(label)
    return said
