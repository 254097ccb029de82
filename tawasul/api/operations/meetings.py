"""Requests to meet the official: listed, filed, read, and one operation for each act of their life, made from its table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse
from ninja import File, Form, Query, Status, UploadedFile
from pydantic import BaseModel, Field

from tawasul.api.caller import Call, Caller
from tawasul.api.noun import Noun
from tawasul.api.once import KeyOptional, KeyRequired, acting_once
from tawasul.api.operations.files import BYTES, digest, draft_key, handed_out
from tawasul.api.operations.filing import asker_of, require_channel
from tawasul.api.problems import Overtaken
from tawasul.api.schemas.asked import OneOf, Text, Version
from tawasul.api.schemas.meeting_acts import BODIES, MeetingActing, MeetingFiling
from tawasul.api.schemas.meetings import (
    MeetingFiled,
    MeetingPage,
    MeetingRead,
    meeting_filed,
    meeting_read,
    meeting_row,
)
from tawasul.attachments.uploads import Uploads
from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict
from tawasul.meetings import actions, queries
from tawasul.meetings.followed import FOLLOWED
from tawasul.meetings.lifecycle import Act, powers_for
from tawasul.meetings.models import Decision, MeetingRequest

router = Noun("meetings")
SEES = [Power.SEE_MEETINGS]
SAID: dict[Act, str] = {
    Act.TAKE: "Begin to sort the request.",
    Act.RETURN: "Return the request to whoever asks, who is told what is missing; the time promised stands still.",
    Act.SORT: "Say what it is, whom it concerns and what weighs: its rank follows. May be said again while it waits.",
    Act.DECLINE: "Decline the request: the official does not receive them about it, and they are told why.",
    Act.WITHDRAW: "End the request because whoever asked wishes so; a place that they had goes to the first reserve.",
    Act.RANK: "Set its days before others by hand, with a reason; sorting it `by_criteria` puts those back in force.",
    Act.PUT_UNDER_CAUSE: "Put it under one cause with others of the centre, found by its title in any spelling or named now.",
    Act.CALL: "Write down a call to whoever asks: what it came to, and perhaps when to call again.",
    Act.CORRECT_MOBILE: "Messages, codes and calls go to another number from now on, which is told.",
    Act.CONFIRM: "Whoever has a place said that they come.",
    Act.POSTPONE: "Whoever has a place cannot come then: it goes to the first reserve, and they keep their rank.",
    Act.ATTEND: "They came, and were received: from the day of the session on. Until the day is over it corrects `miss`.",
    Act.MISS: "They did not come, once their turn has begun: told the next morning. Till the day is over it corrects `attend`.",
    Act.WRITE_NOTES: "What was said in the session; written again it takes the place of what stood.",
    Act.DECIDE: "Write down what the official decided, who carries it out and by when.",
    Act.PASS_ON: "Have a decision carried out, by a new ticket, by one that stands already, or by a directive.",
    Act.DROP_DECISION: "Drop a decision that was written down by mistake, or taken back.",
    Act.SETTLE: "It was settled in the session: the request ends, and whoever asked is told.",
}
OPEN_HERE = frozenset(actions.VERBS)  # places in a session are given, and the end comes, elsewhere


class Which(BaseModel):
    """Which requests, and from where the page goes on."""

    list: Annotated[str, OneOf([queries.ALL.key, *(row.key for row in queries.LISTS)])] = Field(
        "all",
        description="Where they stand: `ready` in the order of their rank, `ended` the last ended first; `all`, also where "
        "nothing is named, the newest first",
    )
    q: str = Field("", max_length=100, description="Parts of the name, in whatever Arabic spelling")
    after: str = Field("", max_length=120, description="From `next` of the page before")
    size: int = Field(queries.PAGE, ge=1, le=100)


@router.opens("GET", "/meetings", MeetingPage, needs=SEES)
def list_meetings(request: Call, which: Query[Which]) -> MeetingPage:
    """A list of the requests to meet the official within the caller's reach.

    Pages go by key, not by number: what is filed meanwhile neither repeats nor hides a request.
    """
    page = queries.page_of(
        request.auth.actor,
        queries.LIST_BY_KEY.get(which.list, queries.ALL),
        after=which.after,
        words=which.q.replace("\x00", " "),
        size=which.size,
    )
    return MeetingPage(meetings=[meeting_row(each) for each in page.rows], next=page.next or None)


@router.opens("POST", "/meetings", MeetingFiled, needs=[Power.FILE_FOR], status=201)
def file_meeting(request: Call, body: MeetingFiling, idempotency_key: KeyRequired) -> Status[Any]:
    """File, for a beneficiary, a request to meet the official whom a centre serves. They are told of it.

    Files are sent to /files before, under the `draft` named here.
    """
    caller = request.auth
    require_channel(caller, body.channel)
    asked = body.model_dump(mode="json")
    return Status(201, acting_once(caller, idempotency_key, "file_meeting", asked, lambda: _filed(caller, body)))


@router.opens("GET", "/meetings/{meeting}", MeetingRead, needs=SEES)
def read_meeting(request: Call, meeting: str) -> MeetingRead:
    """A request by its number, with all that belongs to it, why it has its rank, and the acts open to the caller now."""
    return _read(request.auth, meeting)


@router.opens("GET", "/meetings/{meeting}/files/{file}", {200: None}, needs=SEES, extra=BYTES)
def read_meeting_file(request: Call, meeting: str, file: UUID) -> FileResponse:
    """The bytes of a paper of the request."""
    return handed_out(queries.paper_of(request.auth.actor, meeting, file))


@router.opens("POST", "/meetings/{meeting}/complete", MeetingRead, needs=powers_for(Act.COMPLETE))
def meeting_complete(
    request: Call,
    meeting: str,
    text: Form[Annotated[Text, Field(min_length=1)]],
    seen: Form[Version | None] = None,
    files: File[list[UploadedFile] | None] = None,
    idempotency_key: KeyOptional = None,
) -> MeetingRead:
    """Give, for whoever asks, what was missing, with papers or without; the time promised runs again."""
    return _enclosed(request.auth, Act.COMPLETE, meeting, text, seen, files or [], idempotency_key)


@router.opens("POST", "/meetings/{meeting}/add", MeetingRead, needs=powers_for(Act.ADD))
def meeting_add(
    request: Call,
    meeting: str,
    text: Form[Text | None] = None,
    seen: Form[Version | None] = None,
    files: File[list[UploadedFile] | None] = None,
    idempotency_key: KeyOptional = None,
) -> MeetingRead:
    """Add, for whoever asks, words, papers or both to a request that is not answered yet: all of it, or nothing."""
    return _enclosed(request.auth, Act.ADD, meeting, text or "", seen, files or [], idempotency_key)


def _open(act: Act, body_of: type[MeetingActing]) -> None:
    def do(request: Call, meeting: str, body: MeetingActing, idempotency_key: KeyOptional = None) -> Any:
        asked = body.model_dump(mode="json", exclude_unset=True)
        return _done(request.auth, act, meeting, asked, body.given, idempotency_key)

    do.__name__ = f"meeting_{act.value}"
    do.__doc__ = SAID[act]
    do.__annotations__["body"] = body_of
    router.opens("POST", f"/meetings/{{meeting}}/{act.value}", MeetingRead, needs=powers_for(act))(do)


for _act, _body in BODIES.items():
    _open(_act, _body)


def _filed(caller: Caller, body: MeetingFiling) -> dict[str, Any]:
    made = actions.file_request(
        actor=caller.actor,
        asker=asker_of(body.beneficiary),
        channel=body.channel,
        centre_id=body.centre,
        subject=body.subject,
        text=body.text,
        concerned=body.concerned,
        need=body.need,
        draft_key=draft_key(caller, body.draft) if body.draft else "",
        at=caller.at,
    )
    return meeting_filed(made).model_dump(mode="json")


def _enclosed(
    caller: Caller, act: Act, meeting: str, text: str, seen: int | None, files: list[UploadedFile], key: str | None
) -> MeetingRead:
    uploads = Uploads(files)
    asked = {"text": text, "seen": seen, "files": [[each.name, digest(each)] for each in files]}
    with uploads.naming():
        return _done(caller, act, meeting, asked, lambda _found: {"text": text, "seen": seen, "uploads": uploads}, key)


def _done(
    caller: Caller,
    act: Act,
    meeting: str,
    asked: dict[str, Any],
    given: Callable[[MeetingRequest], dict[str, Any]],
    key: str | None,
) -> MeetingRead:
    """The request after the act, as it stands now: where the act was done before under this key, too."""

    def do() -> dict[str, str]:
        found = queries.request_for(caller.actor, meeting)
        with _overtaken(caller, meeting):
            actions.VERBS[act](actor=caller.actor, request_id=found.pk, at=caller.at, **given(found))
        return {"meeting": found.reference}

    done = acting_once(caller, key, f"meeting_{act.value}", {"meeting": meeting, **asked}, do)
    return _read(caller, done["meeting"])


@contextmanager
def _overtaken(caller: Caller, meeting: str) -> Iterator[None]:
    """Say, where somebody was first, how the request stands now."""
    try:
        yield
    except Conflict as refused:
        now = queries.request_for(caller.actor, meeting)
        raise Overtaken(refused, state=now.state, version=now.version) from refused


def _read(caller: Caller, meeting: str) -> MeetingRead:
    """All of it: a fixed number of queries, however much belongs to the request."""
    found = queries.request_for(caller.actor, meeting)
    decisions = queries.decisions_of(found)
    return meeting_read(
        found,
        queries.contents_of(found),
        seat=queries.seat_now(found),
        received=queries.notes_of(found),
        decisions=decisions,
        standing={kind: each.standing(_carried(decisions, kind)) for kind, each in FOLLOWED.items()},
        steps=[step for step in queries.steps_now(caller.actor, found, caller.at) if step.act in OPEN_HERE],
    )


def _carried(decisions: list[Decision], kind: str) -> list[int]:
    return [row.subject_id for row in decisions if row.subject_kind == kind and row.subject_id is not None]
