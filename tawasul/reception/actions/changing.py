"""What every action on a visit does alike: lock, ask the course, write, record, and let the hall know."""

from collections.abc import Mapping
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import Conflict, NotFound
from tawasul.reception.course import BY_STEP, State, Step, may
from tawasul.reception.events import DESK, VISIT
from tawasul.reception.labels import PRIORITY_LABELS
from tawasul.reception.models import Desk, Hall, Visit
from tawasul.reception.order import Priority, ranked
from tawasul.reception.queries import NO_SUCH_VISIT, day_of
from tawasul.tickets.saying import both
from tawasul.timeline import actions as timeline

KEY_BYTES = 18  # 144 bits: nobody guesses the address of a screen


def hall_of(centre_id: int) -> Hall:
    """The hall of a centre, made when it is first asked for."""
    hall, _made = Hall.objects.get_or_create(centre_id=centre_id, defaults={"screen_key": token_urlsafe(KEY_BYTES)})
    return hall


def changed(centre_id: int) -> None:
    """Let whoever shows the hall know that something happened in it. Last of all, so that nobody waits long for its row."""
    if not Hall.objects.filter(centre=centre_id).update(version=F("version") + 1):
        hall_of(centre_id)


def locked(centre_id: int, visit_id: int, step: Step, at: datetime, *, seen: str | None = None) -> Visit:
    """A visit of today, locked, if the step may be taken now.

    `seen` is how it stood when the caller looked (`Visit.stands`). Raises NotFound; Conflict where it was done already
    ("not-now"), or it stands otherwise now ("changed").
    """
    rows = Visit.objects.select_for_update(of=("self",)).select_related("desk")
    visit = rows.filter(pk=visit_id, centre=centre_id, day=day_of(at)).first()
    if visit is None:
        raise NotFound(NO_SUCH_VISIT)
    if not may(step, State(visit.state)):
        raise Conflict(
            _("This was done already, or somebody else was first. Look at how it stands now."), code="not-now"
        )
    if seen is not None and seen != visit.stands:
        raise Conflict(_("Somebody changed this visit meanwhile. Look at how it stands now."), code="changed")
    return visit


def goes_on(visit: Visit, step: Step) -> None:
    """Put the visit where the step leads; it is not saved yet."""
    to = BY_STEP[step].to
    if to is not None:
        visit.state = to.value


def done(actor: Actor, visit: Visit, kind: str, at: datetime, data: Mapping[str, Any] | None = None) -> None:
    """Save the visit, record what happened, and let the hall know."""
    visit.save()
    tell(actor, VISIT, visit.pk, kind, at, {"number": visit.spoken, **(data or {})})
    changed(visit.centre_id)


def prefer(actor: Actor, visit: Visit, priority: str, at: datetime) -> None:
    """Let others make room for a visitor, or no more; nothing where it is so already."""
    if priority == visit.priority:
        return
    visit.priority, visit.rank_at = priority, ranked(visit.waits_since, Priority(priority))
    done(actor, visit, "preferred", at, both("priority", PRIORITY_LABELS[priority]))


def tell(actor: Actor, subject: str, subject_id: int, kind: str, at: datetime, data: Mapping[str, Any]) -> None:
    """One line of the chain of a visit, a desk or a hall; none of them is shown to the visitor."""
    timeline.record(actor=actor, subject_kind=subject, subject_id=subject_id, kind=kind, at=at, public=False, data=data)


def locked_desk(centre_id: int, user_id: int | None) -> Desk:
    """The desk at which somebody sits, locked. Raises Conflict where they sit at none."""
    rows = Desk.objects.select_for_update(no_key=True).filter(centre=centre_id, user=user_id)
    desk = rows.first() if user_id is not None else None
    if desk is None:
        raise Conflict(_("You have no desk open. Open one first."), code="no-desk")
    return desk


def desk_event(actor: Actor, desk: Desk, kind: str, at: datetime) -> None:
    """What happened to a desk."""
    tell(actor, DESK, desk.pk, kind, at, {"desk": desk.name})
    changed(desk.centre_id)


def ends_days_before(actor: Actor, centre_id: int, at: datetime) -> None:
    """What an earlier day left open is ended before a new one goes on: its visits left, its desks are closed."""
    states = sorted(state.value for state in State if state not in {State.FINISHED, State.LEFT})
    with transaction.atomic():
        stale = Visit.objects.select_for_update(of=("self",), skip_locked=True)
        for visit in stale.filter(centre=centre_id, state__in=states, day__lt=day_of(at)):
            visit.state, visit.ended_at = State.LEFT.value, at
            done(actor, visit, "left", at)
        desks = Desk.objects.select_for_update(no_key=True, skip_locked=True).filter(
            centre=centre_id, user__isnull=False
        )
        for desk in desks:
            if desk.opened_at is not None and day_of(desk.opened_at) < day_of(at):
                desk.user, desk.opened_at = None, None
                desk.save()
                desk_event(actor, desk, "desk_closed", at)
