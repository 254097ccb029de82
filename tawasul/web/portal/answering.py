"""How the portal answers: pages for everyone, and pages that hold somebody's own matters."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers

from tawasul.lib.errors import Refused, TooMany

View = Callable[..., HttpResponseBase]


def personal(view: View) -> View:
    """Its answers hold what belongs to one person: kept by no cache, found by no search engine."""

    @wraps(view)
    def kept_apart(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(request, *args, **kwargs)
        add_never_cache_headers(answer)
        answer.headers["X-Robots-Tag"] = "noindex"
        return answer

    return kept_apart


def refused(answer: HttpResponse, error: Refused | None) -> HttpResponse:
    """The page with the status of what was refused; a limit says when to come back."""
    if error is not None:
        answer.status_code = error.status
    if isinstance(error, TooMany):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer
