"""Of a likely duplicate that one may not see one learns that it exists, and where: its centre is asked, and decides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import Conflict, Invalid
from tawasul.lib.reference import spoken
from tawasul.tickets import policies, telling
from tawasul.tickets.actions.changing import begin, finish, given
from tawasul.tickets.actions.joining import follow, say_on
from tawasul.tickets.duplicates.candidates import apart, like
from tawasul.tickets.labels import JOINING_OUTCOMES
from tawasul.tickets.lifecycle import Action, State, TicketType, Told, step_for
from tawasul.tickets.models import JoinRequest, Ticket
from tawasul.tickets.saying import both, named


@transaction.atomic
def ask_to_join(
    *, actor: Actor, ticket_id: int, centre_id: int, reason: str, at: datetime, seen: int | None = None
) -> JoinRequest:
    """Ask a centre to join its likeliest ticket of the same person with this one; whoever has that is told.

    Raises Invalid (field `centre`) where no such ticket is there any more, Conflict (code "not-now") where it was asked
    already.
    """
    ticket = Ticket.objects.select_related("beneficiary").filter(pk=ticket_id).first()
    hidden = apart(actor, like(ticket, at))[1] if ticket is not None and policies.covers(actor, ticket) else []
    there = [row.ticket for row in hidden if row.ticket.centre_id == centre_id and policies.may_be_main(row.ticket)]
    _lock(ticket_id, *(row.pk for row in there[:1]))
    ticket, step, at = begin(actor, ticket_id, Action.ASK_TO_JOIN, seen=seen, at=at)
    reason = given("reason", reason)
    if not there:
        said = _("There is no such ticket that could be joined any more.")
        raise Invalid(said, fields={"centre": [said]})
    other = _fresh(there[0].pk)
    if JoinRequest.objects.filter(ticket=ticket, other=other, answered_at=None).exists():
        raise Conflict(_("That centre was asked already, and has not answered yet."), code="not-now")
    at = max(at, other.changed_at)
    asked = JoinRequest.objects.create(
        ticket=ticket, other=other, centre=other.centre, reason=reason, by_id=actor.user_id, at=at
    )
    finish(actor, ticket, step, at=at, kind="joining_asked", data={**named("centre", other.centre), "reason": reason})
    data = {**named("centre", ticket.centre), "ticket": spoken(ticket.reference), "reason": reason}
    event = say_on(actor, other, kind="joining_asked_here", data=data, at=at)
    names = {"ar": ticket.centre.name_ar, "en": ticket.centre.name_en}
    for told in (Told.HANDS, Told.SUPERVISORS):
        telling.owe(other, "joining_asked", told, event, {"entity": names, "reason": reason})
    return asked


@transaction.atomic
def answer_joining(
    *, actor: Actor, ticket_id: int, accepted: bool, text: str = "", at: datetime, seen: int | None = None
) -> JoinRequest:
    """Join the two that were asked for, or say why not (`text`): the oldest wish that waits. Those who asked are told.

    The one that was promised earlier is the main ticket. Raises Conflict (code "not-now") where they cannot be joined now.
    """
    waiting = JoinRequest.objects.filter(other_id=ticket_id, answered_at=None).order_by("at", "pk")
    pair = waiting.values_list("ticket_id", flat=True).first()
    _lock(ticket_id, *([pair] if pair else []))
    other, step, at = begin(actor, ticket_id, Action.ANSWER_JOINING, seen=seen, at=at)
    asked = waiting.select_for_update().first()
    if asked is None:
        raise Conflict(_("Nobody asks to join a ticket with this one any more."), code="not-now")
    text = given("text", text, shortest=0 if accepted else 3)
    asking = _fresh(asked.ticket_id)
    at = max(at, asking.changed_at)
    asked.accepted, asked.answer, asked.answered_by_id, asked.answered_at = accepted, text, actor.user_id, at
    asked.save()
    kind = "joining_accepted" if accepted else "joining_refused"
    finish(actor, other, step, at=at, kind=kind, data={"ticket": spoken(asking.reference), "text": text})
    outcome = both("outcome", JOINING_OUTCOMES[accepted])
    data = {**named("centre", asked.centre), **outcome, "text": text}
    event = say_on(actor, asking, kind="joining_answered", data=data, at=at)
    names = {"ar": asked.centre.name_ar, "en": asked.centre.name_en}
    said = {"ar": outcome["outcome_ar"], "en": outcome["outcome_en"]}
    telling.owe(asking, "joining_answered", Told.HANDS, event, {"entity": names, "outcome": said, "reason": text})
    if accepted:
        _join(actor, asking, other, asked.reason, at)
    return asked


def _join(actor: Actor, asking: Ticket, other: Ticket, reason: str, at: datetime) -> None:
    main, ticket = sorted((asking, other), key=lambda row: (row.committed_at, row.pk))
    step = step_for(TicketType(ticket.type), State(ticket.state), Action.JOIN)
    if step is None or not policies.stands_open(ticket, step, at) or not policies.may_be_main(main):
        raise Conflict(
            _("One of the two was answered, ended or joined meanwhile: they cannot be joined now."), code="not-now"
        )
    follow(actor, ticket, step, main, reason, at)


def _lock(*ids: int) -> None:
    list(Ticket.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))


def _fresh(pk: int) -> Ticket:
    return Ticket.objects.select_related("beneficiary", "centre", "department", "holder").get(pk=pk)


def hand_wishes_over(*, from_id: int, to_id: int) -> None:
    """What a centre is asked to join, and has not answered, its successor is asked. Part of changing the tree."""
    JoinRequest.objects.filter(centre_id=from_id, answered_at=None).update(centre_id=to_id)
