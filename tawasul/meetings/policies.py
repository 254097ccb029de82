"""May this actor do this to that request? Read from the table of its life, never written twice."""

from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.models import Place
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotAllowed
from tawasul.meetings.lifecycle import State, Step, steps_from
from tawasul.meetings.models import MeetingRequest


def covers(actor: Actor, request: MeetingRequest) -> bool:
    """Whether it lies where the actor may see it: the same rule as `queries.meetings_visible_to`, on one row."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    if actor.kind is ActorKind.BENEFICIARY:
        return actor.meeting_id == request.pk
    if actor.reach is None or not actor.can(Power.SEE_MEETINGS):
        return False
    if actor.reach.column is None:
        return True
    return getattr(request, actor.reach.column, None) in actor.reach.places


def may_take(actor: Actor, request: MeetingRequest, step: Step) -> bool:
    """Whether the actor may take this step of the request's life."""
    if not covers(actor, request):
        return False
    if actor.kind is ActorKind.BENEFICIARY:
        return step.by_beneficiary
    if actor.kind is ActorKind.SYSTEM:
        return step.by_system
    return step.power is not None and actor.can(step.power)


def steps_open_to(actor: Actor, request: MeetingRequest) -> list[Step]:
    """What the actor may do to it now, in the order of the table."""
    return [step for step in steps_from(State(request.state)) if may_take(actor, request, step)]


def may_file_for(actor: Actor) -> bool:
    """At the counter or on the telephone."""
    return actor.can(Power.FILE_FOR)


def may_unmask(actor: Actor, request: MeetingRequest) -> bool:
    """Whoever sees the request and may look at what is masked."""
    return covers(actor, request) and actor.can(Power.UNMASK)


def may_hold(actor: Actor, centre: Place) -> bool:
    """Whether the actor says when the official whom this centre serves receives: those of the centre, its sector or the
    ministry's own people at its main centre."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    if not actor.can(Power.HOLD_MEETINGS) or actor.reach is None:
        return False
    if actor.centre_id is not None:
        return actor.centre_id == centre.pk
    return centre.parent_id == actor.place_id or actor.reach.column is None


def arranging(actor: Actor) -> None:
    """Whoever handles meetings, or holds them, says who sits where. Raises NotAllowed for others."""
    if actor.kind is ActorKind.SYSTEM or actor.can(Power.HANDLE_MEETINGS) or actor.can(Power.HOLD_MEETINGS):
        return
    raise NotAllowed(_("Your role does not allow this."))


def holding(actor: Actor, centre: Place) -> None:
    """Raises NotAllowed for whoever may not."""
    if not may_hold(actor, centre):
        raise NotAllowed(_("Your role does not allow this."))
