"""The door: a visitor is found or registered, and gets a number; what needs no waiting is offered first."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tawasul.calendars.queries import schedule_for
from tawasul.calendars.working_time import NeverOpen, next_open
from tawasul.centres.actor import Actor
from tawasul.centres.queries import place, scopes_of
from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid, Refused
from tawasul.lib.reference import parse_reference
from tawasul.meetings.queries import request_at
from tawasul.people.models import Beneficiary
from tawasul.people.queries import MOST_FOUND, beneficiary_with
from tawasul.reception import actions, policies, queries
from tawasul.reception.course import AT_A_DESK, State
from tawasul.reception.labels import ONLINE_SAYINGS, REASON_LABELS
from tawasul.reception.models import Visit
from tawasul.reception.reasons import REASON_BY_KEY
from tawasul.tickets.lifecycle import OPEN_STATES
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import RELATED, tickets_of_beneficiary, tickets_visible_to
from tawasul.timeline import receipts
from tawasul.web.desk.reception.forms import ArrivalForm, blame
from tawasul.web.desk.reception.showing import date_with_official
from tawasul.web.desk.reception.showing import shown as shown_visit
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.filing.finding import found_context, told_by
from tawasul.web.desk.work.filing.finding import shown as shown_person
from tawasul.web.desk.work.filing.marks import once_in, person_of, scope_of, word_for
from tawasul.web.desk.work.showing import row_of, said_moment
from tawasul.web.desk.work.sought import put_aside, sought
from tawasul.web.doors import staff_only

TICKETS_SHOWN = 8
OPEN = frozenset(state.value for state in OPEN_STATES)
PRESENT = sorted(
    state.value for state in (State.WAITING, *AT_A_DESK)
)  # who went for something, or did not come, is not here


@staff_only(Power.RECEIVE_VISITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: DeskRequest) -> HttpResponse:
    """Who comes, and why; one button gives the number, the other ends the visit where it needs none."""
    if not policies.may_receive(request.actor):
        return no_hall(request, _("Reception"))
    if (aside := put_aside(request, request.path, "new")) is not None:
        return aside
    return _receive(request, timezone.now()) if request.method == "POST" else _screen(request)


@staff_only(Power.RECEIVE_VISITORS)
@require_POST
def door_found(request: DeskRequest) -> HttpResponse:
    """Whom the words find, for a page that asks as one types."""
    return render(request, "desk/reception/found.html", _found(request.actor, request.POST.get("who", "")))


def no_hall(request: DeskRequest, title: Any) -> HttpResponse:
    """What is shown to those whose role stands above the centres: a hall is of one centre."""
    context = {"title": title, "breadcrumbs": [(_("My work"), reverse("desk:home")), (title, "")]}
    return render(request, "desk/reception/no_hall.html", context)


def _found(actor: Actor, who: str) -> dict[str, Any]:
    """People by identity, mobile or name; by the number of a ticket that the officer may see, or of a request to meet the
    centre's official; and visits of today, to which they lead: by the number on a slip, and those that have not ended by
    mobile or name, for whoever came with nothing but a name is recorded nowhere else."""
    who, at = " ".join(who.split()), timezone.now()
    if (visit := queries.visit_called(actor.centre_id or 0, who, at)) is not None:
        return {"who": who, "people": [], "ticket": None, "visits": [shown_visit(visit, at)]}
    try:
        digits = parse_reference(who)
    except Refused:
        return found_context(who) | {"ticket": None} | _here(actor, who, at)
    ticket = tickets_visible_to(actor).select_related(*RELATED).filter(reference=digits).first()
    asked = request_at(actor.centre_id or 0, who) if ticket is None else None
    people = [shown_person(each.beneficiary) for each in (ticket, asked) if each is not None]
    return {"who": who, "people": people, "ticket": row_of(ticket) if ticket is not None else None}


def _here(actor: Actor, who: str, at: datetime) -> dict[str, Any]:
    """Those who are here already, and whether there are more than are shown."""
    visits = queries.open_visits_of(actor.centre_id or 0, who, at)
    return {"visits": [shown_visit(visit, at) for visit in visits[:MOST_FOUND]], "more_here": len(visits) > MOST_FOUND}


def _screen(request: DeskRequest) -> HttpResponse:
    person = person_of(request.GET.get("person", ""))
    fresh = person is None and "new" in request.GET
    known = told_by(sought(request)) if fresh else None
    date = date_with_official(request.actor.centre_id, person, timezone.now())
    form = ArrivalForm(person=person, known=known, expected=date is not None and date["today"])
    return _rendered(request, form, person, fresh=fresh, about=request.GET.get("ticket", ""))


def _receive(request: DeskRequest, at: datetime) -> HttpResponse:
    once, actor = once_in(request.POST.get("once", "")), request.actor
    person = person_of(request.POST.get("person", ""))
    form = ArrivalForm(request.POST, person=person)
    about = request.POST.get("ticket", "")
    if not form.is_valid():
        return _rendered(request, form, person, fresh=person is None, about=about, once=once, status=422)
    guided = "guide" in request.POST
    if guided and not REASON_BY_KEY[form.cleaned_data["reason"]].online:
        form.add_error("reason", _("What they come for needs a desk: give them a number."))
        return _rendered(request, form, person, fresh=person is None, about=about, once=once, status=422)
    recorded = form.recorded_otherwise()
    if recorded is not None:
        form.add_error("identity", _("This number is recorded under another name."))
        return _rendered(request, form, None, fresh=True, about=about, once=once, recorded=recorded, status=409)
    ticket = next((each for each in _tickets(actor, person) if each.reference == about), None)

    def received() -> dict[str, Any]:
        visit = actions.arrive(
            actor=actor,
            visitor=form.visitor(),
            reason=form.cleaned_data["reason"],
            priority=form.cleaned_data["priority"],
            ticket_id=ticket.pk if ticket else None,
            at=at,
        )
        if guided:
            if visit.mobile:
                actions.send_link(actor=actor, visit_id=visit.pk, at=at)
            actions.guide(actor=actor, visit_id=visit.pk, at=at)
        elif form.cleaned_data["send"]:
            actions.send_place(actor=actor, visit_id=visit.pk, at=at)
        return {"visit": visit.pk}

    asked = {name: str(value) for name, value in form.cleaned_data.items()}
    asked |= {"ticket": about} | ({"guide": "1"} if guided else {})
    try:
        answer = receipts.once(scope=scope_of(actor), key=f"visit:{once}", asked=asked, at=at, act=received)
    except Refused as error:
        blame(form, error)
        kept = once if isinstance(error, Invalid) else ""
        earlier = _here_already(actor, form, at) if error.code == "already-here" else None
        status = error.status
        return _rendered(
            request, form, person, fresh=person is None, about=about, once=kept, earlier=earlier, status=status
        )
    if guided:
        messages.success(
            request, gettext("The visit is over; the log says that they were shown how it is done without a visit.")
        )
    elif form.cleaned_data["send"]:
        messages.success(request, gettext("Their place in the queue is on its way to the visitor's mobile."))
    return redirect("desk:visit", visit_id=answer["visit"])


def _here_already(actor: Actor, form: ArrivalForm, at: datetime) -> Visit | None:
    """The visit of whoever stands in the hall already, found by the document that was written, or by the name and mobile."""
    identity = form.cleaned_data.get("parsed")
    person = form.person or (beneficiary_with(identity) if identity is not None else None)
    if person is not None:
        return queries.open_visit_of(actor.centre_id or 0, person.pk, at)
    return queries.open_visit_as(actor.centre_id or 0, form.cleaned_data["name"], form.cleaned_data["mobile"], at)


def _closed(actor: Actor, at: datetime) -> dict[str, Any]:
    """Whether the centre's calendar has it closed now, and when it opens ("": nobody knows)."""
    if actor.centre_id is None:
        return {"closed": False}
    try:
        opens = next_open(schedule_for(scopes_of(place(actor.centre_id).path)), at)
    except NeverOpen:
        return {"closed": True, "opens": ""}
    return {"closed": opens > at, "opens": said_moment(opens)}


def _tickets(actor: Actor, person: Beneficiary | None) -> list[Ticket]:
    return tickets_of_beneficiary(actor, person.pk, TICKETS_SHOWN) if person else []


def _rendered(
    request: DeskRequest,
    form: ArrivalForm,
    person: Beneficiary | None,
    *,
    fresh: bool,
    about: str = "",
    once: str = "",
    recorded: Beneficiary | None = None,
    earlier: Visit | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, at = request.actor, timezone.now()
    if person is not None and actor.centre_id is not None:
        earlier = queries.open_visit_of(actor.centre_id, person.pk, at)
    present = queries.in_hall(actor.centre_id or 0, at).filter(state__in=PRESENT).count()
    context = {
        "title": _("Reception"),
        "breadcrumbs": [(_("My work"), reverse("desk:home")), (_("Reception"), "")],
        "form": form,
        "person": shown_person(person) if person else None,
        "person_word": word_for(person) if person else "",
        "fresh": fresh,
        "recorded": shown_person(recorded) if recorded else None,
        "earlier": shown_visit(earlier, at) if earlier else None,
        "date": date_with_official(actor.centre_id, person, at),
        "tickets": [
            {"row": row_of(ticket), "open": ticket.state in OPEN, "chosen": ticket.reference == about}
            for ticket in _tickets(actor, person)
        ],
        "online": [{"reason": key, "label": REASON_LABELS[key], "said": said} for key, said in ONLINE_SAYINGS.items()],
        "online_reasons": " ".join(ONLINE_SAYINGS),
        "once": once or once_in(""),
        "present": present,
    } | _closed(actor, at)
    return render(request, "desk/reception/door.html", context | _found(actor, sought(request)), status=status)
