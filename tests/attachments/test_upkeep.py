import os
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from tawasul.attachments import actions, queries, storage, upkeep
from tawasul.attachments.models import Attachment, StoredFile
from tawasul.attachments.states import MOST
from tawasul.lib.errors import Invalid
from tests.attachments import samples
from tests.attachments.receiving import NOW, receive


def aged(path: Path) -> None:
    long_ago = (NOW - timedelta(days=9)).timestamp()
    os.utime(path, (long_ago, long_ago))


def whole_day(at: Any) -> None:
    for hour in range(24):
        upkeep.tidy(at=at.replace(hour=hour))


@pytest.mark.django_db
def test_abandoned_drafts_and_their_bytes_go_and_filed_ones_stay() -> None:
    abandoned, filed = receive(samples.pdf()), receive(samples.jpeg(), subject_kind="ticket", subject_id=1)
    paths = [queries.serving(each).path for each in (abandoned, filed)]
    for path in paths:
        aged(path)
    upkeep.tidy(at=NOW + timedelta(days=1))
    assert Attachment.objects.count() == 2
    whole_day(NOW + timedelta(days=3))
    assert list(Attachment.objects.all()) == [filed]
    assert [path.exists() for path in paths] == [False, True]


@pytest.mark.django_db
def test_bytes_shared_with_something_filed_stay() -> None:
    receive()
    filed = receive(subject_kind="ticket", subject_id=1)
    aged(queries.serving(filed).path)
    whole_day(NOW + timedelta(days=3))
    assert queries.serving(filed).path.exists()


@pytest.mark.django_db
def test_bytes_without_a_row_go_only_when_old(settings: Any) -> None:
    young, old = storage.path_of("a" * 64), storage.path_of("ab" * 32)
    for path in (young, old):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x")
    aged(old)
    os.utime(young, (NOW.timestamp(), NOW.timestamp()))
    cut_off = Path(settings.FILES) / storage.INCOMING / "tmp1"
    cut_off.parent.mkdir()
    cut_off.write_bytes(b"half")
    aged(cut_off)
    whole_day(NOW)
    assert (young.exists(), old.exists(), cut_off.exists()) == (True, False, False)


@pytest.mark.usefixtures("lasting_db")
def test_uploads_at_once_do_not_pass_the_limit() -> None:
    ready = threading.Barrier(4)

    def upload(number: int) -> bool:
        ready.wait()
        try:
            for each in range(4):
                receive(samples.png(number + 1, each + 1), name="a.png")
        except Invalid:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert not all(pool.map(upload, range(4)))
    assert len(queries.for_draft("draft")) == MOST


@pytest.mark.usefixtures("lasting_db")
def test_the_sweep_never_takes_bytes_that_an_upload_takes_up() -> None:
    stop = threading.Event()
    far = NOW + timedelta(days=400)  # everything unused is old enough

    def sweep() -> None:
        try:
            while not stop.is_set():
                upkeep.drop_abandoned(before=NOW + timedelta(seconds=1))
                upkeep.drop_unused(before=far)
                for folder in {
                    path.parent.parent.name for path in Path(storage.path_of("00")).parents[2].glob("*/*/*")
                }:
                    if len(folder) == 2:
                        upkeep.remove_orphans(int(folder, 16), before=far)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        sweeping = pool.submit(sweep)
        for number in range(1, 25):
            receive(draft_key=f"d{number}")  # the same bytes, taken and dropped all the time
            receive(subject_kind="ticket", subject_id=number) if number % 8 == 0 else None
            for attachment in queries.for_subject("ticket", number):
                assert queries.serving(attachment).path.exists()
                Attachment.objects.filter(pk=attachment.pk).delete()
        kept = receive(subject_kind="ticket", subject_id=999)
        stop.set()
        sweeping.result()
    assert queries.serving(kept).path.read_bytes() == samples.png()
    assert StoredFile.objects.count() == 1


@pytest.mark.usefixtures("lasting_db")
def test_an_upload_rolled_back_leaves_bytes_for_the_sweep_alone() -> None:
    with transaction.atomic():
        path = queries.serving(receive()).path
        transaction.set_rollback(True)
    assert path.exists()
    aged(path)
    whole_day(NOW)
    assert not path.exists()
    assert actions.adopt(draft_key="draft", subject_kind="ticket", subject_id=1, at=NOW) == []
