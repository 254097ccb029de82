"""Doing something to a ticket: once however often it is sent, never on an old page, and nothing typed is lost."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tawasul.centres.roles import Power
from tawasul.lib.arabic import isolate
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from tawasul.lib.hijri import RIYADH
from tawasul.lib.reference import spoken
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import ticket_for
from tawasul.timeline import receipts
from tawasul.web.desk.work.asking import DeskRequest, gone_page
from tawasul.web.desk.work.ticket.changes import events_after, seen_by
from tawasul.web.desk.work.ticket.errands import ERRANDS, NEEDING_SURROUNDINGS, REPLYING, Errand
from tawasul.web.desk.work.ticket.forms import StepForm
from tawasul.web.desk.work.ticket.page import Return, ticket_page
from tawasul.web.desk.work.ticket.route import passages_of
from tawasul.web.desk.work.ticket.surroundings import surroundings_of
from tawasul.web.desk.work.ticket.trail import go_on
from tawasul.web.doors import staff_only


@staff_only(Power.SEE_TICKETS)
@require_POST
def act(request: DeskRequest, reference: str, action: str) -> HttpResponse:
    """One step of the lifecycle, from its form (replies have a view of their own)."""
    errand = _errand(action)
    at = timezone.now()
    key = once_of(request)
    if receipts.answer_of(scope=scope_of(request), key=key) is not None:
        return go_on(request, reference, leaves=errand.leaves)
    try:
        ticket = ticket_for(request.actor, reference)
    except NotFound as error:
        return gone(request, error)
    form = _bound(request, errand, ticket, at)
    if not form.is_valid():
        return ticket_page(request, ticket, at, Return(action=errand.act, form=form), status=422)
    seen = seen_by(request.actor, ticket, seen_of(request))

    def done() -> dict[str, str]:
        errand.verb(actor=request.actor, ticket_id=ticket.pk, at=at, seen=seen, **form.arguments())
        return {"reference": ticket.reference}

    asked = {"action": errand.act.value, "ticket": ticket.pk, "given": _plain(form.cleaned_data)}
    return attempted(request, errand, ticket, form, at, lambda: once(request, key, asked, at, done))


def attempted(
    request: DeskRequest, errand: Errand, ticket: Ticket, form: StepForm, at: datetime, attempt: Callable[[], Any]
) -> HttpResponse:
    """Try it, and go on; or come back to the page with what stood in the way and what was typed."""
    try:
        attempt()
    except Invalid as error:
        _blame(form, error)
        return ticket_page(request, ticket, at, Return(action=errand.act, form=form), status=error.status)
    except NotFound as error:
        return gone(request, error)
    except (Conflict, NotAllowed) as error:
        return overtaken(request, errand, ticket.reference, form, at, error)
    messages.success(request, _said_of(ticket, errand))
    return go_on(request, ticket.reference, leaves=errand.leaves)


def _said_of(ticket: Ticket, errand: Errand) -> str:
    """What was done; with the number where the ticket leaves one's hands, for the page may show the next one."""
    if not errand.leaves:
        return str(errand.done)
    number = isolate(spoken(ticket.reference))
    return gettext("Ticket %(number)s: %(done)s") % {"number": number, "done": errand.done}


def overtaken(
    request: DeskRequest, errand: Errand, reference: str, form: StepForm, at: datetime, error: Refused
) -> HttpResponse:
    """The page as the ticket is now, what changed since it was seen, and the text as it was typed."""
    try:
        now = ticket_for(request.actor, reference)
    except NotFound as lost:
        return gone(request, lost)
    seen = seen_of(request)
    news = passages_of(events_after(now, seen)) if seen is not None else []
    again = Return(action=errand.act, form=form, problem=error.message, changes=news)
    return ticket_page(request, now, at, again, status=error.status)


def gone(request: DeskRequest, error: Refused) -> HttpResponse:
    """The ticket has left the actor's reach meanwhile: said, and what was typed is given back to be copied."""
    names = ("text", "reason", "reasons", "missing")
    typed = [request.POST[name] for name in names if request.POST.get(name, "").strip()]
    return gone_page(request, error, typed)


def once(request: DeskRequest, key: str, asked: dict[str, Any], at: datetime, done: Callable[[], Any]) -> Any:
    """Act once under the mark that the form carried."""
    return receipts.once(scope=scope_of(request), key=key, asked=asked, at=at, act=done)


def scope_of(request: DeskRequest) -> str:
    """Whose requests are told apart."""
    return f"membership:{request.actor.membership_id}"


def once_of(request: DeskRequest) -> str:
    """The form's mark; a form without one is its own."""
    return request.POST.get("once", "")[:80] or str(uuid4())


def seen_of(request: DeskRequest) -> int | None:
    """The version of the ticket that the page showed."""
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


def _errand(action: str) -> Errand:
    try:
        errand = ERRANDS[Action(action)]
    except (ValueError, KeyError):  # no word of the lifecycle, or a step that nobody takes by hand
        raise NotFound(_("There is no such action.")) from None
    if errand.act in REPLYING:
        raise NotFound(_("There is no such action."))
    return errand


def _bound(request: DeskRequest, errand: Errand, ticket: Ticket, at: datetime) -> StepForm:
    needed = errand.act in NEEDING_SURROUNDINGS
    around = surroundings_of(ticket, at.astimezone(RIYADH).date()) if needed else None
    return errand.form(request.POST, request.FILES, ticket=ticket, around=around, auto_id=f"{errand.act.value}_%s")


def _blame(form: StepForm, error: Invalid) -> None:
    """Put what the action refused beside the field that it names."""
    if not error.fields:
        form.add_error(None, str(error.message))
    for given, said in error.fields.items():
        for each in said:
            form.blame(given, str(each))


def _plain(data: dict[str, Any]) -> dict[str, Any]:
    """What was asked, as a receipt can hold it: files by name and size."""
    return {name: _plain_value(value) for name, value in data.items()}


def _plain_value(value: Any) -> Any:
    if isinstance(value, list):
        return [f"{each.name} {each.size}" if isinstance(each, UploadedFile) else str(each) for each in value]
    return value
