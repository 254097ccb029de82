"""Two connections at the same notice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tawasul.notices import actions
from tawasul.notices.backoff import ORDINARY
from tawasul.notices.models import Notice
from tests.notices.causes import NOW, one
from tests.notices.wire import Gateway

pytestmark = pytest.mark.usefixtures("lasting_db")


def test_two_workers_send_once(gateway: Gateway) -> None:
    gateway.moods = ["slow", "slow"]
    notice = one()
    ready = threading.Barrier(2)

    def work(at: object) -> object:
        ready.wait()
        try:
            return actions.deliver(notice_id=notice.pk, at=at)  # type: ignore[arg-type]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(work, [NOW, NOW]))
    assert sorted(map(str, ends)) == ["None", "sent"]
    assert len(gateway.requests) == 1


def test_a_second_attempt_does_not_run_beside_a_first_that_takes_too_long(gateway: Gateway) -> None:
    gateway.moods, gateway.slowness = ["slow"], 1.5
    notice = one()

    def late() -> object:
        try:
            while not gateway.requests:
                pass
            return actions.deliver(notice_id=notice.pk, at=NOW + ORDINARY[0])
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(late)
        assert actions.deliver(notice_id=notice.pk, at=NOW) == "sent"
        assert other.result() is None
    assert len(gateway.requests) == 1


def test_the_same_cause_told_twice_at_once_owes_once() -> None:
    ready = threading.Barrier(2)

    def tell(_who: int) -> int:
        ready.wait()
        try:
            return one().pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(tell, range(2)))) == 1
    assert Notice.objects.count() == 1


def test_what_is_rolled_back_is_owed_by_nobody() -> None:
    with transaction.atomic():
        one()
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not ProcrastinateJob.objects.exists()
