"""The big screen of a hall: the number that is called, and those called before; no names.

It speaks Arabic, whatever language the browser on the wall was set to by whoever sat at it last.

Its address is unguessable and needs nobody signed in: a screen on a wall stays on for months, and a session does not. Whoever
supervises the hall gives it a new address at any time. It asks every two seconds, and is answered 304 by one small query while
nothing was called.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tawasul.people.address import address_of
from tawasul.people.attempts import count_attempt
from tawasul.reception import queries
from tawasul.reception.actions.desks import LONGEST_NAME
from tawasul.reception.models import Hall, Visit

WRONG, HOUR = 60, timedelta(hours=1)
LANGUAGE = "ar"
SHOWN = 6  # calls beside the one that stands
SIZES = (
    (4, "short"),
    (11, "middle"),
    (LONGEST_NAME, "long"),
)  # a desk's name by its characters, as it fits beside a number


@require_safe
@override(LANGUAGE)
def hall_screen(request: HttpRequest, key: str) -> HttpResponse:
    """The page."""
    return _answered(request, key, "portal/visit/screen.html")


@require_safe
@override(LANGUAGE)
def hall_calls(request: HttpRequest, key: str) -> HttpResponse:
    """The numbers called, for the page that asks for them again and again."""
    return _answered(request, key, "portal/visit/calls.html")


def _answered(request: HttpRequest, key: str, template: str) -> HttpResponse:
    at = timezone.now()
    hall = queries.hall_by_screen(key)
    if hall is None:
        count_attempt(what="screen-wrong", who=address_of(request), limit=WRONG, window=HOUR, at=at)
        return _private(render(request, "portal/visit/no_screen.html", status=404))
    tag = f'"{sha256(f"{hall.version}|{queries.day_of(at)}|{key}".encode()).hexdigest()[:24]}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:
        return _private(HttpResponseNotModified(), tag)
    return _private(render(request, template, _calls(hall, at) | {"tag": tag.strip('"')}), tag)


def _calls(hall: Hall, at: datetime) -> dict[str, Any]:
    """Those called, the newest first; each with the instant at which the hall heard it, by which the screen knows a new one.

    The newest of those whom a desk still has is the call that stands, and is shown large; beside it a few that were before it.
    """
    calls = [_call(visit) for visit in queries.last_calls(hall.centre_id, at)]
    standing = next((call for call in calls if call["stands"]), None)
    before = [call for call in calls if call is not standing]
    return {
        "key": hall.screen_key,
        "centre": hall.centre.name,
        "standing": standing,
        "most": queries.LAST_CALLS,
        "calls": [call | {"shown": call in before[:SHOWN]} for call in calls],
        "any_before": bool(before),
    }


def _call(visit: Visit) -> dict[str, Any]:
    desk = visit.desk.name if visit.desk else ""
    return {
        "spoken": visit.spoken,
        "desk": desk,
        "size": next(size for most, size in SIZES if len(desk) <= most),
        "rung": visit.rung_at.isoformat() if visit.rung_at else "",
        "stands": visit.at_a_desk,
    }


def _private(answer: HttpResponse, tag: str = "") -> HttpResponse:
    if tag:
        answer.headers["ETag"] = tag
    answer.headers["Cache-Control"], answer.headers["Content-Language"] = "private, no-cache", LANGUAGE
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
