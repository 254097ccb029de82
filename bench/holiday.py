"""A holiday announced late, in the pages: previewed, and applied to every open deadline while pages are asked for. The
timekeeper that carries it is killed half way, and another goes on."""

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from statistics import median, quantiles
from typing import TYPE_CHECKING

from bench.promises import Line, equal, told, within
from bench.timekeepers import Timekeeper
from tawasul.lib.hijri import RIYADH

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from tawasul.clocks.models import Clock

PREVIEWED, APPLIED, A_PAGE = 5.0, 60.0, 1.0  # seconds
A_MOMENT = 0.25
DAYS_OFF = timedelta(days=3)
ASKED = ("Front page with counts, centre", "Open tickets of a centre", "Ticket page")


def trial(environment: dict[str, str], deadlines: int) -> list[Line]:
    """Previewed within five seconds, applied within a minute, every deadline where a plain reckoning has it, pages usable."""
    from tawasul.clocks.models import Recalculation

    first = _first_day()
    page, given = Announcing(), _given(first)
    moving = _by_calendars().filter(due_at__gte=datetime.combine(first, time_of_day.min, RIYADH)).count()
    began = time.monotonic()
    previewed = page.preview(given)
    counted = time.monotonic() - began
    keeper, pages, killed = Timekeeper(environment), Pages(), False
    time.sleep(5)  # it runs in a deployment long before
    began = time.monotonic()
    task = Recalculation.objects.get(pk=page.apply(given | {"seen": previewed.seen}))
    while task.finished_at is None:
        pages.ask()
        task.refresh_from_db()
        if not killed and task.done > task.total // 2:
            keeper.kill()
            keeper, killed = Timekeeper(environment), True
    applied = time.monotonic() - began
    keeper.end()
    found = _compared()
    return [
        Line(what="Open deadlines", measured=f"{moving:,}", promised=f"≥ {deadlines:,}", kept=moving >= deadlines),
        within("Previewed on the calendar's page", counted, PREVIEWED),
        told("Moved, as previewed", f"{previewed.moved:,}"),
        equal("Moved, as applied", task.moved, previewed.moved),
        within("Applied, with a SIGKILL half way", applied, APPLIED),
        equal("Deadlines, or next alarms, elsewhere than a plain reckoning has them", found["differ"], 0),
        equal("Tickets that carry another instant than their clocks", found["uncarried"], 0),
        equal("Tickets that moved, and have just one event that says so", found["once"], found["tickets"]),
        equal("Chains of events that are broken", found["broken"], 0),
        told("Pages asked meanwhile", f"{pages.asked:,}, the middle one {pages.median:.2f} s"),
        within("The page that 95 % were sooner than", pages.p95, A_PAGE),
        told("The slowest page", f"{pages.longest:.2f} s"),
    ]


def _by_calendars() -> "QuerySet[Clock]":
    """The clocks that run by working calendars."""
    from tawasul.clocks.models import Clock

    return Clock.objects.filter(ended_at=None).exclude(commitment__unit="minutes")


def _first_day() -> date:
    """The first day from tomorrow on which any of them is due, which is thus a working day: all that fall due from then on
    move. What is due today is no longer moved by a day off that begins later."""
    from django.utils import timezone

    tomorrow = datetime.combine(timezone.localdate(timezone=RIYADH) + timedelta(days=1), time_of_day.min, RIYADH)
    due = _by_calendars().filter(due_at__gte=tomorrow).order_by("due_at").values_list("due_at", flat=True)[0]
    return due.astimezone(RIYADH).date()


def _given(first: date) -> dict[str, str]:
    days = {"first_day": first.isoformat(), "last_day": (first + DAYS_OFF - timedelta(days=1)).isoformat()}
    return days | {
        "kind": "other", "reason_ar": "إجازة أُعلنت أمس", "reason_en": "A holiday announced yesterday", "once": "bench",
    }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Previewed:
    """What the page says before the change is applied."""

    seen: str
    moved: int


class Announcing:
    """The ministry's page of days off."""

    def __init__(self) -> None:
        from bench.operations import MINISTRY, signed_in
        from tawasul.centres.models import Place

        self._client = signed_in(MINISTRY)
        self._address = f"/desk/calendar/{Place.objects.get(parent=None).pk}/off/"
        self._client.get(self._address)

    def preview(self, given: dict[str, str]) -> Previewed:
        """What the page shows of it."""
        said = self._client.post(self._address, given | {"step": "preview"}).content.decode()
        figures = [int(number) for number in re.findall(r'<dd class="number">(\d+)</dd>', said)]
        seen = re.search(r'name="seen" value="(\d+)"', said)
        assert seen
        return Previewed(seen=seen[1], moved=figures[0])

    def apply(self, given: dict[str, str]) -> int:
        """The change that is being carried from then on."""
        answer = self._client.post(self._address, given | {"step": "apply"})
        found = re.search(r"/moving/(\d+)/$", answer["Location"])
        assert found
        return int(found[1])


class Pages:
    """Pages asked for in turns, each a moment after the one before was there."""

    def __init__(self) -> None:
        from bench.operations import all_operations

        self._acts: list[Callable[[], object]] = [each.act for each in all_operations() if each.title in ASKED]
        for act in self._acts:
            act()
        self._times: list[float] = []

    def ask(self) -> None:
        """One of them, timed; and the moment."""
        began = time.monotonic()
        self._acts[len(self._times) % len(self._acts)]()
        self._times.append(time.monotonic() - began)
        time.sleep(A_MOMENT)

    @property
    def median(self) -> float:
        """The middle time, in seconds."""
        return median(self._times)

    @property
    def p95(self) -> float:
        """The time that nineteen of twenty stay below."""
        return quantiles(self._times, n=20, method="inclusive")[-1]

    @property
    def longest(self) -> float:
        """The longest."""
        return max(self._times)

    @property
    def asked(self) -> int:
        """How many."""
        return len(self._times)


def _compared() -> Counter[str]:
    """How many stand otherwise than they must: each clock read by itself, by the arithmetic that remembers nothing."""
    from django.db import connection

    from tawasul.timeline.models import Event
    from tawasul.timeline.proof import broken_links

    found: Counter[str] = Counter(differ=sum(_differ()), broken=sum(1 for _link in broken_links()))
    moved = Counter(Event.objects.filter(kind="deadline_moved").values_list("subject_id", flat=True))
    found["once"] = sum(number == 1 for number in moved.values())
    with connection.cursor() as cursor:
        cursor.execute(_TICKETS)
        found["tickets"], found["uncarried"] = cursor.fetchone()
    return found


_TICKETS = """
    SELECT count(*) FILTER (WHERE whole IS NOT NULL AND NOT round_the_clock),
           count(*) FILTER (WHERE committed_at <> whole OR due_at IS DISTINCT FROM nearest)
    FROM tickets_ticket AS ticket
    JOIN (SELECT subject_id, max(clock.due_at) FILTER (WHERE clock.step = 'whole') AS whole,
                 min(clock.due_at) FILTER (WHERE paused_at IS NULL) AS nearest,
                 bool_or(unit = 'minutes') AS round_the_clock
          FROM clocks_clock AS clock JOIN service_levels_commitment AS promised ON promised.id = clock.commitment_id
          WHERE ended_at IS NULL GROUP BY subject_id) AS running ON running.subject_id = ticket.id
"""


def _differ() -> Iterator[bool]:
    from django.utils import timezone

    from tawasul.clocks.clock import read
    from tawasul.clocks.models import Clock
    from tawasul.clocks.reading import Schedules, pauses_of_each, promise_of

    rows, schedules, now = Clock.objects.filter(ended_at=None), Schedules(), timezone.now()
    pauses = pauses_of_each(rows.filter(pause_count__gt=0).values_list("pk", flat=True))
    for clock in rows.exclude(commitment__unit="minutes").iterator(chunk_size=5000):
        promise, spans = promise_of(clock), pauses.get(clock.pk, ())
        reads = read(promise, schedules.of(clock.scope, promise), clock.began_at, spans, stage=clock.stage, at=now)
        next_at = None if clock.paused_at else reads.next_at
        yield (clock.due_at, clock.next_at, clock.stage) != (reads.due_at, next_at, reads.stage)
