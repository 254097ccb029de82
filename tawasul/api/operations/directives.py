"""Directives: listed, read, recorded, answered, and one operation for each act of their lifecycle, made from its table."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import FileResponse
from ninja import File, Form, Query, UploadedFile
from pydantic import BaseModel, Field

from tawasul.api.caller import Call, Caller
from tawasul.api.noun import Noun
from tawasul.api.once import KeyOptional, acting_once
from tawasul.api.operations.files import BYTES, digest, handed_out
from tawasul.api.schemas.asked import Id, Text
from tawasul.api.schemas.directives import (
    BODIES,
    DirectiveActing,
    DirectiveIssuing,
    DirectivePage,
    DirectiveRead,
    directive_read,
    directive_row,
)
from tawasul.attachments.uploads import Uploads
from tawasul.centres.roles import Power
from tawasul.directives import actions, policies, queries
from tawasul.directives.actions import TICKET, About
from tawasul.directives.lifecycle import Act, powers_for
from tawasul.lib.errors import Invalid, NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.lib.reference import parse_reference, spoken
from tawasul.tickets.queries import ticket_for

router = Noun("directives")
SEES = queries.SEE_DIRECTIVES
SAID: dict[Act, str] = {
    Act.REPORT: "A word of those who must act, on the way; it stands as the last action.",
    Act.SEND_BACK: "Send the answer back to those who must act, with reasons.",
    Act.FINISH: "Say that it is done, and what came of it; never whoever answered.",
    Act.REMIND: "Remind those who must act, in one's own words.",
    Act.POSTPONE: "Set another day, with a reason; those who must act are told.",
    Act.WITHDRAW: "Withdraw it: nothing is expected of anybody any more.",
    Act.REOPEN: "Open it again, with a new day: it is not done after all.",
}


class Which(BaseModel):
    """Which directives, and from where the page goes on."""

    list: Literal["to-act", "to-look-at", "late", "open", "done", "all"] = Field(
        "open", description="`to-act`: the caller's place must act; `to-look-at`: it looks at answers; `done`: ended"
    )
    q: str = Field("", max_length=100, description="Words of the text")
    after: Id | None = Field(None, description="From `next` of the page before")
    size: int = Field(25, ge=1, le=100)


@router.opens("GET", "/directives", DirectivePage, needs=SEES)
def list_directives(request: Call, which: Query[Which]) -> DirectivePage:
    """The directives in which the caller's place has a part, or which lie in their reach; the newest first."""
    today = request.auth.at.astimezone(RIYADH).date()
    chosen = queries.Chosen(which=which.list, words=which.q.replace("\x00", " "))
    found = queries.page_of(request.auth.actor, chosen, today, after=which.after, size=which.size)
    rows = found[: which.size]
    return DirectivePage(
        directives=[directive_row(row) for row in rows], next=rows[-1].pk if len(found) > which.size else None
    )


@router.opens("POST", "/directives", DirectiveRead, needs=[Power.ISSUE_DIRECTIVES])
def issue_directive(request: Call, body: DirectiveIssuing, idempotency_key: KeyOptional = None) -> DirectiveRead:
    """Record what the official of the caller's sector, or the minister, directed. Those who must act are told at once."""
    caller = request.auth

    def act() -> dict[str, str]:
        made = actions.issue(
            actor=caller.actor,
            acting_id=body.acting,
            text=body.text,
            due_on=body.due_on,
            given_on=body.given_on,
            confidential=body.confidential,
            about=_about(caller, body.ticket),
            at=caller.at,
        )
        return {"number": made.number}

    done = acting_once(caller, idempotency_key, "issue_directive", body.model_dump(mode="json"), act)
    return _read(caller, done["number"])


@router.opens("GET", "/directives/{directive}", DirectiveRead, needs=SEES)
def read_directive(request: Call, directive: str) -> DirectiveRead:
    """A directive by its number, and the acts open to the caller now."""
    return _read(request.auth, directive)


@router.opens("POST", "/directives/{directive}/answer", DirectiveRead, needs=powers_for(Act.ANSWER))
def directive_answer(
    request: Call,
    directive: str,
    text: Form[Annotated[Text, Field(min_length=1)]],
    files: File[list[UploadedFile] | None] = None,
    idempotency_key: KeyOptional = None,
) -> DirectiveRead:
    """Say what was done, with papers or without: all of it, or nothing. The follow-up officer says whether it is done."""
    caller, uploads = request.auth, Uploads(files or [])

    def act() -> dict[str, str]:
        with uploads.naming():
            actions.answer(actor=caller.actor, number=directive, text=text, uploads=uploads, at=caller.at)
        return {"number": directive}

    asked = {"directive": directive, "text": text, "files": [[each.name, digest(each)] for each in files or []]}
    acting_once(caller, idempotency_key, "directive_answer", asked, act)
    return _read(caller, directive)


@router.opens("GET", "/directives/{directive}/files/{file}", {200: None}, needs=SEES, extra=BYTES)
def read_directive_file(request: Call, directive: str, file: UUID) -> FileResponse:
    """The bytes of a paper that came with an answer."""
    return handed_out(queries.paper_of(request.auth.actor, directive, file))


def _open(act: Act, body_of: type[DirectiveActing]) -> None:
    def do(request: Call, directive: str, body: DirectiveActing, idempotency_key: KeyOptional = None) -> Any:
        caller = request.auth

        def done() -> dict[str, str]:
            actions.VERBS[act](actor=caller.actor, number=directive, at=caller.at, **body.given())
            return {"number": directive}

        asked = {"directive": directive, **body.model_dump(mode="json")}
        acting_once(caller, idempotency_key, f"directive_{act.value}", asked, done)
        return _read(caller, directive)

    do.__name__ = f"directive_{act.value}"
    do.__doc__ = SAID[act]
    do.__annotations__["body"] = body_of
    router.opens("POST", f"/directives/{{directive}}/{act.value}", DirectiveRead, needs=powers_for(act))(do)


for _act, _body in BODIES.items():
    _open(_act, _body)


def _about(caller: Caller, reference: str) -> About | None:
    if not reference:
        return None
    try:
        ticket = ticket_for(caller.actor, parse_reference(reference))
    except NotFound as error:
        raise Invalid(error.message, fields={"ticket": [error.message]}) from None
    return About(kind=TICKET, id=ticket.pk, said=spoken(ticket.reference))


def _read(caller: Caller, number: str) -> DirectiveRead:
    found = queries.directive_for(caller.actor, number)
    return directive_read(found, queries.answers_of(found), policies.steps_open_to(caller.actor, found))
