"""What happens around every page: whose session it is, in which language, under which role, and how refusals are shown."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from tawasul.lib.errors import Refused
from tawasul.web import refusals
from tawasul.web.access import acting, hats, second_factor, sessions
from tawasul.web.access.language import language_of
from tawasul.web.doors import door_of, to_sign_in

Respond = Callable[[HttpRequest], HttpResponse]


class SessionLimits:
    """Ends a session that was idle too long, or that has lasted a working day."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """A page that only refreshes itself is no sign of a person."""
        if request.user.is_authenticated and not sessions.goes_on(request, timezone.now()):
            sessions.end(request)
            if request.path.startswith("/desk/"):
                return to_sign_in(request)
        return self.get_response(request)


class Language:
    """Arabic, unless somebody chose otherwise: the one signed in, or this browser."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """What a browser says it would accept is not a choice: the first visit is in Arabic."""
        with translation.override(language_of(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", str(translation.get_language()))
        patch_vary_headers(response, ["Cookie"])
        return response


class Hats:
    """Sets `request.actor`, `request.membership` and `request.memberships` on the desk; elsewhere nobody acts as staff."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nobody, until the route is known."""
        hats.wear_none(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """On the desk every view has a door; and where a second factor is required, nothing opens before it is set up."""
        match = request.resolver_match
        on_desk = match is not None and match.namespaces[:1] == ["desk"]
        if on_desk and door_of(view) is None:
            raise ImproperlyConfigured(f"{match and match.view_name} says not who may open it: use staff_only")
        if not request.user.is_authenticated:
            return None
        if settings.SECOND_FACTOR_REQUIRED and not second_factor.stands(request):
            return second_factor.lead_to_setup(request)
        if on_desk or (match is not None and str(match.url_name).startswith(("account_", "mfa_"))):
            hats.wear(request, timezone.localdate())
        leaves_role = match is not None and match.view_name in {"desk:hats"}
        return acting.changed_meanwhile(request) if on_desk and not leaves_role else None


FOR_PEOPLE = frozenset({"desk", "portal", "guests"})  # others are asked by machines, which want the method told


class SentTo:
    """Leads whoever opens an address to which forms are only sent (typed, or from a change of language after a refusal) to the
    page above it. What else is refused by its method is answered with the method."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The page above may itself be one to which one only sends: then it leads on upwards."""
        response = self.get_response(request)
        opened = response.status_code == 405 and request.method in {"GET", "HEAD"}
        if opened and request.resolver_match is not None and set(request.resolver_match.namespaces[:1]) & FOR_PEOPLE:
            return HttpResponseRedirect(page_above(request.path))
        return response


def page_above(path: str) -> str:
    """The nearest address above this one at which there is something; the first page at last."""
    while path.strip("/"):
        path = f"{path.rstrip('/').rpartition('/')[0]}/"
        with suppress(Resolver404):
            resolve(path)
            return path
    return "/"


class Refusals:
    """Shows what an action refused as a page with its status, in the reader's language."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do where nothing is refused."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Anything else than a refusal is a fault, and Django's to report."""
        return refusals.page(request, exception) if isinstance(exception, Refused) else None
