"""Statements asked of the caller's place: listed, read, answered, or something asked first. The ticket is not shown."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import FileResponse
from ninja import File, Form, Query, UploadedFile
from pydantic import BaseModel, Field

from tawasul.api.caller import Call, Caller
from tawasul.api.noun import Noun
from tawasul.api.once import KeyOptional, acting_once
from tawasul.api.operations.files import BYTES, digest, handed_out
from tawasul.api.schemas.asked import Asked, Id, Text
from tawasul.api.schemas.statements import StatementPage, StatementRead, read, row
from tawasul.attachments import queries as attachments
from tawasul.attachments.labels import NOT_FOUND
from tawasul.attachments.uploads import Uploads
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotFound
from tawasul.tickets import actions
from tawasul.tickets.statements import policies, queries

router = Noun("statements")
ASKED = [Power.ANSWER]
LISTS = {"waiting": queries.waiting_for, "below": queries.below, "past": queries.past}


class Which(BaseModel):
    """Which statements, and from where the page goes on."""

    list: Literal["waiting", "below", "past"] = Field(
        "waiting", description="Of the caller's own place: waiting or past; or awaited from what lies below it"
    )
    after: Id | None = Field(None, description="From `next` of the page before")
    size: int = Field(25, ge=1, le=100)


class QuestionBack(Asked):
    """What must be known first."""

    text: Text


@router.opens("GET", "/statements", StatementPage, needs=ASKED)
def list_statements(request: Call, which: Query[Which]) -> StatementPage:
    """Statements asked of the caller's place: those that wait, the oldest first; those that are past, the newest first."""
    found = LISTS[which.list](request.auth.actor)
    page = queries.page_of(found, newest_first=which.list == "past", after=which.after, size=which.size)
    return StatementPage(statements=[row(each) for each in page.statements], next=page.next)


@router.opens("GET", "/statements/{statement}", StatementRead, needs=ASKED)
def read_statement(request: Call, statement: Id) -> StatementRead:
    """A statement asked of the caller's part of the network, or on a ticket that they see."""
    return _read(request.auth, statement)


@router.opens("POST", "/statements/{statement}/answer", StatementRead, needs=ASKED)
def answer_statement(
    request: Call,
    statement: Id,
    text: Form[Annotated[Text, Field(min_length=1)]],
    files: File[list[UploadedFile] | None] = None,
    idempotency_key: KeyOptional = None,
) -> StatementRead:
    """State for the place that is asked, with files or without: all of it, or nothing."""
    caller, uploads = request.auth, Uploads(files or [])

    def act() -> dict[str, int]:
        with uploads.naming():
            actions.state(actor=caller.actor, statement_id=statement, text=text, uploads=uploads, at=caller.at)
        return {"statement": statement}

    asked = {"statement": statement, "text": text, "files": [[each.name, digest(each)] for each in files or []]}
    acting_once(caller, idempotency_key, "answer_statement", asked, act)
    return _read(caller, statement)


@router.opens("POST", "/statements/{statement}/ask_back", StatementRead, needs=ASKED)
def ask_back(request: Call, statement: Id, body: QuestionBack, idempotency_key: KeyOptional = None) -> StatementRead:
    """Ask whoever asks for something that must be known first. The time of those asked stands still until they are told."""
    caller = request.auth

    def act() -> dict[str, int]:
        actions.ask_back(actor=caller.actor, statement_id=statement, text=body.text, at=caller.at)
        return {"statement": statement}

    acting_once(caller, idempotency_key, "ask_back", {"statement": statement, "text": body.text}, act)
    return _read(caller, statement)


@router.opens("GET", "/statements/{statement}/files/{file}", {200: None}, needs=ASKED, extra=BYTES)
def read_statement_file(request: Call, statement: Id, file: UUID) -> FileResponse:
    """The bytes of a file that was chosen for those asked, or that came with their answer."""
    found = queries.statement_for(request.auth.actor, statement)
    attachment = attachments.get(file)
    if not queries.file_of(found, attachment):
        raise NotFound(NOT_FOUND)
    return handed_out(attachment)


def _read(caller: Caller, pk: int) -> StatementRead:
    found = queries.statement_for(caller.actor, pk)
    (said,) = queries.said_of([found])
    return read(
        said,
        may_answer=policies.may_answer(caller.actor, found),
        may_ask_back=policies.may_ask_back(caller.actor, found),
    )
