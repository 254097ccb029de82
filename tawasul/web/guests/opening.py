"""What a link opens: one statement, while it is awaited; and how often links may be tried.

A link that was not made here, whose time has passed, or whose statement is awaited no longer is answered alike: from the
answer nothing is learnt of what it may have led to.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from tawasul.people.address import address_of
from tawasul.people.attempts import count_attempt
from tawasul.tickets.statements import links

HOUR = timedelta(hours=1)
# In an hour: by an address (an office may stand behind one), of links that open nothing, and of one statement.
OF_AN_ADDRESS, WRONG, OF_A_STATEMENT = 600, 30, 240

View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Open a view to whoever has a link: it is given the statement, or None where the link opens nothing (any more)."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        at, address = timezone.now(), address_of(request)
        count_attempt(what="statement-link", who=address, limit=OF_AN_ADDRESS, window=HOUR, at=at)
        statement = links.statement_of(token, at=at)
        if statement is None:
            count_attempt(what="statement-wrong", who=address, limit=WRONG, window=HOUR, at=at)
        else:
            count_attempt(what="statement", who=str(statement.pk), limit=OF_A_STATEMENT, window=HOUR, at=at)
        answer = view(request, token, statement, **kwargs)
        add_never_cache_headers(answer)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return opened


def gone(request: HttpRequest) -> HttpResponse:
    """The one answer to every link that opens nothing."""
    return render(request, "guests/gone.html", status=404)
