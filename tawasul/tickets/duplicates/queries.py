"""How joined tickets are read."""

from dataclasses import dataclass

from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.tickets.models import Addition, Joining, JoinRequest, Ticket
from tawasul.tickets.policies import covers
from tawasul.tickets.queries import RELATED


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A ticket that is joined: `ticket` is the other one (None: the reader may not see it), `centre` where that is.

    What was written on it is read with the main ticket, by whoever reads that.
    """

    joining: Joining
    ticket: Ticket | None
    centre: Place
    subject: str
    text: str
    additions: list[Addition]


def asked_centres(ticket: Ticket) -> set[int]:
    """The centres that were asked to join one of theirs with this ticket, and have not answered."""
    return set(JoinRequest.objects.filter(ticket=ticket, answered_at=None).values_list("centre_id", flat=True))


def wishes_on(ticket: Ticket) -> list[JoinRequest]:
    """The wishes to join another centre's ticket with this one that wait, the oldest first."""
    rows = JoinRequest.objects.filter(other=ticket, answered_at=None).select_related("by", "ticket__centre__parent")
    return list(rows.order_by("at", "pk"))


def main_of(actor: Actor, ticket: Ticket) -> Joined | None:
    """The ticket that this one follows. One query, none where it follows none."""
    if ticket.joined_to_id is None:
        return None
    related = [f"main__{name}" for name in RELATED]
    joining = Joining.objects.select_related("by", *related).get(ticket=ticket, split_at=None)
    main = joining.main
    seen = main if covers(actor, main) else None
    return Joined(joining=joining, ticket=seen, centre=main.centre, subject="", text="", additions=[])


def joined_to(actor: Actor, ticket: Ticket) -> list[Joined]:
    """The tickets that follow this one, the first joined first. Two queries however many, one where there are none."""
    related = [f"ticket__{name}" for name in RELATED]
    rows = Joining.objects.filter(main=ticket, split_at=None).select_related("by", *related).order_by("at", "pk")
    found = list(rows)
    additions: dict[int, list[Addition]] = {}
    if found:
        for added in Addition.objects.filter(ticket__in=[row.ticket_id for row in found]).order_by("at", "pk"):
            additions.setdefault(added.ticket_id, []).append(added)
    return [
        Joined(
            joining=row,
            ticket=row.ticket if covers(actor, row.ticket) else None,
            centre=row.ticket.centre,
            subject=row.ticket.subject,
            text=row.ticket.text,
            additions=additions.get(row.ticket_id, []),
        )
        for row in found
    ]
