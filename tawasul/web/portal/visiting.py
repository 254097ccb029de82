"""The visitor's own place in the queue, on their own phone: opened by the code of their slip, and telling nothing of them.

Whoever opens it needs no account; it is good on the day of the visit, and asks for itself every few seconds: while nothing
happened in the hall the answer is 304, and costs two small queries.
"""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tawasul.people.address import address_of
from tawasul.people.attempts import count_attempt
from tawasul.reception import queries
from tawasul.reception.course import State
from tawasul.reception.labels import ONLINE_DEEDS
from tawasul.reception.models import Visit
from tawasul.reception.reasons import way_of
from tawasul.web.waits import expected_said, tag_of

WRONG, HOUR = 60, timedelta(hours=1)  # codes that open nothing, in an hour, from one address


@require_safe
def visit_place(request: HttpRequest, code: str) -> HttpResponse:
    """The page."""
    return _answered(request, code, "portal/visit/place.html")


@require_safe
def visit_now(request: HttpRequest, code: str) -> HttpResponse:
    """What changes of it, for a page that refreshes itself."""
    return _answered(request, code, "portal/visit/now.html")


def _answered(request: HttpRequest, code: str, template: str) -> HttpResponse:
    at = timezone.now()
    visit = queries.visit_by_code(code, at)
    if visit is None:
        count_attempt(what="visit-wrong", who=address_of(request), limit=WRONG, window=HOUR, at=at)
        return _private(render(request, "portal/visit/gone.html", status=404))
    tag = tag_of(queries.version_of(visit.centre_id), at, code)
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:
        return _private(HttpResponseNotModified(), tag)
    return _private(render(request, template, _place(visit, at) | {"tag": tag.strip('"')}), tag)


def _place(visit: Visit, at: datetime) -> dict[str, Any]:
    waits = visit.state == State.WAITING.value
    now = queries.situation(visit.centre_id, at) if waits else None
    return {
        "code": visit.code,
        "spoken": visit.spoken,
        "centre": visit.centre.name,
        "state": visit.state,
        "desk": visit.desk.name if visit.desk else "",
        "before": now.before(visit) if now else 0,
        "online": ONLINE_DEEDS.get(visit.reason, "") if waits else "",
        "online_url": way_of(visit.reason, visit.ticket.reference if visit.ticket is not None else ""),
        "expected": expected_said(now.waits[visit.pk]) if now else "",
    }


def _private(answer: HttpResponse, tag: str = "") -> HttpResponse:
    if tag:
        answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
