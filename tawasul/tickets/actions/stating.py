"""What those do who are asked for a statement: they state, or ask something first. They see their statement alone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import actions as attachments
from tawasul.centres.actor import Actor, ActorKind
from tawasul.lib.errors import Conflict, NotAllowed, NotFound
from tawasul.tickets import search, timekeeping
from tawasul.tickets.actions.asking import said_of
from tawasul.tickets.actions.changing import LONGEST_TEXT, given, record
from tawasul.tickets.lifecycle import Clock
from tawasul.tickets.models import Statement, StatementTurn, Ticket
from tawasul.tickets.statements import policies, telling
from tawasul.tickets.statements import timekeeping as own_time
from tawasul.tickets.statements.queries import RELATED, SUBJECT_KIND, statements_asked_of
from tawasul.timeline.models import Event

LONGEST_NAME = 150
TOLD = "waiting_to_be_told"
REFUSALS = {
    Statement.ANSWERED: _("Somebody has stated this already. Nothing more is expected of you."),
    Statement.CANCELLED: _("This statement is not needed any more. Thank you."),
    Statement.ASKED_BACK: _("Your question has not been answered yet: one at a time."),
}


@transaction.atomic
def state(
    *,
    actor: Actor,
    statement_id: int,
    text: str,
    at: datetime,
    uploads: Iterable["UploadedFile[Any]"] = (),
) -> Statement:
    """Answer for the entity that is asked, with files or without: all of it, or nothing (Invalid by file)."""
    ticket, statement, at = _begin(actor, statement_id, Statement.OPEN, at)
    text = given("text", text, longest=LONGEST_TEXT, shortest=10)
    _signed(actor)
    files = [
        attachments.receive(
            upload=upload,
            name=upload.name or "",
            actor_kind=actor.kind.value,
            user_id=actor.user_id,
            at=at,
            subject_kind=SUBJECT_KIND,
            subject_id=statement.pk,
            visible_to_beneficiary=False,
        )
        for upload in uploads
    ]
    own_time.end(statement, at=at)
    statement.state, statement.answer, statement.ended_at, statement.changed_at = Statement.ANSWERED, text, at, at
    statement.answered_by_id = actor.user_id
    statement.answered_name = actor.name_ar if actor.kind is ActorKind.GUEST else ""
    statement.save()
    ticket.statements_open -= 1
    data = {**said_of(statement), "text": text, "files": [row.name for row in files]}
    event = _write_down(actor, ticket, "statement_answered", data, at)
    search.index(ticket)
    telling.tell_asking(statement, "statement_answered", event, {"text": telling.excerpt(text)})
    return statement


@transaction.atomic
def ask_back(*, actor: Actor, statement_id: int, text: str, at: datetime) -> StatementTurn:
    """Ask something that one must know first. The time of those asked stands still until they are told."""
    ticket, statement, at = _begin(actor, statement_id, (Statement.ASKED,), at)
    text = given("text", text, longest=LONGEST_TEXT)
    _signed(actor)
    turn = StatementTurn.objects.create(
        statement=statement,
        text=text,
        by_id=actor.user_id,
        by_name=actor.name_ar if actor.kind is ActorKind.GUEST else "",
        at=at,
    )
    statement.state, statement.changed_at = Statement.ASKED_BACK, at
    statement.save(update_fields=["state", "changed_at"])
    event = _write_down(actor, ticket, "statement_asked_back", {**said_of(statement), "text": text}, at)
    own_time.pause(statement, reason=TOLD, cause=f"{event.kind}:{event.sequence}", at=at)
    telling.tell_asking(statement, "statement_asked_back", event, {"text": telling.excerpt(text)})
    return turn


def _begin(
    actor: Actor, statement_id: int, states: tuple[str, ...], at: datetime
) -> tuple[Ticket, Statement, datetime]:
    """Lock the ticket, and with it its statements. The instant comes back never before the ticket's last change.

    Raises NotFound where the actor may not see the statement, NotAllowed where it is not asked of them, Conflict (code
    "answered", "cancelled" or "asked_back") where it is no longer, or not now, theirs to act on.
    """
    ticket_id = statements_asked_of(actor).filter(pk=statement_id).values_list("ticket", flat=True).first()
    if ticket_id is None:
        raise NotFound(_("There is no such statement, or you may not see it."))
    rows = Ticket.objects.select_related("beneficiary", "centre", "department", "holder", "sector")
    ticket = rows.select_for_update(of=("self",)).get(pk=ticket_id)
    statement = Statement.objects.select_related(*RELATED).get(pk=statement_id)
    statement.ticket = ticket
    if not policies.is_asked(actor, statement):
        raise NotAllowed(_("This is asked of others."))
    if statement.state not in states:
        raise Conflict(REFUSALS[statement.state], code=statement.state)
    return ticket, statement, max(at, ticket.changed_at)


def _signed(actor: Actor) -> None:
    """Whoever answers by a link says who they are."""
    if actor.kind is ActorKind.GUEST:
        given("name", actor.name_ar, longest=LONGEST_NAME)


def _write_down(actor: Actor, ticket: Ticket, kind: str, data: dict[str, Any], at: datetime) -> Event:
    """The ticket's event, and what it does to the ticket's clocks."""
    ticket.version += 1
    ticket.changed_at = at
    event = record(actor, ticket, kind=kind, data=data, at=at)
    timekeeping.follow(ticket, Clock.BY_DOCUMENT, event)
    ticket.save()
    return event
