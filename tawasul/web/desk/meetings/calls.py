"""The calls of the meetings unit: the receipt confirmed, what is missing, the date confirmed."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tawasul.centres.roles import Power
from tawasul.lib.hijri import dual_date
from tawasul.meetings import queries
from tawasul.meetings.models import Call
from tawasul.tickets.labels import CALL_OUTCOME_LABELS
from tawasul.web.desk.meetings.showing import breadcrumbs, planned, row_of
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import said_short
from tawasul.web.desk.work.ticket.calls import tone_of
from tawasul.web.doors import staff_only


@staff_only(Power.HANDLE_MEETINGS)
@require_safe
def meeting_calls(request: DeskRequest) -> HttpResponse:
    """One of the lists of calls. A fixed number of queries, however many are to be called."""
    at, which = timezone.now(), request.GET.get("which", "")
    which = which if which in queries.CALLS else "today"
    after = request.GET.get("after", "")[:80]
    page = queries.calls_of(request.actor, which, at, after=after)
    last = queries.last_calls(page.rows)
    context = {
        "title": _("Calls about meetings"),
        "today": dual_date(at, get_language() or "ar"),
        "breadcrumbs": breadcrumbs((_("Calls about meetings"), "")),
        "chips": [
            {
                "label": label,
                "url": _url({"which": key}),
                "active": key == which,
                "count": queries.calls_due(request.actor, at) if key == "today" else None,
            }
            for key, label in queries.CALLS.items()
        ],
        "list_title": queries.CALLS[which],
        "shown": [
            {
                "row": row_of(row, at),
                "plan": planned(row, at),
                "last": _last(last.get(row.pk)),
                "hears": row.gets_messages,
                "contact": row.other_contact,
            }
            for row in page.rows
        ],
        "next_url": _url({"which": which, "after": page.next}) if page.next else "",
        "first_url": _url({"which": which}) if after else "",
    }
    return render(request, "desk/meetings/calls.html", context)


def _last(call: Call | None) -> dict[str, Any] | None:
    if call is None:
        return None
    return {
        "label": CALL_OUTCOME_LABELS[call.outcome],
        "tone": tone_of(call.outcome),
        "when": said_short(call.at),
        "by": call.by.name,
        "number": call.number,
    }


def _url(asked: dict[str, str]) -> str:
    return f"{reverse('desk:meeting_calls')}?{urlencode(asked)}"
