"""At the desk: the next is called, served, passed on or let go."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import Conflict, Invalid, NotFound
from tawasul.lib.reference import spoken
from tawasul.reception import policies
from tawasul.reception.actions.changing import done, goes_on, locked, locked_desk
from tawasul.reception.course import AT_A_DESK, State, Step
from tawasul.reception.labels import LINE_LABELS, OUTCOME_LABELS
from tawasul.reception.models import Desk, Visit
from tawasul.reception.queries import at_desk, day_of
from tawasul.reception.reasons import LINE_BY_KEY, Outcome
from tawasul.tickets.models import Ticket
from tawasul.tickets.saying import both

LONGEST_NOTE = 300
ANY_DESK, DESK = _("any desk"), _("desk")
NO_NOTE = _("without a note")


@transaction.atomic
def call_next(*, actor: Actor, at: datetime) -> Visit | None:
    """Call the next of those whom one's desk serves; None where nobody waits for it.

    Two desks at once never get the same: each takes the first that the other has not taken. Raises Conflict where one sits
    at no desk ("no-desk"), or has somebody there still ("busy").
    """
    centre_id = policies.receiving(actor)
    desk = locked_desk(centre_id, actor.user_id)
    if at_desk(desk) is not None:
        raise Conflict(_("Somebody is at your desk still. Finish with them first."), code="busy")
    waiting = Visit.objects.filter(centre=centre_id, day=day_of(at), state=State.WAITING.value)
    mine = Q(for_desk=desk) | Q(for_desk=None, line__in=desk.lines)
    rows = waiting.filter(mine).order_by("rank_at", "pk").select_for_update(of=("self",), skip_locked=True)
    visit = rows.first()
    if visit is None:
        return None
    return _called(actor, desk, visit, at)


@transaction.atomic
def call_this(*, actor: Actor, visit_id: int, at: datetime) -> Visit:
    """Call somebody out of turn who waits: one who came back with what was missing. Raises as `call_next`, and NotFound."""
    centre_id = policies.receiving(actor)
    desk = locked_desk(centre_id, actor.user_id)
    if at_desk(desk) is not None:
        raise Conflict(_("Somebody is at your desk still. Finish with them first."), code="busy")
    return _called(actor, desk, locked(centre_id, visit_id, Step.CALL, at), at)


def _called(actor: Actor, desk: Desk, visit: Visit, at: datetime) -> Visit:
    goes_on(visit, Step.CALL)
    visit.desk, visit.served_by_id = desk, actor.user_id
    visit.called_at, visit.rung_at, visit.begun_at, visit.for_desk = at, at, None, None
    visit.first_called_at = visit.first_called_at or at
    visit.calls = 1
    done(actor, visit, "called", at, {"desk": desk.name})
    return visit


@transaction.atomic
def recall(*, actor: Actor, visit_id: int, at: datetime) -> Visit:
    """Let the hall hear the number again."""
    visit = _mine(actor, visit_id, Step.RECALL, at)
    visit.rung_at, visit.calls = at, visit.calls + 1
    done(actor, visit, "called_again", at)
    return visit


@transaction.atomic
def begin(*, actor: Actor, visit_id: int, at: datetime) -> Visit:
    """The visitor has come to the desk."""
    visit = _mine(actor, visit_id, Step.BEGIN, at)
    goes_on(visit, Step.BEGIN)
    visit.begun_at = at
    done(actor, visit, "begun", at)
    return visit


@transaction.atomic
def filed_here(*, actor: Actor, visit_id: int, ticket: Ticket, at: datetime) -> Visit | None:
    """A ticket was filed for whoever is at the actor's desk: it stands in their visit, and is what they came about where they
    came about no other; whoever came with a name alone is known from now on. None where the visit is over."""
    rows = Visit.objects.select_for_update(of=("self",)).filter(pk=visit_id, centre=policies.receiving(actor))
    visit = rows.filter(state__in=sorted(state.value for state in AT_A_DESK), desk__user=actor.user_id).first()
    if visit is None:
        return None
    if visit.beneficiary_id is None:
        visit.beneficiary_id = ticket.beneficiary_id
        done(actor, visit, "recognised", at)
    if visit.ticket_id is None and visit.beneficiary_id == ticket.beneficiary_id:
        visit.ticket_id = ticket.pk
    done(actor, visit, "filed_here", at, {"ticket": spoken(ticket.reference)})
    return visit


@transaction.atomic
def miss(*, actor: Actor, visit_id: int, at: datetime) -> Visit:
    """Nobody came when the number was called; they may be put back in the queue when they do."""
    visit = _mine(actor, visit_id, Step.MISS, at)
    goes_on(visit, Step.MISS)
    done(actor, visit, "missed", at)
    return visit


@transaction.atomic
def park(*, actor: Actor, visit_id: int, note: str, at: datetime) -> Visit:
    """The visitor goes for something and comes back to this desk."""
    visit = _mine(actor, visit_id, Step.PARK, at)
    visit.note = _note(note)
    visit.for_desk = visit.desk
    goes_on(visit, Step.PARK)
    done(actor, visit, "parked", at, {"note": visit.note} if visit.note else both("note", NO_NOTE))
    return visit


@transaction.atomic
def transfer(
    *, actor: Actor, visit_id: int, line: str, at: datetime, desk_id: int | None = None, note: str = ""
) -> Visit:
    """Pass the visitor on to another kind of service, or to one desk; they keep their number and their turn.

    Raises Invalid by field; also where one's own desk, which is free from then on, would call them again.
    """
    visit = _mine(actor, visit_id, Step.TRANSFER, at)
    if desk_id is None and visit.desk is not None and line in visit.desk.lines:
        said = _(
            "Your own desk serves this kind, and would call them again. Choose another kind, or name another desk."
        )
        raise Invalid(said, fields={"line": [said]})
    if desk_id is not None and desk_id == visit.desk_id:
        said = _("This is your own desk. Choose another.")
        raise Invalid(said, fields={"desk": [said]})
    visit.note = _note(note)
    goes_on(visit, Step.TRANSFER)
    done(actor, visit, "passed_on", at, put(visit, line, desk_id))
    return visit


@transaction.atomic
def finish(*, actor: Actor, visit_id: int, outcome: str, at: datetime, note: str = "") -> Visit:
    """The visit is over. Raises Invalid by field."""
    if outcome not in frozenset(Outcome):
        said = _("Choose how the visit ended.")
        raise Invalid(said, fields={"outcome": [said]})
    visit = _mine(actor, visit_id, Step.FINISH, at)
    visit.begun_at = visit.begun_at or visit.called_at
    visit.ended_at, visit.outcome, visit.note = at, outcome, _note(note) or visit.note
    goes_on(visit, Step.FINISH)
    done(actor, visit, "finished", at, both("outcome", OUTCOME_LABELS[outcome]))
    return visit


def _mine(actor: Actor, visit_id: int, step: Step, at: datetime) -> Visit:
    """A visit at the actor's own desk, locked. Raises NotFound for another desk's, Conflict where it was done already."""
    centre_id = policies.receiving(actor)
    desk = locked_desk(centre_id, actor.user_id)
    visit = locked(centre_id, visit_id, step, at)
    if visit.desk_id != desk.pk:
        raise NotFound(_("This visitor is not at your desk."))
    return visit


def put(visit: Visit, line: str, desk_id: int | None) -> dict[str, Any]:
    """Let a visit wait in this line, for this desk alone where one is named; what is said of it. Raises Invalid by field."""
    desk = None
    if desk_id is not None:
        desk = Desk.objects.filter(pk=desk_id, centre=visit.centre_id, user__isnull=False).first()
        if desk is None:
            said = _("This desk is closed. Choose one that is open.")
            raise Invalid(said, fields={"desk": [said]})
        if line in LINE_BY_KEY and line not in desk.lines:
            said = _("This desk does not serve this kind. Choose another desk, or another kind of service.")
            raise Invalid(said, fields={"desk": [said]})
    if line not in LINE_BY_KEY:
        said = _("Choose a kind of service.")
        raise Invalid(said, fields={"line": [said]})
    visit.line, visit.for_desk = line, desk
    return both("line", LINE_LABELS[line]) | both(
        "desk", format_lazy("{} {}", DESK, desk.name) if desk is not None else ANY_DESK
    )


def _note(text: str) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST_NOTE:
        said = _("Write at most 300 letters.")
        raise Invalid(said, fields={"note": [said]})
    return text
