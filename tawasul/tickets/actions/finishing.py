"""How every action on a ticket ends: moved as its row says, written down, handed over, told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tawasul.centres.actor import Actor
from tawasul.tickets import custody, search, telling, timekeeping
from tawasul.tickets.calls import planning as calls
from tawasul.tickets.events import BY_KEY
from tawasul.tickets.lifecycle import Action, Clock, Step
from tawasul.tickets.models import Ticket
from tawasul.tickets.problems import following as problems
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.tickets.saying import named
from tawasul.timeline import actions as timeline
from tawasul.timeline.models import Event

CHANGES_HANDS = frozenset({Clock.WITH_MAIN, Clock.BY_ITSELF, Clock.WITH_PLACE})  # without another state
# The actions after which a ticket is found by other words than before.
CHANGES_WORDS = frozenset(
    {
        Action.CLASSIFY,
        Action.COMPLETE,
        Action.APPROVE_REPLY,
        Action.ASK_STATEMENTS,
        Action.ADD_FILES,
        Action.ADD_WORDS,
        Action.OBJECT,
        Action.UPHOLD_OBJECTION,
        Action.REJECT_OBJECTION,
        Action.EXPEDITE,
        Action.ANSWER_EXPEDITE,
        Action.ANSWER_BACK,
    }
)


def finish(
    actor: Actor,
    ticket: Ticket,
    step: Step,
    *,
    at: datetime,
    kind: str,
    data: Mapping[str, Any],
    told: Mapping[str, Any] | None = None,
) -> Event:
    """Move the ticket as the row says, and write down, hand over, and tell. `told` is what the messages need besides."""
    if step.to is not None and step.to.value != ticket.state:
        ticket.state = step.to.value
        ticket.state_since = at
    calls.follow(ticket, step)
    ticket.version += 1
    ticket.changed_at = at
    event = record(actor, ticket, kind=kind, data=data, at=at)
    if ticket.problem_id is not None and (left := problems.follow(actor, ticket, step, at)) is not None:
        about = {"problem": problems.spoken(left.number), **named("centre", ticket.centre)}
        ticket.version += 1
        record(actor, ticket, kind="problem_left", data=about, at=at)
    if step.to is not None or step.clock in CHANGES_HANDS:
        custody.follow(ticket, at)
    if step.to is not None or step.clock in CHANGES_HANDS or step.clock is Clock.BY_DOCUMENT:
        timekeeping.follow(ticket, step.clock, event)
    ticket.save()
    if step.action in CHANGES_WORDS:
        search.index(ticket)
    telling.tell(ticket, step.action, step.tells, event, told or {})
    return event


def record(actor: Actor, ticket: Ticket, *, kind: str, data: Mapping[str, Any], at: datetime) -> Event:
    """Append an event to the ticket's timeline, with the state and version that it led to."""
    return timeline.record(
        actor=actor,
        subject_kind=SUBJECT_KIND,
        subject_id=ticket.pk,
        kind=kind,
        at=at,
        public=BY_KEY[kind].public,
        data={**data, "state": ticket.state, "version": ticket.version},
    )
