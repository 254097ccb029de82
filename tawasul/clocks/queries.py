"""How others read clocks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.centres.policies import may_see_calendar
from tawasul.centres.queries import calendars_visible_to
from tawasul.clocks.heartbeat import SILENT_FOR
from tawasul.clocks.models import Clock, Pause, Recalculation
from tawasul.clocks.sounding import next_at
from tawasul.lib.errors import NotFound


def running(subject_kind: str, subject_id: int) -> list[Clock]:
    """The clocks of a subject that have not ended, paused ones too: one query."""
    rows = Clock.objects.filter(subject_kind=subject_kind, subject_id=subject_id, ended_at=None)
    return list(rows.order_by("pk"))


def running_of_each(subject_kind: str, subject_ids: Sequence[int]) -> dict[int, list[Clock]]:
    """The clocks that run, paused ones left out, by subject: one query however many are asked for."""
    rows = Clock.objects.filter(subject_kind=subject_kind, subject_id__in=subject_ids, ended_at=None, paused_at=None)
    found: dict[int, list[Clock]] = {}
    for clock in rows.order_by("due_at", "pk"):
        found.setdefault(clock.subject_id, []).append(clock)
    return found


def all_of(subject_kind: str, subject_id: int) -> list[Clock]:
    """The clocks of a subject, those that ended too, the first begun first: one query, without whose hands they are."""
    return list(Clock.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("pk"))


def clocks_of(subject_kind: str, subject_id: int) -> list[Clock]:
    """All clocks of a subject with whose hands they are, the first begun first: one query."""
    rows = Clock.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    return list(rows.select_related("centre", "department", "holder").order_by("began_at", "pk"))


def clock_of(subject_kind: str, subject_id: int, pk: int) -> Clock | None:
    """One clock of a subject, with whose hands it is."""
    rows = Clock.objects.filter(subject_kind=subject_kind, subject_id=subject_id, pk=pk)
    return rows.select_related("centre", "department", "holder").first()


def lasting_pauses(clock_ids: list[int]) -> dict[int, Pause]:
    """The pauses that last, by clock: one query, none where nothing is asked."""
    return {row.clock_id: row for row in Pause.objects.filter(clock__in=clock_ids, ended_at=None)} if clock_ids else {}


def recalculations() -> list[Recalculation]:
    """The latest changes of calendars that were carried to open deadlines, those still under way among them."""
    return list(Recalculation.objects.order_by("-pk")[:20])


def recalculation(pk: int) -> Recalculation | None:
    """One of them."""
    return Recalculation.objects.filter(pk=pk).first()


def recalculation_for(actor: Actor, pk: int) -> tuple[Recalculation, Place]:
    """One of them, with the place as whose change the actor sees it: that whose calendar changed; or, where the nation or a
    sector above them said it, their own. Raises NotFound."""
    row = recalculation(pk)
    if row is None:
        raise NotFound()
    found = Place.objects.filter(path=row.scope).first() if row.scope else Place.objects.filter(parent=None).first()
    if found is not None and may_see_calendar(actor, found):
        return row, found
    own = calendars_visible_to(actor).first()
    if found is None or own is None or not own.path.startswith(found.path):
        raise NotFound()
    return row, own


@dataclass(frozen=True, kw_only=True)
class Punctuality:
    """How soon after their time alarms sounded: how many did, and the lag of the middle one, of all but one in a thousand, of
    the worst. Those that fell due while nobody kept time, and were caught up later, are counted by themselves."""

    sounded: int
    caught_up: int
    median: timedelta
    all_but_one_in_a_thousand: timedelta
    worst: timedelta


_PUNCTUALITY = """
    SELECT count(*), count(*) FILTER (WHERE caught_up),
           percentile_disc(ARRAY[0.5, 0.999, 1]) WITHIN GROUP (ORDER BY lag) FILTER (WHERE NOT caught_up)
    FROM (SELECT alarm.sounded_at - alarm.planned_at AS lag,
                 alarm.sounded_at - alarm.planned_at > interval '1 second' AND NOT EXISTS (
                     SELECT FROM clocks_timekeeper AS keeper WHERE keeper.began_at <= alarm.planned_at
                     AND alarm.planned_at <= CASE WHEN keeper.ended_at IS NULL AND keeper.beat_at >= %(alive)s
                                                  THEN 'infinity' ELSE coalesce(keeper.ended_at, keeper.beat_at) END
                 ) AS caught_up
          FROM clocks_alarm AS alarm WHERE alarm.sounded_at > %(since)s) AS sounded
"""


def punctuality(*, since: datetime, at: datetime) -> Punctuality:
    """Of the alarms that sounded after `since`; all zero where none did. What was planned for an instant at which no timekeeper
    lived was caught up: whether one lives now is judged `at`."""
    with connection.cursor() as cursor:
        cursor.execute(_PUNCTUALITY, {"since": since, "alive": at - SILENT_FOR})
        sounded, caught_up, lags = cursor.fetchone()
    median, most, worst = lags or [timedelta()] * 3
    return Punctuality(sounded=sounded, caught_up=caught_up, median=median, all_but_one_in_a_thousand=most, worst=worst)


def alarm_lag(at: datetime) -> timedelta:
    """How long the alarm that is to sound next has been waiting: zero while the timekeepers keep up."""
    due = next_at()
    return max(timedelta(), at - due) if due else timedelta()


def under_way() -> list[Recalculation]:
    """The changes of calendars that have not reached every open deadline yet."""
    return list(Recalculation.objects.filter(finished_at=None).order_by("pk"))
