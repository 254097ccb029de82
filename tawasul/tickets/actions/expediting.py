"""Expedites: a beneficiary's wish that their ticket be hurried, counted and folded into it, and the answer to it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import SYSTEM, Actor, ActorKind
from tawasul.lib.errors import Conflict, NotAllowed
from tawasul.tickets.actions.changing import begin, finish, given
from tawasul.tickets.actions.climbing import climb
from tawasul.tickets.escalation import EXPEDITES_CLIMB_TO, climbs_by
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Expedite, Ticket

AGAIN_AFTER = timedelta(days=1)  # before which a beneficiary who has asked need not ask again


@transaction.atomic
def expedite(
    *, actor: Actor, ticket_id: int, reason: str, at: datetime, channel: str = "", seen: int | None = None
) -> Expedite:
    """Write down that the beneficiary asks for haste, and tell whoever has the ticket and their supervisors.

    `channel` is how they asked, where an officer writes it down for them (empty: by telephone). Every third within a week
    climbs the ladder; what comes within an hour counts for that once (`escalation.climbs_by`).

    Raises Conflict (code "too-soon") where the beneficiary asked less than a day ago.
    """
    ticket, step, at = begin(actor, ticket_id, Action.EXPEDITE, seen=seen, at=at)
    reason = given("reason", reason)
    theirs = actor.kind is ActorKind.BENEFICIARY
    if theirs and asked_until(ticket, at) is not None:
        raise Conflict(
            _("You asked us to hurry within the last day, and those who have your request know it."), code="too-soon"
        )
    ticket.expedite_count += 1
    ticket.expedited_at = ticket.expedited_at or at
    made = Expedite.objects.create(
        ticket=ticket,
        number=ticket.expedite_count,
        channel="portal" if theirs else channel or "telephone",
        text=reason,
        by_id=actor.user_id,
        at=at,
    )
    count = {"number": made.number, "reason": reason}
    finish(actor, ticket, step, at=at, kind="expedited", data=count, told={"count": str(made.number), "reason": reason})
    if climbs_by(list(Expedite.objects.filter(ticket=ticket).values_list("at", flat=True))):
        said = _("asked to be hurried %(count)s times") % {"count": made.number}
        climb(SYSTEM, ticket, at=at, reason=said, least=EXPEDITES_CLIMB_TO)
    return made


@transaction.atomic
def answer_expedite(*, actor: Actor, ticket_id: int, text: str, at: datetime, seen: int | None = None) -> Ticket:
    """Tell the beneficiary what was done to hurry their ticket. It answers every expedite that waits."""
    ticket, step, at = begin(actor, ticket_id, Action.ANSWER_EXPEDITE, seen=seen, at=at)
    text = given("text", text, shortest=10)
    if actor.user_id is None:
        raise NotAllowed(_("Only a person answers."))
    _waiting(ticket).update(answer=text, answered_by_id=actor.user_id, answered_at=at)
    ticket.expedited_at = None
    finish(actor, ticket, step, at=at, kind="expedite_answered", data={"text": text}, told={"answer": text})
    return ticket


def settle(ticket: Ticket, at: datetime) -> None:
    """The reply, or the end, is the answer to what still waits. Sets (not saves) the ticket."""
    if ticket.expedited_at is not None:
        _waiting(ticket).update(answered_at=at)
        ticket.expedited_at = None


def asked_until(ticket: Ticket, at: datetime) -> datetime | None:
    """From when the beneficiary may ask for haste again, where they, or an officer for them, did within the last day."""
    asked = Expedite.objects.filter(ticket=ticket, at__gt=at - AGAIN_AFTER).order_by("-at").values_list("at", flat=True)
    last = asked.first()
    return last + AGAIN_AFTER if last is not None else None


def _waiting(ticket: Ticket) -> QuerySet[Expedite]:
    return Expedite.objects.filter(ticket=ticket, answered_at=None)
