"""The hall before its supervisor: who waits and how long, who serves, who is to come back; and the address of its screen."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from tawasul.centres.roles import Power
from tawasul.lib.errors import Refused
from tawasul.reception import actions, policies, queries
from tawasul.reception.course import State
from tawasul.reception.labels import LINE_LABELS, STUCK_LABELS
from tawasul.reception.models import Desk, Visit
from tawasul.reception.stuck import FREE_FOR, stuck_free, stuck_with
from tawasul.web.desk.reception.door import no_hall
from tawasul.web.desk.reception.showing import shown
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.doors import staff_only
from tawasul.web.waits import ago_said, expected_said, minutes_said, since_said, tag_of


@staff_only(Power.SUPERVISE_HALL)
@require_safe
def hall(request: DeskRequest) -> HttpResponse:
    """The page."""
    if not policies.may_supervise(request.actor):
        return no_hall(request, _("The hall"))
    return _answered(request, "desk/reception/hall.html")


@staff_only(Power.SUPERVISE_HALL)
@require_safe
def hall_now(request: DeskRequest) -> HttpResponse:
    """What changes of it: 304 while nothing happened."""
    if not policies.may_supervise(request.actor):
        return no_hall(request, _("The hall"))
    return _answered(request, "desk/reception/hall_now.html")


@staff_only(Power.SUPERVISE_HALL)
@require_POST
def hall_close_desk(request: DeskRequest, desk_id: int) -> HttpResponse:
    """Close a desk that was left open."""
    try:
        actions.close_desk_of(actor=request.actor, desk_id=desk_id, at=timezone.now())
    except Refused as refused:
        if refused.status == 403:
            raise
        messages.warning(request, str(refused.message))
    else:
        messages.success(request, _("The desk is closed. Whoever was at it waits again, with their turn."))
    return redirect("desk:hall")


@staff_only(Power.SUPERVISE_HALL)
@require_POST
def hall_screen_renew(request: DeskRequest) -> HttpResponse:
    """Give the screen a new address."""
    actions.renew_screen(actor=request.actor, at=timezone.now())
    messages.success(request, _("The screen has a new address. The one before shows nothing any more."))
    return redirect("desk:hall")


def _answered(request: DeskRequest, template: str) -> HttpResponse:
    at, centre_id = timezone.now(), policies.supervising(request.actor)
    tag = tag_of(queries.version_of(centre_id), at, "hall", centre_id)
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:
        answer: HttpResponse = HttpResponseNotModified()
    else:
        answer = render(request, template, _context(centre_id, at) | {"tag": tag.strip('"')})
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


def _context(centre_id: int, at: datetime) -> dict[str, Any]:
    now = queries.situation(centre_id, at)
    right, measured = queries.accuracy(centre_id, at)
    screen = queries.hall_of(centre_id) or actions.hall_of(centre_id)
    in_use = queries.desks_in_use(centre_id, at, FREE_FOR)
    desks = [_desk(now, desk, at, quiet=desk.pk not in in_use) for desk in now.desks]
    waited = [(at - visit.waits_since).total_seconds() / 60 for visit in now.queue]
    back = [
        visit for visit in queries.in_hall(centre_id, at) if visit.state in {State.PARKED.value, State.ABSENT.value}
    ]
    return {
        "title": _("The hall"),
        "breadcrumbs": [(_("My work"), reverse("desk:home")), (_("The hall"), "")],
        "waiting": [_row(visit, now, at) for visit in now.queue],
        "longest": minutes_said(max(waited)) if waited else "",
        "desks": desks,
        "stuck": [desk for desk in desks if desk["stuck"]],
        "right": right,
        "measured": measured,
        "served": sum(now.serving.get(desk.pk) is not None for desk in now.desks),
        "back": [shown(visit, at) for visit in back],
        "unserved": [
            LINE_LABELS[line]
            for line in LINE_LABELS
            if any(visit.line == line and now.waits[visit.pk] is None for visit in now.queue)
        ],
        "screen": f"{settings.PUBLIC_URL}{reverse('portal:hall_screen', args=[screen.screen_key])}",
    }


def _row(visit: Visit, now: queries.Situation, at: datetime) -> dict[str, Any]:
    long = now.waits[visit.pk]
    return shown(visit, at) | {"expected": expected_said(long), "unserved": long is None}


def _desk(now: queries.Situation, desk: Desk, at: datetime, *, quiet: bool) -> dict[str, Any]:
    visit = now.serving.get(desk.pk)
    since = (visit.begun_at or visit.called_at) if visit is not None else None
    said = since_said if visit is not None and visit.begun_at is not None else ago_said  # served for, called ago
    minutes = (at - since).total_seconds() / 60 if since is not None else 0.0
    if visit is not None:
        wrong = stuck_with(State(visit.state), visit.line, minutes)
    else:
        wrong = stuck_free(waited_for=any(now.calls(desk, each) for each in now.queue), quiet=quiet)
    return {
        "id": desk.pk,
        "name": desk.name,
        "user": desk.user.name if desk.user is not None else "",
        "lines": [LINE_LABELS[line] for line in desk.lines],
        "visit": shown(visit, at) if visit is not None else None,
        "since": said(minutes) if since is not None else "",
        "stuck": STUCK_LABELS[wrong.value] if wrong is not None else "",
    }
