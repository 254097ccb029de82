"""The end of a ticket: closed after its reply, or withdrawn by the beneficiary."""

from datetime import datetime

from django.db import transaction

from tawasul.centres.actor import SYSTEM, Actor
from tawasul.lib.errors import Refused
from tawasul.tickets.actions import asking, expediting, joining
from tawasul.tickets.actions.changing import begin, finish, given
from tawasul.tickets.lifecycle import Action, State
from tawasul.tickets.models import Completion, Reply, Ticket


@transaction.atomic
def close(*, actor: Actor, ticket_id: int, at: datetime, reason: str = "", seen: int | None = None) -> Ticket:
    """Close a replied ticket. `reason` is a word for the route, if there is one to say."""
    ticket, step, at = begin(actor, ticket_id, Action.CLOSE, seen=seen, at=at)
    reason = given("reason", reason, shortest=0)
    ticket.ended_at = at
    finish(actor, ticket, step, at=at, kind="closed", data={"reason": reason})
    joining.close_with(actor, ticket, at=at)
    return ticket


@transaction.atomic
def withdraw(*, actor: Actor, ticket_id: int, reason: str, at: datetime, seen: int | None = None) -> Ticket:
    """End an unanswered ticket because the beneficiary wishes so. Drafts in the making are set aside; what others were
    asked to state is not needed any more, and they are told."""
    ticket, step, at = begin(actor, ticket_id, Action.WITHDRAW, seen=seen, at=at)
    reason = given("reason", reason)
    Reply.objects.filter(ticket=ticket, state__in=[Reply.DRAFT, Reply.UNDER_REVIEW]).update(state=Reply.SET_ASIDE)
    Completion.objects.filter(ticket=ticket, given_at=None).update(given_at=at)
    ticket.ended_at = at
    ticket.holder = None
    expediting.settle(ticket, at)
    awaited = asking.cancel_all(ticket, at=at)
    data = {"reason": reason, "numbers": [row.number for row in awaited]}
    finish(actor, ticket, step, at=at, kind="withdrawn", data=data, told={"statements": awaited})
    joining.let_go(ticket, at=at)
    return ticket


def close_unobjected(*, at: datetime, most: int = 500) -> int:
    """Close what was answered and not objected to within the time for it; return how many. Each by itself: what somebody
    acts on this moment is closed, or not, the next time."""
    due = Ticket.objects.filter(state=State.REPLIED.value, objectable_until__lt=at, joined_to=None).order_by(
        "objectable_until"
    )
    closed = 0
    for pk in due.values_list("pk", flat=True)[:most]:
        try:
            close(actor=SYSTEM, ticket_id=pk, at=at)
        except Refused:
            continue
        closed += 1
    return closed
