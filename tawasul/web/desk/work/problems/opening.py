"""Opening a problem, perhaps with tickets that were chosen: they are linked one after the other, each by itself."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid
from tawasul.tickets import many
from tawasul.tickets.actions import problems
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Ticket
from tawasul.tickets.problems.policies import may_open
from tawasul.tickets.queries import RELATED, tickets_visible_to
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.problems.forms import OpenForm
from tawasul.web.desk.work.problems.showing import breadcrumbs
from tawasul.web.desk.work.showing import row_of
from tawasul.web.desk.work.ticket.acting import once, once_of
from tawasul.web.doors import staff_only


@staff_only(Power.HANDLE_PROBLEMS)
@require_http_methods(["GET", "HEAD", "POST"])
def open_new(request: DeskRequest) -> HttpResponse:
    """Asks what the problem is, shows the tickets chosen (`ticket`), and opens it. GET shows the form, POST opens."""
    if not may_open(request.actor):
        messages.warning(request, _("Problems are opened by the centre; link your tickets to them."))
        return redirect("desk:problems")
    given = request.POST if request.method == "POST" else request.GET
    references = [each for each in given.getlist("ticket") if each.isdecimal()][: many.MOST]
    tickets = list(tickets_visible_to(request.actor).select_related(*RELATED).filter(reference__in=references))
    posted = request.method == "POST"
    form = OpenForm(request.POST) if posted else OpenForm(initial={"title": request.GET.get("title", "")[:150]})
    at = timezone.now()
    if posted and form.is_valid():
        try:
            opened = _opened(request, form, tickets, at)
        except Invalid as error:
            for name, said in error.fields.items():
                form.add_error(name if name in form.fields else None, " ".join(map(str, said)))
        else:
            messages.success(request, _("The problem is opened, and is yours to answer for."))
            return redirect("desk:problem", number=opened)
    context = {
        "title": _("Open a problem"),
        "breadcrumbs": breadcrumbs(str(_("Open a problem"))),
        "form": form,
        "tickets": [row_of(ticket) for ticket in tickets],
        "once": uuid4(),
    }
    return render(request, "desk/work/problems/open.html", context, status=422 if form.errors else 200)


def _opened(request: DeskRequest, form: OpenForm, tickets: list[Ticket], at: datetime) -> str:
    """Once however often it is sent. The tickets are linked by a job, or at once where there is one alone."""
    references = [ticket.reference for ticket in tickets]

    def act() -> dict[str, Any]:
        problem = problems.open_problem(actor=request.actor, references=references, at=at, **form.cleaned_data)
        batch = None
        if references:
            batch = many.ask(
                actor=request.actor,
                action=Action.LINK_PROBLEM,
                references=references,
                given={"problem": problem.number},
                at=at,
            )
        return {"number": problem.number, "batch": batch.pk if batch else None}

    asked = {name: str(value) for name, value in form.cleaned_data.items()} | {"tickets": references}
    done = once(request, once_of(request), asked, at, act)
    if len(references) == 1:
        many.work_through(batch_id=done["batch"], now=timezone.now)
    return str(done["number"])
