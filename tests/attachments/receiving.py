from datetime import UTC, datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tawasul.attachments import actions
from tawasul.attachments.models import Attachment
from tests.attachments import samples

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def receive(data: bytes | None = None, name: str = "صورة.png", **how: Any) -> Attachment:
    home = how if {"draft_key", "subject_id"} & how.keys() else how | {"draft_key": "draft"}
    content = samples.png() if data is None else data
    return actions.receive(
        upload=SimpleUploadedFile("upload", content),
        name=name,
        **({"actor_kind": "beneficiary", "user_id": None, "at": NOW} | home),
    )
