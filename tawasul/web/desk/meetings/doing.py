"""Doing something to a request: once however often it is sent, never on an old page, and nothing typed is lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.meetings import actions, queries
from tawasul.meetings.lifecycle import Act
from tawasul.meetings.models import MeetingRequest
from tawasul.web.desk.directives.showing import say_if_nobody_works
from tawasul.web.desk.meetings.forms import ERRANDS, ActForm, Errand
from tawasul.web.desk.meetings.page import Return, page
from tawasul.web.desk.work.asking import DeskRequest, gone_page
from tawasul.web.desk.work.ticket.acting import once, once_of, seen_of
from tawasul.web.directed import Directives
from tawasul.web.doors import staff_only

TYPED = ("text", "missing", "reason", "summary")


WAYS_BACK = {"session": "desk:meeting_statement", "sitting": "desk:meeting_session"}


@staff_only(Power.SEE_MEETINGS)
@require_POST
def meeting_do(request: DeskRequest, meeting: str, doing: str) -> HttpResponse:
    """One step of a request's life, from its form."""
    errand, at = _errand(doing), timezone.now()
    try:
        found = queries.request_for(request.actor, meeting)
    except NotFound as error:
        return gone_page(request, error, [text for text in map(request.POST.get, TYPED) if text])
    form = errand.form(request.POST, meeting=found, actor=request.actor, auto_id=f"{errand.act.value}_%s")
    if not form.is_valid():
        return page(request, found, at, Return(act=errand.act, form=form), status=422)

    def done() -> dict[str, str]:
        errand.verb(actor=request.actor, request_id=found.pk, at=at, seen=seen_of(request), **form.arguments())
        return {"meeting": found.reference}

    given = {name: str(value) for name, value in form.cleaned_data.items()}
    asked: dict[str, Any] = {"act": errand.act.value, "meeting": found.pk, "given": given}
    try:
        once(request, once_of(request), asked, at, done)
    except Invalid as error:
        for name, said in error.fields.items():
            form.blame(name, " ".join(map(str, said)))
        return page(request, found, at, Return(act=errand.act, form=form), status=error.status)
    except (Conflict, NotAllowed) as error:
        now = queries.request_for(request.actor, meeting)
        return page(request, now, at, Return(act=errand.act, form=form, problem=error.message), status=error.status)
    messages.success(request, str(errand.done))
    _say_if_nobody_works(request, found, form)
    for name, way in WAYS_BACK.items():  # done on the way from a session, one goes on there
        back = request.POST.get(name, "")
        if back.isdecimal() and len(back) < 19:
            return redirect(way, session_id=int(back))
    return redirect("desk:meeting", meeting=found.reference)


@staff_only(Power.SEE_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_unmask(request: DeskRequest, meeting: str, field: str) -> HttpResponse:
    """Show the identity or the mobile, once, and write down who looked and why. Whoever comes to its address again is back on
    the page."""
    if request.method != "POST":
        return redirect("desk:meeting", meeting=queries.request_for(request.actor, meeting).reference)
    at = timezone.now()
    found = queries.request_for(request.actor, meeting)
    try:
        reason = request.POST.get("reason", "")
        value = actions.unmask(actor=request.actor, request_id=found.pk, field=field, reason=reason, at=at)
        answer = page(request, queries.request_for(request.actor, meeting), at, Return(unmasked={field: value}))
    except Invalid as error:
        said = next(iter(error.fields.values()))[0]
        answer = page(request, found, at, Return(problem=said), status=error.status)
    answer["Cache-Control"] = "no-store"
    return answer


def _say_if_nobody_works(request: DeskRequest, found: MeetingRequest, form: ActForm) -> None:
    """Of a directive that was begun just now, by the day that the decision names or that was chosen."""
    if form.cleaned_data.get("by") != Directives.kind:
        return
    decision = found.decisions.filter(number=form.arguments()["decision"]).first()
    if decision is not None and decision.owner_id is not None and decision.due_on is not None:
        say_if_nobody_works(request, decision.owner_id, decision.due_on)


def _errand(doing: str) -> Errand:
    try:
        return ERRANDS[Act(doing)]
    except (ValueError, KeyError):
        raise NotFound(_("There is no such action.")) from None
