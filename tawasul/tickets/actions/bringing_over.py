"""A ticket goes over to the place that succeeds its own, with whoever held it; nothing that was promised becomes later.

What has ended stays where it ended. Whoever calls `bring` holds the ticket's lock: the job that goes through all of a
reorganisation, or an action that met the ticket before the job did.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import SYSTEM, Actor, ActorKind
from tawasul.centres.models import Place
from tawasul.lib.errors import Conflict, NotAllowed
from tawasul.tickets import succession, timekeeping
from tawasul.tickets.actions.finishing import finish, record
from tawasul.tickets.calls import planning
from tawasul.tickets.hands import hands_of
from tawasul.tickets.labels import NOT_NOW
from tawasul.tickets.lifecycle import FINAL_STATES, PERSONAL, Action, Clock, Hands, State, Step, TicketType, step_for
from tawasul.tickets.models import Reply, Statement, Ticket
from tawasul.tickets.saying import named
from tawasul.tickets.statements import timekeeping as statement_time
from tawasul.tickets.statements.naming import names_of
from tawasul.tickets.succession import Where
from tawasul.timeline.models import Event

KINDS = ("brought_over", "brought_over_unheld")


@transaction.atomic
def bring_over(*, actor: Actor = SYSTEM, ticket_id: int, at: datetime, seen: int | None = None) -> Event | None:
    """Bring an open ticket to where it belongs; None where it is there, or has ended, already."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed(_("Your role does not allow this."))
    rows = Ticket.objects.select_related("beneficiary", "centre", "department", "holder")
    ticket = rows.select_for_update(of=("self",)).get(pk=ticket_id)
    if seen is not None and seen != ticket.version:
        raise Conflict(NOT_NOW, code="changed")
    if State(ticket.state) in FINAL_STATES or not succession.is_astray(ticket):
        return None
    return bring(ticket, at=max(at, ticket.changed_at))


def bring(ticket: Ticket, *, at: datetime) -> Event:
    """Set its places, let go of it for whoever did not come along, and write down why. The ticket is locked."""
    where, left = succession.where_now(ticket), Where(sector=None, centre=ticket.centre, department=ticket.department)
    parted = _parted(ticket, where, at)
    step = _row(ticket, where, parted=parted)
    data: dict[str, Any] = {
        **_both("from", left.place, left.centre),
        **_both("to", where.place, where.centre),
        "reason": _reason(left),
    }
    data |= {"from_id": left.place.pk, "to_id": where.place.pk, "reason": _reason(left)}
    if parted and ticket.holder is not None:
        data |= named("holder", ticket.holder)
        planning.pass_on(ticket, None)
        ticket.holder = None
    if step.to is not None:  # whoever wrote it does not go on with it: set aside, not lost
        Reply.objects.filter(ticket=ticket, state=Reply.DRAFT).update(state=Reply.SET_ASIDE)
    ticket.sector, ticket.centre, ticket.department = where.sector, where.centre, where.department
    was_promised = ticket.committed_at
    event = finish(SYSTEM, ticket, step, at=at, kind=KINDS[parted], data=data)
    if ticket.committed_at != was_promised:
        moved = timekeeping.moved_by(_reason(left), was_promised, ticket.committed_at)
        record(SYSTEM, ticket, kind="deadline_moved", data=moved, at=at)
    return event


def _parted(ticket: Ticket, where: Where, at: datetime) -> bool:
    """Whether the one person in whose hands it is holds no role where it goes. Reviewers, deciders and beneficiaries give it
    back to whom it came from, and that is settled then."""
    if ticket.holder_id is None:
        return False
    in_hands = hands_of(ticket) in PERSONAL or ticket.joined_to_id is not None or hands_of(ticket) is Hands.BENEFICIARY
    return in_hands and not succession.comes_along(ticket.holder_id, where, at)


def _row(ticket: Ticket, where: Where, *, parted: bool) -> Step:
    kind, state = TicketType(ticket.type), State(ticket.state)
    step = None
    if parted:
        step = step_for(kind, state, Action.BRING_TO_DEPARTMENT if where.department else Action.BRING_TO_CENTRE)
    step = step or step_for(kind, state, Action.BRING_OVER)
    if step is None:
        raise RuntimeError("whatever is open may be brought over")
    return step


def _reason(left: Where) -> str:
    return left.place.reorganised_by or left.centre.reorganised_by


def _both(name: str, place: Place, centre: Place) -> dict[str, str]:
    """A place with its centre, so that two of one name are told apart."""
    if place.pk == centre.pk:
        return {f"{name}_ar": place.name_ar, f"{name}_en": place.name_en}
    return {f"{name}_ar": f"{place.name_ar}، {centre.name_ar}", f"{name}_en": f"{place.name_en}, {centre.name_en}"}


def merely_brought_over(ticket: Ticket, *, since: int) -> bool:
    """Whether all that happened to the ticket since this version is that it was brought over: whoever looked at it before saw
    all that there is to see. One query, where versions differ alone."""
    last = Event.objects.filter(
        subject_kind="ticket", subject_id=ticket.pk, kind__in=KINDS, data__version=ticket.version
    )
    return since == ticket.version - 1 and last.exists()


@transaction.atomic
def bring_statement_over(*, statement_id: int, at: datetime) -> Event | None:
    """Ask the successor of those who were asked; where it is asked already, nothing is awaited twice. None where nothing is
    to be done. The ticket's lock holds its statements too."""
    ticket_id = Statement.objects.values_list("ticket_id", flat=True).get(pk=statement_id)
    tickets = Ticket.objects.select_related("beneficiary", "centre", "department", "holder")
    ticket = tickets.select_for_update(of=("self",)).get(pk=ticket_id)
    statement = Statement.objects.select_related("sector", "centre", "department").get(pk=statement_id)
    statement.ticket = ticket
    if not statement.open or not succession.is_astray(statement):
        return None
    at = max(at, ticket.changed_at)
    where, was = succession.where_now(statement), names_of(statement)
    left = Where(sector=None, centre=statement.centre or where.centre, department=statement.department)
    data: dict[str, Any] = {"number": statement.number, "entity_ar": was["ar"], "entity_en": was["en"]}
    data |= {**named("to", where.place), "reason": _reason(left)}
    asked = ticket.statements.filter(ended_at=None, centre=where.centre, department=where.department)
    if asked.exclude(pk=statement.pk).exists():
        return _wait_no_longer(ticket, statement, data, at)
    statement.sector, statement.centre, statement.department = where.sector, where.centre, where.department
    statement_time.go_over(statement, at=at)
    statement.changed_at = at
    statement.save()
    return _written(ticket, "statement_brought_over", data, at)


def _wait_no_longer(ticket: Ticket, statement: Statement, data: dict[str, Any], at: datetime) -> Event:
    statement_time.end(statement, at=at)
    statement.state, statement.reason = Statement.CANCELLED, data["reason"]
    statement.ended_at = statement.changed_at = at
    statement.save()
    ticket.statements_open = ticket.statements.filter(ended_at=None).count()
    return _written(ticket, "statement_asked_twice", data, at)


def _written(ticket: Ticket, kind: str, data: dict[str, Any], at: datetime) -> Event:
    ticket.version += 1
    ticket.changed_at = at
    event = record(SYSTEM, ticket, kind=kind, data=data, at=at)
    timekeeping.follow(ticket, Clock.BY_DOCUMENT, event)
    ticket.save()
    return event
