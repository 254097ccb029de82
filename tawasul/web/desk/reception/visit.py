"""One visit: its slip, what may be done with it at the door and in the hall, and all that happened to it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from tawasul.centres.roles import Power
from tawasul.lib.errors import NotAllowed, NotFound, Refused
from tawasul.lib.hijri import clock
from tawasul.reception import actions, policies, queries
from tawasul.reception.course import ENDED, State, Step, may
from tawasul.reception.events import BY_KEY, VISIT
from tawasul.reception.labels import ONLINE_SAYINGS
from tawasul.reception.models import Visit
from tawasul.timeline import queries as timeline
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import say
from tawasul.web import qr
from tawasul.web.desk.reception.forms import AmendForm, MoveForm, blame
from tawasul.web.desk.reception.showing import date_with_official, shown
from tawasul.web.desk.reception.slip import words_of
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.doors import page_of_form, staff_only
from tawasul.web.waits import expected_said

PAPERS = ("80", "a4")
# What is done to a visit with nothing more asked, and what is said then.
PLAIN: dict[str, tuple[Callable[..., Visit], Any]] = {
    "send": (actions.send_link, _("The link is on its way to the visitor's mobile.")),
    "send_place": (actions.send_place, _("Their place in the queue is on its way to the visitor's mobile.")),
    Step.BRING_BACK.value: (actions.bring_back, _("The visitor waits again.")),
    Step.LEAVE.value: (actions.leave, _("It is noted that the visitor has left.")),
    Step.GUIDE.value: (
        actions.guide,
        _("The visit is over; the log says that they were shown how it is done without a visit."),
    ),
}


@staff_only(Power.RECEIVE_VISITORS, Power.SUPERVISE_HALL)
@require_safe
def visit(request: DeskRequest, visit_id: int) -> HttpResponse:
    """The page of a visit."""
    return _rendered(request, queries.visit_for(request.actor, visit_id))


def _rendered(request: DeskRequest, found: Visit, amending: AmendForm | None = None, status: int = 200) -> HttpResponse:
    at, events = timezone.now(), list(timeline.events_of(VISIT, found.pk))
    here = found.centre_id == request.actor.centre_id and found.day == queries.day_of(at)
    now = queries.situation(found.centre_id, at) if here and found.state == State.WAITING.value else None
    context = _slip(found, at) | {
        "title": gettext("Visit %(number)s") % {"number": found.spoken},
        "breadcrumbs": [
            (_("My work"), reverse("desk:home")),
            (_("Reception"), reverse("desk:door")),
            (found.spoken, ""),
        ],
        "here": here,
        "before": now.before(found) if now else None,
        "expected": expected_said(now.waits[found.pk]) if now else "",
        "online": ONLINE_SAYINGS.get(found.reason, ""),
        "date": date_with_official(found.centre_id, found.beneficiary, at) if here else None,
        "link_sent": _hour_of("way_sent", events),
        "place_sent": _hour_of("link_sent", events),
        "may_send": here and bool(found.mobile),
        "may": {step.value: here and may(step, State(found.state)) for step in Step},
        "seen": found.stands,
        "over": State(found.state) in ENDED,
        "amending": amending or (_amending(request, found) if here else None),
        "moving": _moving(request, found) if here and policies.may_supervise(request.actor) else None,
        "events": [_line(event) for event in events],
    }
    return render(request, "desk/reception/visit.html", context, status=status)


@staff_only(Power.RECEIVE_VISITORS)
@require_safe
def slip(request: DeskRequest, visit_id: int) -> HttpResponse:
    """The slip alone, for a roll of 80 mm or a sheet of A4."""
    found = queries.visit_for(request.actor, visit_id)
    paper = request.GET.get("paper", "")
    context = _slip(found, timezone.now()) | {
        "words": words_of(found),
        "portal": urlsplit(settings.PUBLIC_URL).netloc,
        "paper": paper if paper in PAPERS else PAPERS[0],
    }
    return render(request, "desk/reception/slip.html", context)


@staff_only(Power.RECEIVE_VISITORS, Power.SUPERVISE_HALL)
@require_POST
def visit_do(request: DeskRequest, visit_id: int, deed: str) -> HttpResponse:
    """One step that asks for nothing, or a move; then back to where it was pressed."""
    at = timezone.now()
    queries.visit_for(request.actor, visit_id)
    try:
        if deed == Step.MOVE.value:
            said = _moved(request, visit_id, at)
        elif deed in PLAIN:
            act, said = PLAIN[deed]
            act(actor=request.actor, visit_id=visit_id, at=at)
        else:
            raise NotFound(_("There is no such step."))
    except (NotFound, NotAllowed):
        raise
    except Refused as refused:
        messages.warning(request, str(refused.message))
    else:
        messages.success(request, str(said))
    return redirect(page_of_form(request) or reverse("desk:visit", args=[visit_id]))


@staff_only(Power.RECEIVE_VISITORS, Power.SUPERVISE_HALL)
@require_POST
def visit_amend(request: DeskRequest, visit_id: int) -> HttpResponse:
    """Put right what was written at the door."""
    found = queries.visit_for(request.actor, visit_id)
    form = AmendForm(request.POST, visit=found)
    if not form.is_valid():
        return _rendered(request, found, form, status=422)
    given = form.cleaned_data | {"seen": request.POST.get("seen", "")}
    try:
        actions.amend(actor=request.actor, visit_id=visit_id, at=timezone.now(), **given)
    except (NotFound, NotAllowed):
        raise
    except Refused as refused:
        blame(form, refused)
        return _rendered(request, queries.visit_for(request.actor, visit_id), form, status=refused.status)
    messages.success(request, _("It is corrected."))
    return redirect("desk:visit", visit_id=visit_id)


def _amending(request: DeskRequest, found: Visit) -> AmendForm | None:
    if not (may(Step.AMEND, State(found.state)) and policies.may_receive(request.actor)):
        return None
    return AmendForm(visit=found)


def _moved(request: DeskRequest, visit_id: int, at: datetime) -> Any:
    centre_id = policies.supervising(request.actor)
    desks = [desk for desk in queries.desks_of(centre_id) if desk.user_id is not None]
    form = MoveForm(request.POST, desks=desks)
    if not form.is_valid():
        return _("Nothing was changed: choose a kind of service and a desk that is open.")
    given = form.cleaned_data
    actions.move(
        actor=request.actor,
        visit_id=visit_id,
        line=given["line"],
        desk_id=form.desk_id,
        priority=given["priority"],
        seen=request.POST.get("seen") or None,
        at=at,
    )
    return _("The visitor was moved.")


def _moving(request: DeskRequest, found: Visit) -> MoveForm | None:
    if not may(Step.MOVE, State(found.state)):
        return None
    desks = [desk for desk in queries.desks_of(request.actor.centre_id or 0) if desk.user_id is not None]
    given = {"line": found.line, "desk": str(found.for_desk_id or ""), "priority": found.priority}
    return MoveForm(desks=desks, initial=given)


def _slip(found: Visit, at: datetime) -> dict[str, Any]:
    address = f"{settings.PUBLIC_URL}{reverse('portal:visit_place', args=[found.code])}"
    return {"visit": shown(found, at), "qr": qr.drawing(address, _("QR code of the page that shows your place"))}


def _hour_of(kind: str, events: list[Event]) -> str:
    """When the first event of this kind was; "" where none was."""
    return next((clock(event.at) for event in events if event.kind == kind), "")


def _line(event: Event) -> dict[str, str]:
    name = event.actor_name_en if get_language() == "en" else event.actor_name_ar
    return {"when": clock(event.at), "said": say(BY_KEY[event.kind].sentence, event.data, actor=name)}
