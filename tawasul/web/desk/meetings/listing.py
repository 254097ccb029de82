"""The requests to meet the official, by what is to be done about them: those to be received first stand first."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres.roles import Power
from tawasul.meetings import policies, queries
from tawasul.meetings.models import MeetingRequest
from tawasul.web.desk.meetings.showing import breadcrumbs, row_of, seat_of
from tawasul.web.desk.meetings.whose import whose_of
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.doors import staff_only


@staff_only(Power.SEE_MEETINGS)
@require_safe
def meetings(request: DeskRequest) -> HttpResponse:
    """One of the lists; a fixed number of queries however long it is."""
    whose = whose_of(request)
    counts = queries.counts(request.actor, whose.centres)
    asked = request.GET.get("which", "")
    row = queries.LIST_BY_KEY.get(asked) or _first(counts)
    words = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    after = request.GET.get("after", "")[:80]
    ranked = row.key == "ready" and not words  # of those whom a name finds the places would say nothing
    page = queries.page_of(request.actor, row, after=after, words=words, centres=whose.centres, counted=ranked)
    at = timezone.now()
    kept = {"which": row.key} | whose.kept | ({"q": words} if words else {})
    context = {
        "title": _("Meetings"),
        "breadcrumbs": breadcrumbs(),
        "chips": [
            {
                "label": each.title,
                "url": _url({"which": each.key} | whose.kept),
                "active": each is row,
                "count": counts.get(each.key),
            }
            for each in queries.LISTS
        ],
        "whose": whose.chips(reverse("desk:meetings"), {"which": row.key}),
        "whose_key": whose.key,
        "list": row,
        "which": row.key,
        "words": words,
        "shown": _shown(page.rows, row.key, at),
        "ranked": ranked,
        "before": page.before,
        "empty": _("Nobody of this name stands in this list") if words else row.empty,
        "calls": queries.calls_due(request.actor, at) if request.actor.can(Power.HANDLE_MEETINGS) else None,
        "may_file": policies.may_file_for(request.actor),
        "next_url": _url(kept | {"after": page.next}) if page.next else "",
        "first_url": _url(kept) if after else "",
        "clear_url": _url({"which": row.key} | whose.kept),
    }
    return render(request, "desk/meetings/list.html", context)


def _shown(rows: list[MeetingRequest], which: str, at: datetime) -> list[dict[str, Any]]:
    """The rows: with the date that they have, the session for which they are in reserve, or what is still to be passed on. One
    query for them all."""
    seats = queries.active_seats(rows) if which in {"ready", "scheduled"} else {}
    waiting = queries.not_passed_on(rows) if which == "held" else {}
    return [
        row_of(each, at)
        | {"seat": seat_of(seats[each.pk]) if each.pk in seats else None, "not_passed_on": waiting.get(each.pk, 0)}
        for each in rows
    ]


def _first(counts: dict[str, int]) -> queries.Listed:
    """The first list in which something stands, so that one opens on one's work."""
    return next((row for row in queries.LISTS if counts.get(row.key)), queries.LISTS[0])


def _url(asked: dict[str, Any]) -> str:
    return f"{reverse('desk:meetings')}?{urlencode(asked)}"
