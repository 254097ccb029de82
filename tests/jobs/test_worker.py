"""The real worker, on the real queue."""

import email
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import time as time_of_day
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from tawasul.jobs import tasks
from tawasul.notices import queries, queue
from tawasul.notices.models import Notice, QuietHours
from tests.notices.causes import EMAIL_ONLY, again, one
from tests.notices.conftest import form_gateway, gateway, mail_server
from tests.notices.wire import Gateway, MailServer

__all__ = ["form_gateway", "gateway", "mail_server"]
pytestmark = pytest.mark.usefixtures("lasting_db")

MIDNIGHT = time_of_day(0)  # from it and to it: no quiet hours
WORKER = """
import django; django.setup()
from django.conf import settings
from django.db import connections
connections["default"].settings_dict["NAME"] = {database!r}
for name, value in {settings!r}.items():
    setattr(settings, name, value)
from procrastinate.contrib.django import app
with app.replace_connector(app.connector.get_worker_connector()) as working:
    working.run_worker(listen_notify=False)
"""


@pytest.fixture(autouse=True)
def at_any_hour(lasting_db: None) -> None:
    """These tests run by the real clock, in the night too."""
    QuietHours.objects.create(begins=MIDNIGHT, ends=MIDNIGHT, made_at=timezone.now())


@pytest.fixture
def work() -> Callable[[], None]:
    """Do all that is due, as the worker does it, and come back."""

    def run() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            working.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    return run


SAME = (
    "DEMONSTRATION", "SMS_URL", "SMS_SHAPE", "SMS_TOKEN", "SMS_SENDER", "SMS_USER", "SMS_TAKEN", "SMS_FIELDS",
    "EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS",
    "EMAIL_USE_SSL", "DEFAULT_FROM_EMAIL",
)  # fmt: skip


@pytest.fixture
def started(settings: Any) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Starts a worker in a process of its own, in the same deployment as the test."""
    running: list[subprocess.Popen[bytes]] = []

    def start() -> "subprocess.Popen[bytes]":
        same = {name: getattr(settings, name) for name in SAME}
        code = WORKER.format(database=connection.settings_dict["NAME"], settings=same)
        environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        running.append(subprocess.Popen([sys.executable, "-c", code], env=environment))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()


@pytest.fixture
def killed(started: Callable[[], "subprocess.Popen[bytes]"], work: Callable[[], None]) -> Callable[..., None]:
    """Has a worker killed once something holds: between sending and saying so; and its jobs taken up by another."""

    def kill(notice: Notice, once: Callable[[], bool]) -> None:
        process = started()
        until(once)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert ProcrastinateJob.objects.get(task_name=queue.DELIVER).status == "doing"
        assert (again(notice).attempts, again(notice).state) == (1, "owed")  # counted before it was made
        with connection.cursor() as cursor:  # as if a minute and a half had passed
            cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '90 seconds'")
        Notice.objects.filter(pk=notice.pk).update(next_attempt_at=timezone.now() - timedelta(seconds=1))
        with suppress(AlreadyEnqueued):  # by the worker that was killed, at the turn of a minute
            app.configure_task("upkeep.retry_stalled").defer(timestamp=0)
        work()
        work()

    return kill


def until(holds: Callable[[], bool]) -> None:
    latest = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < latest
        time.sleep(0.05)


def due(**how: Any) -> Notice:
    notice = one(**how)
    Notice.objects.filter(pk=notice.pk).update(useful_until=None)
    return notice


def test_every_task_file_is_listed_and_every_periodic_task_is_known() -> None:
    assert tasks.ALL
    periodic = {name for name, _id in app.periodic_registry.periodic_tasks}
    assert periodic >= {"notices.sweep", "attachments.tidy", "attachments.scan_waiting", "upkeep.retry_stalled"}
    assert queue.DELIVER in app.tasks


def test_a_notice_owed_is_delivered_by_the_worker(gateway: Gateway, work: Callable[[], None]) -> None:
    notice = due()
    work()
    assert again(notice).state == "sent"
    assert len(gateway.requests) == 1


def test_a_cause_rolled_back_has_no_job(gateway: Gateway, work: Callable[[], None]) -> None:
    with transaction.atomic():
        due()
        transaction.set_rollback(True)
    work()
    assert not ProcrastinateJob.objects.filter(task_name=queue.DELIVER).exists()
    assert gateway.requests == []


def test_a_failed_attempt_leaves_a_job_for_the_next(gateway: Gateway, work: Callable[[], None]) -> None:
    gateway.moods = [500]
    notice = due()
    work()
    assert again(notice).state == "owed"
    retry = ProcrastinateJob.objects.get(task_name=queue.DELIVER, status="todo")
    assert retry.scheduled_at is not None
    assert retry.scheduled_at > timezone.now()


def test_a_worker_killed_between_sending_and_saying_so_is_heard_once(
    gateway: Gateway, killed: Callable[..., None]
) -> None:
    gateway.moods, gateway.slowness = ["slow"], 8
    notice = due()
    killed(notice, once=lambda: bool(gateway.requests))
    assert again(notice).state == "sent"
    assert len(gateway.requests) == 2
    assert list(gateway.sent) == [str(notice.reference)]  # the gateway told the second from the first


def test_where_the_gateway_keeps_no_references_it_is_shown_to_people_instead(
    form_gateway: Gateway, killed: Callable[..., None]
) -> None:
    form_gateway.moods, form_gateway.slowness = ["slow"], 8
    notice = due()
    killed(notice, once=lambda: bool(form_gateway.texts))
    assert again(notice).state == "unsure"
    assert len(form_gateway.texts) == 1
    assert [shown.id for shown in queries.not_arrived()] == [notice.pk]


def test_a_letter_goes_again_under_the_same_name(mail_server: MailServer, killed: Callable[..., None]) -> None:
    mail_server.moods, mail_server.slowness = ["slow"], 8
    notice = due(recipients=[EMAIL_ONLY])
    killed(notice, once=lambda: bool(mail_server.letters))
    assert again(notice).state == "sent"
    names = [email.message_from_string(letter)["Message-ID"] for letter in mail_server.letters]
    assert len(names) == 2
    assert len(set(names)) == 1


def test_jobs_that_are_done_are_forgotten_after_a_day(work: Callable[[], None]) -> None:
    notice = due()
    work()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '25 hours'")
    app.configure_task("upkeep.remove_finished").defer(timestamp=0)
    work()
    assert not ProcrastinateJob.objects.filter(task_name=queue.DELIVER).exists()
    assert again(notice).state == "sent"


@pytest.mark.parametrize(
    "name", ["notices.sweep", "attachments.scan_waiting", "attachments.tidy", "people.forget", "upkeep.retry_stalled"]
)
def test_every_periodic_task_runs(name: str, work: Callable[[], None]) -> None:
    job = app.configure_task(name).defer(timestamp=0)
    work()
    assert ProcrastinateJob.objects.get(pk=job).status == "succeeded"
