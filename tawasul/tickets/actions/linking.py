"""A ticket and the problem on which it waits: linked, taken out, and given the one answer.

The ticket's own time runs on: the beneficiary was promised a day, and does not know of the others. Whoever locks both locks the
ticket first.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import SYSTEM, Actor
from tawasul.lib.errors import Conflict, Invalid, NotFound
from tawasul.lib.reference import spoken as spoken_reference
from tawasul.tickets.actions.changing import begin, finish, given
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Linking, Problem, Reply, Ticket
from tawasul.tickets.problems import following, policies, queries
from tawasul.tickets.problems.events import SUBJECT_KIND
from tawasul.tickets.problems.filling import filled
from tawasul.tickets.problems.labels import NO_SUCH_PROBLEM
from tawasul.tickets.problems.number import spoken
from tawasul.tickets.saying import named
from tawasul.timeline import actions as timeline


@transaction.atomic
def link_problem(*, actor: Actor, ticket_id: int, problem: str, at: datetime, seen: int | None = None) -> Linking:
    """Let the ticket wait on a problem, named by its number, that the actor sees too.

    A ticket of another place widens the problem to the lowest place over all, where the actor's reach covers that; whoever
    links it answers for the problem then, unless its owner's reach covers that too. Linked to one that is answered, it is given
    the answer. Raises Invalid (field `problem`) where there is no such problem, or it would become too wide; Conflict (code
    "not-now") where it is closed.
    """
    ticket, step, at = begin(actor, ticket_id, Action.LINK_PROBLEM, seen=seen, at=at)
    found = _problem(actor, problem)
    if not policies.takes(found):
        raise Conflict(_("That problem is closed. Reopen it, or open another."), code="not-now")
    at = max(at, found.changed_at)
    _widen(actor, found, ticket, at)
    following.concern(found, ticket.sector_id, ticket.centre_id)
    answer = queries.answer_in_force(found)
    linking = Linking.objects.create(
        problem=found,
        ticket=ticket,
        by_id=actor.user_id,
        at=at,
        answer=answer,
        giving=Linking.WAITING if answer else Linking.NOTHING,
    )
    data = {"problem": spoken(found.number), "title": found.title}
    ticket.problem = found
    finish(actor, ticket, step, at=at, kind="problem_linked", data=data)
    if answer is not None:
        following.defer(found.pk)
    return linking


@transaction.atomic
def unlink_problem(*, actor: Actor, ticket_id: int, reason: str, at: datetime, seen: int | None = None) -> Ticket:
    """Take the ticket out of its problem: it is answered by itself again. A reply that it was given already stays."""
    ticket, step, at = begin(actor, ticket_id, Action.UNLINK_PROBLEM, seen=seen, at=at)
    reason = given("reason", reason)
    problem = ticket.problem
    if problem is None:
        raise Conflict(_("It waits on no problem any more."), code="not-now")
    following.leave(actor, ticket, Linking.DETACHED, at, reason)
    data = {"problem": spoken(problem.number), "reason": reason}
    finish(actor, ticket, step, at=at, kind="problem_unlinked", data=data)
    return ticket


@transaction.atomic
def give_answer(*, actor: Actor, ticket_id: int, at: datetime, seen: int | None = None) -> Reply:
    """Make the answer of its problem the ticket's reply, which awaits review in its own centre; the system alone does it.

    What somebody had drafted is set aside, and kept. The reply is the answer's author's, so that they cannot review it there.
    Raises Conflict where no answer is to be given.
    """
    ticket, step, at = begin(actor, ticket_id, Action.GIVE_ANSWER, seen=seen, at=at)
    rows = Linking.objects.select_related("problem", "answer__author").select_for_update(of=("self",))
    linking = rows.filter(ticket=ticket, left_at=None, giving=Linking.WAITING).first()
    if linking is None or linking.answer is None:
        raise Conflict(_("No answer waits to be given to it."), code="not-now")
    answer = linking.answer
    Reply.objects.filter(ticket=ticket, state=Reply.DRAFT).update(state=Reply.SET_ASIDE)
    last = Reply.objects.filter(ticket=ticket).aggregate(last=Max("round"))["last"] or 0
    reply = Reply.objects.create(
        ticket=ticket,
        round=last + 1,
        state=Reply.UNDER_REVIEW,
        text=filled(answer.text, ticket.asked_as, spoken_reference(ticket.reference)),
        author=answer.author,
        saved_at=at,
        submitted_at=at,
        answer=answer,
    )
    linking.giving, linking.tried_at = Linking.GIVEN, at
    linking.save(update_fields=["giving", "tried_at"])
    data = {"problem": spoken(linking.problem.number), "round": reply.round, "text": reply.text}
    finish(actor, ticket, step, at=at, kind="answer_given", data=data | named("author", answer.author))
    return reply


def _problem(actor: Actor, number: str) -> Problem:
    try:
        return queries.problem_for(actor, number, lock=True)
    except NotFound as error:
        raise Invalid(NO_SUCH_PROBLEM, fields={"problem": [NO_SUCH_PROBLEM]}) from error


def _widen(actor: Actor, problem: Problem, ticket: Ticket, at: datetime) -> None:
    sector_id, centre_id = policies.scope_with(problem, ticket)
    if (sector_id, centre_id) == (problem.sector_id, problem.centre_id):
        return
    if not policies.reaches_all(actor, sector_id=sector_id, centre_id=centre_id):
        said = _("The problem is another centre's. Those above both can link this ticket to it.")
        raise Invalid(said, fields={"problem": [said]})
    problem.sector_id, problem.centre_id = sector_id, centre_id
    if not policies.place_reaches_all(problem.owner_place, sector_id=sector_id, centre_id=centre_id):
        problem.owner_id, problem.owner_place_id = actor.user_id or problem.owner_id, actor.place_id or 0
    problem.version += 1
    problem.changed_at = at
    problem.save()
    timeline.record(
        actor=actor if actor.user_id else SYSTEM,
        subject_kind=SUBJECT_KIND,
        subject_id=problem.pk,
        kind="widened",
        at=at,
        public=False,
        data={**named("place", queries.scope_of(problem)), "version": problem.version},
    )
