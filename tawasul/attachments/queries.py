"""What others may read of attachments.

ACCESS IS NOT DECIDED HERE: whoever calls must first have found that the reader may see the subject (or holds the
draft's key), and must ask for a beneficiary with `beneficiary=True`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from tawasul.attachments import storage
from tawasul.attachments.labels import BEING_SCANNED, INFECTED, NOT_FOUND
from tawasul.attachments.models import Attachment
from tawasul.attachments.states import Scan
from tawasul.lib.errors import Conflict, NotAllowed, NotFound


@dataclass(frozen=True, kw_only=True)
class Serving:
    """What a delivery needs to answer with a file: it sets Content-Disposition (with `name`) and nosniff."""

    path: Path
    content_type: str
    name: str
    size: int
    sha256: str  # serves as an ETag


def for_subject(subject_kind: str, subject_id: int, *, beneficiary: bool = False) -> list[Attachment]:
    """The subject's attachments, in the order in which they came; for a `beneficiary` only those meant for them."""
    found = Attachment.objects.filter(subject_kind=subject_kind, subject_id=subject_id).select_related("file")
    shown = found.filter(visible_to_beneficiary=True) if beneficiary else found
    return list(shown.order_by("position"))


def for_subjects(subject_kind: str, subject_ids: Iterable[int]) -> dict[int, list[Attachment]]:
    """The attachments of several subjects of one kind, by subject, each in the order in which they came: one query."""
    found: dict[int, list[Attachment]] = {}
    rows = Attachment.objects.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids)).select_related("file")
    for row in rows.order_by("subject_id", "position"):
        found.setdefault(row.subject_id or 0, []).append(row)
    return found


def for_draft(draft_key: str) -> list[Attachment]:
    """The files in a draft, in the order in which they came."""
    if not draft_key:
        return []
    found = Attachment.objects.filter(draft_key=draft_key, removed_at=None).select_related("file")
    return list(found.order_by("position"))


def get(attachment_id: UUID) -> Attachment:
    """The attachment with its file; its subject_kind, subject_id or draft_key tells whom to ask. Raises NotFound."""
    found = Attachment.objects.select_related("file").filter(pk=attachment_id, removed_at=None).first()
    if found is None:
        raise NotFound(NOT_FOUND)
    return found


def serving(attachment: Attachment) -> Serving:
    """Where the bytes are and what they are. Raises Conflict while they wait for the scanner, NotAllowed if harmful."""
    file = attachment.file
    if file.scan == Scan.PENDING.value:
        raise Conflict(BEING_SCANNED, code="file-being-scanned")
    if file.scan == Scan.INFECTED.value:
        raise NotAllowed(INFECTED, code="file-infected")
    return Serving(
        path=storage.path_of(file.sha256),
        content_type=file.content_type,
        name=attachment.name,
        size=file.size,
        sha256=file.sha256,
    )


def open_file(attachment: Attachment) -> BinaryIO:
    """The bytes, open for reading; the caller closes. Raises as `serving` does."""
    return serving(attachment).path.open("rb")
