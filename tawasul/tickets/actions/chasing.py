"""What is done about tickets that are late or urgent: whoever has one is reminded, called, relieved; or it is raised."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import Invalid
from tawasul.tickets import assigning, hands
from tawasul.tickets.actions.changing import begin, finish, given
from tawasul.tickets.actions.climbing import climb
from tawasul.tickets.calls import planning
from tawasul.tickets.labels import OUTCOME_LABELS
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Intervention, Reply, Ticket
from tawasul.tickets.saying import both, named


@transaction.atomic
def remind(*, actor: Actor, ticket_id: int, at: datetime, text: str = "", seen: int | None = None) -> Intervention:
    """Remind whoever has the ticket in hand, perhaps with a word."""
    ticket, step, at = begin(actor, ticket_id, Action.REMIND, seen=seen, at=at)
    text = given("text", text, shortest=0)
    finish(
        actor, ticket, step, at=at, kind="reminded", data={"text": text},
        told={"by": {"ar": actor.name_ar, "en": actor.name_en}, "text": text},
    )  # fmt: skip
    return _intervened(actor, ticket, Action.REMIND, at, text=text)


@transaction.atomic
def call_holder(
    *, actor: Actor, ticket_id: int, outcome: str, at: datetime, text: str = "", seen: int | None = None
) -> Intervention:
    """Write down a call to whoever has the ticket in hand, and what came of it ("reached" or "not_reached")."""
    ticket, step, at = begin(actor, ticket_id, Action.CALL_HOLDER, seen=seen, at=at)
    text = given("text", text, shortest=0)
    if outcome not in OUTCOME_LABELS:
        said = _("Say whether they were reached.")
        raise Invalid(said, fields={"outcome": [said]})
    data = {**both("outcome", OUTCOME_LABELS[outcome]), "outcome": outcome, "text": text}
    finish(actor, ticket, step, at=at, kind="holder_called", data=data)
    return _intervened(actor, ticket, Action.CALL_HOLDER, at, text=text, outcome=outcome)


@transaction.atomic
def raise_ticket(
    *, actor: Actor, ticket_id: int, at: datetime, reason: str = "", seen: int | None = None
) -> Intervention:
    """Raise it to the next rung of the ladder now, whatever its clocks say."""
    ticket, _step, at = begin(actor, ticket_id, Action.RAISE, seen=seen, at=at)
    return climb(actor, ticket, at=at, reason=given("reason", reason, shortest=0))


@transaction.atomic
def reassign(
    *, actor: Actor, ticket_id: int, membership_id: int, reason: str, at: datetime, seen: int | None = None
) -> Ticket:
    """Put it into the hands of another person of the place that has it. No referral; a draft in the old hands is set aside."""
    ticket, step, at = begin(actor, ticket_id, Action.REASSIGN, seen=seen, at=at)
    reason = given("reason", reason)
    chosen = next((row for row in assigning.people_for(ticket, at.date()) if row.pk == membership_id), None)
    if chosen is None:
        said = _("Choose somebody who works where the ticket is.")
        raise Invalid(said, fields={"person": [said]})
    if chosen.user_id == ticket.holder_id:
        said = _("The ticket is in this person's hands already.")
        raise Invalid(said, fields={"person": [said]})
    Reply.objects.filter(ticket=ticket, state=Reply.DRAFT).update(state=Reply.SET_ASIDE)
    planning.pass_on(ticket, chosen.user_id)
    ticket.holder = chosen.user
    data = {**named("holder", chosen.user), **named("place", chosen.place), "reason": reason}
    finish(actor, ticket, step, at=at, kind="reassigned", data=data)
    _intervened(actor, ticket, Action.REASSIGN, at, text=reason)
    return ticket


def _intervened(
    actor: Actor, ticket: Ticket, action: Action, at: datetime, *, text: str, outcome: str = ""
) -> Intervention:
    return Intervention.objects.create(
        ticket=ticket, kind=action.value, by_id=actor.user_id, at=at, person_id=hands.holder_id_of(ticket),
        outcome=outcome, text=text,
    )  # fmt: skip
