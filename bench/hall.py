"""A busy day in the hall: `python -m bench.hall` (or `make bench-hall`). Two centres of one database: a hundred visitors have
come to one today, two thousand to the other; forty wait in each. Each round does every operation once in both, in turns.

Every visitor was received, called, served and let go by the actions that people use.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bench import marked
from bench.databases import Databases
from bench.run import WARMING, Measured, grown, table

VISITS = (100, 2_000)
WAITING = 40
CENTRES = {100: "s1-c", 2_000: "s2-c"}
ROLE = "centre_supervisor"


def came(code: str, visits: int, now: datetime) -> None:
    """Let so many come to a centre since midnight, of whom `WAITING` still wait."""
    from bench.network import email_of
    from tawasul.centres import queries as centres
    from tawasul.centres.models import Membership
    from tawasul.lib.hijri import RIYADH
    from tawasul.reception import actions
    from tawasul.reception.actions import Visitor
    from tawasul.reception.reasons import LINES, REASON_BY_KEY

    member = Membership.objects.select_related("user", "place").get(user__email=email_of(ROLE, code))
    actor, reasons = centres.actor_for(member), list(REASON_BY_KEY)
    began = datetime.combine(now.astimezone(RIYADH).date(), datetime.min.time(), RIYADH)
    step = (now - began) / (visits + 1)
    actions.open_desk(actor=actor, name="1", lines=[line.key.value for line in LINES], at=began)
    for number in range(visits):
        at = began + step * (number + 1)
        who = Visitor(name=f"زائر {number + 1}")
        visit = actions.arrive(actor=actor, visitor=who, reason=reasons[number % len(reasons)], at=at)
        if number < visits - WAITING:
            actions.call_next(actor=actor, at=at + step / 4)
            actions.begin(actor=actor, visit_id=visit.pk, at=at + step / 3)
            actions.finish(actor=actor, visit_id=visit.pk, outcome="answered", at=at + step / 2)


def operations(code: str) -> dict[str, Callable[[], object]]:
    """What is done in the hall of a centre, by title; each visitor who is received is served in the same round."""
    from django.utils import timezone

    from bench.operations import signed_in
    from tawasul.centres.models import Place
    from tawasul.reception import queries
    from tawasul.reception.models import Hall

    client, turn = signed_in((ROLE, code)), count(1)
    centre = Place.objects.get(code=code)
    key = Hall.objects.get(centre=centre).screen_key
    waits = queries.in_hall(centre.pk, timezone.now()).filter(state="waiting").last()
    if waits is None:
        raise RuntimeError("nobody waits")

    def asked(path: str) -> Callable[[], Any]:
        return lambda: _good(client.get(path))

    def received() -> object:
        given = {"name": f"زائر جديد {next(turn)}", "reason": "file", "priority": "none", "new": "1"}
        return _good(client.post("/desk/reception/", given), 302)

    def served() -> None:
        for deed, given in (("call", {}), ("begin", {}), ("finish", {"outcome": "answered"})):
            _good(client.post(f"/desk/reception/desk/do/{deed}/", {**given, **_here(centre.pk)}), 302)

    return {
        "A visitor is received, and gets a number": received,
        "The desk calls the next, serves and lets go": served,
        "The desk's page": asked("/desk/reception/desk/"),
        "The door's page": asked("/desk/reception/"),
        "The hall, for its supervisor": asked("/desk/reception/hall/"),
        "What the big screen asks for": asked(f"/hall/{key}/calls/"),
        "A visitor's own page, with the expected wait": asked(f"/place/{waits.code}/"),
        "The log of the day, first page": asked("/desk/reception/log/"),
    }


def _here(centre_id: int) -> dict[str, int]:
    from tawasul.reception.models import Visit

    row = Visit.objects.filter(centre=centre_id, state__in=["called", "serving"]).values_list("pk", flat=True).first()
    return {"visit": row} if row is not None else {}


def _good(answer: Any, status: int = 200) -> Any:
    if answer.status_code != status:
        raise RuntimeError(f"{answer.request['PATH_INFO']}: {answer.status_code}")
    return answer


def measured(rounds: int) -> tuple[list[str], dict[tuple[int, int], Measured]]:
    """Titles, and what was measured by (operation, visits)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    done = {visits: operations(code) for visits, code in CENTRES.items()}
    titles = list(done[VISITS[0]])
    found = {(number, visits): Measured() for number in range(len(titles)) for visits in VISITS}
    for turn in range(-WARMING, rounds):
        for number, title in enumerate(titles):
            for visits in VISITS if turn % 2 else reversed(VISITS):
                began = time.perf_counter()
                done[visits][title]()
                if turn >= 0:
                    found[number, visits].times.append((time.perf_counter() - began) * 1000)
    for (number, visits), each in found.items():
        with CaptureQueriesContext(connection) as captured:
            done[visits][titles[number]]()
        each.queries = len(captured)
    return titles, found


def main() -> int:
    """Let them come, measure, print; 1 where something grew."""
    options = argparse.ArgumentParser(description="A busy day in the hall")
    options.add_argument("--rounds", type=int, default=30)
    options.add_argument("--write", type=Path, help="a Markdown file whose table is to be replaced")
    chosen = options.parse_args()
    databases = Databases()
    os.environ.update(databases.environment(databases.with_few()))
    import django

    django.setup()
    from django.db import connection, transaction
    from django.utils import timezone

    began = time.perf_counter()
    now = timezone.now() - timedelta(seconds=1)
    with transaction.atomic():
        for visits, code in CENTRES.items():
            came(code, visits, now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{sum(VISITS):,} visitors came in {time.perf_counter() - began:.0f} s", flush=True)
    titles, found = measured(chosen.rounds)
    sizes = list(VISITS)
    said = (
        f"{table(titles, found, sizes)}\n\n{chosen.rounds} rounds; milliseconds, median / 95th percentile,"
        f" by the visits of the day; {WAITING} wait in both halls.\n"
    )
    print(said)
    if chosen.write:
        marked.put(chosen.write, "hall", said)
    slow = grown(titles, found, sizes)
    for title in slow:
        print(f"Grew: {title}")
    return 1 if slow else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.exit(main())
