"""One box that finds tickets, with what was found marked."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres.roles import Power
from tawasul.tickets.finding import find
from tawasul.tickets.models import Ticket
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.marking import excerpt, marked
from tawasul.web.desk.work.showing import row_of
from tawasul.web.doors import staff_only

UNDERSTOOD = {
    "number": _("Understood as a ticket number."),
    "identity": _("Understood as an identity number: the tickets of that person."),
    "mobile": _("Understood as a mobile number: the tickets filed with it."),
    "words": _("Found by words, in whatever spelling: all of them occur in each ticket."),
}
LONGEST = 200


@staff_only(Power.SEE_TICKETS)
@require_safe
def search(request: DeskRequest) -> HttpResponse:
    """The box and its results."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST]
    context: dict[str, Any] = {"title": _("Search"), "q": asked}
    if asked:
        found = find(request.actor, asked)
        words = asked if found.understood_as == "words" else ""
        context |= {
            "understood": UNDERSTOOD[found.understood_as],
            "results": [_result(ticket, words) for ticket in found.tickets],
            "more": found.more,
        }
    return render(request, "desk/work/search.html", context)


def _result(ticket: Ticket, words: str) -> dict[str, Any]:
    return {
        "row": row_of(ticket),
        "subject": marked(ticket.subject, words),
        "beneficiary": marked(ticket.beneficiary.name, words),
        "excerpt": excerpt(ticket.text, words),
    }
