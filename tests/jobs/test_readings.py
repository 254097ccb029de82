"""How the machinery runs: what the operations page and /metrics say when all is well, and when something is not."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from prometheus_client.parser import text_string_to_metric_families

from tawasul.clocks.heartbeat import BEATS_EVERY, FORGOTTEN_AFTER, SILENT_FOR, Heartbeat, timekeepers
from tawasul.clocks.models import Clock, Timekeeper
from tawasul.clocks.sounding import sound_due
from tawasul.jobs.readings import read
from tawasul.notices.models import Notice
from tests.cast import Cast, assemble, filed

TOKEN = "a-token-of-more-than-thirty-two-characters"
Enter = Callable[[str], Client]


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.fixture
def enter(cast: Cast) -> Enter:
    def sit_down(name: str) -> Client:
        browser = Client()
        browser.force_login(cast.user(name))
        browser.cookies["language"] = "en"
        return browser

    return sit_down


def figures(answer: Any) -> dict[str, float]:
    families = text_string_to_metric_families(answer.content.decode())
    return {
        "|".join([sample.name, *sample.labels.values()]): sample.value
        for family in families
        for sample in family.samples
    }


def test_a_quiet_house_says_that_nobody_keeps_time(cast: Cast, enter: Enter) -> None:
    page = enter("administrator").get("/desk/operations/").content.decode()
    assert "Not running as it should" in page, "no timekeeper lives"
    Heartbeat().beat(timezone.now())
    parts = {part.key: part.tone for part in enter("administrator").get("/desk/operations/").context["parts"]}
    assert parts == {"alarms": "success", "jobs": "danger", "messages": "success"}, "no job process lives in this test"


def test_an_alarm_that_waits_is_seen_and_then_its_lag_is_kept(cast: Cast) -> None:
    filed(cast, type="report")
    now = timezone.now()
    Clock.objects.filter(next_at__isnull=False).update(next_at=now - timedelta(seconds=25))
    assert read(now).alarm_lag == timedelta(seconds=25)
    assert read(now).last_hour.sounded == 0
    sound_due(at=now)
    after = read(now)
    assert after.alarm_lag < timedelta(seconds=25)
    assert after.last_hour.sounded > 0
    assert after.last_hour.worst >= after.last_hour.median >= timedelta()
    assert read(now + timedelta(hours=2)).last_hour.sounded == 0


def test_what_fell_due_before_anybody_kept_time_is_no_lag_of_those_who_do(cast: Cast, enter: Enter) -> None:
    """A fresh installation, and one that was stopped for the night, do not call themselves broken."""
    filed(cast, type="report")
    now = timezone.now()
    Clock.objects.filter(next_at__isnull=False).update(next_at=now - timedelta(minutes=3))
    Heartbeat().beat(now)
    sound_due(at=now + timedelta(seconds=1))
    after = read(now + timedelta(seconds=2))
    assert after.last_hour.caught_up == after.last_hour.sounded > 0
    assert after.last_hour.worst == timedelta()
    assert {part.key: part.tone for part in enter("administrator").get("/desk/operations/").context["parts"]}[
        "alarms"
    ] == "success"


def test_a_timekeeper_that_began_anew_leaves_no_stain_of_what_the_one_before_it_caught_up(cast: Cast) -> None:
    filed(cast, type="report")
    now = timezone.now()
    Clock.objects.filter(next_at__isnull=False).update(next_at=now - timedelta(minutes=30))
    before, after = Heartbeat(), Heartbeat()
    before.beat(now - timedelta(minutes=5))
    sound_due(at=now - timedelta(minutes=5))
    before.end(now - timedelta(minutes=2))
    after.beat(now - timedelta(minutes=1))
    said = read(now)
    assert len(said.timekeepers) == 1
    assert said.last_hour.caught_up == said.last_hour.sounded > 0
    assert said.last_hour.worst == timedelta()


def test_what_falls_due_while_somebody_keeps_time_and_sounds_late_is_seen(cast: Cast) -> None:
    filed(cast, type="report")
    now = timezone.now()
    Heartbeat().beat(now - timedelta(minutes=10))
    Timekeeper.objects.update(beat_at=now)
    Clock.objects.filter(next_at__isnull=False).update(next_at=now - timedelta(minutes=3))
    sound_due(at=now)
    after = read(now)
    assert after.last_hour.sounded - after.last_hour.caught_up == 1, "its later stages are of last week"
    assert after.last_hour.worst == timedelta(minutes=3)


def test_what_is_late_to_leave_and_what_was_lost(cast: Cast) -> None:
    ticket, now = filed(cast), timezone.now()
    sms = Notice.objects.filter(subject_id=ticket.pk, channel="sms")
    sms.update(owed_at=now, next_attempt_at=now - timedelta(seconds=30))
    assert read(now).overdue_notices == 0, "half a minute is no delay yet"
    assert read(now + timedelta(minutes=1)).overdue_notices == sms.count() > 0
    sms.update(state="failed", next_attempt_at=None)
    assert (read(now).overdue_notices, read(now).not_arrived) == (0, sms.count())
    assert read(now + timedelta(days=2)).not_arrived == 0, "what was lost days ago is on its own page"


def test_waiting_jobs_are_counted_by_queue_from_when_they_could_be_done(cast: Cast) -> None:
    before = {queue.name: queue.waiting for queue in read(timezone.now()).queues}
    filed(cast)
    now = timezone.now()
    after = {queue.name: queue for queue in read(now + timedelta(minutes=5)).queues}
    assert after["notices"].waiting > before["notices"]
    assert timedelta(minutes=4) < after["notices"].oldest < timedelta(minutes=6)
    assert after["upkeep"].waiting == 0


def test_metrics_are_for_whoever_has_the_token(cast: Cast, settings: Any) -> None:
    browser = Client()
    assert browser.get("/metrics").status_code == 404, "no token is set"
    settings.METRICS_TOKEN = TOKEN
    for wrong in (
        {},
        {"Authorization": "Bearer "},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": "Bearer ؟"},
    ):
        assert browser.get("/metrics", headers=wrong).status_code == 404, wrong
    assert browser.post("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 405
    Heartbeat().beat(timezone.now())
    said = figures(browser.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}))
    assert said["tawasul_timekeepers"] == 1
    assert said["tawasul_job_workers"] == 0
    assert said["tawasul_jobs_waiting|notices"] >= 0
    assert {"tawasul_alarm_lag_seconds", "tawasul_alarm_lag_last_hour_seconds|0.999"} <= said.keys()


def test_the_figures_cost_the_same_however_much_there_is(cast: Cast) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            read(timezone.now())
        return len(caught)

    filed(cast, type="report")
    few = cost()
    for _again in range(4):
        filed(cast, type="report")
    assert cost() == few


def test_only_those_who_run_the_system_see_it(enter: Enter) -> None:
    for who, status in (
        ("administrator", 200),
        ("ministry_supervisor", 200),
        ("supervisor", 403),
        ("coordinator", 403),
    ):
        assert enter(who).get("/desk/operations/").status_code == status, who


def test_the_page_asks_for_its_figures_alone(enter: Enter) -> None:
    part = enter("administrator").get("/desk/operations/", headers={"X-Poll": "1"}).content.decode()
    assert "<html" not in part
    assert "every 10s" in part


@pytest.mark.django_db
def test_a_heart_beats_seldom_and_is_forgotten_late() -> None:
    began, heart, dead = timezone.now(), Heartbeat(), Heartbeat()
    dead.beat(began - FORGOTTEN_AFTER - SILENT_FOR)
    heart.beat(began)
    assert [row.pk for row in timekeepers(began)] == [heart.row.pk if heart.row else 0]
    assert Timekeeper.objects.count() == 1, "the one that was silent for a day is forgotten"
    heart.beat(began + BEATS_EVERY / 2)
    assert Timekeeper.objects.get().beat_at == began
    heart.beat(began + BEATS_EVERY)
    assert Timekeeper.objects.get().beat_at == began + BEATS_EVERY
    assert timekeepers(began + BEATS_EVERY + SILENT_FOR * 2) == []
    Timekeeper.objects.all().delete()
    heart.beat(began + BEATS_EVERY * 2)
    assert Timekeeper.objects.count() == 1, "it comes back"
    heart.end(began + BEATS_EVERY * 3)
    assert timekeepers(began + BEATS_EVERY * 3) == []


def test_a_timekeeper_that_ends_in_order_is_gone_and_a_killed_one_is_found_silent(lasting_db: None) -> None:
    def keeper() -> subprocess.Popen[bytes]:
        name = connection.settings_dict["NAME"]
        start = (
            "import django; django.setup(); from django.db import connections; "
            f"connections['default'].settings_dict['NAME'] = {name!r}; "
            "from django.core.management import call_command; call_command('keep_time')"
        )
        return subprocess.Popen(
            [sys.executable, "-c", start], env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        )

    def alive() -> int:
        return len(timekeepers(timezone.now()))

    def until(number: int) -> None:
        deadline = time.monotonic() + 30
        while alive() != number and time.monotonic() < deadline:
            time.sleep(0.1)
        assert alive() == number

    orderly, killed = keeper(), keeper()
    try:
        until(2)
        orderly.terminate()
        orderly.wait(30)
        until(1)
        killed.send_signal(signal.SIGKILL)
        killed.wait(30)
        assert alive() == 1, "nobody knows yet"
        assert timekeepers(timezone.now() + SILENT_FOR + BEATS_EVERY) == []
    finally:
        for each in (orderly, killed):
            each.kill()
            each.wait(30)
    assert not ProcrastinateJob.objects.filter(status="failed").exists()
