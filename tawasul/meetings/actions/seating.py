"""Places in a session: given by rank and waiting time, confirmed, given back; the first reserve moves up.

Whatever changes who sits where holds the lock of its centre first (`hold`): of two who ask for the last place the second
finds it taken, and a place that falls free is given once.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from tawasul.attachments import locks
from tawasul.centres.actor import SYSTEM, Actor
from tawasul.lib.errors import Conflict, Invalid, NotFound
from tawasul.lib.hijri import RIYADH, dual_date, dual_moment
from tawasul.lib.reference import spoken
from tawasul.meetings import calling, links, policies, telling
from tawasul.meetings.actions.changing import begin, finish, record
from tawasul.meetings.events import SESSION
from tawasul.meetings.labels import NO_SUCH_SESSION
from tawasul.meetings.lifecycle import Act, State
from tawasul.meetings.models import MeetingRequest, Seat, Session
from tawasul.meetings.queries import meetings_visible_to, sessions_visible_to
from tawasul.meetings.times import turn
from tawasul.tickets.actions.changing import given
from tawasul.tickets.saying import both
from tawasul.timeline import actions as timeline
from tawasul.timeline.models import Event

RESERVES = 3
LONGEST_WHY = 300
LATEST_AHEAD = timedelta(days=366)  # how far ahead whoever cannot come may name a day
FULL = _("This session has no free place. Choose another session, or put them in reserve.")
RESERVED = _("This request is in reserve for this session already, and moves up as soon as a place falls free.")
# Why a place fell free, by what became of it, as the session's history says it.
FREED = {
    Seat.POSTPONED: _("another date was asked for"),
    Seat.DECLINED: _("the request has ended"),
    Seat.RELEASED: _("taken out of the session"),
}


def hold(centre_id: int) -> None:
    """Nobody else changes who sits where at this centre until the transaction ends."""
    locks.hold(f"meetings:{centre_id}")


def hold_for(request_id: int) -> None:
    """As `hold`, where the request has a place or a turn in a session, before the request itself is locked."""
    rows = Seat.objects.filter(request=request_id, state__in=Seat.ACTIVE)
    centre_id = rows.values_list("session__centre", flat=True).first()
    if centre_id is not None:
        hold(centre_id)


def release_reserves(centre_id: int, at: datetime) -> int:
    """Whoever is still in reserve for a session that is over waits for another; how many. The lock of the centre is held."""
    over = Seat.objects.filter(state=Seat.RESERVE, session__centre=centre_id, session__ends_at__lte=at)
    return over.update(state=Seat.RELEASED, changed_at=at)


def release_all_reserves(*, now: Callable[[], datetime]) -> int:
    """As `release_reserves`, at every centre."""
    over = Seat.objects.filter(state=Seat.RESERVE, session__ends_at__lte=now()).order_by()
    released = 0
    for centre_id in sorted(set(over.values_list("session__centre", flat=True))):
        with transaction.atomic():
            hold(centre_id)
            released += release_reserves(centre_id, now())
    return released


@transaction.atomic
def draw_up(*, actor: Actor, session_id: int, at: datetime, reserves: int = RESERVES) -> Session:
    """Fill the free places with those who are ready, by rank and waiting time, and name reserves; asked again, what is free is
    filled. Everybody who gets a place is invited. Raises Conflict where the session has begun or was cancelled."""
    session = _held(actor, session_id, at)
    waiting = list(_waiting(session)[: session.places + reserves])
    free = free_places(session)
    seated = waiting[: len(free)]
    for place, request in zip(free, seated, strict=False):
        _seat(actor, session, request.pk, place, at, kind="invited", message="meeting_invited")
    missing = max(0, reserves - session.seats.filter(state=Seat.RESERVE).count())
    put_by = waiting[len(free) :][:missing] if len(waiting) > len(free) else []
    for request in put_by:
        _put_in_reserve(actor, session, request, at)
    session.drawn_up_at = at
    tell(actor, session, "drawn_up", at, {"seated": len(seated), "reserves": len(put_by)})
    return session


@transaction.atomic
def give_place(*, actor: Actor, session_id: int, reference: str, at: datetime, reason: str = "") -> Seat:
    """Give one request, named by its number, a place by hand. Whoever so passes over somebody who ranks before it says why
    (`reason`), and the session's history keeps it. Raises Conflict ("full") where none is free, Invalid for a request that is
    not ready or is of another centre, and by the field `reason` where one is needed."""
    session = _held(actor, session_id, at)
    request = _asked_for(actor, session, reference)
    free = free_places(session)
    if not free:
        reserved = session.seats.filter(request=request, state=Seat.RESERVE).exists()
        raise Conflict(RESERVED if reserved else FULL, code="full")
    why = _why_before_others(_passed_over(session, request, len(free) - 1), reason)
    seat = _seat(actor, session, request.pk, free[0], at, kind="invited", message="meeting_invited")
    data = {"number": spoken(request.reference), "place": free[0]} | why
    tell(actor, session, "booked_before_others" if why else "booked", at, data)
    return seat


@transaction.atomic
def put_in_reserve(*, actor: Actor, session_id: int, reference: str, at: datetime, reason: str = "") -> Seat:
    """Put one request, named by its number, behind the other reserves; with a `reason` where that passes over somebody who
    ranks before it. Raises Invalid where it stands among them, and by the field `reason` where one is needed."""
    session = _held(actor, session_id, at)
    request = _asked_for(actor, session, reference)
    if session.seats.filter(request=request, state=Seat.RESERVE).exists():
        raise Invalid(RESERVED, fields={"reference": [RESERVED]})
    why = _why_before_others(_passed_over(session, request, len(free_places(session)), reserves=False), reason)
    seat = _put_in_reserve(actor, session, request, at)
    data = {"number": spoken(request.reference)} | why
    tell(actor, session, "put_in_reserve_before_others" if why else "put_in_reserve", at, data)
    return seat


@transaction.atomic
def confirm(*, actor: Actor, request_id: int, at: datetime, seen: int | None = None) -> MeetingRequest:
    """They come: by their link, or by an officer to whom they said so. Said twice it stays said once."""
    seat = _seat_held(request_id)
    request, step, at = begin(actor, request_id, Act.CONFIRM, seen=seen, at=at)
    if seat.state == Seat.CONFIRMED:
        return request
    seat.state, seat.changed_at = Seat.CONFIRMED, at
    seat.save()
    if request.call_purpose == "confirm_date":
        calling.drop(request)
    finish(actor, request, step, kind="confirmed", at=at, data=said_when(seat))
    return request


@transaction.atomic
def postpone(
    *,
    actor: Actor,
    request_id: int,
    reason: str,
    at: datetime,
    not_before: date | None = None,
    seen: int | None = None,
) -> MeetingRequest:
    """They cannot come then: the place goes to the first reserve, and they keep their rank for one of the next sessions, of
    those from `not_before` on where they name a day. Raises Invalid by field."""
    seat = _seat_held(request_id)
    request, step, at = begin(actor, request_id, Act.POSTPONE, seen=seen, at=at)
    reason = given("reason", reason, longest=LONGEST_WHY)
    _require_day(not_before, at)
    request.not_before = not_before
    if request.call_purpose == "confirm_date":
        calling.drop(request)
    data = {**said_when(seat), "reason": reason}
    if not_before is not None:
        data |= {f"day_{language}": dual_date(not_before, language) for language in ("ar", "en")}
    event = finish(actor, request, step, kind="postponed_until" if not_before else "postponed", at=at, data=data)
    telling.to_unit(
        request, "meeting_place_given_back", event, {"was": telling.day_of(seat.begins_at), "reason": reason}
    )
    give_back(seat, Seat.POSTPONED, reason, at)
    return request


@transaction.atomic
def take_out(*, actor: Actor, session_id: int, seat_id: int, reason: str, at: datetime) -> Session:
    """Take somebody out of a session: one who has a place is told that another date follows; a reserve was never told."""
    session = _held(actor, session_id, at)
    seat = session.seats.filter(pk=seat_id, state__in=Seat.ACTIVE).first()
    if seat is None:
        raise NotFound(NO_SUCH_SESSION)
    reason = given("reason", reason, longest=LONGEST_WHY)
    if seat.state == Seat.RESERVE:
        seat.state, seat.reason, seat.changed_at = Seat.RELEASED, reason, at
        seat.save()
        number = spoken(seat.request.reference)
        tell(actor, session, "out_of_reserve", at, {"number": number, "reason": reason})
        return session
    lose_place(actor, seat, "taken_out", reason, at)
    give_back(seat, Seat.RELEASED, reason, at)
    return session


def vacate(request_id: int, reason: str, at: datetime) -> Seat | None:
    """Whoever asked needs it no more: their place, if they have one, goes to the first reserve. The lock of the centre is
    held."""
    seat = Seat.objects.select_related("session").filter(request=request_id, state__in=Seat.ACTIVE).first()
    if seat is not None:
        give_back(seat, Seat.DECLINED, reason, at)
    return seat


def give_back(seat: Seat, state: str, reason: str, at: datetime) -> None:
    """The seat is free again; the first reserve that is still ready moves up and is invited, while the session is to come."""
    had_place = seat.state in Seat.SEATED
    seat.state, seat.reason, seat.changed_at = state, reason[:LONGEST_WHY], at
    seat.save()
    session = seat.session
    if not had_place or seat.place is None:
        return
    telling.call_off_invitations(seat.request_id)
    number = spoken(seat.request.reference)
    why = {"place": seat.place, "number": number, **both("why", FREED[state]), "reason": seat.reason}
    tell(SYSTEM, session, "given_back", at, why)
    if session.state != Session.PLANNED or at >= seat.begins_at:
        return
    for reserve in session.seats.filter(state=Seat.RESERVE).select_related("request").order_by("turn"):
        reserve.state, reserve.changed_at = Seat.RELEASED, at
        reserve.save()
        if reserve.request.state == State.READY.value:
            _seat(SYSTEM, session, reserve.request_id, seat.place, at, kind="moved_up", message="meeting_moved_up")
            number = spoken(reserve.request.reference)
            tell(SYSTEM, session, "moved_up", at, {"number": number, "place": seat.place})
            return


def lose_place(
    actor: Actor, seat: Seat, kind: str, reason: str, at: datetime, *, silent: bool = False, waits: bool = True
) -> MeetingRequest:
    """The request waits again, by the rank that it had; told that another date follows, unless `silent`. `waits`: whether no
    other date is given at once."""
    request, step, at = begin(SYSTEM, seat.request_id, Act.LOSE_PLACE, seen=None, at=at)
    if request.call_purpose == "confirm_date":
        calling.drop(request)
    if not silent:
        calling.plan_to_tell(request, at, begins_at=seat.begins_at)
    event = finish(actor, request, step, kind=kind, at=at, data={**said_when(seat), "reason": reason}, waits=waits)
    if not silent:
        context = {"was": telling.day_of(seat.begins_at), "reason": reason}
        telling.to_beneficiary(request, "meeting_date_lost", event, context, begins_at=seat.begins_at)
    return request


def free_places(session: Session) -> list[int]:
    """The numbers of the places that nobody has, the first turns first."""
    taken = set(session.seats.filter(state__in=Seat.SEATED).values_list("place", flat=True))
    return [place for place in range(1, session.places + 1) if place not in taken]


def rebook(lost: Seat, session: Session, place: int, at: datetime, context: Mapping[str, Any]) -> Seat:
    """Give a place in another session to whoever lost theirs, and tell them both at once."""
    seat = _seat(
        SYSTEM,
        session,
        lost.request_id,
        place,
        at,
        kind="rebooked",
        message="meeting_rebooked",
        more=context,
        lost=lost,
    )
    number = spoken(seat.request.reference)
    tell(SYSTEM, session, "rebooked", at, {"number": number, "place": place, **said_when(lost)})
    return seat


def said_when(seat: Seat) -> dict[str, str]:
    """The day and the hour of a place, for an event."""
    said = {f"when_{language}": dual_moment(seat.begins_at, language) for language in ("ar", "en")}
    return {**said, "when_at": seat.begins_at.isoformat(), "room": seat.session.room}


def tell(actor: Actor, session: Session, kind: str, at: datetime, data: Mapping[str, Any]) -> Event:
    """Save the session, and append what happened to its chain."""
    session.version += 1
    session.save()
    return timeline.record(
        actor=actor, subject_kind=SESSION, subject_id=session.pk, kind=kind, at=at, public=False, data=data
    )


def _seat(
    actor: Actor,
    session: Session,
    request_id: int,
    place: int,
    at: datetime,
    *,
    kind: str,
    message: str,
    more: Mapping[str, Any] | None = None,
    lost: Seat | None = None,
) -> Seat:
    """A place for a request that is ready: it is scheduled, its clock has its answer, and whoever asked is invited; by night
    only where this turn, or the one that they `lost` by it, begins soon."""
    request, step, at = begin(SYSTEM, request_id, Act.GIVE_PLACE, seen=None, at=at)
    Seat.objects.filter(request=request, state=Seat.RESERVE).update(state=Seat.RELEASED, changed_at=at)
    begins = session.begins_at if session.cause_id else turn(session.begins_at, place, session.minutes)
    seat = Seat.objects.create(
        session=session, request=request, place=place, begins_at=begins, state=Seat.INVITED, made_at=at, changed_at=at
    )
    calling.plan(request, "confirm_date", at, begins_at=begins)
    event = finish(actor, request, step, kind=kind, at=at, data=said_when(seat))
    context = {
        "when": telling.to_come_at(seat.begins_at),
        "room": session.room,
        "link": links.path_to(seat),
        **(more or {}),
    }
    telling.to_beneficiary(request, message, event, context, begins_at=min(begins, lost.begins_at) if lost else begins)
    return seat


def _put_in_reserve(actor: Actor, session: Session, request: MeetingRequest, at: datetime) -> Seat:
    last = session.seats.filter(state=Seat.RESERVE).aggregate(last=Max("turn"))["last"] or 0
    seat = Seat.objects.create(
        session=session,
        request=request,
        turn=last + 1,
        begins_at=session.begins_at,
        state=Seat.RESERVE,
        made_at=at,
        changed_at=at,
    )
    locked = MeetingRequest.objects.select_for_update().get(pk=request.pk)
    record(actor, locked, kind="put_in_reserve", at=max(at, locked.changed_at), data=said_when(seat))
    locked.save(update_fields=["version", "changed_at"])
    return seat


def _require_day(not_before: date | None, at: datetime) -> None:
    """The day from which they can come lies ahead, and within a year. Raises Invalid (field `not_before`)."""
    if not_before is None:
        return
    ahead = not_before - at.astimezone(RIYADH).date()
    said: Any = _("Choose a day that is still to come.") if ahead <= timedelta(0) else ""
    if ahead > LATEST_AHEAD:
        said = _("Choose a day within a year.")
    if said:
        raise Invalid(said, fields={"not_before": [said]})


def _passed_over(session: Session, request: MeetingRequest, left: int, *, reserves: bool = True) -> int:
    """How many who are ready for this session, or are its `reserves`, rank before a request and find no place among the `left`
    ones once it is booked: none where drawing up by rank would have booked it too."""
    waiting = MeetingRequest.objects.filter(pk__in=_waiting(session).order_by().values("pk"))
    if reserves:
        waiting |= MeetingRequest.objects.filter(
            pk__in=session.seats.filter(state=Seat.RESERVE).order_by().values("request"), state=State.READY.value
        )
    before = Q(rank_at__lt=request.rank_at) | Q(rank_at=request.rank_at, pk__lt=request.pk)
    count = waiting.filter(before).exclude(pk=request.pk).count()
    return count if count > left else 0


def _why_before_others(passed_over: int, reason: str) -> dict[str, Any]:
    """What the history says of whoever was passed over; empty where nobody was. Raises Invalid (field `reason`)."""
    if not passed_over:
        return {}
    if not reason.strip():
        said = ngettext(
            "%(count)d request that is ready ranks before this one. Write why this one is booked before it.",
            "%(count)d requests that are ready rank before this one. Write why this one is booked before them.",
            passed_over,
        ) % {"count": passed_over}
        raise Invalid(said, fields={"reason": [said]})
    return {"reason": given("reason", reason, longest=LONGEST_WHY), "passed_over": passed_over}


def _waiting(session: Session) -> Any:
    """Those who are ready for this session, in their order, and have no place or turn anywhere; but for whoever said that they
    cannot come before a later day."""
    ready = MeetingRequest.objects.filter(centre=session.centre_id, state=State.READY.value)
    ready = ready.exclude(not_before__gt=session.begins_at.astimezone(RIYADH).date())
    if session.cause_id:
        ready = ready.filter(cause=session.cause_id)
    busy = Seat.objects.filter(state__in=Seat.ACTIVE, session__centre=session.centre_id)
    again = Seat.objects.filter(session=session, state__in=[Seat.POSTPONED, Seat.RELEASED, Seat.DECLINED])
    ready = ready.exclude(pk__in=busy.order_by().values("request")).exclude(pk__in=again.order_by().values("request"))
    return ready.order_by("rank_at", "pk")


def _asked_for(actor: Actor, session: Session, reference: str) -> MeetingRequest:
    """The request of this number that is ready and has no place anywhere. Raises Invalid (field `reference`)."""
    digits = "".join(sign for sign in reference if sign.isdigit())
    found = meetings_visible_to(actor).filter(reference=digits, centre=session.centre_id).first()
    said: Any = ""
    if found is None:
        said = _("There is no request of this number at this centre.")
    elif session.seats.filter(request=found, state__in=Seat.SEATED).exists():
        said = _("This request has a place in this session already.")
    elif found.state != State.READY.value:
        said = _("This request is not ready for a session, or has a place already.")
    elif Seat.objects.filter(request=found, state=Seat.RESERVE).exclude(session=session).exists():
        said = _("This request is in reserve for another session.")
    if said or found is None:
        raise Invalid(said, fields={"reference": [said]})
    return found


def _held(actor: Actor, session_id: int, at: datetime) -> Session:
    """The session, with the lock of its centre, if it is to come and the actor arranges its sessions. Raises NotFound,
    NotAllowed, Conflict."""
    session = sessions_visible_to(actor).select_related("centre", "cause").filter(pk=session_id).first()
    if session is None:
        raise NotFound(NO_SUCH_SESSION)
    policies.arranging(actor)
    hold(session.centre_id)
    session.refresh_from_db()
    if session.state != Session.PLANNED or at >= session.ends_at:
        raise Conflict(_("This session is over, or was cancelled."), code="not-now")
    release_reserves(session.centre_id, at)
    return session


def _seat_held(request_id: int) -> Seat:
    """The place that a request has, with the lock of its centre. Raises Conflict where it has none any more."""
    seats = Seat.objects.select_related("session").filter(request=request_id, state__in=Seat.SEATED)
    found = seats.first()
    if found is not None:
        hold(found.session.centre_id)
        found = seats.first()
    if found is None:
        raise Conflict(_("This place is not theirs any more. Look at how it stands now."), code="not-now")
    return found
