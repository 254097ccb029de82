"""Recording what an official directed."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tawasul.centres.roles import PlaceKind, Power
from tawasul.directives import actions, policies, queries
from tawasul.directives.actions import TICKET, About
from tawasul.directives.titles import title_of
from tawasul.lib.errors import Conflict, Invalid, NotFound
from tawasul.lib.reference import spoken
from tawasul.tickets.queries import ticket_for
from tawasul.web.desk.directives.forms import RecordForm
from tawasul.web.desk.directives.page import NEW_DRAFTS, RECORDED
from tawasul.web.desk.directives.showing import breadcrumbs, say_if_nobody_works, today
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import options_of
from tawasul.web.desk.work.ticket.acting import once, once_of
from tawasul.web.doors import staff_only


@staff_only(Power.ISSUE_DIRECTIVES)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: DeskRequest) -> HttpResponse:
    """Asks what was directed, and records it. GET shows the form (`ticket`: about which), POST records."""
    official = policies.official_place_of(request.actor)
    if official is None:
        return redirect("desk:directives")
    posted, problem, status = request.method == "POST", "", 200
    form = RecordForm(request.POST) if posted else RecordForm(initial={"ticket": request.GET.get("ticket", "")[:40]})
    if posted and form.is_valid():
        at = timezone.now()
        try:
            number = _recorded(request, form, at)
        except Invalid as error:
            for name, said in error.fields.items():
                form.blame(name, " ".join(map(str, said)))
        except Conflict as error:
            problem, status = str(error.message), error.status
        else:
            messages.success(request, _("The directive is recorded, and those who must act are told."))
            say_if_nobody_works(request, form.cleaned_data["acting"], form.cleaned_data["due_on"])
            return redirect(f"{reverse('desk:directive', args=[number])}?done={RECORDED}")
    context = {
        "title": _("Record a directive"),
        "breadcrumbs": breadcrumbs(str(_("Record a directive"))),
        "official": title_of(official),
        "directs_sectors": official.kind == PlaceKind.MINISTRY.value,
        "form": form,
        "problem": problem,
        "once": uuid4(),
        "drafts": NEW_DRAFTS,
    }
    return render(request, "desk/directives/new.html", context, status=422 if form.errors else status)


@staff_only(Power.ISSUE_DIRECTIVES)
@require_safe
def acting_options(request: DeskRequest) -> HttpResponse:
    """The departments and centres that may be directed whose names hold the words of `q`."""
    found = queries.suggest_acting(request.actor, request.GET.get("q", "").replace("\x00", "")[:100], today())
    return render(request, "parts/options.html", {"options": options_of(found), "more": False})


def _recorded(request: DeskRequest, form: RecordForm, at: datetime) -> str:
    """Once however often it is sent."""
    chosen = form.cleaned_data
    about = _about(request, chosen["ticket"])

    def act() -> dict[str, Any]:
        made = actions.issue(
            actor=request.actor,
            acting_id=chosen["acting"],
            text=chosen["text"],
            due_on=chosen["due_on"],
            given_on=chosen["given_on"],
            confidential=chosen["confidential"],
            about=about,
            at=at,
        )
        return {"number": made.number}

    asked = {name: str(value) for name, value in chosen.items()}
    return str(once(request, once_of(request), asked, at, act)["number"])


def _about(request: DeskRequest, reference: str) -> About | None:
    if not reference:
        return None
    try:
        ticket = ticket_for(request.actor, reference)
    except NotFound as error:
        raise Invalid(error.message, fields={"about": [error.message]}) from None
    return About(kind=TICKET, id=ticket.pk, said=spoken(ticket.reference))
