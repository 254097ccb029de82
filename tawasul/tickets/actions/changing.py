"""What every action on a ticket shares: how it begins, and how it ends."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.lib.written import plain
from tawasul.tickets import policies, succession
from tawasul.tickets.actions.bringing_over import bring, merely_brought_over
from tawasul.tickets.actions.finishing import finish, record
from tawasul.tickets.labels import CONDITION_REFUSALS, NOT_NOW, WHILE_JOINED
from tawasul.tickets.lifecycle import FINAL_STATES, Action, State, Step, TicketType, step_for
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import tickets_visible_to

__all__ = ["LONGEST_REASON", "LONGEST_TEXT", "UNREAD", "begin", "finish", "given", "record"]

LONGEST_TEXT = 10_000
LONGEST_REASON = 2_000
# What no action reads: what is folded, in what order places stand, what is secret.
UNREAD = (
    "beneficiary__name_folded", "centre__name_folded", "centre__order_key", "department__name_folded",
    "department__order_key", "holder__password",
)  # fmt: skip


def begin(
    actor: Actor, ticket_id: int, action: Action, *, seen: int | None, at: datetime
) -> tuple[Ticket, Step, datetime]:
    """Lock the ticket and find the row of its lifecycle that allows the action. Must run in a transaction.

    A ticket whose place was reorganised, and which has not been brought over yet, is brought over first: whoever acts meets it
    at the successor. The instant comes back never before the ticket's last change: of two who ask in the same moment, the one
    who waited for the lock acts second.

    Raises NotFound where the actor may not see it, Conflict (code "changed", with the ticket as it is now) where it is no
    longer as it was seen, Conflict (code "not-now") where the table has no such row, NotAllowed where the row is not theirs.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an action runs in a transaction")
    actor, ticket = _held(actor, ticket_id, at)
    if seen is not None and seen != ticket.version and not merely_brought_over(ticket, since=seen):
        raise Conflict(
            _("Somebody changed this ticket while you were looking at it. Look again before you go on."), code="changed"
        )
    step = step_for(TicketType(ticket.type), State(ticket.state), action)
    if succession.is_astray(ticket) and _is_open_or_opens(ticket, step):
        bring(ticket, at=max(at, ticket.changed_at))
        step = step_for(TicketType(ticket.type), State(ticket.state), action)
    if step is None or not policies.stands_open(ticket, step, at):
        told = _refusal(ticket, step) if step is not None else None
        raise Conflict(told or NOT_NOW, code="not-now")
    if not policies.may_take(actor, ticket, step, at):
        raise NotAllowed(_("Your role does not allow this on this ticket."))
    return ticket, step, max(at, ticket.changed_at)


def _held(actor: Actor, ticket_id: int, at: datetime) -> tuple[Actor, Ticket]:
    """The ticket, locked, if the actor may see it. Whose place was merged or moved since they set out goes on from where they
    are now. Raises NotFound."""
    for who in (actor, None):
        acting = who or succession.actor_now(actor, at)
        if acting is None:
            break
        rows = tickets_visible_to(acting).select_related("beneficiary", "centre", "department", "holder")
        ticket = rows.select_for_update(of=("self",)).defer(*UNREAD).filter(pk=ticket_id).first()
        if ticket is not None:
            return acting, ticket
    raise NotFound(_("There is no such ticket, or you may not see it."))


def _is_open_or_opens(ticket: Ticket, step: Step | None) -> bool:
    """What has ended stays where it ended, unless this step opens it again."""
    if State(ticket.state) not in FINAL_STATES:
        return True
    return step is not None and step.to is not None and step.to not in FINAL_STATES


def _refusal(ticket: Ticket, step: Step) -> Any:
    """Why a step that the state allows may not be taken."""
    if ticket.joined_to_id is not None and not step.while_joined:
        return WHILE_JOINED
    return CONDITION_REFUSALS.get(step.condition or "")


_EMPTY = _("Please write this.")


def given(field: str, text: str, *, longest: int = LONGEST_REASON, shortest: int = 3) -> str:
    """The text without white space around it. Raises Invalid for the field when it is too short or too long."""
    text = plain(text).strip()
    if len(text) < shortest:
        said = _("This is too short: at least %(shortest)d letters.") % {"shortest": shortest} if text else _EMPTY
        raise Invalid(said, fields={field: [said]})
    if len(text) > longest:
        too_long = _("This is too long: at most %(longest)d letters.") % {"longest": longest}
        raise Invalid(too_long, fields={field: [too_long]})
    return text
