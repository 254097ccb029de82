"""Whose hands: the legs of a ticket's custody, one open at a time."""

from datetime import datetime

from tawasul.tickets.hands import hands_of, holder_id_of
from tawasul.tickets.lifecycle import PERSONAL, Hands
from tawasul.tickets.models import Custody, Ticket


def begin(ticket: Ticket, at: datetime) -> None:
    """The first leg, at filing."""
    _open(ticket, hands_of(ticket), at)


def follow(ticket: Ticket, at: datetime) -> None:
    """End the open leg and begin another where the ticket's hands have changed. Called after the ticket was changed."""
    hands = hands_of(ticket)
    leg = Custody.objects.filter(ticket=ticket, ended_at=None).first()
    if leg is not None and _same(leg, ticket, hands):
        return
    if leg is not None:
        leg.ended_at = at
        leg.save(update_fields=["ended_at"])
    if hands is not Hands.NOBODY:
        _open(ticket, hands, at)


def _same(leg: Custody, ticket: Ticket, hands: Hands) -> bool:
    holder_id = leg.holder_id if hands in PERSONAL else None
    return (leg.hands, leg.sector_id, leg.centre_id, leg.department_id, holder_id) == (
        hands.value,
        ticket.sector_id,
        ticket.centre_id,
        ticket.department_id,
        holder_id_of(ticket),
    )


def _open(ticket: Ticket, hands: Hands, at: datetime) -> None:
    Custody.objects.create(
        ticket=ticket,
        hands=hands.value,
        sector_id=ticket.sector_id,
        centre_id=ticket.centre_id,
        department_id=ticket.department_id,
        holder_id=holder_id_of(ticket),
        began_at=at,
    )
