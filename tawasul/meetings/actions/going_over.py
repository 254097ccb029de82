"""The tree changed: what people asked of an official, and when he receives, goes over to what took over from their centre."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from tawasul.centres import queries as centres
from tawasul.centres.actor import SYSTEM
from tawasul.meetings import timekeeping
from tawasul.meetings.actions.arranging import cancel_session, overlapping
from tawasul.meetings.actions.changing import record
from tawasul.meetings.lifecycle import OPEN_STATES
from tawasul.meetings.models import MeetingRequest, Session, Times

_OPEN = sorted(state.value for state in OPEN_STATES)


def go_over(*, place_ids: Collection[int], reason: str, at: datetime) -> int:
    """Open requests and sessions to come of these places are now those of what took over; how many requests.

    The fixed times of a centre that closed end with it. A session in whose hours the successor has one already is cancelled:
    everybody in it is told, and re-booked there. Part of changing the tree.
    """
    touched = Q(centre__in=place_ids) | Q(sector__in=place_ids)
    rows = MeetingRequest.objects.select_for_update().filter(touched, state__in=_OPEN).order_by("pk")
    gone = sum(_request(request, reason, at) for request in rows)
    Times.objects.filter(centre__in=place_ids, centre__succeeded_by__isnull=False).update(last_day=at.date())
    for session in Session.objects.filter(touched, state=Session.PLANNED, ends_at__gt=at).order_by("begins_at"):
        _session(session, reason, at)
    return gone


def _request(request: MeetingRequest, reason: str, at: datetime) -> bool:
    before, now = centres.place(request.centre_id), centres.standing_for(request.centre_id)
    sector = centres.sector_of(now)
    if now.pk == request.centre_id and (sector.pk if sector else None) == request.sector_id:
        return False
    request.centre, request.sector = now, sector
    at = max(at, request.changed_at)
    timekeeping.go_over(request, at)
    names = {
        f"{word}_{key}": getattr(place, f"name_{key}")
        for word, place in (("from", before), ("to", now))
        for key in ("ar", "en")
    }
    record(SYSTEM, request, kind="brought_over", at=at, data={**names, "reason": reason})
    request.save()
    return True


def _session(session: Session, reason: str, at: datetime) -> None:
    now = centres.standing_for(session.centre_id)
    before = session.centre_id
    if now.pk == before or overlapping(now.pk, session.begins_at, session.ends_at, but=session.pk) is None:
        session.centre, session.sector = now, centres.sector_of(now)
        session.save(update_fields=["centre", "sector"])
    else:
        Session.objects.filter(pk=session.pk).update(sector=centres.sector_of(centres.place(before)))
        cancel_session(actor=SYSTEM, session_id=session.pk, reason=reason[:300], at=at)
