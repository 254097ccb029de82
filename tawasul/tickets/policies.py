"""May this actor do this to that ticket? Read from the lifecycle's table, never written twice."""

from datetime import datetime

from django.utils import timezone

from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.roles import PlaceKind, Power
from tawasul.service_levels import queries as service_levels
from tawasul.tickets import deciding
from tawasul.tickets.escalation import TOP
from tawasul.tickets.lifecycle import (
    MAY_BE_MAIN,
    Action,
    Condition,
    Standing,
    State,
    Step,
    TicketType,
    step_for,
    steps_from,
)
from tawasul.tickets.models import Call, Objection, Reply, Statement, Ticket


def covers(actor: Actor, ticket: Ticket) -> bool:
    """Whether the ticket lies where the actor may see it: the same rule as `queries.tickets_visible_to`, on one row."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    if actor.kind is ActorKind.BENEFICIARY:
        return actor.ticket_id == ticket.pk
    if actor.reach is None or not actor.can(Power.SEE_TICKETS):
        return False
    return actor.reach.column is None or getattr(ticket, actor.reach.column) in actor.reach.places


def may_take(actor: Actor, ticket: Ticket, step: Step, at: datetime | None = None) -> bool:
    """Whether the actor may take this step of the ticket's lifecycle at `at` (now, where none is given)."""
    if not covers(actor, ticket) or not stands_open(ticket, step, at or timezone.now()):
        return False
    if actor.kind is ActorKind.BENEFICIARY:
        return step.by_beneficiary
    if actor.kind is ActorKind.SYSTEM:
        return step.by_system
    return step.power is not None and actor.can(step.power) and _stands(actor, ticket, step.standing)


def stands_open(ticket: Ticket, step: Step, at: datetime) -> bool:
    """Whether the step may be taken as the ticket stands, whoever asks."""
    return (ticket.joined_to_id is None or step.while_joined) and holds_condition(ticket, step.condition, at)


def holds_condition(ticket: Ticket, condition: Condition | None, at: datetime) -> bool:
    """Whether what a step asks of the ticket besides its state is so."""
    match condition:
        case Condition.EXPEDITED:
            return ticket.expedited_at is not None
        case Condition.OBJECTABLE:
            return ticket.objectable_until is not None and at <= ticket.objectable_until and _may_object_again(ticket)
        case Condition.BELOW_TOP:
            return ticket.raised_to < TOP
        case Condition.AWAITED:
            return ticket.statements_open > 0
        case Condition.NOTHING_AWAITED:
            return ticket.statements_open == 0
        case Condition.OWED:
            return _has_statement(ticket, Statement.ASKED)
        case Condition.ASKED_BACK:
            return _has_statement(ticket, Statement.ASKED_BACK)
        case Condition.HAS_MOBILE:
            return bool(ticket.mobile)
        case Condition.CALL_PLANNED:
            return ticket.call_at is not None
        case Condition.CALLED:
            return ticket.calls_made > 0
        case Condition.JOINABLE:
            return ticket.statements_open == 0 and not ticket.joined.exists()
        case Condition.JOINING_ASKED:
            return ticket.asked_to_join.filter(answered_at=None).exists()
        case Condition.ON_PROBLEM:
            return ticket.problem_id is not None
        case Condition.ON_NO_PROBLEM:
            return ticket.problem_id is None
        case Condition.COMMON_REPLY:
            return ticket.replies.filter(state=Reply.UNDER_REVIEW, answer__isnull=False).exists()
        case Condition.JOINED:
            return ticket.joined_to_id is not None
        case Condition.OUT_OF_REACH:
            return ticket.unreached_at is not None
    return True


def _has_statement(ticket: Ticket, state: str) -> bool:
    return ticket.statements_open > 0 and ticket.statements.filter(state=state).exists()


def _stands(actor: Actor, ticket: Ticket, standing: Standing) -> bool:
    match standing:
        case Standing.REACH:
            return True
        case Standing.CENTRE:
            return actor.place_kind is not PlaceKind.DEPARTMENT
        case Standing.DEPARTMENT:
            return ticket.department_id is not None and _is_of(actor, ticket.department_id)
        case Standing.PLACE:
            return _has_it(actor, ticket)
        case Standing.HOLDER:
            return ticket.holder_id in actor.hands and _has_it(actor, ticket)
        case Standing.NOT_AUTHOR:
            return not Reply.objects.filter(ticket=ticket, author_id=actor.user_id).exists()
        case Standing.DECIDER:
            return _decides(actor, ticket)


def _decides(actor: Actor, ticket: Ticket) -> bool:
    """One level up: above those who wrote and approved what is objected to, and not one of them."""
    above = Objection.objects.filter(ticket=ticket, state=Objection.OPEN).values_list("above", flat=True).first()
    if above is None:
        return False
    involved = deciding.involved_in([ticket.pk]).get(ticket.pk, set())
    return deciding.may_decide(actor.role, actor.user_id, above=above, involved=involved)


def _may_object_again(ticket: Ticket) -> bool:
    """How often one may object is the service-level document's."""
    return ticket.objection_count < service_levels.document(ticket.service_level_version).objections_allowed


def could_take(actor: Actor, kind: TicketType, step: Step) -> bool:
    """Whether there may be a ticket of this type on which the actor may take this step: what help says of a role."""
    if actor.kind is not ActorKind.STAFF or step.power is None or not actor.can(step.power):
        return False
    in_department = actor.place_kind is PlaceKind.DEPARTMENT
    match step.standing:
        case Standing.CENTRE:
            return not in_department
        case Standing.DEPARTMENT:
            return in_department
        case Standing.HOLDER:
            return in_department or (actor.can(Power.TRIAGE) and _answered_by_centres(kind))
    return True


def _answered_by_centres(kind: TicketType) -> bool:
    """Whether whoever takes a ticket of this type into triage may answer it."""
    return step_for(kind, State.IN_TRIAGE, Action.DRAFT_REPLY) is not None


def _has_it(actor: Actor, ticket: Ticket) -> bool:
    """Whether it is with the actor's place: their department, or their centre where no department has it yet."""
    if ticket.department_id is not None:
        return _is_of(actor, ticket.department_id)
    return actor.place_kind is not PlaceKind.DEPARTMENT


def _is_of(actor: Actor, department_id: int) -> bool:
    """Whether a department is the actor's own, or one that it took over from and whose tickets are still to be brought over."""
    return actor.place_id == department_id or (
        actor.place_kind is PlaceKind.DEPARTMENT and actor.reach is not None and department_id in actor.reach.former
    )


def steps_open_to(actor: Actor, ticket: Ticket, at: datetime | None = None) -> list[Step]:
    """What the actor may do to the ticket now, in the order of the table: the page's buttons, the API's `actions`."""
    rows = steps_from(TicketType(ticket.type), State(ticket.state))
    return [row for row in rows if may_take(actor, ticket, row, at)]


def may_be_main(ticket: Ticket) -> bool:
    """Whether others may be joined to it now."""
    return ticket.joined_to_id is None and State(ticket.state) in MAY_BE_MAIN


def may_unmask(actor: Actor, ticket: Ticket) -> bool:
    """Whether the actor may look at the beneficiary's identity and mobile (the look is recorded)."""
    return actor.can(Power.UNMASK) and covers(actor, ticket)


def may_take_back(actor: Actor, call: Call) -> bool:
    """Whether the actor may take this call back: whoever wrote it down, or one who distributes work there."""
    return call.by_id in actor.hands or actor.can(Power.DISTRIBUTE)


def may_file_for(actor: Actor) -> bool:
    """Whether the actor files tickets for beneficiaries who come or call."""
    return actor.can(Power.FILE_FOR)


def may_add_staff_files(actor: Actor, ticket: Ticket) -> bool:
    """Whether a member of staff may enclose files with the ticket."""
    return actor.kind is ActorKind.STAFF and actor.can(Power.WRITE_NOTES) and covers(actor, ticket)
