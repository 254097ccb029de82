"""What is open, as if it had come in during the last three hours: no date of it has passed, whatever the day of the trial."""

from datetime import datetime, timedelta

A_MONTH = timedelta(days=30)  # reports are late by then, and have been raised to everybody: they are silent
FILED_AGO = timedelta(hours=3)  # the longest life of a pattern that is open, and then some


def freshen(now: datetime) -> None:
    """Move all clocks that run, their pauses and what their tickets carry of them; reckon each clock plainly."""
    from django.db import connection

    from bench.lives import SUNDAY
    from tawasul.clocks.clock import read
    from tawasul.clocks.models import Clock
    from tawasul.clocks.reading import Schedules, pauses_of_each, promise_of

    with connection.cursor() as cursor:
        cursor.execute(_SHIFT, {"by": f"{(now - FILED_AGO - SUNDAY).total_seconds()} seconds"})
        rows, schedules = Clock.objects.filter(ended_at=None), Schedules()
        pauses = pauses_of_each(rows.filter(pause_count__gt=0).values_list("pk", flat=True))
        fresh = []
        for clock in rows.iterator(chunk_size=5000):
            promise, spans = promise_of(clock), pauses.get(clock.pk, ())
            schedule = schedules.of(clock.scope, promise)
            reads = read(promise, schedule, clock.began_at, spans, stage=clock.stage, at=clock.began_at)
            sounds = now + A_MONTH if promise.round_the_clock else reads.next_at
            fresh.append((clock.pk, reads.due_at, None if clock.paused_at else sounds))
        cursor.execute("CREATE TEMP TABLE fresh (id bigint, due_at timestamptz, next_at timestamptz)")
        with connection.connection.cursor() as raw, raw.copy("COPY fresh FROM STDIN") as copy:
            for row in fresh:
                copy.write_row(row)
        cursor.execute(_CARRY)
        for table in ("clocks_clock", "tickets_ticket"):
            cursor.execute(f"VACUUM ANALYZE {table}")


_SHIFT = """
    UPDATE clocks_pause SET began_at = began_at + %(by)s::interval, ended_at = ended_at + %(by)s::interval
    WHERE clock_id IN (SELECT id FROM clocks_clock WHERE ended_at IS NULL);
    UPDATE clocks_clock SET began_at = began_at + %(by)s::interval, paused_at = paused_at + %(by)s::interval
    WHERE ended_at IS NULL;
    UPDATE tickets_ticket SET filed_at = filed_at + %(by)s::interval, state_since = state_since + %(by)s::interval
    WHERE ended_at IS NULL
"""
_CARRY = """
    UPDATE clocks_clock AS clock SET due_at = fresh.due_at, next_at = fresh.next_at FROM fresh WHERE fresh.id = clock.id;
    UPDATE tickets_ticket AS ticket SET committed_at = coalesce(whole, committed_at), due_at = nearest
    FROM (SELECT subject_id, max(due_at) FILTER (WHERE step = 'whole') AS whole,
                 min(due_at) FILTER (WHERE paused_at IS NULL) AS nearest
          FROM clocks_clock WHERE ended_at IS NULL GROUP BY subject_id) AS running
    WHERE running.subject_id = ticket.id;
    DROP TABLE fresh
"""
