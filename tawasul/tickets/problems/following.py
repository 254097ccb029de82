"""What becomes of a ticket's place in its problem when the ticket moves: it leaves once it is answered or ended, and where it
could not take the problem's answer, it is tried again."""

from datetime import datetime

from procrastinate.contrib.django import app

from tawasul.centres.actor import Actor
from tawasul.tickets.lifecycle import UNANSWERED_STATES, Action, Clock, State, Step
from tawasul.tickets.models import Concern, Linking, Problem, Ticket
from tawasul.tickets.problems import policies
from tawasul.tickets.problems.number import spoken

__all__ = ["concern", "defer", "follow", "leave", "spoken"]

TASK, QUEUE = "problems.give_answer", "many"


def follow(actor: Actor, ticket: Ticket, step: Step, at: datetime) -> Problem | None:
    """After a step of a ticket that waits on a problem. Sets (not saves) the ticket's problem.

    Gives the problem that it left because it was passed to a centre that the problem does not reach: those who have it there
    would not see what it waits for.
    """
    problem = ticket.problem
    if problem is None:
        return None
    if State(ticket.state) not in UNANSWERED_STATES:
        leave(actor, ticket, Linking.WITHDRAWN if ticket.state == State.WITHDRAWN.value else Linking.ANSWERED, at)
    elif step.action is Action.REFER_TO_CENTRE:
        if policies.scope_with(problem, ticket) != (problem.sector_id, problem.centre_id):
            leave(actor, ticket, Linking.MOVED, at)
            return problem
        concern(problem, ticket.sector_id, ticket.centre_id)
    elif step.clock is Clock.WITH_PLACE:  # its place was reorganised: those who have it now see what it waits for
        concern(problem, ticket.sector_id, ticket.centre_id)
    elif step.to is not None or step.action is Action.SPLIT:
        _try_again(ticket, problem.pk)
    return None


def leave(actor: Actor, ticket: Ticket, how: str, at: datetime, reason: str = "") -> None:
    """The ticket waits on its problem no longer."""
    Linking.objects.filter(ticket=ticket, left_at=None).update(
        left=how, left_at=at, left_by_id=actor.user_id, left_reason=reason
    )
    ticket.problem = None


def concern(problem: Problem, *place_ids: int | None) -> None:
    """Whose reach is one of these places sees the problem from now on."""
    rows = [Concern(problem=problem, place_id=pk) for pk in place_ids if pk is not None]
    Concern.objects.bulk_create(rows, ignore_conflicts=True)


def defer(problem_id: int) -> None:
    """Have the answer given to the tickets that wait for it, once this transaction is done."""
    app.configure_task(TASK, queue=QUEUE).defer(problem_id=problem_id)


def _try_again(ticket: Ticket, problem_id: int) -> None:
    refused = Linking.objects.filter(ticket=ticket, left_at=None, giving=Linking.REFUSED)
    if refused.update(giving=Linking.WAITING, why_ar="", why_en=""):
        defer(problem_id)
