"""What was refused, or went wrong, as a page: what happened, in plain words, and what to do now."""

import logging
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tawasul.lib.errors import Invalid, Refused, TooMany
from tawasul.web.access import hats

log = logging.getLogger("tawasul.refusals")


@dataclass(frozen=True, kw_only=True)
class Saying:
    """How one status is said: its heading, what to do, and the icon beside it."""

    heading: Any
    advice: Any
    icon: str


SAYINGS: dict[int, Saying] = {
    400: Saying(
        heading=_("This was not understood"),
        advice=_("The link may be incomplete. Go back and try again."),
        icon="question-circle",
    ),
    403: Saying(
        heading=_("This is not open to you"),
        advice=_("If you believe that it should be, ask the supervisor of your centre."),
        icon="shield-lock",
    ),
    404: Saying(
        heading=_("We did not find this"),
        advice=_("It may have moved, the link may be incomplete, or it may not be yours to see."),
        icon="search",
    ),
    405: Saying(
        heading=_("This was not understood"),
        advice=_("The link may be incomplete. Go back and try again."),
        icon="question-circle",
    ),
    409: Saying(
        heading=_("Something changed meanwhile"),
        advice=_("Go back, look at how it stands now, and decide again. Nothing was changed by your request."),
        icon="arrow-repeat",
    ),
    422: Saying(
        heading=_("Something needs correction"),
        advice=_("Go back, correct it, and send it again. Nothing was changed."),
        icon="pencil-square",
    ),
    429: Saying(
        heading=_("Too many tries"),
        advice=_("This protects everyone's information. Wait a little, then try again."),
        icon="hourglass-split",
    ),
}
STALE_FORM = _(
    "This page had been open for long, or was opened in another window. Go back, reload it, and send it again."
)


def page(request: HttpRequest, error: Refused) -> HttpResponse:
    """The answer to a refusal that no view has shown better itself."""
    said = error.message if error.status not in {404} else ""
    fields = [text for texts in error.fields.values() for text in texts] if isinstance(error, Invalid) else []
    answer = said_with(request, error.status, message=said, details=[text for text in fields if text != said])
    if isinstance(error, TooMany):
        answer.headers["Retry-After"] = str(error.retry_after)
    return answer


def said_with(
    request: HttpRequest, status: int, *, message: Any = "", details: list[Any] | None = None
) -> HttpResponse:
    """A whole page, or for a part that a script asked for a boxed word."""
    context = {
        "status": status,
        "saying": SAYINGS.get(status, SAYINGS[400]),
        "message": message,
        "details": details or [],
        "may_be_another_roles": status in {403, 404} and request.method == "GET",
        "on_desk": getattr(request, "actor", None) is not None,
    }
    asked_by_script = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    return render(request, "refusal_part.html" if asked_by_script else "refusal.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler400."""
    return said_with(request, 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler403."""
    return said_with(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Django's handler404: no route was found, so nobody has a role on yet; on the desk its frame is shown all the same."""
    if request.path.startswith("/desk/") and request.user.is_authenticated:
        hats.wear(request, timezone.localdate())
    return said_with(request, 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The handler429 that allauth looks for."""
    answer = said_with(request, 429)
    answer.headers["Retry-After"] = "300"
    return answer


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Where the proof that a form is ours does not fit: Django's CSRF_FAILURE_VIEW."""
    log.info("form refused: %s", reason)
    return said_with(request, 403, message=STALE_FORM)


def fault(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Django's handler500: asks nothing of the database, of the session or of the request, which may be what failed."""
    return HttpResponse(loader.render_to_string("500.html"), status=500)
