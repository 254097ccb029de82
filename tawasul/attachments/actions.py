"""The only writers of attachments. Who may add to a subject or a draft is for the caller to decide before."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO, Protocol
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from tawasul.attachments import locks, names, storage
from tawasul.attachments.contents import Kind, judged
from tawasul.attachments.contents.damage import Damaged
from tawasul.attachments.labels import NOT_FOUND
from tawasul.attachments.models import Attachment, StoredFile
from tawasul.attachments.refusals import refusal
from tawasul.attachments.scanner import scanned
from tawasul.attachments.states import LARGEST, MOST, Scan
from tawasul.lib.errors import Invalid, NotFound


class Upload(Protocol):
    """What comes in: Django's UploadedFile is one."""

    @property
    def size(self) -> int | None:
        """In bytes, where it is known before."""

    def chunks(self) -> Iterable[bytes]:
        """The bytes, piece by piece."""


def receive(
    *,
    upload: Upload,
    name: str,
    actor_kind: str,
    user_id: int | None,
    at: datetime,
    draft_key: str = "",
    subject_kind: str = "",
    subject_id: int | None = None,
    visible_to_beneficiary: bool = True,
) -> Attachment:
    """Judge, scan and keep a file, and attach it to a draft or to a subject (give one of the two).

    Raises Invalid on the field `files`, with code file-empty, file-too-large, files-too-many, file-kind, file-damaged,
    file-macros or file-infected. `name` is cleaned, and takes the extension of what the content is.
    """
    home: dict[str, Any] = {"draft_key": draft_key, "subject_kind": subject_kind, "subject_id": subject_id}
    _require_room(home, 1)  # before the work; asked again under the lock
    with _judged(upload) as (incoming, kind, scan), transaction.atomic():
        locks.hold(_home_name(home))
        _require_room(home, 1)
        locks.hold(locks.bytes_of(incoming.sha256))
        stored = _stored(incoming, kind, scan, at)
        return Attachment.objects.create(
            file=stored,
            position=_next_position(home),
            name=names.cleaned(name, kind.extensions),
            added_by_kind=actor_kind,
            user_id=user_id,
            at=at,
            visible_to_beneficiary=visible_to_beneficiary,
            **home,
        )


def refused(upload: Upload) -> Invalid | None:
    """Why this file would be refused whatever it is attached to; None where it would not. Nothing is kept of it."""
    try:
        with _judged(upload):
            return None
    except Invalid as error:
        return error


@contextmanager
def _judged(upload: Upload) -> Iterator[tuple[storage.Incoming, Kind, Scan]]:
    """A file that may come, as it lies while it is kept or dropped: its bytes, its kind, and what the scanner said. Raises
    Invalid on the field `files`."""
    if upload.size is not None and upload.size > LARGEST:
        raise refusal("file-too-large")
    try:
        with storage.incoming(upload.chunks(), most=LARGEST) as (incoming, file):
            kind, scan = _kind(file, incoming.size), scanned(file)
            if scan is Scan.INFECTED:
                raise refusal("file-infected")
            yield incoming, kind, scan
    except storage.TooLarge:
        raise refusal("file-too-large") from None


def _kind(file: BinaryIO, size: int) -> Kind:
    if not size:
        raise refusal("file-empty")
    try:
        kind = judged(file, size)
    except Damaged as damage:
        raise refusal(f"file-{damage.code}") from None
    if kind is None:
        raise refusal("file-kind")
    return kind


def _stored(incoming: storage.Incoming, kind: Kind, scan: Scan, at: datetime) -> StoredFile:
    """The row of these bytes, locked against the sweep until the transaction ends."""
    known = StoredFile.objects.select_for_update().filter(sha256=incoming.sha256).first()
    if known is None:
        stored = StoredFile(sha256=incoming.sha256, size=incoming.size, content_type=kind.content_type, received_at=at)
        stored.scan = scan.value
        stored.save()
    else:
        if known.scan == Scan.INFECTED.value:
            raise refusal("file-infected")
        stored = known
        stored.received_at = at
        stored.scan = Scan.CLEAN.value if scan is Scan.CLEAN else known.scan
        stored.save(update_fields=["received_at", "scan"])
    storage.keep(incoming)
    return stored


def adopt(*, draft_key: str, subject_kind: str, subject_id: int, at: datetime) -> list[Attachment]:
    """Move the files of a draft to the subject that was made of it, in the transaction that makes it.

    Returns them in the order in which they came. Raises Invalid (files-too-many) where the subject would hold more than MOST.
    """
    draft = {"draft_key": draft_key, "subject_kind": "", "subject_id": None}
    subject = {"draft_key": "", "subject_kind": subject_kind, "subject_id": subject_id}
    with transaction.atomic():
        locks.hold(_home_name(draft), _home_name(subject))
        adopted = list(_in(draft).order_by("position"))
        _require_room(subject, len(adopted))
        for position, attachment in enumerate(adopted, start=_next_position(subject)):
            attachment.draft_key, attachment.subject_kind, attachment.subject_id = "", subject_kind, subject_id
            attachment.position, attachment.at = position, at
        fields = ["draft_key", "subject_kind", "subject_id", "position", "at"]
        Attachment.objects.bulk_update(adopted, fields)
    return adopted


def enclose_again(*, of: tuple[str, int], with_: tuple[str, int], at: datetime) -> list[Attachment]:
    """Enclose what is enclosed with one subject with another too, in the transaction that makes it: the bytes are kept once.
    Raises Invalid (files-too-many)."""
    subject = {"draft_key": "", "subject_kind": with_[0], "subject_id": with_[1]}
    with transaction.atomic():
        locks.hold(_home_name(subject))
        kept = list(_in({"draft_key": "", "subject_kind": of[0], "subject_id": of[1]}).order_by("at", "position"))
        _require_room(subject, len(kept))
        return Attachment.objects.bulk_create(
            Attachment(
                file_id=row.file_id,
                position=position,
                name=row.name,
                added_by_kind=row.added_by_kind,
                user_id=row.user_id,
                at=at,
                visible_to_beneficiary=row.visible_to_beneficiary,
                **subject,
            )
            for position, row in enumerate(kept, start=_next_position(subject))
        )


def discard(*, attachment_id: UUID, draft_key: str, at: datetime) -> None:
    """Take a file out of a draft. Raises NotFound where it is not in that draft: what is filed stays."""
    in_draft = Attachment.objects.filter(pk=attachment_id, draft_key=draft_key, removed_at=None).exclude(draft_key="")
    if not in_draft.update(removed_at=at):
        raise NotFound(NOT_FOUND)


def _in(home: Mapping[str, Any]) -> QuerySet[Attachment]:
    return Attachment.objects.filter(removed_at=None, **home)


def _next_position(home: Mapping[str, Any]) -> int:
    """Read under the home's lock; many come in one request, at one instant."""
    last: int | None = _in(home).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _require_room(home: Mapping[str, Any], more: int) -> None:
    if _in(home).count() + more > MOST:
        raise refusal("files-too-many")


def _home_name(home: Mapping[str, Any]) -> str:
    return f"draft:{home['draft_key']}" if home["draft_key"] else f"{home['subject_kind']}:{home['subject_id']}"
