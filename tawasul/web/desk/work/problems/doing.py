"""Doing something to a problem: once however often it is sent, never on an old page, and nothing typed is lost."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.tickets.problems import queries
from tawasul.tickets.problems.lifecycle import Act
from tawasul.web.desk.work.asking import DeskRequest, gone_page
from tawasul.web.desk.work.problems.forms import ERRANDS, ActForm, Errand
from tawasul.web.desk.work.problems.page import Return, page
from tawasul.web.desk.work.ticket.acting import once, once_of, seen_of
from tawasul.web.doors import staff_only

TYPED = ("text", "cause", "remedy", "reasons", "reason")


@staff_only(Power.HANDLE_PROBLEMS, Power.REVIEW, Power.ANSWER)
@require_POST
def act(request: DeskRequest, number: str, act: str) -> HttpResponse:
    """One step of a problem's life, from its form."""
    errand, at = _errand(act), timezone.now()
    try:
        found = queries.problem_for(request.actor, number)
    except NotFound as error:
        return gone_page(request, error, [text for text in map(request.POST.get, TYPED) if text])
    form = _bound(request, errand, found, at)
    if not form.is_valid():
        return page(request, found, at, Return(act=errand.act, form=form), status=422)

    def done() -> dict[str, str]:
        errand.verb(actor=request.actor, number=number, at=at, seen=seen_of(request), **form.arguments())
        return {"number": number}

    asked = {"act": errand.act.value, "problem": number, "given": _plain(form.cleaned_data)}
    try:
        once(request, once_of(request), asked, at, done)
    except Invalid as error:
        for name, said in error.fields.items():
            form.blame(name, " ".join(map(str, said)))
        return page(request, found, at, Return(act=errand.act, form=form), status=error.status)
    except (Conflict, NotAllowed) as error:
        now = queries.problem_for(request.actor, number)
        return page(request, now, at, Return(act=errand.act, form=form, problem=error.message), status=error.status)
    messages.success(request, errand.done)
    return redirect("desk:problem", number=found.number)


def _errand(act: str) -> Errand:
    try:
        return ERRANDS[Act(act)]
    except ValueError:
        raise NotFound(_("There is no such action.")) from None


def _bound(request: DeskRequest, errand: Errand, found: Any, at: datetime) -> ActForm:
    today = at.astimezone(RIYADH).date()
    return errand.form(request.POST, problem=found, today=today, auto_id=f"{errand.act.value}_%s")


def _plain(data: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in data.items()}
