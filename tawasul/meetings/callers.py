"""What whoever calls or comes to the counter is told of a request to meet the official: what they read of it themselves, and
nothing that is the house's own affair."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.meetings.lifecycle import OPEN_STATES, UNANSWERED_STATES, State
from tawasul.meetings.models import Completion, MeetingRequest, Seat
from tawasul.meetings.queries import meetings_visible_to
from tawasul.tickets.callers.finding import Kind, Sought

MOST = 10
_BY = {Kind.NUMBER: "reference", Kind.IDENTITY: "beneficiary__identity_number", Kind.MOBILE: "mobile"}
_OPEN = sorted(state.value for state in OPEN_STATES)
_COLUMNS = frozenset({"sector_id", "centre_id"})


@dataclass(frozen=True, kw_only=True)
class Told:
    """A request as one may speak of it: `promised_at` by when it is answered (none: it is, or its time stands still), `missing`
    what its beneficiary owes, `seat` the place that they have in a session."""

    request: MeetingRequest
    promised_at: datetime | None
    missing: str
    seat: Seat | None


def may_tell(actor: Actor) -> bool:
    """Whoever answers callers, receives people at a counter or sees meetings tells them where their request stands."""
    return any(map(actor.can, (Power.ANSWER_CALLERS, Power.FILE_FOR, Power.SEE_MEETINGS)))


def requests_of(actor: Actor, sought: Sought) -> list[MeetingRequest]:
    """The requests that were meant, the open ones first, then the newest; at most ten. Of any centre to those who answer
    callers; of their own alone to those at its counter, and to whoever sees meetings those that they see. One query."""
    by = _BY.get(sought.kind)
    if by is None:
        return []
    rows = list(
        _told_to(actor).filter(**{by: sought.value}).select_related("beneficiary", "centre__parent")[: MOST * 5]
    )
    return sorted(rows, key=lambda row: row.state not in _OPEN)[:MOST]


def told_of(requests: list[MeetingRequest]) -> list[Told]:
    """Each of them. Two queries, however many there are."""
    ids = [request.pk for request in requests]
    if not ids:
        return []
    missing = dict(Completion.objects.filter(request__in=ids, given_at=None).values_list("request", "missing"))
    seated = Seat.objects.filter(request__in=ids, state__in=Seat.SEATED).select_related("session")
    seats = {seat.request_id: seat for seat in seated}
    return [_told(request, missing.get(request.pk, ""), seats.get(request.pk)) for request in requests]


def named(actor: Actor, words: list[str]) -> list[MeetingRequest]:
    """The requests that the actor may see of people so named, in whatever spelling: the open ones first, then the newest. One
    query."""
    if not words or not actor.can(Power.SEE_MEETINGS):
        return []
    asked = Q()
    for word in words:
        asked &= Q(beneficiary__name_folded__contains=word)
    rows = meetings_visible_to(actor).filter(asked).select_related("beneficiary", "centre__parent")
    newest = list(rows.filter(state__in=_OPEN).order_by("-filed_at", "-pk")[:MOST])
    return newest or list(rows.order_by("-filed_at", "-pk")[:MOST])


def _told(request: MeetingRequest, missing: str, seat: Seat | None) -> Told:
    runs = State(request.state) in UNANSWERED_STATES and request.due_at is not None
    return Told(request=request, promised_at=request.committed_at if runs else None, missing=missing, seat=seat)


def _told_to(actor: Actor) -> QuerySet[MeetingRequest]:
    """The newest first."""
    rows = MeetingRequest.objects.order_by("-filed_at", "-pk")
    if actor.can(Power.ANSWER_CALLERS):
        return rows
    if actor.can(Power.SEE_MEETINGS):
        return meetings_visible_to(actor).order_by("-filed_at", "-pk")
    if not may_tell(actor) or actor.reach is None or actor.reach.column not in _COLUMNS:
        return rows.none()
    return rows.filter(**{f"{actor.reach.column}__in": actor.reach.places})
