"""What the beneficiary gives after filing: what was missing, and what they add of their own accord."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import actions as attachments
from tawasul.attachments.actions import Upload
from tawasul.centres.actor import Actor
from tawasul.lib.errors import Invalid, NotAllowed
from tawasul.meetings import calling
from tawasul.meetings.actions.changing import begin, finish, record
from tawasul.meetings.events import MEETING
from tawasul.meetings.lifecycle import Act
from tawasul.meetings.models import Addition, Completion, MeetingRequest
from tawasul.tickets.actions.changing import LONGEST_TEXT, given


class NamedUpload(Upload, Protocol):
    """A file with the name that it came under."""

    @property
    def name(self) -> str | None:
        """As the sender's device calls it."""


@transaction.atomic
def return_for_completion(
    *, actor: Actor, request_id: int, missing: str, at: datetime, seen: int | None = None
) -> MeetingRequest:
    """Return the request to whoever asks, saying what is missing; the time promised stands still."""
    request, step, at = begin(actor, request_id, Act.RETURN, seen=seen, at=at)
    missing = given("missing", missing)
    if actor.user_id is None:
        raise NotAllowed(_("Only a person asks for what is missing."))
    Completion.objects.create(request=request, missing=missing, asked_by_id=actor.user_id, asked_at=at)
    calling.plan(request, "ask_missing", at)
    finish(actor, request, step, kind="returned", at=at, data={"missing": missing}, told={"missing": missing})
    return request


@transaction.atomic
def complete(
    *,
    actor: Actor,
    request_id: int,
    text: str,
    at: datetime,
    uploads: Iterable[NamedUpload] = (),
    seen: int | None = None,
) -> MeetingRequest:
    """Give what was asked for, with papers or without: by the beneficiary, or by an officer for them."""
    request, step, at = begin(actor, request_id, Act.COMPLETE, seen=seen, at=at)
    text = given("text", text, longest=LONGEST_TEXT, shortest=2)
    _take_up(actor, request, uploads, at)
    Completion.objects.filter(request=request, given_at=None).update(given=text, given_at=at)
    if request.call_purpose == "ask_missing":
        calling.drop(request)
    finish(actor, request, step, kind="completed", at=at, data={"given": text})
    return request


@transaction.atomic
def add(
    *,
    actor: Actor,
    request_id: int,
    at: datetime,
    text: str = "",
    uploads: Iterable[NamedUpload] = (),
    seen: int | None = None,
) -> MeetingRequest:
    """Add words, papers or both to a request that is not answered yet. Raises Invalid where there is neither."""
    request, step, at = begin(actor, request_id, Act.ADD, seen=seen, at=at)
    if text.strip():
        text = given("text", text, longest=LONGEST_TEXT, shortest=2)
        Addition.objects.create(request=request, text=text, by_id=actor.user_id, at=at)
        _take_up(actor, request, uploads, at)
        finish(actor, request, step, kind="words_added", at=at, data={"text": text})
        return request
    names = _received(actor, request, uploads, at)
    if not names:
        said = _("Write something, or attach a file.")
        raise Invalid(said, fields={"text": [said]})
    finish(actor, request, step, kind="files_added", at=at, data={"count": len(names), "names": "، ".join(names)})
    return request


def _take_up(actor: Actor, request: MeetingRequest, uploads: Iterable[NamedUpload], at: datetime) -> None:
    """Keep the papers, and say so."""
    names = _received(actor, request, uploads, at)
    if names:
        record(actor, request, kind="files_added", data={"count": len(names), "names": "، ".join(names)}, at=at)


def _received(actor: Actor, request: MeetingRequest, uploads: Iterable[NamedUpload], at: datetime) -> list[str]:
    return [
        attachments.receive(
            upload=upload,
            name=upload.name or "",
            actor_kind=actor.kind.value,
            user_id=actor.user_id,
            at=at,
            subject_kind=MEETING,
            subject_id=request.pk,
        ).name
        for upload in uploads
    ]
