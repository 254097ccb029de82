"""The end of a ticket: closed after its reply, or withdrawn by the beneficiary."""

from datetime import datetime

from django.db import transaction

from tawasul.centres.actor import Actor
from tawasul.tickets.actions import expediting
from tawasul.tickets.actions.changing import begin, finish, given
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Completion, Reply, Ticket


@transaction.atomic
def close(*, actor: Actor, ticket_id: int, at: datetime, reason: str = "", seen: int | None = None) -> Ticket:
    """Close a replied ticket. `reason` is a word for the route, if there is one to say."""
    ticket, step, at = begin(actor, ticket_id, Action.CLOSE, seen=seen, at=at)
    reason = given("reason", reason, shortest=0)
    ticket.ended_at = at
    finish(actor, ticket, step, at=at, kind="closed", data={"reason": reason})
    return ticket


@transaction.atomic
def withdraw(*, actor: Actor, ticket_id: int, reason: str, at: datetime, seen: int | None = None) -> Ticket:
    """End an unanswered ticket because the beneficiary wishes so. Drafts in the making are set aside."""
    ticket, step, at = begin(actor, ticket_id, Action.WITHDRAW, seen=seen, at=at)
    reason = given("reason", reason)
    Reply.objects.filter(ticket=ticket, state__in=[Reply.DRAFT, Reply.UNDER_REVIEW]).update(state=Reply.SET_ASIDE)
    Completion.objects.filter(ticket=ticket, given_at=None).update(given_at=at)
    ticket.ended_at = at
    ticket.holder = None
    expediting.settle(ticket, at)
    finish(actor, ticket, step, at=at, kind="withdrawn", data={"reason": reason})
    return ticket
