"""Whose hands: the legs of a ticket's custody, one open at a time."""

from datetime import datetime

from tawasul.tickets.lifecycle import HANDS, Hands, State
from tawasul.tickets.models import Custody, Ticket


def begin(ticket: Ticket, at: datetime) -> None:
    """The first leg, at filing."""
    _open(ticket, HANDS[State(ticket.state)], at)


def follow(ticket: Ticket, at: datetime) -> None:
    """End the open leg and begin another where the ticket's hands have changed. Called after the ticket was changed."""
    hands = HANDS[State(ticket.state)]
    leg = Custody.objects.filter(ticket=ticket, ended_at=None).first()
    if leg is not None and _same(leg, ticket, hands):
        return
    if leg is not None:
        leg.ended_at = at
        leg.save(update_fields=["ended_at"])
    if hands is not Hands.NOBODY:
        _open(ticket, hands, at)


def _same(leg: Custody, ticket: Ticket, hands: Hands) -> bool:
    return (leg.hands, leg.centre_id, leg.department_id, leg.holder_id) == (
        hands.value,
        ticket.centre_id,
        ticket.department_id,
        ticket.holder_id,
    )


def _open(ticket: Ticket, hands: Hands, at: datetime) -> None:
    Custody.objects.create(
        ticket=ticket,
        hands=hands.value,
        sector_id=ticket.sector_id,
        centre_id=ticket.centre_id,
        department_id=ticket.department_id,
        holder_id=ticket.holder_id,
        began_at=at,
    )
