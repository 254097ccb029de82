"""What a caller may be told of a ticket: what its beneficiary reads of it, and nothing that is the house's own affair."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tawasul.centres.actor import Actor
from tawasul.tickets.lifecycle import UNANSWERED_STATES, Action, State, TicketType, step_for
from tawasul.tickets.models import Ticket
from tawasul.tickets.policies import may_take
from tawasul.tickets.queries import SUBJECT_KIND, furthest, public_route
from tawasul.timeline.models import Event
from tawasul.timeline.queries import events_of_each


@dataclass(frozen=True, kw_only=True)
class Told:
    """A ticket as one may speak of it.

    `state` is the furthest that it came, `entity_ar` and `entity_en` who answers as the beneficiary was told, `promised_at` by
    when (none: answered, or its time stands still). `hurried` counts the expedites, `hurried_at` is the last one,
    `answer` what was said to it. `may_hurry`: the actor may write down another.
    """

    ticket: Ticket
    state: State
    entity_ar: str
    entity_en: str
    promised_at: datetime | None
    missing: str
    hurried_at: datetime | None
    answer: str
    may_hurry: bool


def told_of(actor: Actor, tickets: Sequence[Ticket], at: datetime) -> list[Told]:
    """Each of them. One query for all their events, and none more for those that nothing may be done to."""
    events = events_of_each(SUBJECT_KIND, [ticket.pk for ticket in tickets])
    return [_told(actor, ticket, events.get(ticket.pk, []), at) for ticket in tickets]


def _told(actor: Actor, ticket: Ticket, events: list[Event], at: datetime) -> Told:
    public = public_route(events)
    entity_ar, entity_en = _entity(ticket, public)
    unanswered = State(ticket.state) in UNANSWERED_STATES
    returned = ticket.state == State.RETURNED.value
    step = step_for(TicketType(ticket.type), State(ticket.state), Action.EXPEDITE)
    return Told(
        ticket=ticket,
        state=furthest(events),
        entity_ar=entity_ar,
        entity_en=entity_en,
        promised_at=ticket.committed_at if unanswered and ticket.due_at is not None else None,
        missing=_last(public, "returned", "missing") if returned else "",
        hurried_at=next((event.at for event in reversed(public) if event.kind == "expedited"), None),
        answer="" if ticket.expedited_at else _last(public, "expedite_answered", "text"),
        may_hurry=step is not None and may_take(actor, ticket, step, at),
    )


def _entity(ticket: Ticket, public: list[Event]) -> tuple[str, str]:
    """To whom it was last passed, as its beneficiary was told; else its centre."""
    for event in reversed(public):
        if event.kind == "referred_to_department":
            return str(event.data.get("department_ar", "")), str(event.data.get("department_en", ""))
        if event.kind in {"referred_to_centre", "objection_upheld"}:
            break
    return ticket.centre.name_ar, ticket.centre.name_en


def _last(events: list[Event], kind: str, name: str) -> str:
    return next((str(event.data.get(name, "")) for event in reversed(events) if event.kind == kind), "")
