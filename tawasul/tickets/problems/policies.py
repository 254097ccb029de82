"""May this actor do this to that problem? Read from its lifecycle's table."""

from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind, Power
from tawasul.tickets.models import Answer, Linking, Problem, Ticket
from tawasul.tickets.problems.lifecycle import TAKES_TICKETS, Condition, Standing, State, Step, steps_from


def reaches_all(actor: Actor, *, sector_id: int | None, centre_id: int | None) -> bool:
    """Whether the actor's reach covers everything within a scope: a centre, a sector, or (neither) the whole network."""
    if actor.reach is None:
        return False
    match actor.reach.column:
        case None:
            return True
        case "sector_id":
            return sector_id == actor.reach.place_id
        case "centre_id":
            return centre_id == actor.reach.place_id
    return False


def is_over(actor: Actor, problem: Problem) -> bool:
    """Whether the actor's reach covers all places of the problem."""
    return reaches_all(actor, sector_id=problem.sector_id, centre_id=problem.centre_id)


def manages(actor: Actor, problem: Problem) -> bool:
    """Whether the problem is the actor's to handle, its owner or not."""
    return actor.kind is ActorKind.STAFF and actor.can(Power.HANDLE_PROBLEMS) and is_over(actor, problem)


def place_reaches_all(place: Place, *, sector_id: int | None, centre_id: int | None) -> bool:
    """The same of a place from which somebody acts; a unit acts for its centre, which is named on its path."""
    if place.kind == PlaceKind.MINISTRY.value:
        return True
    ids = {int(part) for part in place.path.split(".") if part}
    return (centre_id in ids) or (sector_id == place.pk)


def may_open(actor: Actor) -> bool:
    """Whether the actor opens problems; a department's people link tickets to those of their centre."""
    return actor.can(Power.HANDLE_PROBLEMS) and actor.place_kind is not PlaceKind.DEPARTMENT


def may_take(actor: Actor, problem: Problem, step: Step) -> bool:
    """Whether the actor may take this step of the problem's life."""
    return stands_open(problem, step) and _stands(actor, problem, step)


def stands_open(problem: Problem, step: Step) -> bool:
    """Whether the step may be taken as the problem stands, whoever asks."""
    match step.condition:
        case Condition.ANSWER_WAITS:
            return _answer_waits(problem)
        case Condition.NO_ANSWER_WAITS:
            return not _answer_waits(problem)
        case Condition.REFUSED:
            return problem.linkings.filter(left_at=None, giving=Linking.REFUSED).exists()
        case Condition.NOBODY_WAITS:
            return not problem.linkings.filter(left_at=None).exists() and not _answer_waits(problem)
    return True


def steps_open_to(actor: Actor, problem: Problem) -> list[Step]:
    """What the actor may do to the problem now, in the order of the table."""
    return [row for row in steps_from(State(problem.state)) if may_take(actor, problem, row)]


def takes(problem: Problem) -> bool:
    """Whether tickets may be linked to it."""
    return State(problem.state) in TAKES_TICKETS


def scope_with(problem: Problem, ticket: Ticket) -> tuple[int | None, int | None]:
    """The lowest place over all of a problem and this ticket, as (sector, centre)."""
    if problem.centre_id is not None and problem.centre_id == ticket.centre_id:
        return problem.sector_id, problem.centre_id
    if problem.sector_id is not None and problem.sector_id == ticket.sector_id:
        return problem.sector_id, None
    return None, None


def _answer_waits(problem: Problem) -> bool:
    return problem.answers.filter(state=Answer.WAITING).exists()


def _stands(actor: Actor, problem: Problem, step: Step) -> bool:
    if actor.kind is not ActorKind.STAFF:
        return False
    if step.standing is Standing.CONCERNED and _was_raised_to(actor, problem):
        return True
    if not actor.can(step.power) or not is_over(actor, problem):
        return False
    if step.standing is Standing.NOT_AUTHOR:
        return not problem.answers.filter(state=Answer.WAITING, author_id=actor.user_id).exists()
    return True


def _was_raised_to(actor: Actor, problem: Problem) -> bool:
    at = {actor.place_id, actor.centre_id if actor.place_kind is not PlaceKind.DEPARTMENT else None} - {None}
    return actor.can(Power.ANSWER) and problem.raised_to_id in at
