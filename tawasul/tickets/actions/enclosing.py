"""Files that come to a ticket, with whatever brings them: all of them, or none."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from tawasul.attachments import actions as attachments
from tawasul.attachments.models import Attachment
from tawasul.centres.actor import Actor
from tawasul.tickets.actions.finishing import record
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import SUBJECT_KIND


def enclose(
    actor: Actor,
    ticket: Ticket,
    uploads: Iterable["UploadedFile[Any]"],
    at: datetime,
    *,
    draft_key: str = "",
    for_beneficiary: bool = True,
) -> list[Attachment]:
    """Keep them with a locked ticket, those of a draft first. Raises Invalid (on `files`) as `attachments.receive`."""
    drafted = []
    if draft_key:
        drafted = attachments.adopt(draft_key=draft_key, subject_kind=SUBJECT_KIND, subject_id=ticket.pk, at=at)
    received = [
        attachments.receive(
            upload=upload,
            name=upload.name or "",
            actor_kind=actor.kind.value,
            user_id=actor.user_id,
            at=at,
            subject_kind=SUBJECT_KIND,
            subject_id=ticket.pk,
            visible_to_beneficiary=for_beneficiary,
        )
        for upload in uploads
    ]
    return drafted + received


def say_enclosed(actor: Actor, ticket: Ticket, files: list[Attachment], at: datetime) -> None:
    """Say in the route that files came with what was done just now."""
    if files:
        ticket.version += 1
        ticket.save(update_fields=["version"])
        record(actor, ticket, kind="files_added", data=told_of(files), at=at)


def told_of(added: list[Attachment]) -> dict[str, Any]:
    """What the event says of them."""
    return {"count": len(added), "names": "، ".join(row.name for row in added)}
