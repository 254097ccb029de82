"""What the beneficiary owes: asking for what is missing, and receiving it. The clock stands still in between."""

from datetime import datetime

from django.db import transaction

from tawasul.centres.actor import Actor
from tawasul.tickets.actions.adding import take_up
from tawasul.tickets.actions.changing import LONGEST_TEXT, begin, finish, given
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Completion, Ticket


@transaction.atomic
def return_for_completion(
    *, actor: Actor, ticket_id: int, missing: str, at: datetime, seen: int | None = None
) -> Ticket:
    """Return the ticket to the beneficiary, saying what is missing."""
    ticket, step, at = begin(actor, ticket_id, Action.RETURN, seen=seen, at=at)
    missing = given("missing", missing)
    Completion.objects.create(ticket=ticket, missing=missing, asked_by_id=actor.user_id, asked_at=at)
    ticket.completion_count += 1
    finish(actor, ticket, step, at=at, kind="returned", data={"missing": missing}, told={"missing": missing})
    return ticket


@transaction.atomic
def complete(
    *, actor: Actor, ticket_id: int, text: str, at: datetime, draft_key: str = "", seen: int | None = None
) -> Ticket:
    """Give what was asked for: by the beneficiary, or by an officer for them. The committed time moves by the wait.

    `draft_key` names files that were received before, with a letter.
    """
    ticket, step, at = begin(actor, ticket_id, Action.COMPLETE, seen=seen, at=at)
    text = given("text", text, longest=LONGEST_TEXT, shortest=2)
    Completion.objects.filter(ticket=ticket, given_at=None).update(given=text, given_at=at)
    finish(actor, ticket, step, at=at, kind="completed", data={"given": text})
    if draft_key:
        take_up(actor, ticket, draft_key, at)
    return ticket
