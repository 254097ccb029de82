"""The official's times, and the sessions that they make; a session cancelled, and everybody told and re-booked by rank."""

from collections.abc import Mapping
from datetime import date, datetime, time
from secrets import token_urlsafe
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tawasul.calendars.queries import schedule_for
from tawasul.centres import queries as centres
from tawasul.centres.actor import SYSTEM, Actor
from tawasul.centres.models import Place
from tawasul.centres.queries import scopes_of
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.lib.hijri import RIYADH, from_to
from tawasul.meetings import calling, policies, telling
from tawasul.meetings.actions.changing import record
from tawasul.meetings.actions.seating import LONGEST_WHY, free_places, hold, lose_place, rebook, tell
from tawasul.meetings.labels import EVERY, NO_SUCH_SESSION, WEEKDAYS
from tawasul.meetings.models import Cause, DayOut, Feed, MeetingRequest, Seat, Session, Times
from tawasul.meetings.queries import sessions_visible_to
from tawasul.meetings.times import AHEAD, Rule, fits, open_all_along, sitting_on, sittings
from tawasul.tickets.actions.changing import given

MOST_PLACES, LONGEST_TURN = 200, 240
ROUND = 5  # minutes: turns begin at whole ones, as far as there is time for them
LONGEST_ROOM = 150
KEY_BYTES = 18  # 144 bits: nobody guesses the address


@transaction.atomic
def set_times(
    *,
    actor: Actor,
    centre_id: int,
    weekday: int,
    opens: time,
    closes: time,
    places: int,
    minutes: int,
    room: str,
    first_day: date,
    at: datetime,
) -> Times:
    """Say a fixed time at which the official receives; its sessions are laid out at once. It
    overlaps with no other fixed time. Raises NotAllowed, Invalid by field."""
    centre = _centre(actor, centre_id)
    room = " ".join(given("room", room, longest=LONGEST_ROOM).split())
    rule = Rule(weekday=weekday, opens=opens, closes=closes, places=places, minutes=minutes, first=first_day)
    _require(rule, at)
    hold(centre.pk)
    _require_alone(centre, rule, at)
    times = Times.objects.create(
        centre=centre,
        weekday=weekday,
        opens=opens,
        closes=closes,
        places=places,
        minutes=minutes,
        room=room,
        first_day=first_day,
        set_by_id=actor.user_id or 0,
        set_at=at,
    )
    lay_out(centre_id=centre.pk, at=at)
    return times


@transaction.atomic
def end_times(*, actor: Actor, times_id: int, at: datetime) -> Times:
    """The official receives at this time no more. Sessions to come in which nobody sits fall away; the others stand, and are
    cancelled one by one where they must be: everybody in them is told then. Raises Conflict where it has ended."""
    times = Times.objects.select_related("centre").filter(pk=times_id).first()
    if times is None:
        raise NotFound(NO_SUCH_SESSION)
    policies.holding(actor, times.centre)
    hold(times.centre_id)
    times.refresh_from_db(fields=["last_day"])
    if times.last_day is not None:
        raise Conflict(_("This time has ended already."), code="not-now")
    times.last_day = at.astimezone(RIYADH).date()
    times.save(update_fields=["last_day"])
    empty = times.sessions.filter(begins_at__gt=at, state=Session.PLANNED).exclude(seats__state__in=Seat.ACTIVE)
    for session in empty.order_by("pk"):
        session.state, session.reason = Session.CANCELLED, "—"
        tell(actor, session, "cancelled", at, {"reason": "—", "moved": 0, "waiting": 0})
    return times


@transaction.atomic
def lay_out(*, centre_id: int, at: datetime, again: date | None = None) -> int:
    """Make the sessions of the coming weeks that the times of a centre ask for and the calendar allows; how many. What stands,
    stands: it may run any number of times, and two at once make each session once. Where another session stands in its
    hours none is made, and none where it was cancelled before, but for the day `again`."""
    centre = centres.place(centre_id)
    today = at.astimezone(RIYADH).date()
    schedule = schedule_for(scopes_of(centre.path))
    without = set(DayOut.objects.filter(centre=centre, day__gte=today).values_list("day", flat=True))
    sector, made = centres.sector_of(centre), 0
    hold(centre.pk)
    for times in Times.objects.filter(centre=centre).order_by("pk"):
        for sitting in sittings(times.rule, today, today + AHEAD, schedule, without):
            made_before = sitting.begins.astimezone(RIYADH).date() != again and _stands(times, sitting.begins)
            if sitting.begins <= at or made_before:
                continue
            if overlapping(centre.pk, sitting.begins, sitting.ends) is not None:
                continue
            session = Session(
                centre=centre,
                sector=sector,
                times=times,
                begins_at=sitting.begins,
                ends_at=sitting.ends,
                places=sitting.places,
                minutes=times.minutes,
                room=times.room,
            )
            try:
                with transaction.atomic():
                    session.save(force_insert=True)
                    tell(SYSTEM, session, "opened", at, {})
                    made += 1
            except IntegrityError:  # another made it, or something stands at that hour
                continue
    return made


def _stands(times: Times, begins: datetime) -> bool:
    """Whether the session of this rule was made before, though it may have been cancelled since."""
    return times.sessions.filter(begins_at=begins).exists()


def overlapping(centre_id: int, begins: datetime, ends: datetime, *, but: int = 0) -> Session | None:
    """A session that stands at the centre at some time between two instants, if there is one; but for that of the id `but`."""
    rows = Session.objects.filter(centre=centre_id, state=Session.PLANNED, begins_at__lt=ends, ends_at__gt=begins)
    return rows.exclude(pk=but).order_by("begins_at").first()


@transaction.atomic
def open_session(
    *,
    actor: Actor,
    centre_id: int,
    begins_at: datetime,
    ends_at: datetime,
    places: int,
    room: str,
    at: datetime,
    cause_id: int | None = None,
    anyway: bool = False,
) -> Session:
    """Open a session beside the fixed times: for all who ask about one cause, received together, or for single persons, between
    whom its time is shared out: in whole five minutes, or where there is less for each, in whole ones. Outside the centre's
    working hours it is opened where that is meant (`anyway`). It overlaps with no other session, nor with a fixed time. Raises
    NotAllowed, Invalid by field."""
    centre = _centre(actor, centre_id)
    room = " ".join(given("room", room, longest=LONGEST_ROOM).split())
    cause = Cause.objects.filter(pk=cause_id, centre=centre).first() if cause_id else None
    wrong: dict[str, list[object]] = {}
    if cause_id and cause is None:
        wrong["cause"] = [_("Choose one from the list.")]
    if begins_at <= at:
        wrong["day"] = [_("Choose a day and an hour that are still to come.")]
    if ends_at <= begins_at:
        wrong["closes"] = [_("It ends after it begins.")]
    elif not anyway and not open_all_along(schedule_for(scopes_of(centre.path)), begins_at, ends_at):
        wrong["anyway"] = [_("The centre does not work then, or not all the time. Say that it is meant all the same.")]
    if not 1 <= places <= MOST_PLACES:
        wrong["places"] = [_("Write a number of places from 1 to %(most)d.") % {"most": MOST_PLACES}]
    minutes = int((ends_at - begins_at).total_seconds() // 60)
    if not wrong and cause is None and minutes < places:
        wrong["places"] = [_("So many places do not fit between these hours: each has less than a minute.")]
    if not wrong:
        hold(centre.pk)
        if (said := _taken(centre, begins_at, ends_at)) is not None:
            wrong["opens"] = [said]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    session = Session(
        centre=centre,
        sector=centres.sector_of(centre),
        cause=cause,
        begins_at=begins_at,
        ends_at=ends_at,
        places=places,
        minutes=minutes if cause else _share(minutes, places),
        room=room,
    )
    session.save(force_insert=True)
    tell(actor, session, "opened", at, {})
    return session


def _share(minutes: int, places: int) -> int:
    """The minutes for each: whole five of them, where there are five."""
    each = minutes // places
    return each - each % ROUND if each >= ROUND else each


@transaction.atomic
def cancel_session(*, actor: Actor, session_id: int, reason: str, at: datetime) -> Session:
    """The official cannot receive then, on the very day perhaps: everybody who has a place is re-booked by rank into the next
    sessions, as far as places are free, and told once: the new date, or that one follows. Raises Conflict where it was
    cancelled before."""
    session = sessions_visible_to(actor).select_related("centre").filter(pk=session_id).first()
    if session is None:
        raise NotFound(NO_SUCH_SESSION)
    policies.holding(actor, session.centre)
    reason = given("reason", reason, longest=LONGEST_WHY)
    hold(session.centre_id)
    session.refresh_from_db()
    if session.state != Session.PLANNED or at >= session.ends_at:
        raise Conflict(_("This session is over, or was cancelled."), code="not-now")
    seats = list(
        session.seats.filter(state__in=Seat.SEATED).select_related("session").order_by("request__rank_at", "pk")
    )
    session.seats.filter(state=Seat.RESERVE).update(state=Seat.RELEASED, changed_at=at)
    session.state, session.reason = Session.CANCELLED, reason
    session.save()
    places = _places_after(session, at)
    moved = 0
    for seat in seats:
        request = lose_place(actor, seat, "session_cancelled", reason, at, silent=True, waits=not places)
        seat.state, seat.changed_at = Seat.CANCELLED, at
        seat.save()
        telling.call_off_invitations(seat.request_id)
        context = {"was": telling.day_of(seat.begins_at), "reason": reason}
        if places:
            other, place = places.pop(0)
            rebook(seat, other, place, at, context)
            moved += 1
        else:
            _told_without_date(request, seat, context, at)
    tell(actor, session, "cancelled", at, {"reason": reason, "moved": moved, "waiting": len(seats) - moved})
    return session


def _told_without_date(request: MeetingRequest, seat: Seat, context: Mapping[str, object], at: datetime) -> None:
    """No place is free in any of the next sessions: they are told that a date follows."""
    locked = MeetingRequest.objects.select_related("centre").select_for_update(of=("self",)).get(pk=request.pk)
    event = record(SYSTEM, locked, kind="date_follows", at=max(at, locked.changed_at))
    calling.plan_to_tell(locked, event.at, begins_at=seat.begins_at)
    locked.save(update_fields=["version", "changed_at", *calling.KEPT])
    telling.to_beneficiary(locked, "meeting_session_cancelled", event, context, begins_at=seat.begins_at)


def _places_after(session: Session, at: datetime) -> list[tuple[Session, int]]:
    """The free places of the sessions that begin with it or later at its centre, or at what took over from it, the soonest
    first: nobody is bidden earlier than they were to come. Of a group those of its own kind alone."""
    centre_id = centres.standing_for(session.centre_id).pk
    rows = Session.objects.filter(centre=centre_id, state=Session.PLANNED, begins_at__gt=at, cause=session.cause_id)
    rows = rows.filter(begins_at__gte=session.begins_at)
    return [(row, place) for row in rows.order_by("begins_at") for place in free_places(row)]


@transaction.atomic
def leave_out(*, actor: Actor, centre_id: int, day: date, reason: str, at: datetime) -> DayOut:
    """The official does not receive on a day: its sessions are cancelled, and everybody in them is told and re-booked."""
    centre = _centre(actor, centre_id)
    reason = given("reason", reason, longest=200)
    if day < at.astimezone(RIYADH).date():
        said = _("Choose a day that is still to come.")
        raise Invalid(said, fields={"day": [said]})
    out, made = DayOut.objects.get_or_create(
        centre=centre, day=day, defaults={"reason": reason, "set_by_id": actor.user_id or 0, "set_at": at}
    )
    if not made:
        said = _("This day is left out already.")
        raise Invalid(said, fields={"day": [said]})
    begins, ends = datetime.combine(day, time.min, RIYADH), datetime.combine(day, time.max, RIYADH)
    rows = Session.objects.filter(centre=centre, state=Session.PLANNED, begins_at__range=(begins, ends), ends_at__gt=at)
    for session in rows.order_by("begins_at"):
        cancel_session(actor=actor, session_id=session.pk, reason=reason, at=at)
    return out


@transaction.atomic
def take_back(*, actor: Actor, centre_id: int, day: date, at: datetime) -> int:
    """The official receives on a day after all that was left out: the sessions of the fixed times are laid out anew, and
    empty; how many. Whoever had a place then has another date, or waits for one. Raises NotFound."""
    centre = _centre(actor, centre_id)
    hold(centre.pk)
    today = at.astimezone(RIYADH).date()
    gone, _each = DayOut.objects.filter(centre=centre, day=day, day__gte=today).delete()
    if not gone:
        raise NotFound(_("This day is not left out."))
    return lay_out(centre_id=centre.pk, at=at, again=day)


@transaction.atomic
def renew_feed(*, actor: Actor, centre_id: int, at: datetime) -> Feed:
    """Give the calendar of a centre's sessions an address, or another one: the one before opens nothing any more."""
    centre = _centre(actor, centre_id)
    feed, _made = Feed.objects.update_or_create(
        centre=centre, defaults={"key": token_urlsafe(KEY_BYTES), "renewed_at": at}
    )
    return feed


def lay_out_all(*, at: datetime) -> int:
    """As `lay_out`, for every centre whose official has times."""
    ids = Times.objects.order_by().values_list("centre", flat=True).distinct()
    return sum(lay_out(centre_id=pk, at=at) for pk in sorted(ids))


def _centre(actor: Actor, centre_id: int) -> Place:
    centre = centres.place(centre_id)
    policies.holding(actor, centre)
    if actor.user_id is None:
        raise NotAllowed(_("Only a person does this."))
    return centre


def _require_alone(centre: Place, rule: Rule, at: datetime) -> None:
    """No other fixed time of the centre holds at a part of the hours of the rule. Raises Invalid (field `opens`)."""
    today = at.astimezone(RIYADH).date()
    rows = Times.objects.filter(centre=centre, weekday=rule.weekday, opens__lt=rule.closes, closes__gt=rule.opens)
    other = rows.filter(Q(last_day=None) | Q(last_day__gt=max(today, rule.first))).order_by("opens").first()
    if other is not None:
        said = _said_of_times(other)
        raise Invalid(said, fields={"opens": [said]})


def _said_of_times(times: Times) -> Any:
    return _("It overlaps with the fixed time of every %(day)s, %(hours)s, %(room)s.") % {
        "day": EVERY[times.weekday],
        "hours": from_to(times.opens, times.closes, get_language() or "ar"),
        "room": times.room,
    }


def _taken(centre: Place, begins: datetime, ends: datetime) -> Any:
    """What stands between two instants, in words: a session, or a fixed time whose session is not laid out yet; None where
    nothing does."""
    session = overlapping(centre.pk, begins, ends)
    if session is not None:
        return _("It overlaps with the session of %(hours)s on this day, %(room)s.") % {
            "hours": from_to(session.begins_at, session.ends_at, get_language() or "ar"),
            "room": session.room,
        }
    day, schedule = begins.astimezone(RIYADH).date(), schedule_for(scopes_of(centre.path))
    if DayOut.objects.filter(centre=centre, day=day).exists():
        return None
    for times in Times.objects.filter(centre=centre, weekday=day.weekday()).order_by("opens"):
        sitting = sitting_on(times.rule, day, schedule)
        if sitting is None or _stands(times, sitting.begins):
            continue
        if sitting.begins < ends and begins < sitting.ends:
            return _said_of_times(times)
    return None


def _require(rule: Rule, at: datetime) -> None:
    wrong: dict[str, list[object]] = {}
    if rule.weekday not in dict(WEEKDAYS):
        wrong["weekday"] = [_("Choose one from the list.")]
    if rule.closes <= rule.opens:
        wrong["closes"] = [_("It ends after it begins.")]
    if not 1 <= rule.places <= MOST_PLACES:
        wrong["places"] = [_("Write a number of places from 1 to %(most)d.") % {"most": MOST_PLACES}]
    if not 1 <= rule.minutes <= LONGEST_TURN:
        wrong["minutes"] = [_("Write a number of minutes from 1 to %(most)d.") % {"most": LONGEST_TURN}]
    if not wrong and not fits(rule):
        wrong["places"] = [_("So many places of so many minutes do not fit between these hours.")]
    if rule.first < at.astimezone(RIYADH).date():
        wrong["first_day"] = [_("Choose a day that is still to come.")]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
