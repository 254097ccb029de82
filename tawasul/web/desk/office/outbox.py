"""What a demonstration would have sent, as it would have been read. There is no such page in production."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.accounts.events import SUBJECT_KIND as PERSON
from tawasul.centres.actor import Actor
from tawasul.centres.queries import members_visible_to
from tawasul.centres.roles import PlaceKind, Power
from tawasul.notices import queries
from tawasul.tickets.queries import SUBJECT_KIND, tickets_visible_to
from tawasul.web.desk.office.paging import PAGE, before_of, page_urls
from tawasul.web.doors import StaffRequest, staff_only

CODES = {"mobile": [0]}  # a verification code is about a mobile, and about no ticket


@staff_only()
@require_safe
def messages(request: StaffRequest) -> HttpResponse:
    """The messages within the actor's reach, newest first: SMS as on a telephone, e-mails as letters."""
    rows = queries.outbox(before=before_of(request), limit=PAGE + 1, about=_subjects_for(request.actor))
    context = {"title": _("Messages not really sent"), "shown": rows[:PAGE]}
    return render(request, "desk/office/outbox.html", context | page_urls(request, rows, lambda row: row.id))


def _subjects_for(actor: Actor) -> dict[str, Any]:
    """The tickets that the actor sees, and the people whom they manage; the ministry's people read codes too (others see
    theirs on the portal's page)."""
    tickets: dict[str, Any] = {SUBJECT_KIND: tickets_visible_to(actor).values("pk")}
    if actor.can(Power.MANAGE_MEMBERS):
        tickets |= {PERSON: members_visible_to(actor).order_by().values("user_id")}
    return tickets | CODES if actor.place_kind is PlaceKind.MINISTRY else tickets
