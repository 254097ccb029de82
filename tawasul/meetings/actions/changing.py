"""What every action on a request shares: how it begins, and how it ends."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import SYSTEM, Actor
from tawasul.lib.errors import Conflict, NotAllowed, NotFound
from tawasul.lib.hijri import dual_date
from tawasul.meetings import calling, policies, telling, timekeeping
from tawasul.meetings.events import BY_KEY, MEETING
from tawasul.meetings.labels import NO_SUCH_REQUEST, NOT_NOW
from tawasul.meetings.lifecycle import FINAL_STATES, Act, Clock, State, Step, step_for
from tawasul.meetings.models import MeetingRequest
from tawasul.meetings.queries import meetings_visible_to
from tawasul.timeline import actions as timeline
from tawasul.timeline.models import Event

CHANGED = _("Somebody changed this request while you were looking at it. Look again before you go on.")
LOCKED_WITH = ("beneficiary", "centre", "sector", "entity", "cause")


def begin(
    actor: Actor, request_id: int, act: Act, *, seen: int | None, at: datetime
) -> tuple[MeetingRequest, Step, datetime]:
    """Lock the request and find the row of its life that allows the act. Must run in a transaction.

    The instant comes back never before the request's last change. Raises NotFound where the actor may not see it, Conflict
    (code "changed") where it is no longer as it was seen, Conflict ("not-now") where the table has no such row, NotAllowed
    where the row is not theirs.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an action runs in a transaction")
    rows = meetings_visible_to(actor).select_related(*LOCKED_WITH).select_for_update(of=("self",))
    request = rows.filter(pk=request_id).first()
    if request is None:
        raise NotFound(NO_SUCH_REQUEST)
    if seen is not None and seen != request.version:
        raise Conflict(CHANGED, code="changed")
    step = step_for(State(request.state), act)
    if step is None:
        raise Conflict(NOT_NOW, code="not-now")
    if not policies.may_take(actor, request, step):
        raise NotAllowed(_("Your role does not allow this on this request."))
    return request, step, max(at, request.changed_at)


def finish(
    actor: Actor,
    request: MeetingRequest,
    step: Step,
    *,
    kind: str,
    at: datetime,
    data: Mapping[str, Any] | None = None,
    told: Mapping[str, Any] | None = None,
    waits: bool = True,
) -> Event:
    """Move the state and the clock, save, record the event, and owe the notices of the row. Where the time promised begins anew
    the history says until when it runs, unless they have another date at once (`waits` false)."""
    promised = request.committed_at
    if step.to is not None and step.to.value != request.state:
        request.state, request.state_since = step.to.value, at
        request.ended_at = at if step.to in FINAL_STATES else None
        if step.to in FINAL_STATES:
            calling.drop(request)
            request.unreached_at = None
    event = record(actor, request, kind=kind, at=at, data=data)
    timekeeping.follow(request, step.clock, event)
    if waits and step.clock is Clock.BEGINS_ANEW:
        record(SYSTEM, request, kind="promised_anew", at=at, data=_days(was=promised, due=request.committed_at))
    request.save()
    telling.tell(request, step.act, step.tells, event, told or {})
    return event


def _days(**moments: datetime) -> dict[str, str]:
    """The day of each in both languages, and the instant."""
    said = {f"{name}_at": moment.isoformat() for name, moment in moments.items()}
    for language in ("ar", "en"):
        said |= {f"{name}_{language}": dual_date(moment, language) for name, moment in moments.items()}
    return said


def record(
    actor: Actor, request: MeetingRequest, *, kind: str, at: datetime, data: Mapping[str, Any] | None = None
) -> Event:
    """Append what happened; the request has another version then (set, not saved)."""
    request.version += 1
    request.changed_at = at
    return timeline.record(
        actor=actor,
        subject_kind=MEETING,
        subject_id=request.pk,
        kind=kind,
        at=at,
        public=BY_KEY[kind].public,
        data={**(data or {}), "state": request.state, "version": request.version},
    )
