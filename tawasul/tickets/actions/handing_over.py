"""Handing over: what is in one person's hands at a department into another's, each ticket by the action that passes it on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.lib.errors import Refused
from tawasul.tickets.actions.referral import refer_to_coordinator
from tawasul.tickets.lifecycle import Action, State, TicketType, step_for
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import tickets_in_hands

MOST = 100  # at once: each is a whole step, with its event, its clocks and its notices


@dataclass(frozen=True, kw_only=True)
class Stayed:
    """A ticket that stayed where it was, and why."""

    reference: str
    subject: str
    state: str
    why: Any


@dataclass(frozen=True, kw_only=True)
class HandedOver:
    """What was passed on, what stayed, and how many were left for another time."""

    moved: Sequence[str]
    stayed: Sequence[Stayed]
    left: int


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    holder_id: int,
    department: Place,
    membership_id: int,
    reason: str,
    at: datetime,
    once_held_by: int | None = None,
    most: int = MOST,
) -> HandedOver:
    """Pass the tickets that somebody holds in a department into another's hands: the oldest `most` of them; with
    `once_held_by` those that this user had before, and gets back.

    Each is asked on its own, as if it were passed on alone; one that cannot be stays, and the others go. What the lifecycle
    lets nobody pass on now (a reply under review) is not tried again and again: it is named, and does not fill the number.
    """
    movable: list[Ticket] = []
    stayed: list[Ticket] = []
    held = tickets_in_hands(actor, holder_id=holder_id, department_id=department.pk, once_held_by=once_held_by)
    for ticket in held:
        step = step_for(TicketType(ticket.type), State(ticket.state), Action.REFER_TO_COORDINATOR)
        (movable if step else stayed).append(ticket)
    moved: list[str] = []
    refused: list[Stayed] = []
    for ticket in (*stayed, *movable[:most]):
        try:
            with transaction.atomic():
                refer_to_coordinator(
                    actor=actor, ticket_id=ticket.pk, membership_id=membership_id, reason=reason, at=at
                )
        except Refused as why:
            refused.append(_stayed(ticket, why))
        else:
            moved.append(ticket.reference)
    return HandedOver(moved=moved, stayed=refused, left=len(movable[most:]))


def _stayed(ticket: Ticket, why: Refused) -> Stayed:
    return Stayed(reference=ticket.reference, subject=ticket.subject, state=ticket.state, why=why.message)
