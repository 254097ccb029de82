"""May this actor do this to that statement? Those asked answer it; of the asking side the lifecycle of the ticket speaks."""

from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.roles import PlaceKind, Power
from tawasul.tickets.models import Statement


def is_asked(actor: Actor, statement: Statement) -> bool:
    """Whether an answer is expected of the actor: the same rule as `queries.asked_of_place_of`, on one row."""
    if actor.kind is ActorKind.GUEST:
        return actor.statement_id == statement.pk
    if actor.kind is not ActorKind.STAFF or not actor.can(Power.ANSWER) or not statement.inside:
        return False
    if statement.department_id is not None:
        return actor.place_id == statement.department_id
    if actor.place_kind is PlaceKind.MINISTRY:
        return statement.sector_id is None
    return actor.place_kind is not PlaceKind.DEPARTMENT and actor.centre_id == statement.centre_id


def may_answer(actor: Actor, statement: Statement) -> bool:
    """Whether the actor may state now. Whoever has asked something may still do so before they are told."""
    return statement.open and is_asked(actor, statement)


def may_ask_back(actor: Actor, statement: Statement) -> bool:
    """Whether the actor may ask something before they state: one question at a time."""
    return statement.state == Statement.ASKED and is_asked(actor, statement)
