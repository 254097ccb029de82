"""Writing a reply: kept as typed, safe from other windows and other people, and sent for review."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict, NotFound, Refused
from tawasul.tickets import actions
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Reply, Ticket
from tawasul.tickets.queries import ticket_for
from tawasul.timeline import receipts
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import said_short
from tawasul.web.desk.work.ticket.acting import attempted, gone, once, once_of, scope_of
from tawasul.web.desk.work.ticket.errands import ERRANDS
from tawasul.web.desk.work.ticket.forms import ReplyForm
from tawasul.web.desk.work.ticket.page import Return, ticket_page
from tawasul.web.desk.work.ticket.trail import go_on
from tawasul.web.doors import staff_only

CHANGED = _("This reply was changed in another window or by another person.")


@staff_only(Power.SEE_TICKETS)
@require_POST
def write_reply(request: DeskRequest, reference: str) -> HttpResponse:
    """The editor's two buttons: `do=submit` sends for review, anything else keeps the draft."""
    at = timezone.now()
    errand = ERRANDS[Action.SUBMIT_REPLY if request.POST.get("do") == "submit" else Action.DRAFT_REPLY]
    key = once_of(request) + errand.act.value[0]
    if receipts.answer_of(scope=scope_of(request), key=key) is not None:
        return go_on(request, reference, leaves=errand.leaves)
    try:
        ticket = ticket_for(request.actor, reference)
    except NotFound as error:
        return gone(request, error)
    form = ReplyForm(request.POST, ticket=ticket)
    if not form.is_valid():
        return ticket_page(request, ticket, at, Return(action=errand.act, form=form), status=422)
    text = form.cleaned_data["text"]

    def done() -> dict[str, Any]:
        draft = _keep(request, ticket, text, at)
        if errand.act is Action.SUBMIT_REPLY:
            actions.submit_reply(actor=request.actor, ticket_id=ticket.pk, text=text, revision=draft.revision, at=at)
        return {"revision": draft.revision}

    asked = {"action": errand.act.value, "ticket": ticket.pk, "text": text}
    return attempted(request, errand, ticket, form, at, lambda: once(request, key, asked, at, done))


@staff_only(Power.SEE_TICKETS)
@require_POST
def autosave(request: DeskRequest, reference: str) -> HttpResponse:
    """Keep what has been typed so far; answers a line that says so, and the revision that it made."""
    at = timezone.now()
    text = request.POST.get("text", "")
    context: dict[str, Any] = {}
    status = 200
    try:
        ticket = ticket_for(request.actor, reference)
        if not text.strip():
            return HttpResponse(status=204)
        context["ticket"] = ticket
        draft = _keep(request, ticket, text, at)
        context |= {"revision": draft.revision, "saved": said_short(at)}
    except Refused as error:
        status = error.status
        context["problem"] = error.message
        if isinstance(error, Conflict) and error.code == "changed":
            context["theirs"] = _draft_of(ticket)
    return render(request, "desk/work/ticket/draft_status.html", context, status=status)


@transaction.atomic
def _keep(request: DeskRequest, ticket: Ticket, text: str, at: datetime) -> Reply:
    """Save the draft, and remember which window made its revision."""
    draft = _draft_of(ticket)
    saved = actions.draft_reply(
        actor=request.actor, ticket_id=ticket.pk, text=text, revision=_base(request, draft), at=at
    )
    receipts.once(scope=_window(request), key=f"{ticket.pk}:{saved.round}:{saved.revision}", asked={}, at=at, act=dict)
    return saved


def _base(request: DeskRequest, draft: Reply | None) -> int:
    """The revision on which the typed text builds.

    It is the one that the page carried; or the present one, where this same window made it (its answer was still on its
    way) or its writer said to put their text in place of the other.
    """
    given = request.POST.get("revision", "")
    seen = int(given) if given.isdecimal() and len(given) < 10 else 0
    if draft is None or draft.revision == seen:
        return seen
    if request.POST.get("over") == str(draft.revision):
        return draft.revision
    if receipts.answer_of(scope=_window(request), key=f"{draft.ticket_id}:{draft.round}:{draft.revision}") is not None:
        return draft.revision
    raise Conflict(CHANGED, code="changed")


def _window(request: DeskRequest) -> str:
    return f"draft:{request.actor.membership_id}:{request.POST.get('window', '')[:36]}"


def _draft_of(ticket: Ticket) -> Reply | None:
    return Reply.objects.select_related("author").filter(ticket=ticket, state=Reply.DRAFT).first()
