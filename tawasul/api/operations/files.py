"""Files: sent before filing, added to a ticket, and read by those who may see the ticket."""

from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from ninja import File, Form, Status, UploadedFile
from pydantic import Field

from tawasul.api.caller import Call, Caller
from tawasul.api.noun import Noun
from tawasul.api.once import KeyOptional, acting_once
from tawasul.api.schemas.files import FileKept, kept
from tawasul.attachments import actions as attachments
from tawasul.attachments import queries
from tawasul.attachments.labels import NOT_FOUND
from tawasul.attachments.models import Attachment
from tawasul.attachments.uploads import Uploads
from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotFound
from tawasul.tickets import actions
from tawasul.tickets.queries import SUBJECT_KIND as TICKET
from tawasul.tickets.queries import ticket_for, tickets_visible_to
from tawasul.tickets.statements.queries import SUBJECT_KIND as STATEMENT
from tawasul.tickets.statements.queries import statements_visible_to

router = Noun("files")
VISIBLE: dict[str, Callable[[Actor], QuerySet[Any]]] = {TICKET: tickets_visible_to, STATEMENT: statements_visible_to}
Draft = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9_-]{8,40}$", description="Chosen by the caller, named again at filing")
]
BYTES = {"responses": {200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}}}


def draft_key(caller: Caller, draft: str) -> str:
    """The caller's own drafts: another token cannot name them."""
    return f"api-{caller.token.pk}-{draft}"


@router.opens("POST", "/files", FileKept, needs=[Power.FILE_FOR], status=201)
def send_file(request: Call, draft: Form[Draft], file: File[UploadedFile]) -> Status[FileKept]:
    """Send a file of a ticket, or of a request to meet the official, that is not filed yet. What none takes up is deleted after
    two days."""
    caller = request.auth
    received = attachments.receive(
        upload=file,
        name=file.name or "",
        actor_kind=caller.actor.kind.value,
        user_id=caller.actor.user_id,
        at=caller.at,
        draft_key=draft_key(caller, draft),
    )
    return Status(201, kept(received))


@router.opens("POST", "/tickets/{reference}/files", list[FileKept], needs=[Power.WRITE_NOTES], status=201)
def add_files(
    request: Call,
    reference: str,
    files: File[list[UploadedFile]],
    for_beneficiary: Form[bool] = False,
    idempotency_key: KeyOptional = None,
) -> Status[Any]:
    """Enclose files with a ticket: all of them, or none. They are for staff alone, unless they are `for_beneficiary` too."""
    caller, uploads = request.auth, Uploads(files)
    ticket = ticket_for(caller.actor, reference)

    def act() -> list[dict[str, Any]]:
        with uploads.naming():
            added = actions.add_files(
                actor=caller.actor, ticket_id=ticket.pk, uploads=uploads, at=caller.at, for_beneficiary=for_beneficiary
            )
        return [kept(each).model_dump(mode="json") for each in added]

    names = [[each.name, digest(each)] for each in files]
    asked = {"ticket": ticket.reference, "files": names, "for_beneficiary": for_beneficiary}
    return Status(201, acting_once(caller, idempotency_key, "add_files", asked, act))


@router.opens("GET", "/files/{file}", {200: None}, needs=[Power.SEE_TICKETS], extra=BYTES)
def read_file(request: Call, file: UUID) -> FileResponse:
    """The bytes of a file of a ticket that the caller may see, or of a statement on it."""
    attachment = queries.get(file)
    sees = VISIBLE.get(attachment.subject_kind)
    if sees is None or not sees(request.auth.actor).filter(pk=attachment.subject_id).exists():
        raise NotFound(NOT_FOUND)
    return handed_out(attachment)


def handed_out(attachment: Attachment) -> FileResponse:
    """The bytes, to be saved. Raises as `attachments.queries.serving`."""
    serving = queries.serving(attachment)
    answer = FileResponse(
        serving.path.open("rb"), as_attachment=True, filename=serving.name, content_type=serving.content_type
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def digest(upload: UploadedFile) -> str:
    """What tells one upload from another, for acting once."""
    seen = sha256()
    for chunk in upload.chunks():
        seen.update(chunk)
    upload.seek(0)
    return seen.hexdigest()
