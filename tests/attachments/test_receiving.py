import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tawasul.attachments import actions, queries
from tawasul.attachments.models import Attachment, StoredFile
from tawasul.attachments.states import LARGEST, MOST
from tawasul.lib.errors import Invalid, NotFound
from tests.attachments import samples
from tests.attachments.receiving import NOW, receive

pytestmark = pytest.mark.django_db


def on_disk(settings: Any) -> list[Path]:
    return sorted(path for path in Path(settings.FILES).rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_hash_and_read_back(settings: Any) -> None:
    data = samples.png()
    attachment = receive(data, name="هوية.exe")
    digest = hashlib.sha256(data).hexdigest()
    assert on_disk(settings) == [Path(settings.FILES) / digest[:2] / digest[2:4] / digest]
    serving = queries.serving(queries.get(attachment.pk))
    assert (serving.content_type, serving.name, serving.size) == ("image/png", "هوية.png", len(data))
    with queries.open_file(queries.get(attachment.pk)) as file:
        assert file.read() == data


def test_the_same_bytes_are_kept_once(settings: Any) -> None:
    first, second = receive(name="a.png"), receive(name="b.png", draft_key="another")
    assert first.file_id == second.file_id
    assert len(on_disk(settings)) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"MZ" + bytes(100), "file-kind"),
        (samples.png()[:-3], "file-damaged"),
        (samples.office(types=samples.MACROS), "file-macros"),
        (samples.pdf() + bytes(LARGEST), "file-too-large"),
    ],
)
def test_a_refused_file_leaves_nothing(settings: Any, data: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        receive(data)
    assert refused.value.code == code
    assert list(refused.value.fields) == ["files"]
    assert on_disk(settings) == []
    assert not StoredFile.objects.exists()


def test_a_size_that_lies_is_found_on_the_way(settings: Any) -> None:
    class Liar:
        size = 10

        def chunks(self) -> Any:
            while True:
                yield bytes(1024 * 1024)

    with pytest.raises(Invalid) as refused:
        actions.receive(
            upload=Liar(), name="a", actor_kind="staff", user_id=None, at=NOW, subject_kind="ticket", subject_id=1
        )
    assert refused.value.code == "file-too-large"
    assert on_disk(settings) == []


def test_ten_files_and_no_more_discarded_ones_not_counted() -> None:
    attachments = [receive(name=f"{number}.png") for number in range(MOST)]
    with pytest.raises(Invalid, match="files-too-many"):
        receive()
    actions.discard(attachment_id=attachments[0].pk, draft_key="draft", at=NOW)
    receive()
    assert len(queries.for_draft("draft")) == MOST


def test_a_draft_is_adopted_whole_by_what_is_filed() -> None:
    names = [receive(name=f"{number}.png").name for number in range(2)]
    adopted = actions.adopt(draft_key="draft", subject_kind="ticket", subject_id=5, at=NOW)
    assert [each.name for each in adopted] == names
    assert [each.name for each in queries.for_subject("ticket", 5)] == names
    assert queries.for_draft("draft") == []
    assert actions.adopt(draft_key="draft", subject_kind="ticket", subject_id=6, at=NOW) == []


def test_adopting_more_than_a_subject_holds_is_refused() -> None:
    for number in range(6):
        receive(name=f"{number}.png")
        receive(name=f"{number}.png", subject_kind="ticket", subject_id=5)
    with pytest.raises(Invalid, match="files-too-many"):
        actions.adopt(draft_key="draft", subject_kind="ticket", subject_id=5, at=NOW)
    assert len(queries.for_draft("draft")) == 6


def test_what_is_filed_cannot_be_discarded_nor_what_is_anothers() -> None:
    filed, draft = receive(subject_kind="ticket", subject_id=5), receive()
    for attachment_id, key in [(filed.pk, ""), (filed.pk, "draft"), (draft.pk, "stranger"), (uuid4(), "draft")]:
        with pytest.raises(NotFound):
            actions.discard(attachment_id=attachment_id, draft_key=key, at=NOW)
    actions.discard(attachment_id=draft.pk, draft_key="draft", at=NOW)
    with pytest.raises(NotFound):
        queries.get(draft.pk)


def test_a_beneficiary_sees_only_what_is_meant_for_them() -> None:
    receive(subject_kind="ticket", subject_id=5, visible_to_beneficiary=False)
    shown = receive(name="b.png", subject_kind="ticket", subject_id=5)
    assert [each.pk for each in queries.for_subject("ticket", 5, beneficiary=True)] == [shown.pk]
    assert len(queries.for_subject("ticket", 5)) == 2


@pytest.mark.parametrize("wrong", [{"draft_key": ""}, {"subject_id": 3}, {"draft_key": "", "subject_id": 3}])
def test_the_database_knows_where_a_file_belongs(wrong: dict[str, object]) -> None:
    attachment = receive()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=attachment.pk).update(**wrong)
