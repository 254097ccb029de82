"""The clock of a request: by when whoever asks has an answer. An answer is a date before the official, or a reason why not."""

from datetime import datetime

from django.db.models import Max

from tawasul.clocks import actions as clocks
from tawasul.clocks import queries as running
from tawasul.clocks.models import Clock
from tawasul.meetings.events import MEETING
from tawasul.meetings.lifecycle import Clock as Effect
from tawasul.meetings.models import MeetingRequest
from tawasul.service_levels import queries as service_levels
from tawasul.service_levels.amounts import Step, Subject
from tawasul.timeline.models import Event

WAITING = "waiting_for_beneficiary"


def wind(request: MeetingRequest, at: datetime, leg: int = 1) -> Clock:
    """The clock of a request that is not kept yet; sets (not saves) what it carries of it."""
    document = service_levels.document(request.service_level_version)
    promise = document.promise(Subject.MEETING.value, Step.WHOLE)
    clock = clocks.wind(step=Step.WHOLE.value, promise=promise, hands=_hands(request), at=at, leg=leg)
    request.committed_at = request.due_at = clock.due_at
    return clock


def start(request: MeetingRequest, clock: Clock) -> None:
    """Keep the clock of a request that has its row now."""
    clocks.start([clock], subject_kind=MEETING, subject_id=request.pk)


def follow(request: MeetingRequest, effect: Effect, event: Event) -> None:
    """After a step: let it stand, run on, end, or begin anew where the date that they had fell away. Sets (not saves) what the
    request carries."""
    if effect is Effect.BEGINS_ANEW:
        last = Clock.objects.filter(subject_kind=MEETING, subject_id=request.pk).aggregate(last=Max("leg"))["last"] or 0
        start(request, wind(request, event.at, leg=last + 1))
        return
    for clock in running.running(MEETING, request.pk):
        if effect is Effect.STOPS:
            clocks.end(clock, at=event.at)
        elif effect is Effect.PAUSES:
            clocks.pause(clock, reason=WAITING, cause=f"{event.kind}:{event.sequence}", at=event.at)
        elif effect is Effect.RESUMES:
            clocks.resume(clock, at=event.at)
        carry(request, clock)


def go_over(request: MeetingRequest, at: datetime) -> None:
    """Its centre was reorganised: the clock runs on at the successor, never due later. Sets (not saves) what it carries."""
    for clock in running.running(MEETING, request.pk):
        clocks.go_over(clock, sector_id=request.sector_id, centre=request.centre, at=at)
        carry(request, clock)


def carry(request: MeetingRequest, clock: Clock) -> None:
    """What the request shows of its clock."""
    request.committed_at = clock.due_at
    request.due_at = clock.due_at if clock.ended_at is None and clock.paused_at is None else None


def _hands(request: MeetingRequest) -> clocks.Hands:
    return clocks.Hands(sector_id=request.sector_id, centre=request.centre, department_id=None, holder_id=None)
