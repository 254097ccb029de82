"""Very many at once: every alarm sounds, the longest due first, and each of them once, however many processes sound them."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tawasul.clocks import sounding, telling
from tawasul.clocks.models import Alarm, Clock, Hearer
from tawasul.clocks.rounds import go_round
from tawasul.clocks.sounding import sound_due
from tawasul.clocks.telling import GATHER
from tawasul.notices.models import Notice
from tawasul.tickets import actions
from tawasul.tickets.models import Ticket
from tests.cast import Cast, assemble, filed
from tests.clocks.times import copies, moment

DUE = moment("2026-09-28 14:30")
MANY = 1_100  # more than any batch takes: of sounding, and of telling
KEEPER = """
import django; django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = {database!r}
from django.core.management import call_command
call_command("keep_time")
"""


def inquiries(cast: Cast, number: int) -> list[Ticket]:
    """So many, filed in one moment."""
    first = filed(cast, type="inquiry", at=moment("2026-09-17 10:00"))
    Clock.objects.filter(subject_id=first.pk, step="triage").update(next_at=None)  # of the whole alone
    return [first, *copies(first, number - 1)]


def late() -> list[int]:
    """The tickets whose lateness sounded, as often as it did."""
    rows = Alarm.objects.filter(clock__step="whole", kind="rung", number=0)
    return sorted(rows.values_list("clock__subject_id", flat=True))


def rounds_at(at: datetime) -> int:
    """The timekeeper's rounds until one finds nothing to do; how many they were."""
    number = 0
    while (done := go_round(lambda: at)).busy or done.sounded or done.told:
        number += 1
    return number


@pytest.mark.django_db
def test_eleven_hundred_that_fall_due_in_one_minute_all_sound_once(cast: Cast) -> None:
    """osTicket: 100 per run. Znuny: 1,000 per run."""
    tickets = inquiries(cast, MANY)
    assert max(sounding.BATCH, telling.BATCH) < MANY
    rounds_at(DUE)
    assert late() == sorted(ticket.pk for ticket in tickets)
    rounds_at(DUE + GATHER)
    assert not Hearer.objects.filter(told_at=None).exists()
    told = Notice.objects.filter(kind="alarms_digest", user=cast.user("complaint_officer"), channel="in_app")
    assert sum(int(notice.context["count"]) for notice in told) == MANY


@pytest.mark.django_db
def test_the_longest_due_sound_first(cast: Cast) -> None:
    """DIGIT: only the newest 100 of each state were looked at, so that the oldest never escalated."""
    tickets = inquiries(cast, 300)
    for place, ticket in enumerate(tickets):  # the newest was due first
        Clock.objects.filter(subject_id=ticket.pk, step="whole").update(next_at=DUE - timedelta(minutes=place))
    assert sound_due(at=DUE, most=100) == 100
    sounded = set(Alarm.objects.values_list("clock__subject_id", flat=True))
    assert sounded == {ticket.pk for ticket in tickets[-100:]}
    while sound_due(at=DUE, most=100):
        pass
    assert set(Alarm.objects.values_list("clock__subject_id", flat=True)) == {ticket.pk for ticket in tickets}


@pytest.fixture
def lasting(lasting_db: None) -> Cast:
    return assemble()


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Each in a thread and over a connection of its own, begun together."""
    ready = threading.Barrier(len(acts))

    def act(what: Callable[[], Any]) -> Any:
        ready.wait()
        try:
            return what()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def test_two_who_sound_at_once_sound_each_once(lasting: Cast) -> None:
    """DIGIT: two workers acted twice, for there was no lock."""
    tickets = inquiries(lasting, 500)
    numbers = at_once(lambda: rounds_at(DUE), lambda: rounds_at(DUE))
    assert min(numbers) >= 1
    assert late() == sorted(ticket.pk for ticket in tickets)


def test_what_somebody_is_acting_on_sounds_in_the_next_round(lasting: Cast) -> None:
    (ticket,) = inquiries(lasting, 1)
    with transaction.atomic():
        actions.take(actor=lasting.complaint_officer, ticket_id=ticket.pk, at=DUE)
        assert at_once(lambda: sound_due(at=DUE)) == [0]
    sound_due(at=DUE)
    assert late() == [ticket.pk]


def keeper() -> "subprocess.Popen[bytes]":
    code = KEEPER.format(database=connection.settings_dict["NAME"])
    return subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"})


def test_one_of_two_timekeepers_is_killed_and_each_alarm_sounds_once_and_soon(lasting: Cast) -> None:
    """Frappe: every hour. Two processes keep time by the real clock; one is killed in the midst."""
    tickets = inquiries(lasting, 240)
    begins = timezone.now() + timedelta(seconds=2)
    for place, ticket in enumerate(tickets):
        due = begins + timedelta(seconds=place / 40)
        Clock.objects.filter(subject_id=ticket.pk, step="whole").update(due_at=due, next_at=due, stage=2)
    keepers = [keeper(), keeper()]
    try:
        until(lambda: len(late()) > 60)
        keepers[0].send_signal(signal.SIGKILL)
        keepers[0].wait()
        until(lambda: len(late()) >= len(tickets))
        until(lambda: not Hearer.objects.filter(told_at=None).exists())
    finally:
        for each in keepers:
            each.kill()
            each.wait()
    assert late() == sorted(ticket.pk for ticket in tickets)
    heard = Hearer.objects.filter(user=lasting.user("complaint_officer")).count()
    told = Notice.objects.filter(user=lasting.user("complaint_officer"), kind__in=["clock_late", "alarms_digest"])
    assert sum(int(notice.context.get("count", 1)) for notice in told) == heard == len(tickets)


def until(holds: Callable[[], bool]) -> None:
    latest = time.monotonic() + 90
    while not holds():
        assert time.monotonic() < latest
        time.sleep(0.1)
