"""The sessions in which the official receives: those to come, what is done with each, and the fixed times that make them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from tawasul.lib.hijri import RIYADH, clock, dual_date, from_to, short_dual
from tawasul.lib.masking import masked
from tawasul.lib.mobile import local_form
from tawasul.lib.reference import spoken
from tawasul.meetings import actions, policies, queries
from tawasul.meetings.events import SESSION, SESSION_BY_KEY
from tawasul.meetings.labels import ACT_EXPLANATIONS, EVERY, SEAT_LABELS, SEAT_TONES, SESSION_LABELS, SESSION_TONES
from tawasul.meetings.lifecycle import Act
from tawasul.meetings.models import Decision, Seat, Session, Times
from tawasul.reception.models import Visit
from tawasul.reception.queries import here_of
from tawasul.timeline import queries as timeline
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import say
from tawasul.web.desk.meetings.session_forms import BackForm, BookForm, DayOutForm, OpenForm, TimesForm, WhyForm
from tawasul.web.desk.meetings.showing import breadcrumbs, row_of, seat_of
from tawasul.web.desk.meetings.whose import whose_of
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import said_moment, sector_name
from tawasul.web.desk.work.ticket.acting import once, once_of
from tawasul.web.doors import staff_only

IN_SESSION = ((Act.ATTEND, Seat.ATTENDED, "person-check"), (Act.MISS, Seat.ABSENT, "person-x"))
CORRECTIONS: dict[Act, Any] = {Act.ATTEND: _("Correct: they came"), Act.MISS: _("Correct: they did not come")}
QUESTIONS: dict[Act, Any] = {
    Act.ATTEND: _("Write down that they came?"),
    Act.MISS: _("Write down that they did not come?"),
}
WHICH: dict[str, Any] = {
    "coming": _("To come"),
    "past": pgettext_lazy("sessions", "Over"),
    "cancelled": pgettext_lazy("sessions", "Cancelled"),
}
EMPTY: dict[str, Any] = {
    "coming": _("No session is to come"),
    "past": _("No session has been held yet"),
    "cancelled": _("No session was cancelled"),
}


@staff_only(Power.SEE_MEETINGS)
@require_safe
def sessions(request: DeskRequest) -> HttpResponse:
    """The sessions. A fixed number of queries, however many there are and whoever sits in them."""
    at, which = timezone.now(), request.GET.get("which", "")
    which = which if which in WHICH else "coming"
    held, whose = queries.centres_held(request.actor), whose_of(request)
    context = {
        "title": _("Sessions"),
        "breadcrumbs": breadcrumbs((_("Sessions"), "")),
        "chips": [
            {
                "label": label,
                "url": f"{reverse('desk:meeting_sessions')}?{urlencode({'which': key} | whose.kept)}",
                "active": key == which,
            }
            for key, label in WHICH.items()
        ],
        "whose": whose.chips(reverse("desk:meeting_sessions"), {"which": which}),
        "shown": [shown(row, at) for row in queries.sessions_of(request.actor, which, at, whose.centres)],
        "empty": EMPTY[which],
        "ready": queries.ready_count(request.actor, whose.centres),
        "may_set": bool(held),
    }
    return render(request, "desk/meetings/sessions.html", context)


@staff_only(Power.SEE_MEETINGS)
@require_safe
def session(request: DeskRequest, session_id: int) -> HttpResponse:
    """One session: who sits in it, and in which turn. `book` opens the form for the request of this number."""
    found, given = queries.session_for(request.actor, session_id), request.GET.get("book", "")[:40]
    return page(request, found, timezone.now(), book=given)


def page(
    request: DeskRequest,
    found: Session,
    at: datetime,
    *,
    booking: Form | None = None,
    book: str = "",
    cancelling: Form | None = None,
    problem: Any = "",
    status: int = 200,
) -> HttpResponse:
    """The page; a fixed number of queries however many sit in it."""
    seats = queries.seats_of(found)
    seated = [seat for seat in seats if seat.place is not None]
    open_now = found.state == Session.PLANNED and at < found.ends_at
    arranges = request.actor.can(Power.HANDLE_MEETINGS) or request.actor.can(Power.HOLD_MEETINGS)
    head = shown(found, at)
    decided = queries.decisions_in(seated)
    here = here_of(found.centre_id, [seat.request.beneficiary_id for seat in seats], at) if _is_today(found, at) else {}
    context = {
        "title": head["title"],
        "head": head,
        "session": found,
        "breadcrumbs": breadcrumbs((_("Sessions"), reverse("desk:meeting_sessions")), (head["day"], "")),
        "seated": [
            _seat(request, seat, decided.get(seat.pk, []), at) | _in_hall(here.get(seat.request.beneficiary_id))
            for seat in seated
        ],
        "reserves": [
            _seat(request, seat, [], at) | {"place": position} | _in_hall(here.get(seat.request.beneficiary_id))
            for position, seat in enumerate((seat for seat in seats if seat.place is None), start=1)
        ],
        "free": max(0, found.places - len(seated)),
        "lost": _lost(found, at) if found.state == Session.CANCELLED else None,
        "may_read_statement": request.actor.can(Power.HOLD_MEETINGS),
        "may_arrange": arranges and open_now,
        "may_cancel": open_now and policies.may_hold(request.actor, found.centre),
        "booking": booking or BookForm(initial={"reference": book}),
        "booking_open": booking is not None or bool(book),
        "choices": _choices(request.actor, found) if arranges and open_now else [],
        "cancelling": cancelling or WhyForm(auto_id="cancel_%s"),
        "booking_failed": booking is not None,
        "cancelling_failed": cancelling is not None,
        "problem": problem,
        "once": uuid4(),
        "passages": [_passage(event) for event in timeline.events_of(SESSION, found.pk)],
    }
    return render(request, "desk/meetings/session.html", context, status=status)


@staff_only(Power.HANDLE_MEETINGS, Power.HOLD_MEETINGS)
@require_POST
def session_do(request: DeskRequest, session_id: int, deed: str) -> HttpResponse:
    """Draw it up, book somebody, take somebody out, or cancel it: once however often it is sent."""
    at = timezone.now()
    found = queries.session_for(request.actor, session_id)
    if deed not in DEEDS:
        raise NotFound(_("There is no such action."))
    return DEEDS[deed](request, found, at)


def _choices(actor: Actor, found: Session) -> list[dict[str, Any]]:
    """Who may be booked: those of its centre who wait for a session, the first in the order first. One query."""
    rows = queries.page_of(actor, queries.LIST_BY_KEY["ready"], centres=[found.centre_id]).rows
    fitting = [row for row in rows if found.cause_id in {None, row.cause_id}]
    return [{"number": spoken(row.reference), "name": row.asked_as, "about": row.summary} for row in fitting]


def _draw_up(request: DeskRequest, found: Session, at: datetime) -> HttpResponse:
    def act() -> Any:
        actions.draw_up(actor=request.actor, session_id=found.pk, at=at)
        return {}

    return _done(
        request, found, at, {"draw": found.pk}, act, _("The session is drawn up, and those in it are invited.")
    )


def _book(request: DeskRequest, found: Session, at: datetime) -> HttpResponse:
    form = BookForm(request.POST)
    if not form.is_valid():
        return page(request, found, at, booking=form, status=422)
    given, why = form.cleaned_data["reference"], form.cleaned_data["reason"]
    reserve = "reserve" in request.POST

    def act() -> Any:
        verb = actions.put_in_reserve if reserve else actions.give_place
        verb(actor=request.actor, session_id=found.pk, reference=given, reason=why, at=at)
        return {}

    said = _("The request is in reserve.") if reserve else _("The request has a place, and is invited.")
    return _done(request, found, at, {"book": given, "reserve": reserve, "why": why}, act, said, booking=form)


def _take_out(request: DeskRequest, found: Session, at: datetime) -> HttpResponse:
    form = WhyForm(request.POST)
    seat = request.POST.get("seat", "")
    if not form.is_valid() or not seat.isdecimal():
        return page(request, found, at, problem=_("Write why they are taken out."), status=422)

    def act() -> Any:
        why = form.cleaned_data["reason"]
        actions.take_out(actor=request.actor, session_id=found.pk, seat_id=int(seat), reason=why, at=at)
        return {}

    return _done(request, found, at, {"out": seat}, act, _("They are out of the session; the first reserve moves up."))


def _cancel(request: DeskRequest, found: Session, at: datetime) -> HttpResponse:
    form = WhyForm(request.POST, auto_id="cancel_%s")
    if not form.is_valid():
        return page(request, found, at, cancelling=form, status=422)

    def act() -> Any:
        actions.cancel_session(actor=request.actor, session_id=found.pk, reason=form.cleaned_data["reason"], at=at)
        return {}

    said = _("The session is cancelled. Everybody in it is told, and re-booked by rank as far as places are free.")
    return _done(request, found, at, {"cancel": found.pk}, act, said, cancelling=form)


DEEDS: dict[str, Callable[[DeskRequest, Session, datetime], HttpResponse]] = {
    "draw": _draw_up,
    "book": _book,
    "out": _take_out,
    "cancel": _cancel,
}


def _done(
    request: DeskRequest,
    found: Session,
    at: datetime,
    asked: dict[str, Any],
    act: Callable[[], Any],
    said: Any,
    *,
    booking: Form | None = None,
    cancelling: Form | None = None,
) -> HttpResponse:
    try:
        once(request, once_of(request), {"session": found.pk} | asked, at, act)
    except (NotFound, NotAllowed):
        raise
    except Refused as error:
        form = booking or cancelling
        if form is not None and isinstance(error, Invalid):
            for name, texts in error.fields.items():
                form.add_error(name if name in form.fields else None, " ".join(map(str, texts)))
        now = queries.session_for(request.actor, found.pk)
        problem = "" if form is not None and form.errors else error.message
        return page(request, now, at, booking=booking, cancelling=cancelling, problem=problem, status=error.status)
    calls = queries.to_be_called_in(found)
    to_call = _("To be called, because no message reaches them: %(count)d.") % {"count": calls} if calls else ""
    messages.success(request, f"{said} {to_call}".strip())
    return redirect("desk:meeting_session", session_id=found.pk)


@staff_only(Power.HOLD_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def times(request: DeskRequest) -> HttpResponse:
    """The fixed times, the days left out, a session beside them, and the office's calendar."""
    at, held = timezone.now(), queries.centres_held(request.actor)
    centre = _chosen(request, held)
    if centre is None:
        context = {"title": _("The official's times"), "breadcrumbs": breadcrumbs((_("The official's times"), ""))}
        return render(request, "desk/meetings/no_centre.html", context)
    today, causes = at.astimezone(RIYADH).date(), queries.causes_of(centre.pk)
    what = request.POST.get("what", "") if request.method == "POST" else ""
    forms: dict[str, Form] = {
        "times": TimesForm(request.POST if what == "times" else None, auto_id="times_%s", initial={"first_day": today}),
        "out": DayOutForm(request.POST if what == "out" else None, auto_id="out_%s"),
        "open": OpenForm(request.POST if what == "open" else None, auto_id="open_%s", causes=causes),
        "back": BackForm(request.POST if what == "back" else None, auto_id="back_%s"),
    }
    problem, status = "", 422 if what else 200
    try:
        if what and (answer := _set(request, centre, what, forms.get(what), at)) is not None:
            return answer
    except Conflict as error:
        problem, status = error.message, error.status
    feed = queries.feed_of(centre.pk)
    context = {
        "title": _("The official's times"),
        "breadcrumbs": breadcrumbs((_("Sessions"), reverse("desk:meeting_sessions")), (_("The official's times"), "")),
        "centre": centre,
        "place": sector_name(centre),
        "held": [{"id": each.pk, "name": sector_name(each), "active": each.pk == centre.pk} for each in held],
        "rows": [_times(row) for row in queries.times_of(centre.pk, today)],
        "out": [
            {
                "day": dual_date(row.day, get_language() or "ar"),
                "iso": row.day.isoformat(),
                "reason": row.reason,
                "by": row.set_by.name,
            }
            for row in queries.days_out_of(centre.pk, today)
        ],
        "forms": forms,
        "failed": what,
        "problem": problem,
        "feed": f"{settings.PUBLIC_URL}{reverse('portal:meetings_feed', args=[feed.key])}" if feed else "",
        "once": uuid4(),
    }
    return render(request, "desk/meetings/times.html", context, status=status)


def _set(request: DeskRequest, centre: Place, what: str, form: Form | None, at: datetime) -> HttpResponse | None:
    """Do what was asked for; None where it was refused, and the form says why. Raises Conflict."""
    if form is not None and not form.is_valid():
        return None
    given = form.cleaned_data if form is not None else {}

    def act() -> Any:
        return _doing(request, centre, what, given, at)

    asked = {"what": what, "centre": centre.pk, "given": {name: str(value) for name, value in given.items()}}
    asked["times"] = request.POST.get("times", "")
    try:
        made = once(request, once_of(request), asked, at, act)
    except (NotFound, NotAllowed):
        raise
    except Invalid as error:
        for name, texts in error.fields.items():
            if form is not None:
                form.add_error(name if name in form.fields else None, " ".join(map(str, texts)))
        return None
    messages.success(request, str(SET_SAID.get(what, "")))
    if "session" in made:
        return redirect("desk:meeting_session", session_id=made["session"])
    return redirect(f"{reverse('desk:meeting_times')}?centre={centre.pk}")


def _doing(request: DeskRequest, centre: Place, what: str, given: dict[str, Any], at: datetime) -> dict[str, int]:
    """Do it; the session that was opened, where one was: one goes on there."""
    actor = request.actor
    if what == "times":
        actions.set_times(actor=actor, centre_id=centre.pk, at=at, **given)
    elif what == "out":
        actions.leave_out(actor=actor, centre_id=centre.pk, at=at, **given)
    elif what == "open":
        day, opens, closes = given.pop("day"), given.pop("opens"), given.pop("closes")
        cause = given.pop("cause")
        begins, ends = (datetime.combine(day, moment, RIYADH) for moment in (opens, closes))
        opened = actions.open_session(
            actor=actor,
            centre_id=centre.pk,
            begins_at=begins,
            ends_at=ends,
            cause_id=int(cause or 0) or None,
            at=at,
            **given,
        )
        return {"session": opened.pk}
    elif what == "end" and request.POST.get("times", "").isdecimal():
        actions.end_times(actor=actor, times_id=int(request.POST["times"]), at=at)
    elif what == "back":
        actions.take_back(actor=actor, centre_id=centre.pk, day=given["day"], at=at)
    elif what == "feed":
        actions.renew_feed(actor=actor, centre_id=centre.pk, at=at)
    else:
        raise NotFound(_("There is no such action."))
    return {}


SET_SAID: dict[str, Any] = {
    "times": _("The time is set, and its sessions are laid out."),
    "out": _("The day is left out; those who had a place then are told and re-booked."),
    "open": _("The session is opened."),
    "back": _("The day is taken back; its sessions are laid out anew."),
    "end": _("The time has ended; sessions in which somebody sits still stand."),
    "feed": _("The calendar has a new address."),
}


def shown(found: Session, at: datetime) -> dict[str, Any]:
    """A session in the list, or at the head of its page."""
    language = get_language() or "ar"
    state = found.state
    over = state == Session.PLANNED and found.ends_at <= at
    running = state == Session.PLANNED and found.begins_at <= at < found.ends_at
    return {
        "url": reverse("desk:meeting_session", args=[found.pk]),
        "title": found.cause.title if found.cause else _("One-to-one session"),
        "group": found.cause is not None,
        "day": dual_date(found.begins_at, language),
        "short_day": short_dual(found.begins_at, language),
        "hours": from_to(found.begins_at, found.ends_at, language),
        "room": found.room,
        "place": sector_name(found.centre),
        "places": found.places,
        "minutes": found.minutes,
        "seated": getattr(found, "seated", 0),
        "cancelled": state == Session.CANCELLED,
        "lost": getattr(found, "lost", 0),
        "confirmed": getattr(found, "confirmed", 0),
        "reserves": getattr(found, "reserves", 0),
        "begun": over or running,
        "came": getattr(found, "came", 0),
        "label": pgettext_lazy("session", "Over")
        if over
        else _("In session now")
        if running
        else SESSION_LABELS[state],
        "tone": "neutral" if over else "success" if running else SESSION_TONES[state],
        "reason": found.reason,
        "drawn": found.drawn_up_at is not None,
    }


def attendance(request: DeskRequest, seat: Seat, at: datetime) -> list[dict[str, Any]]:
    """What may be said of their coming now, and until the day is over what corrects it: with the question that comes first."""
    open_now = queries.attendance_open(seat, at)
    may = {step.act for step in policies.steps_open_to(request.actor, seat.request)} if open_now else set()
    said = seat.state in {Seat.ATTENDED, Seat.ABSENT}
    return [
        {
            "act": act.value,
            "label": CORRECTIONS[act] if said else SEAT_LABELS[became],
            "icon": icon,
            "question": QUESTIONS[act] if said or act is Act.MISS else "",
            "explanation": ACT_EXPLANATIONS[act.value],
            "main": act is Act.ATTEND and not said,
        }
        for act, became, icon in IN_SESSION
        if act in open_now and act in may
    ]


def _seat(request: DeskRequest, seat: Seat, decided: list[Decision], at: datetime) -> dict[str, Any]:
    asked = seat.request
    may = {step.act for step in policies.steps_open_to(request.actor, asked)} if seat.state == Seat.ATTENDED else set()
    return {
        "id": seat.pk,
        "place": seat.place or seat.position,
        "hour": clock(seat.begins_at),
        "state": seat.state,
        "may_take_out": seat.state in Seat.ACTIVE,
        "label": SEAT_LABELS[seat.state],
        "tone": SEAT_TONES[seat.state],
        "mobile": masked(local_form(asked.mobile)) if asked.gets_messages else "",
        "contact": "" if asked.gets_messages else asked.other_contact,
        "spoken": spoken(asked.reference),
        "row": row_of(asked, at),
        "reference": asked.reference,
        "version": asked.version,
        "acts": attendance(request, seat, at) if seat.place is not None else [],
        "may_decide": Act.DECIDE in may,
        "may_note": Act.WRITE_NOTES in may,
        "noted": bool(seat.notes),
        "decided": [row.text for row in decided],
        "once": uuid4(),
    }


def _is_today(found: Session, at: datetime) -> bool:
    return found.begins_at.astimezone(RIYADH).date() == at.astimezone(RIYADH).date()


def _in_hall(visit: Visit | None) -> dict[str, str]:
    """The number of whoever sits in the hall already, and since when."""
    return {"here": visit.spoken, "here_since": clock(visit.arrived_at)} if visit is not None else {}


def _lost(found: Session, at: datetime) -> list[dict[str, Any]]:
    """Who had a place when the session was cancelled, and which date they have now. Two queries."""
    seats = queries.were_in(found)
    now = queries.active_seats(seat.request for seat in seats)
    return [
        {
            "place": seat.place,
            "hour": clock(seat.begins_at),
            "spoken": spoken(seat.request.reference),
            "row": row_of(seat.request, at),
            "now": seat_of(now[seat.request_id]) if seat.request_id in now else None,
        }
        for seat in seats
    ]


def _times(row: Times) -> dict[str, Any]:
    return {
        "id": row.pk,
        "weekday": EVERY[row.weekday],
        "hours": from_to(row.opens, row.closes, get_language() or "ar"),
        "places": row.places,
        "minutes": row.minutes,
        "room": row.room,
        "since": short_dual(row.first_day, get_language() or "ar"),
        "ended": short_dual(row.last_day, get_language() or "ar") if row.last_day else "",
        "by": row.set_by.name,
    }


SESSION_ICONS = {
    "cancelled": "x-circle", "drawn_up": "people", "freed": "person-dash", "given_back": "person-dash",
    "booked": "person-plus", "booked_before_others": "person-plus", "put_in_reserve": "hourglass",
    "put_in_reserve_before_others": "hourglass", "moved_up": "arrow-up-circle", "out_of_reserve": "person-dash",
    "rebooked": "calendar-check", "statement_opened": "eye",
}  # fmt: skip


PASSAGE_TONES = {"cancelled": "danger", "booked_before_others": "warning", "put_in_reserve_before_others": "warning"}


def _passage(event: Event) -> dict[str, Any]:
    english = get_language() == "en"
    name, place = (event.actor_name_en, event.place_name_en) if english else (event.actor_name_ar, event.place_name_ar)
    return {
        "sentence": say(SESSION_BY_KEY[event.kind].sentence, event.data, actor=name),
        "who": place,
        "at": event.at,
        "when": said_moment(event.at),
        "icon": SESSION_ICONS.get(event.kind, "calendar-plus"),
        "tone": PASSAGE_TONES.get(event.kind, ""),
    }


def _chosen(request: DeskRequest, held: list[Place]) -> Place | None:
    asked = request.POST.get("centre") or request.GET.get("centre", "")
    return next((row for row in held if str(row.pk) == asked), held[0] if held else None)
