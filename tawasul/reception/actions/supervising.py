"""In the hall: people are moved, put back, or noted as gone; the screen gets a new address; the log leaves the house."""

from datetime import date, datetime, timedelta
from secrets import token_urlsafe

from django.db import transaction

from tawasul.centres.actor import Actor
from tawasul.reception import policies
from tawasul.reception.actions.arriving import here_alone, here_alone_as
from tawasul.reception.actions.changing import KEY_BYTES, changed, done, goes_on, hall_of, locked, prefer, tell
from tawasul.reception.actions.serving import put
from tawasul.reception.course import ENDED, State, Step
from tawasul.reception.events import HALL
from tawasul.reception.models import Hall, Visit
from tawasul.reception.order import Priority, ranked
from tawasul.reception.reasons import Outcome

MISTAKE = timedelta(minutes=10)  # until when whoever was let go is thought to have been let go by a slip of the hand


@transaction.atomic
def bring_back(*, actor: Actor, visit_id: int, at: datetime) -> Visit:
    """Somebody who went for something, or did not hear their number, is here: they wait again; so does whoever was let go by
    mistake.

    Whoever was asked to come back keeps their place, and so does whoever was let go a moment ago (`MISTAKE`); whoever did not
    come when called, or left long ago, waits from now on. Raises Conflict ("already-here") where they have another number.
    """
    visit = locked(policies.receiving(actor), visit_id, Step.BRING_BACK, at)
    if State(visit.state) in ENDED and visit.beneficiary_id is not None:
        here_alone(visit.centre_id, visit.beneficiary_id, at)
    elif State(visit.state) in ENDED:
        here_alone_as(visit.centre_id, visit.name, visit.mobile, at)
    if visit.state == State.ABSENT.value or (visit.ended_at is not None and at - visit.ended_at > MISTAKE):
        visit.waits_since, visit.rank_at = at, ranked(at, Priority(visit.priority))
    visit.ended_at, visit.outcome = None, ""
    if visit.for_desk is not None and visit.for_desk.user_id is None:
        visit.for_desk = None
    goes_on(visit, Step.BRING_BACK)
    done(actor, visit, "brought_back", at)
    return visit


@transaction.atomic
def move(
    *,
    actor: Actor,
    visit_id: int,
    line: str,
    at: datetime,
    desk_id: int | None = None,
    priority: str | None = None,
    seen: str | None = None,
) -> Visit:
    """Let somebody who waits wait for another kind of service, or for one desk, or with another priority.

    Only what differs is written down. Raises Invalid; Conflict as `locked`.
    """
    visit = locked(policies.supervising(actor), visit_id, Step.MOVE, at, seen=seen)
    before = visit.line, visit.for_desk_id
    said = put(visit, line, desk_id)
    if before != (visit.line, visit.for_desk_id):
        done(actor, visit, "moved", at, said)
    if priority in frozenset(Priority):
        prefer(actor, visit, str(priority), at)
    return visit


@transaction.atomic
def leave(*, actor: Actor, visit_id: int, at: datetime) -> Visit:
    """The visitor has gone without being served."""
    visit = locked(policies.receiving(actor), visit_id, Step.LEAVE, at)
    visit.ended_at, visit.for_desk = at, None
    goes_on(visit, Step.LEAVE)
    done(actor, visit, "left", at)
    return visit


@transaction.atomic
def guide(*, actor: Actor, visit_id: int, at: datetime) -> Visit:
    """What they came for needs no desk, and they were shown how it is done: the visit is over at the door."""
    visit = locked(policies.receiving(actor), visit_id, Step.GUIDE, at)
    visit.ended_at, visit.outcome, visit.served_by_id, visit.for_desk = at, Outcome.GUIDED.value, actor.user_id, None
    goes_on(visit, Step.GUIDE)
    done(actor, visit, "guided", at)
    return visit


@transaction.atomic
def renew_screen(*, actor: Actor, at: datetime) -> Hall:
    """Give the hall's screen a new address; the one before shows nothing any more."""
    centre_id = policies.supervising(actor)
    hall_of(centre_id)
    hall = Hall.objects.select_for_update(no_key=True).get(centre=centre_id)
    hall.screen_key = token_urlsafe(KEY_BYTES)
    hall.save(update_fields=["screen_key"])
    tell(actor, HALL, hall.pk, "screen_renewed", at, {})
    changed(centre_id)
    return hall


@transaction.atomic
def note_export(*, actor: Actor, first: date, last: date, at: datetime) -> None:
    """Write down that the log of these days left the house. Raises NotAllowed."""
    hall = Hall.objects.select_for_update(no_key=True).get(pk=hall_of(policies.supervising(actor)).pk)
    tell(actor, HALL, hall.pk, "log_exported", at, {"first": first.isoformat(), "last": last.isoformat()})
