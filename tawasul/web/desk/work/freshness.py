"""Lists that refresh themselves, and cost nothing while nothing changed."""

from datetime import datetime
from hashlib import sha256

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.translation import get_language

from tawasul.centres.actor import Actor
from tawasul.tickets.worklists import signature
from tawasul.web.desk.work.asking import DeskRequest


def tag_of(actor: Actor, at: datetime) -> str:
    """The ETag of everything that an actor's lists show. Take it before the lists are read, so that it never runs ahead."""
    words = f"{get_language()}|{signature(actor, at)}"
    return f'"{sha256(words.encode()).hexdigest()[:24]}"'


def unchanged(request: DeskRequest, tag: str) -> HttpResponse | None:
    """The answer 304 to whoever has this state of the lists already."""
    if request.headers.get("If-None-Match", "").removeprefix("W/") != tag:
        return None
    return tagged(HttpResponseNotModified(), tag)


def tagged(answer: HttpResponse, tag: str) -> HttpResponse:
    """The answer with its tag; only the reader's own browser may keep it, and it must ask each time."""
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    return answer


def since_of(request: DeskRequest) -> datetime | None:
    """The instant at which the list that asks was drawn."""
    try:
        found = datetime.fromisoformat(request.GET.get("since", ""))
    except ValueError:
        return None
    return found if found.tzinfo else None
