"""19996: whoever calls is found, told where their ticket or their request to meet the official stands, and helped in two
keystrokes."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict, NotAllowed, Refused
from tawasul.lib.masking import masked
from tawasul.lib.mobile import local_form
from tawasul.lib.reference import spoken
from tawasul.meetings import callers as meetings
from tawasul.people.labels import IDENTITY_KIND_LABELS
from tawasul.tickets import actions
from tawasul.tickets.callers import queries
from tawasul.tickets.callers.finding import MOST, Kind, Sought, tickets_of, understood
from tawasul.tickets.callers.told import Told, told_of
from tawasul.tickets.labels import TYPE_LABELS
from tawasul.tickets.lifecycle import TicketType
from tawasul.tickets.models import AskedInVain, Ticket
from tawasul.tickets.public_words import label_of, said_to_caller
from tawasul.tickets.queries import ticket_for
from tawasul.timeline import receipts
from tawasul.web.desk.meetings.told import card_of
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.callers.forms import AskedForm, HurryForm
from tawasul.web.desk.work.showing import said_date, said_moment, said_short, ticket_url
from tawasul.web.desk.work.sought import keep, kept
from tawasul.web.desk.work.ticket.acting import once, once_of, scope_of
from tawasul.web.doors import staff_only

LONGEST = 60
UNDERSTOOD = {
    Kind.NUMBER: gettext_lazy("Understood as a ticket number."),
    Kind.IDENTITY: gettext_lazy("Understood as an identity number: the tickets of that person."),
    Kind.MOBILE: gettext_lazy("Understood as a mobile number: the tickets filed with it."),
}
AS_MEETING = gettext_lazy("Understood as the number of a request to meet the official.")
NOT_FOUND = {
    Kind.NUMBER: gettext_lazy("There is no ticket and no request to meet the official of this number."),
    Kind.IDENTITY: gettext_lazy("There is no ticket of this identity."),
    Kind.MOBILE: gettext_lazy("No ticket was filed with this mobile."),
    Kind.MISTYPED: gettext_lazy("This ticket number has a wrong digit. Please check it."),
    Kind.NOTHING: gettext_lazy("This is no ticket number, identity or mobile."),
}


@staff_only(Power.ANSWER_CALLERS)
@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: DeskRequest) -> HttpResponse:
    """The box, what was found, and what may be done for the caller. What they are sought by (`who`) is kept aside, and shown at
    an address that does not say it: also where a telephone system opens the screen with it."""
    who = request.POST.get("who", "") if request.method == "POST" else request.GET.get("who", "")
    if who or request.method == "POST":
        asked = _asked(who)
        return redirect(_url(request, asked) if asked else reverse("desk:callers"))
    return _screen(request, kept(request.session, request.GET.get("sought", "")), timezone.now())


@staff_only(Power.ANSWER_CALLERS)
@require_POST
def hurry(request: DeskRequest) -> HttpResponse:
    """Expedite the `ticket` for the caller: once, however often it is sent; then say what they may be told."""
    reference = request.POST.get("ticket", "")
    at, asked, key = timezone.now(), _asked(request.POST.get("who", "")), once_of(request)
    if receipts.answer_of(scope=scope_of(request), key=key) is not None:
        return redirect(_url(request, asked, done=reference))
    ticket, form = ticket_for(request.actor, reference), HurryForm(request.POST, auto_id=f"hurry_{reference}_%s")
    if not form.is_valid():
        return _screen(request, asked, at, hurrying=(ticket, form), status=422)
    reason = form.cleaned_data["reason"]

    def act() -> dict[str, int]:
        made = actions.expedite(actor=request.actor, ticket_id=ticket.pk, reason=reason, channel="telephone", at=at)
        return {"number": made.number}

    try:
        once(request, key, {"expedite": ticket.pk, "reason": reason}, at, act)
    except (Conflict, NotAllowed) as refused:
        form.add_error("reason", str(refused.message))
        return _screen(request, asked, at, hurrying=(ticket, form), status=refused.status)
    return redirect(_url(request, asked, done=reference))


@staff_only(Power.ANSWER_CALLERS)
@require_POST
def asked_in_vain(request: DeskRequest) -> HttpResponse:
    """Write down that somebody asked after what is not there."""
    at, asked, form = timezone.now(), _asked(request.POST.get("who", "")), AskedForm(request.POST)
    if not form.is_valid():
        return _screen(request, asked, at, asking=form, status=422)
    given = form.cleaned_data

    def act() -> dict[str, int]:
        made = actions.note_asked_in_vain(actor=request.actor, who=asked, text=given["text"], name=given["name"], at=at)
        return {"asked": made.pk}

    try:
        once(request, once_of(request), {"who": asked, **given}, at, act)
    except Refused as refused:
        form.add_error(None, str(refused.message))
        return _screen(request, asked, at, asking=form, status=refused.status)
    messages.success(request, _("It is written down that somebody asked."))
    return redirect("desk:callers")


@staff_only(Power.ANSWER_CALLERS)
@require_safe
def asked_list(request: DeskRequest) -> HttpResponse:
    """Who asked in vain, the last ones first."""
    after = request.GET.get("after", "")
    rows, following = queries.page_of(request.actor, int(after) if after.isdecimal() and len(after) < 19 else None)
    here = reverse("desk:callers_asked")
    context = {
        "title": _("Asked after what was not found"),
        "breadcrumbs": [
            (_("My work"), reverse("desk:home")),
            (_("Who calls 19996"), reverse("desk:callers")),
            (_("Asked after what was not found"), ""),
        ],
        "shown": [_in_vain(row) for row in rows],
        "next_url": f"{here}?after={following}" if following else "",
        "previous_url": here if after else "",
    }
    return render(request, "desk/work/callers/asked.html", context)


def _screen(
    request: DeskRequest,
    asked: str,
    at: datetime,
    *,
    hurrying: tuple[Ticket, HurryForm] | None = None,
    asking: AskedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "title": _("Who calls 19996"),
        "breadcrumbs": [(_("My work"), reverse("desk:home")), (_("Who calls 19996"), "")],
        "who": asked,
        "caller": keep(request.session, asked) if asked else "",
        "focus": True,
    }
    if asked:
        context |= _found(request, understood(asked), at, hurrying) | {"asking": asking or AskedForm(), "once": uuid4()}
    return render(request, "desk/work/callers/screen.html", context, status=status)


def _found(
    request: DeskRequest, sought: Sought, at: datetime, hurrying: tuple[Ticket, HurryForm] | None
) -> dict[str, Any]:
    tickets = tickets_of(request.actor, sought)
    cards = [_card(told, request.GET.get("done", ""), hurrying) for told in told_of(request.actor, tickets, at)]
    hurried = [card for card in cards if card["form"] is not None]
    for card in hurried:
        card["first"] = card is hurried[0]
        card["alone"] = len(hurried) == 1 and not card["done"]
    if len({ticket.beneficiary_id for ticket in tickets}) > 1:
        for card, ticket in zip(cards, tickets, strict=True):
            card["name"] = ticket.beneficiary.name
    asked_to_meet = meetings.requests_of(request.actor, sought)
    people = {ticket.beneficiary_id: ticket.beneficiary for ticket in tickets}
    people |= {asked.beneficiary_id: asked.beneficiary for asked in asked_to_meet}
    found = bool(tickets or asked_to_meet)
    understood_as = AS_MEETING if asked_to_meet and sought.kind is Kind.NUMBER else UNDERSTOOD.get(sought.kind, "")
    return {
        "understood": understood_as if found else NOT_FOUND[sought.kind],
        "focus": not tickets or any(card["done"] for card in cards),  # the next caller
        "found": cards,
        "meetings": [card_of(request.actor, told) for told in meetings.told_of(asked_to_meet)],
        "more": len(tickets) == MOST,
        "people": [
            {
                "name": person.name,
                "identity_kind": IDENTITY_KIND_LABELS[person.identity_kind],
                "identity": masked(person.identity_number),
            }
            for person in people.values()
        ],
        "before": [] if found else [_in_vain(row) for row in queries.asked_before(request.actor, sought)],
    }


def _card(told: Told, done: str, hurrying: tuple[Ticket, HurryForm] | None) -> dict[str, Any]:
    ticket = told.ticket
    mine = hurrying is not None and hurrying[0].pk == ticket.pk
    form = hurrying[1] if hurrying is not None and mine else HurryForm(auto_id=f"hurry_{ticket.reference}_%s")
    entity = told.entity_en if get_language() == "en" else told.entity_ar
    # As the beneficiary's own page says it: an emergency by the hour, all else by the day.
    said = said_moment if ticket.type == TicketType.REPORT.value else said_date
    promised = said(told.promised_at) if told.promised_at else ""
    return {
        "reference": ticket.reference,
        "spoken": spoken(ticket.reference),
        "url": ticket_url(ticket.reference),
        "subject": ticket.subject,
        "urgent": ticket.type == TicketType.REPORT.value,
        "type_label": TYPE_LABELS[ticket.type],
        "state": told.state.value,
        "state_label": label_of(ticket, told.state),
        "state_text": said_to_caller(ticket, told.state),
        "filed": said_date(ticket.filed_at),
        "entity": entity,
        "promised": promised,
        "replied": said_date(ticket.replied_at) if ticket.replied_at else "",
        "missing": told.missing,
        "count": ticket.expedite_count,
        "hurried": said_short(told.hurried_at) if told.hurried_at else "",
        "answer": told.answer,
        "form": form if told.may_hurry or mine else None,
        "once": uuid4(),
        "done": done == ticket.reference and bool(ticket.expedite_count),
    }


def _in_vain(row: AskedInVain) -> dict[str, Any]:
    return {
        "value": _masked(row),
        "name": row.name,
        "text": row.text,
        "by": row.by.name,
        "when": said_short(row.at),
    }


def _masked(row: AskedInVain) -> str:
    if row.kind == Kind.MOBILE.value:
        return masked(local_form(row.value))
    if row.kind == Kind.NUMBER.value:
        return spoken(row.value)
    return masked(row.value) if row.kind == Kind.IDENTITY.value else row.value


def _asked(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())[:LONGEST]


def _url(request: DeskRequest, asked: str, **more: str) -> str:
    return f"{reverse('desk:callers')}?{urlencode({'sought': keep(request.session, asked), **more})}"
