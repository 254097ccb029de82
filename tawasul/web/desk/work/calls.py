"""The day's calls: whom to call, who does, how often it was tried and what came of it."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid
from tawasul.lib.hijri import dual_date
from tawasul.tickets.calls import queries
from tawasul.tickets.labels import CALL_OUTCOME_LABELS
from tawasul.tickets.models import Call, Ticket
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import row_of, said_short, ticket_url
from tawasul.web.desk.work.ticket.calls import plan_of, tone_of
from tawasul.web.doors import staff_only

LIST = "calls"  # the work list by whose name a ticket knows where its reader came from


@staff_only(Power.CALL)
@require_safe
def call_list(request: DeskRequest) -> HttpResponse:
    """One of the lists of calls, of the whole place or one's own. A fixed number of queries, however many are to be called."""
    now = timezone.now()
    which = request.GET.get("which", "")
    row = queries.BY_KEY.get(which, queries.CALL_LISTS[0])
    mine = request.GET.get("whose") == "mine"
    place = {key: request.GET[key] for key in ("after", "before") if request.GET.get(key)}
    try:
        page = queries.page(
            request.actor, row, now, mine=mine, after=place.get("after", ""), before=place.get("before", "")
        )
    except Invalid:
        return redirect(_url(row.key, mine=mine))
    counts, last = queries.counts(request.actor, now, mine=mine), queries.last_calls(page.tickets)
    here = _url(row.key, mine=mine, **place)
    context = {
        "title": _("Calls of the day"),
        "today": dual_date(now, get_language() or "ar"),
        "breadcrumbs": [(_("My work"), reverse("desk:home")), (_("Calls of the day"), "")],
        "lists": [
            {
                "label": each.title,
                "count": counts[each.key],
                "url": _url(each.key, mine=mine),
                "active": each.key == row.key,
            }
            for each in queries.CALL_LISTS
        ],
        "whose": [
            {"label": label, "url": _url(row.key, mine=own), "active": own == mine}
            for own, label in ((False, _("All where I work")), (True, _("Mine")))
        ],
        "list_title": row.title,
        "empty": row.empty,
        "shown": [_shown(ticket, last.get(ticket.pk), here, now) for ticket in page.tickets],
        "next_url": _url(row.key, mine=mine, after=page.next_key) if page.next_key else "",
        "previous_url": _url(row.key, mine=mine, before=page.previous_key) if page.previous_key else "",
    }
    return render(request, "desk/work/calls.html", context)


def _shown(ticket: Ticket, last: Call | None, here: str, now: datetime) -> dict[str, Any]:
    return {
        "row": row_of(ticket),
        "url": f"{ticket_url(ticket.reference, LIST)}&{urlencode({'back': here})}#calls",
        "plan": plan_of(ticket, now),
        "made": ticket.calls_made,
        "last": CALL_OUTCOME_LABELS[last.outcome] if last else "",
        "last_tone": tone_of(last.outcome) if last else "",
        "last_when": said_short(last.at) if last else "",
        "last_by": last.by.name if last else "",
        "wrong": ticket.mobile_wrong,
        "unreached": ticket.unreached_at is not None,
    }


def _url(which: str, *, mine: bool, **more: str) -> str:
    query = {"which": "" if which == "today" else which, "whose": "mine" if mine else "", **more}
    said = {name: value for name, value in query.items() if value}
    return f"{reverse('desk:calls')}?{urlencode(said)}" if said else reverse("desk:calls")
