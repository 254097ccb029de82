"""Sorting: taking a ticket, and giving it its right type and subject."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import Invalid
from tawasul.service_levels.labels import PRIORITY_LABELS
from tawasul.tickets import timekeeping
from tawasul.tickets.actions.changing import begin, finish, given
from tawasul.tickets.labels import TYPE_LABELS
from tawasul.tickets.lifecycle import Action, TicketType
from tawasul.tickets.models import Ticket
from tawasul.tickets.saying import both

LONGEST_SUBJECT = 150


@transaction.atomic
def take(*, actor: Actor, ticket_id: int, at: datetime, seen: int | None = None) -> Ticket:
    """Take a new ticket into triage, in the actor's hands."""
    ticket, step, at = begin(actor, ticket_id, Action.TAKE, seen=seen, at=at)
    ticket.holder_id = actor.user_id
    finish(actor, ticket, step, at=at, kind="taken", data={})
    return ticket


@transaction.atomic
def classify(
    *,
    actor: Actor,
    ticket_id: int,
    type: str,
    at: datetime,
    subject: str = "",
    priority: str = "",
    seen: int | None = None,
) -> Ticket:
    """Set the right type (and, when given, a clearer subject, another priority). What is promised is counted anew from the
    filing, without the time in which the beneficiary owed something."""
    ticket, step, at = begin(actor, ticket_id, Action.CLASSIFY, seen=seen, at=at)
    if type not in TYPE_LABELS:
        said = _("Choose one of the types.")
        raise Invalid(said, fields={"type": [said]})
    if subject:
        ticket.subject = given("subject", subject, longest=LONGEST_SUBJECT)
    if priority and priority not in PRIORITY_LABELS:
        said = _("Choose one of the priorities.")
        raise Invalid(said, fields={"priority": [said]})
    ticket.type = type
    ticket.rank = rank_of(TicketType(type))
    kind = "prioritised" if priority not in {"", ticket.priority} else "classified"
    ticket.priority = priority or ticket.priority
    timekeeping.promise_anew(ticket, at)
    timekeeping.begin_what_is_promised(ticket, at)
    data = {
        **both("type", TYPE_LABELS[type]),
        **both("priority", PRIORITY_LABELS[ticket.priority]),
        "type": type,
        "priority": ticket.priority,
        "subject": ticket.subject,
    }
    finish(actor, ticket, step, at=at, kind=kind, data=data)
    return ticket


def rank_of(ticket_type: TicketType) -> int:
    """Reports stand before all else in every list."""
    return 0 if ticket_type is TicketType.REPORT else 1
