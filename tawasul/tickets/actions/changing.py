"""What every action on a ticket shares: how it begins, and how it ends."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.tickets import custody, policies, search, telling, timekeeping
from tawasul.tickets.calls import planning as calls
from tawasul.tickets.events import BY_KEY
from tawasul.tickets.labels import CONDITION_REFUSALS, WHILE_JOINED
from tawasul.tickets.lifecycle import Action, Clock, State, Step, TicketType, step_for
from tawasul.tickets.models import Ticket
from tawasul.tickets.problems import following as problems
from tawasul.tickets.queries import SUBJECT_KIND, tickets_visible_to
from tawasul.tickets.saying import named
from tawasul.timeline import actions as timeline
from tawasul.timeline.models import Event

LONGEST_TEXT = 10_000
LONGEST_REASON = 2_000
CHANGES_HANDS = frozenset({Clock.WITH_MAIN, Clock.BY_ITSELF})  # without another state
# What no action reads: what is folded, in what order places stand, what is secret.
UNREAD = (
    "beneficiary__name_folded", "centre__name_folded", "centre__order_key", "department__name_folded",
    "department__order_key", "holder__password",
)  # fmt: skip
# The actions after which a ticket is found by other words than before.
CHANGES_WORDS = frozenset(
    {Action.CLASSIFY, Action.COMPLETE, Action.APPROVE_REPLY, Action.ASK_STATEMENTS, Action.ADD_FILES, Action.ADD_WORDS}
)


def begin(
    actor: Actor, ticket_id: int, action: Action, *, seen: int | None, at: datetime
) -> tuple[Ticket, Step, datetime]:
    """Lock the ticket and find the row of its lifecycle that allows the action. Must run in a transaction.

    The instant comes back never before the ticket's last change: of two who ask in the same moment, the one who waited for
    the lock acts second.

    Raises NotFound where the actor may not see it, Conflict (code "changed", with the ticket as it is now) where it is no
    longer as it was seen, Conflict (code "not-now") where the table has no such row, NotAllowed where the row is not theirs.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an action runs in a transaction")
    rows = tickets_visible_to(actor).select_related("beneficiary", "centre", "department", "holder")
    ticket = rows.select_for_update(of=("self",)).defer(*UNREAD).filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound(_("There is no such ticket, or you may not see it."))
    if seen is not None and seen != ticket.version:
        raise Conflict(
            _("Somebody changed this ticket while you were looking at it. Look again before you go on."), code="changed"
        )
    step = step_for(TicketType(ticket.type), State(ticket.state), action)
    if step is None or not policies.stands_open(ticket, step, at):
        told = _refusal(ticket, step) if step is not None else None
        raise Conflict(told or _("This cannot be done to the ticket as it stands now."), code="not-now")
    if not policies.may_take(actor, ticket, step, at):
        raise NotAllowed(_("Your role does not allow this on this ticket."))
    return ticket, step, max(at, ticket.changed_at)


def _refusal(ticket: Ticket, step: Step) -> Any:
    """Why a step that the state allows may not be taken."""
    if ticket.joined_to_id is not None and not step.while_joined:
        return WHILE_JOINED
    return CONDITION_REFUSALS.get(step.condition or "")


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


_EMPTY = _("Please write this.")


def given(field: str, text: str, *, longest: int = LONGEST_REASON, shortest: int = 3) -> str:
    """The text without white space around it. Raises Invalid for the field when it is too short or too long."""
    text = text.replace("\x00", "").strip()
    if len(text) < shortest:
        said = _("This is too short: at least %(shortest)d letters.") % {"shortest": shortest} if text else _EMPTY
        raise Invalid(said, fields={field: [said]})
    if len(text) > longest:
        too_long = _("This is too long: at most %(longest)d letters.") % {"longest": longest}
        raise Invalid(too_long, fields={field: [too_long]})
    return text
