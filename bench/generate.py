"""Fill a database with many tickets: `python -m bench.generate 100000` fills the one that DATABASE_URL names.
A second number says how many tickets are open.

The network and some 480 tickets are made by the actions that people use; all others are copies of these, with their own
beneficiaries, words, weeks, numbers and chains of hashes. However many there are, `OPEN_TICKETS` are open. Twice the same
command gives twice the same tickets.
"""

import os
import sys
import time
from collections import defaultdict
from datetime import timedelta
from random import Random

import django
from django.db.models import Model

BATCH = 2_000
OPEN_TICKETS = 600
WEEKS = 92  # back from the patterns' week, to when the first service levels came into force
PATTERNS_BEGIN = 20_000_000
TICKETS_EACH = 3  # a beneficiary's


def fill(size: int, *, open_tickets: int = OPEN_TICKETS) -> dict[str, int]:
    """Add copies until the database holds `size` tickets, `open_tickets` of them open; rows poured, by table."""
    from bench import bulk, patterns
    from bench.copying import Copier, Rows
    from bench.words import RARE_TICKETS, said
    from tawasul.clocks.models import Clock, Pause
    from tawasul.notices.models import Notice
    from tawasul.people.models import Beneficiary
    from tawasul.tickets.models import FoundBy, Ticket
    from tawasul.timeline.models import Event

    known = patterns.read()
    ended, unended = [p for p in known if not p.is_open], [p for p in known if p.is_open]
    open_copies = max(open_tickets - len(unended), 0)
    copies = size - len(known)
    ended_copies = copies - open_copies
    if ended_copies < RARE_TICKETS:
        raise ValueError(f"the patterns and the open tickets alone are {len(known) + open_copies}")
    rare = {ended_copies * each // RARE_TICKETS for each in range(RARE_TICKETS)}
    rng, copier = Random(1448), Copier()  # the same tickets each time
    tables: list[type[Model]] = [Beneficiary, Ticket, FoundBy, *patterns.OWNED, Clock, Pause, Event, Notice]
    poured: dict[str, int] = defaultdict(int)
    with bulk.bulk(tables):
        for start in range(0, copies, BATCH):
            batch: Rows = defaultdict(list)
            for number in range(start, min(start + BATCH, copies)):
                if number % TICKETS_EACH == 0 or not batch[Beneficiary]:
                    batch[Beneficiary].append(_beneficiary(number + 1, known[0].ticket["filed_at"]))
                if number < ended_copies:
                    pattern, weeks = ended[number % len(ended)], WEEKS - number * WEEKS // ended_copies
                else:
                    pattern, weeks = unended[number % len(unended)], 0
                delta = timedelta(weeks=-weeks, seconds=number % 1_500)
                rows = copier.copy(pattern, batch[Beneficiary][-1], said(rng, rare=number in rare), delta)
                for model, each in rows.items():
                    batch[model] += each
            for model in tables:
                bulk.pour(model, batch[model])
                poured[model._meta.label] += len(batch[model])
        _end_chains()
    return dict(poured)


def _end_chains() -> None:
    """What the database keeps of each chain's end, written at once."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO timeline_head (subject_kind, subject_id, sequence, hash)"
            " SELECT DISTINCT ON (subject_kind, subject_id) subject_kind, subject_id, sequence, hash FROM timeline_event"
            " ORDER BY subject_kind, subject_id, sequence DESC"
            " ON CONFLICT DO NOTHING"
        )


def _beneficiary(number: int, at: object) -> dict[str, object]:
    from bench.words import name
    from tawasul.lib.arabic import fold
    from tawasul.lib.identity import identity_check_digit

    nine = f"1{number:08d}"
    called = name(number)
    return {
        "id": number,
        "identity_kind": "national",
        "identity_number": nine + identity_check_digit(nine),
        "mobile": f"+96650{number:07d}",
        "name": called,
        "name_folded": fold(called),
        "category": "parent",
        "language": "ar",
        "recorded_at": at,
    }


def begin(sectors: int | None = None, departments: int | None = None) -> int:
    """The network and the patterns, whose rows are numbered from `PATTERNS_BEGIN`; the number of patterns."""
    from django.db import connection, transaction

    from bench import lives, network
    from bench.patterns import ABOUT, OWNED
    from tawasul.clocks.models import Pause
    from tawasul.people.models import Beneficiary
    from tawasul.tickets.models import Ticket

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval('tickets_reference', %s)", [PATTERNS_BEGIN])
            numbered: list[type[Model]] = [Beneficiary, Ticket, *OWNED, *ABOUT, Pause]
            for model in numbered:
                table = model._meta.db_table
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, PATTERNS_BEGIN])
        told = lives.tell_all(network.assemble(sectors or network.SECTORS, departments or network.DEPARTMENTS))
        _deliver()
    return told


def _deliver() -> None:
    """Have everything sent that the patterns' events owe, as a worker would have within the minute."""
    from django.db import connection
    from django.db.models import F

    from tawasul.notices.models import Notice

    Notice.objects.filter(state="owed").update(
        state="sent", sent_at=F("owed_at"), next_attempt_at=None, attempts=1, transport="gateway"
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("DELETE FROM procrastinate_events")
        cursor.execute("DELETE FROM procrastinate_jobs")


def main(size: int, open_tickets: int = OPEN_TICKETS) -> None:
    """Migrate, begin where nothing was begun, and fill. A size of nothing makes the patterns alone."""
    from django.core.management import call_command
    from django.db import connection

    from tawasul.tickets.models import Ticket

    began = time.monotonic()
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not Ticket.objects.exists():
        print(f"{begin()} tickets told by the actions in {time.monotonic() - began:.0f} s")
    if size:
        began = time.monotonic()
        poured = fill(size, open_tickets=open_tickets)
        seconds = time.monotonic() - began
        rows = sum(poured.values())
        tickets = poured["tickets.Ticket"]
        print(f"{tickets:,} copies, {rows:,} rows in {seconds:.0f} s: {tickets / seconds:,.0f} tickets a second")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main(*map(int, sys.argv[1:]))
