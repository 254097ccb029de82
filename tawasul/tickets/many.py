"""Many at once: an action of the lifecycle on many tickets, each checked on its own and in a transaction of its own.

What is asked is kept with the job that does it; a process that dies leaves each ticket done or waiting, and another goes on.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from procrastinate.contrib.django import app

from tawasul.centres.actor import Actor
from tawasul.centres.models import Membership
from tawasul.centres.queries import actor_for, held_on
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from tawasul.lib.hijri import RIYADH
from tawasul.tickets.actions import VERBS
from tawasul.tickets.labels import CONDITION_REFUSALS
from tawasul.tickets.lifecycle import Action, Condition
from tawasul.tickets.models import Batch, BatchItem, Ticket
from tawasul.tickets.policies import holds_condition
from tawasul.tickets.queries import tickets_visible_to

TASK, QUEUE = "tickets.work_through", "many"
MOST = 200
# What may be done to many: whatever needs no look at each one's words.
MANY: tuple[Action, ...] = (
    Action.TAKE,
    Action.REFER_TO_DEPARTMENT,
    Action.REFER_TO_COORDINATOR,
    Action.REASSIGN,
    Action.REMIND,
    Action.CALL_HOLDER,
    Action.RAISE,
    Action.CLOSE,
    Action.LINK_PROBLEM,
    Action.UNLINK_PROBLEM,
    Action.APPROVE_REPLY,
)
# What must be so of each besides, where its words would have to be looked at otherwise: the answer of a problem was read once.
ONLY: dict[Action, Condition] = {Action.APPROVE_REPLY: Condition.COMMON_REPLY}


@transaction.atomic
def ask(*, actor: Actor, action: Action, references: Sequence[str], given: dict[str, Any], at: datetime) -> Batch:
    """Ask for an action on these tickets (numbers without dashes), in this order; what the actor may not see is left out.

    Raises NotFound for an action that is not done to many or where no ticket is to be seen, Invalid for too many.
    """
    if action not in MANY:
        raise NotFound(_("There is no such action."))
    if actor.membership_id is None:
        raise NotAllowed(_("Only a person does this to many tickets."))
    if len(set(references)) > MOST:
        raise Invalid(_("At most %(most)d tickets at once.") % {"most": MOST})
    found = dict(tickets_visible_to(actor).filter(reference__in=references).values_list("reference", "pk"))
    ids = [found[reference] for reference in dict.fromkeys(references) if reference in found]
    if not ids:
        raise NotFound(_("Choose at least one ticket."))
    batch = Batch.objects.create(membership_id=actor.membership_id, action=action.value, given=given, asked_at=at)
    BatchItem.objects.bulk_create(
        BatchItem(batch=batch, ticket_id=pk, position=position) for position, pk in enumerate(ids, start=1)
    )
    app.configure_task(TASK, queue=QUEUE).defer(batch_id=batch.pk)
    return batch


def work_through(*, batch_id: int, now: Callable[[], datetime]) -> None:
    """Do what waits of a batch, one ticket after the other. Safe to call again, and by two at once."""
    while _next(batch_id, now):
        pass


@transaction.atomic
def _next(batch_id: int, now: Callable[[], datetime]) -> bool:
    """Do the next ticket; False once none waits."""
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    item = batch.items.filter(state=BatchItem.WAITING).order_by("position").first()
    at = now()
    if item is None:
        if batch.finished_at is None:
            batch.finished_at = at
            batch.save(update_fields=["finished_at"])
        return False
    try:
        with transaction.atomic():
            actor = _actor(batch.membership_id, at)
            _require(Action(batch.action), item.ticket, at)
            VERBS[Action(batch.action)](actor=actor, ticket_id=item.ticket_id, at=at, **batch.given)
        item.state = BatchItem.DONE
    except Refused as refused:
        item.state = BatchItem.REFUSED
        item.why_ar, item.why_en = _said(refused, "ar"), _said(refused, "en")
    item.at = at
    item.save()
    return True


def open_to_many(action: Action, ticket: Ticket, at: datetime) -> bool:
    """Whether it may be done to the ticket as one of many."""
    return action not in ONLY or holds_condition(ticket, ONLY[action], at)


def _require(action: Action, ticket: Ticket, at: datetime) -> None:
    if not open_to_many(action, ticket, at):
        raise Conflict(CONDITION_REFUSALS[ONLY[action]], code="not-now")


def _actor(membership_id: int, at: datetime) -> Actor:
    """The role is asked for again with each ticket: it may have ended meanwhile."""
    held = Membership.objects.filter(held_on(at.astimezone(RIYADH).date()), user__is_active=True)
    membership = held.select_related("user", "place").filter(pk=membership_id).first()
    if membership is None:
        raise NotAllowed(_("The role under which this was asked is held no longer."))
    return actor_for(membership)


def _said(refused: Refused, language: str) -> str:
    with override(language):
        fields = getattr(refused, "fields", {})
        return " ".join(str(each) for said in fields.values() for each in said) or str(refused.message)


def batch_of(actor: Actor, batch_id: int) -> Batch:
    """A batch that the actor asked for under the role that they act in. Raises NotFound."""
    found = Batch.objects.filter(pk=batch_id, membership_id=actor.membership_id or 0).first()
    if found is None:
        raise NotFound(_("There is no such work to be seen."))
    return found
