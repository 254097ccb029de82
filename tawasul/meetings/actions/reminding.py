"""On the day before, whoever has a place in a session is reminded of it, and may still give it back; on the morning after,
whoever did not come is told that they had been expected. Whom no message reaches is to be called."""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta

from django.db import transaction

from tawasul.centres.actor import SYSTEM
from tawasul.lib.errors import Refused
from tawasul.lib.hijri import RIYADH
from tawasul.meetings import calling, links, telling
from tawasul.meetings.actions.changing import record
from tawasul.meetings.actions.seating import hold, said_when
from tawasul.meetings.lifecycle import State
from tawasul.meetings.models import MeetingRequest, Seat, Session

logger = logging.getLogger(__name__)

FROM = time(9)  # of the day before, in Riyadh


def remind(*, now: Callable[[], datetime]) -> int:
    """Remind, once for each session, those who were invited before today to a session of tomorrow; how many. Each session in
    a transaction of its own; two at once remind once."""
    at = now().astimezone(RIYADH)
    if at.time() < FROM:
        return 0
    begins = datetime.combine(at.date() + timedelta(days=1), time.min, RIYADH)
    tomorrow = Session.objects.filter(begins_at__gte=begins, begins_at__lt=begins + timedelta(days=1))
    waiting = tomorrow.filter(state=Session.PLANNED, reminded_at=None).order_by("begins_at", "pk")
    reminded = 0
    for pk in list(waiting.values_list("pk", flat=True)):
        try:
            reminded += _remind(pk, now())
        except Refused:
            logger.exception("nobody was reminded of session %s", pk)
    return reminded


def tell_missed(*, now: Callable[[], datetime]) -> int:
    """Tell those who did not come on a day before today that they had been expected; how many. By then it can be corrected no
    more. Whoever has another date by now, or needs none, is not told. Two at once tell once."""
    at = now().astimezone(RIYADH)
    if at.time() < FROM:
        return 0
    today = datetime.combine(at.date(), time.min, RIYADH)
    rows = Seat.objects.filter(state=Seat.ABSENT, missed_told_at=None, changed_at__lt=today).order_by("pk")
    told = 0
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            told += _tell_missed(pk, now())
        except Refused:
            logger.exception("nobody was told of seat %s", pk)
    return told


@transaction.atomic
def _tell_missed(seat_id: int, at: datetime) -> int:
    rows = MeetingRequest.objects.select_for_update(of=("self",)).select_related("centre")
    request = rows.get(pk=Seat.objects.values_list("request", flat=True).get(pk=seat_id))
    seat = Seat.objects.select_related("session").filter(pk=seat_id, state=Seat.ABSENT, missed_told_at=None).first()
    if seat is None:
        return 0
    seat.missed_told_at = at
    seat.save(update_fields=["missed_told_at"])
    if request.state != State.READY.value:
        return 0
    if not request.gets_messages:
        return _have_them_called(request, at)
    event = record(SYSTEM, request, kind="miss_told", at=max(at, request.changed_at), data=said_when(seat))
    request.save(update_fields=["version", "changed_at"])
    telling.to_beneficiary(request, "meeting_missed", event)
    return 1


@transaction.atomic
def _remind(session_id: int, at: datetime) -> int:
    hold(Session.objects.values_list("centre", flat=True).get(pk=session_id))
    session = Session.objects.select_for_update().get(pk=session_id)
    if session.reminded_at is not None or session.state != Session.PLANNED:
        return 0
    session.reminded_at = at
    session.save(update_fields=["reminded_at"])
    today = datetime.combine(at.astimezone(RIYADH).date(), time.min, RIYADH)
    seats = list(session.seats.filter(state__in=Seat.SEATED, made_at__lt=today).order_by("request"))
    told = 0
    for seat in seats:
        seat.session = session
        told += _tell(seat, at)
    return told


def _have_them_called(request: MeetingRequest, at: datetime, seat: Seat | None = None) -> int:
    """No message reaches them: they are called, before their turn where one is to come, and have not been told yet."""
    calling.plan_to_tell(request, at, begins_at=seat.begins_at if seat else None)
    request.save(update_fields=list(calling.KEPT))
    return 0


def _tell(seat: Seat, at: datetime) -> int:
    request = MeetingRequest.objects.select_for_update(of=("self",)).select_related("centre").get(pk=seat.request_id)
    if not request.gets_messages:
        return _have_them_called(request, at, seat)
    event = record(SYSTEM, request, kind="date_reminded", at=max(at, request.changed_at), data=said_when(seat))
    request.save(update_fields=["version", "changed_at"])
    context = {"when": telling.to_come_at(seat.begins_at), "room": seat.session.room, "link": links.path_to(seat)}
    telling.to_beneficiary(request, "meeting_tomorrow", event, context, begins_at=seat.begins_at)
    return 1
