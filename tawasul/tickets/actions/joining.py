"""Tickets of one person about one matter: one follows the other, gets its reply, and can be split off again.

A joined ticket keeps its state, its place and whoever had it, so that splitting brings it back to where it was; meanwhile it
is on nobody's list, and nothing of its own history is lost. The main ticket is the one promised earlier, so the earlier
promise holds. Whoever joins two locks the one with the lower number first.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import SYSTEM, Actor
from tawasul.lib.errors import Conflict, Invalid, Refused
from tawasul.lib.reference import parse_reference, spoken
from tawasul.tickets import policies, search
from tawasul.tickets.actions import expediting
from tawasul.tickets.actions.changing import begin, finish, given, record
from tawasul.tickets.duplicates.candidates import same_person
from tawasul.tickets.lifecycle import Action, State, Step, TicketType, step_for
from tawasul.tickets.models import Joining, Reply, Ticket
from tawasul.tickets.queries import tickets_visible_to
from tawasul.timeline.models import Event


@transaction.atomic
def join(*, actor: Actor, ticket_id: int, main: str, reason: str, at: datetime, seen: int | None = None) -> Joining:
    """Let the ticket follow another of the same person, named by its number, that the actor sees too.

    Raises Invalid (field `main`) where there is no such ticket, it is another person's, or it was promised later; Conflict
    (code "not-now") where it is joined to another itself, or answered.
    """
    followed = _main(actor, main)
    list(Ticket.objects.select_for_update().filter(pk__in=[ticket_id, followed.pk]).order_by("pk").values_list("pk"))
    ticket, step, at = begin(actor, ticket_id, Action.JOIN, seen=seen, at=at)
    followed.refresh_from_db()
    _require_joinable(ticket, followed)
    return follow(actor, ticket, step, followed, given("reason", reason), at)


def follow(actor: Actor, ticket: Ticket, step: Step, main: Ticket, reason: str, at: datetime) -> Joining:
    """Let one locked ticket follow another locked one, by the row of its lifecycle that allows it."""
    at = max(at, main.changed_at)
    joining = Joining.objects.create(ticket=ticket, main=main, reason=reason, by_id=actor.user_id, at=at)
    ticket.joined_to = main
    told = {"main": spoken(main.reference), "reason": reason, "link": f"/desk/tickets/{main.reference}/"}
    finish(actor, ticket, step, at=at, kind="joined", data=_about(main, "main", reason), told=told)
    say_on(actor, main, kind="joined_here", data=_about(ticket, "ticket", reason), at=at)
    return joining


@transaction.atomic
def split(*, actor: Actor, ticket_id: int, reason: str, at: datetime, seen: int | None = None) -> Ticket:
    """Let a joined ticket be answered by itself again: it goes back to where it was."""
    ticket, step, at = begin(actor, ticket_id, Action.SPLIT, seen=seen, at=at)
    reason = given("reason", reason)
    main = ticket.joined_to
    if main is None:
        raise Conflict(_("It is joined to no ticket any more."), code="not-now")
    _end(actor, ticket, reason, at)
    finish(actor, ticket, step, at=at, kind="split", data=_about(main, "main", reason), told={"reason": reason})
    main = Ticket.objects.select_for_update(of=("self",)).get(pk=main.pk)
    say_on(actor, main, kind="split_here", data=_about(ticket, "ticket", reason), at=max(at, main.changed_at))
    return ticket


@transaction.atomic
def share_reply(*, actor: Actor, ticket_id: int, at: datetime, seen: int | None = None) -> Reply:
    """Give a joined ticket the reply of its main one, word for word; the system alone does it.

    Raises Conflict where there is none.
    """
    ticket, step, at = begin(actor, ticket_id, Action.SHARE_REPLY, seen=seen, at=at)
    main = ticket.joined_to
    reply = main.replies.filter(state=Reply.APPROVED).order_by("-round").first() if main and main.replied_at else None
    if reply is None:
        raise Conflict(_("The main ticket has no reply yet."), code="not-now")
    return _share(actor, ticket, step, reply, at)


def share(actor: Actor, main: Ticket, reply: Reply, *, at: datetime) -> None:
    """The reply just approved is the reply to every ticket that is joined to it: each of their people is told once."""
    for ticket in _joined(main):
        step = step_for(TicketType(ticket.type), State(ticket.state), Action.SHARE_REPLY)
        if step is not None:
            _share(actor, ticket, step, reply, max(at, ticket.changed_at))


def close_with(actor: Actor, main: Ticket, *, at: datetime) -> None:
    """Close those that were answered with it."""
    for ticket in _joined(main):
        step = step_for(TicketType(ticket.type), State(ticket.state), Action.CLOSE)
        if step is not None:
            at = max(at, ticket.changed_at)
            ticket.ended_at = at
            finish(actor, ticket, _untold(step), at=at, kind="closed", data={"reason": ""})


def let_go(main: Ticket, *, at: datetime) -> None:
    """The main ticket was withdrawn: those joined to it that are not answered are answered by themselves."""
    for ticket in _joined(main):
        step = step_for(TicketType(ticket.type), State(ticket.state), Action.SPLIT)
        if step is not None:
            at, reason = max(at, ticket.changed_at), str(_("The other ticket was withdrawn."))
            _end(SYSTEM, ticket, reason, at)
            data = _about(main, "main", reason)
            finish(SYSTEM, ticket, step, at=at, kind="split", data=data, told={"reason": reason})


def _main(actor: Actor, reference: str) -> Ticket:
    try:
        digits = parse_reference(reference)
    except Refused:
        digits = ""
    rows = tickets_visible_to(actor).select_related("beneficiary", "centre", "department", "holder")
    found = rows.filter(reference=digits).first()
    if found is None:
        said = _("There is no such ticket, or you may not see it.")
        raise Invalid(said, fields={"main": [said]})
    return found


def _require_joinable(ticket: Ticket, main: Ticket) -> None:
    if main.pk == ticket.pk:
        said = _("A ticket is not joined to itself.")
    elif not same_person(ticket, main):
        said = _("Only tickets of the same person are joined. One cause of many people is another thing.")
    elif not policies.may_be_main(main):
        raise Conflict(
            _("That ticket is answered, ended, or joined to another itself: none can be joined to it now."),
            code="not-now",
        )
    elif main.committed_at > ticket.committed_at:
        said = _("This one was promised earlier: join the other to it, so that the earlier promise holds.")
    else:
        return
    raise Invalid(said, fields={"main": [said]})


def _joined(main: Ticket) -> list[Ticket]:
    rows = Ticket.objects.filter(joined_to=main).order_by("pk").select_for_update(of=("self",))
    return list(rows.select_related("beneficiary", "centre", "department", "holder", "joined_to"))


def _share(actor: Actor, ticket: Ticket, step: Step, reply: Reply, at: datetime) -> Reply:
    Reply.objects.filter(ticket=ticket, state=Reply.DRAFT).update(state=Reply.SET_ASIDE)
    last = Reply.objects.filter(ticket=ticket).aggregate(last=Max("round"))["last"] or 0
    copied = ("text", "author_id", "saved_at", "submitted_at", "reviewer_id", "reviewed_at", "released_at")
    same = {name: getattr(reply, name) for name in copied}
    shared = Reply.objects.create(ticket=ticket, round=last + 1, state=Reply.APPROVED, **same)
    ticket.replied_at, ticket.holder = at, None
    expediting.settle(ticket, at)
    main = ticket.joined_to or ticket
    data = _about(main, "main", "") | {"round": shared.round, "text": shared.text}
    finish(actor, ticket, _untold(step), at=at, kind="reply_shared", data=data)
    search.index(ticket)
    return shared


def _untold(step: Step) -> Step:
    """Its people hear of it with the main ticket."""
    return replace(step, tells=())


def _end(actor: Actor, ticket: Ticket, reason: str, at: datetime) -> None:
    Joining.objects.filter(ticket=ticket, split_at=None).update(
        split_at=at, split_by_id=actor.user_id, split_reason=reason
    )
    ticket.joined_to = None


def _about(ticket: Ticket, name: str, reason: str) -> dict[str, str]:
    return {name: spoken(ticket.reference), "reason": reason}


def say_on(actor: Actor, ticket: Ticket, *, kind: str, data: dict[str, Any], at: datetime) -> Event:
    """On the route of the other of the two."""
    ticket.version += 1
    ticket.changed_at = at
    ticket.save(update_fields=["version", "changed_at"])
    return record(actor, ticket, kind=kind, data=data, at=at)
