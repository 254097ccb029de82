"""Passing on (إحالة): to a department, a coordinator, another centre, or back. Never closed as “not ours”."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid
from tawasul.lib.hijri import RIYADH
from tawasul.people.models import User
from tawasul.tickets import timekeeping
from tawasul.tickets.actions.changing import LONGEST_REASON, begin, finish, given
from tawasul.tickets.calls import planning
from tawasul.tickets.lifecycle import Action, State, TicketType, Told, step_for
from tawasul.tickets.models import Referral, Reply, Ticket
from tawasul.tickets.saying import named


@transaction.atomic
def refer_to_department(
    *, actor: Actor, ticket_id: int, department_id: int, reason: str, at: datetime, seen: int | None = None
) -> Ticket:
    """Pass the ticket to a department of the same centre."""
    ticket, step, at = begin(actor, ticket_id, Action.REFER_TO_DEPARTMENT, seen=seen, at=at)
    reason = given("reason", reason)
    department = _one_of(centres.departments_of(ticket.centre_id, _day(at)), department_id, "department")
    if department.pk == ticket.department_id:
        raise _invalid("department", _("The ticket is with this department already."))
    _refer(actor, ticket, reason=reason, at=at, department=department, holder=None)
    finish(
        actor,
        ticket,
        step,
        at=at,
        kind="referred_to_department",
        data={**named("department", department), "reason": reason},
    )
    return ticket


@transaction.atomic
def refer_to_coordinator(
    *, actor: Actor, ticket_id: int, membership_id: int, reason: str, at: datetime, seen: int | None = None
) -> Ticket:
    """Pass the ticket into the hands of one person (a membership that answers in a department of this centre)."""
    ticket, step, at = begin(actor, ticket_id, Action.REFER_TO_COORDINATOR, seen=seen, at=at)
    reason = given("reason", reason)
    departments = centres.departments_of(ticket.centre_id, _day(at))
    members = centres.members_with(Power.ANSWER, departments, _day(at))
    chosen = next((row for row in members if row.pk == membership_id), None)
    if chosen is None:
        raise _invalid("coordinator", _("Choose one of the coordinators of this centre."))
    if (chosen.place_id, chosen.user_id) == (ticket.department_id, ticket.holder_id):
        raise _invalid("coordinator", _("The ticket is in this person's hands already."))
    _refer(actor, ticket, reason=reason, at=at, department=chosen.place, holder=chosen.user)
    finish(
        actor,
        ticket,
        step,
        at=at,
        kind="referred_to_coordinator",
        data={**named("holder", chosen.user), **named("place", chosen.place), "reason": reason},
    )
    return ticket


@transaction.atomic
def refer_to_centre(
    *, actor: Actor, ticket_id: int, centre_id: int, reason: str, at: datetime, seen: int | None = None
) -> Ticket:
    """Pass the ticket to the centre it concerns, where it is new again. It leaves the actor's lists."""
    ticket, step, at = begin(actor, ticket_id, Action.REFER_TO_CENTRE, seen=seen, at=at)
    reason = given("reason", reason)
    centre = _one_of(list(centres.centres(_day(at))), centre_id, "centre")
    if centre.pk == ticket.centre_id:
        raise _invalid("centre", _("The ticket is with this centre already."))
    origin = ticket.centre
    _refer(actor, ticket, reason=reason, at=at, department=None, holder=None, centre=centre)
    ticket.centre = centre
    ticket.sector = centres.sector_of(centre)
    timekeeping.promise_anew(ticket, at)
    finish(
        actor,
        ticket,
        step,
        at=at,
        kind="referred_to_centre",
        data={**named("from_centre", origin), **named("centre", centre), "reason": reason},
    )
    return ticket


@transaction.atomic
def pass_back(*, actor: Actor, ticket_id: int, reason: str, at: datetime, seen: int | None = None) -> Ticket:
    """Give the ticket back to the centre's officers: it belongs elsewhere, or lacks something."""
    ticket, step, at = begin(actor, ticket_id, Action.PASS_BACK, seen=seen, at=at)
    reason = given("reason", reason)
    department = ticket.department
    if department is None:
        raise RuntimeError("a ticket with a department's people has a department")
    _refer(actor, ticket, reason=reason, at=at, department=None, holder=None)
    finish(
        actor,
        ticket,
        step,
        at=at,
        kind="passed_back",
        data={**named("department", department), "reason": reason},
    )
    return ticket


@transaction.atomic
def accept(*, actor: Actor, ticket_id: int, at: datetime, seen: int | None = None) -> Ticket:
    """Take a ticket that was referred to the actor's department into their own hands."""
    ticket, step, at = begin(actor, ticket_id, Action.ACCEPT, seen=seen, at=at)
    ticket.holder_id = actor.user_id
    finish(actor, ticket, step, at=at, kind="accepted", data={})
    return ticket


def direct(*, actor: Actor, ticket: Ticket, department: Place, reason: str, at: datetime) -> None:
    """Give a ticket that is just being opened to the department that a decision of the official names: whoever opens it for the
    decision need not be one who sorts. Within the caller's transaction; its beneficiary is told of the opening alone."""
    step = step_for(TicketType(ticket.type), State.IN_TRIAGE, Action.REFER_TO_DEPARTMENT)
    if step is None:
        raise RuntimeError("every ticket is referred to departments")
    _refer(actor, ticket, reason=reason[:LONGEST_REASON], at=at, department=department, holder=None)
    data = {**named("department", department), "reason": reason[:LONGEST_REASON]}
    named_alone = replace(step, tells=(Told.DEPARTMENT,))
    finish(actor, ticket, named_alone, at=at, kind="referred_to_department", data=data)


def _refer(
    actor: Actor,
    ticket: Ticket,
    *,
    reason: str,
    at: datetime,
    department: Place | None,
    holder: User | None,
    centre: Place | None = None,
) -> None:
    """Write the referral down and set the new hands. A draft in the old hands is set aside, not lost."""
    last = Referral.objects.filter(ticket=ticket).aggregate(last=Max("number"))["last"] or 0
    Referral.objects.create(
        ticket=ticket,
        number=last + 1,
        from_centre_id=ticket.centre_id,
        from_department_id=ticket.department_id,
        to_centre=centre or ticket.centre,
        to_department=department,
        to_user=holder,
        reason=reason,
        by_id=actor.user_id,
        at=at,
    )
    Reply.objects.filter(ticket=ticket, state=Reply.DRAFT).update(state=Reply.SET_ASIDE)
    ticket.referral_count += 1
    planning.pass_on(ticket, holder.pk if holder else None)
    ticket.department = department
    ticket.holder = holder


def _day(at: datetime) -> date:
    """The day that it is in Riyadh, by which roles are held and places are open."""
    return at.astimezone(RIYADH).date()


def _one_of(places: list[Place], pk: int, field: str) -> Place:
    found = next((row for row in places if row.pk == pk), None)
    if found is None:
        raise _invalid(field, _("Choose one from the list."))
    return found


def _invalid(field: str, said: object) -> Invalid:
    return Invalid(said, fields={field: [said]})
