"""Who may open a page of the desk: every view of it says so with `staff_only`, and one that does not is refused.

    @staff_only(Power.TRIAGE)
    def sort(request: StaffRequest) -> HttpResponse: ...

    path("tokens/", staff_only(Power.ISSUE_TOKENS)(Tokens.as_view()), name="tokens")

What the view declares can be read from it (`door_of`): a test lists every route with its door.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.centres.models import Membership
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotAllowed
from tawasul.people.models import User

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """What a desk view is given: somebody signed in, and the membership under which they act."""

    user: User
    actor: Actor
    membership: Membership
    memberships: list[Membership]


@dataclass(frozen=True, kw_only=True)
class Door:
    """What opens a view: any of `powers`; none named: whoever works here. `needs_hat`: a membership held now."""

    powers: frozenset[Power] = frozenset()
    needs_hat: bool = True


def staff_only(*powers: Power, needs_hat: bool = True) -> Callable[[View], View]:
    """Open a view to signed-in staff whose present role has one of `powers` (none given: to all of them).

    A power opens the page; what it shows and does is still asked of queries, policies and actions.
    """
    door = Door(powers=frozenset(powers), needs_hat=needs_hat)

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return _refusal(request, door) or view(request, *args, **kwargs)

        guarded.door = door  # type: ignore[attr-defined]
        return guarded

    return declare


def door_of(view: object) -> Door | None:
    """The door that a view declares, or None."""
    found = getattr(view, "door", None)
    return found if isinstance(found, Door) else None


def _refusal(request: HttpRequest, door: Door) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return to_sign_in(request)
    actor = getattr(request, "actor", None)
    if actor is None:
        return None if not door.needs_hat else render(request, "desk/no_role.html", status=403)
    if door.powers and not door.powers & actor.powers:
        raise NotAllowed(_("Your role does not allow this."))
    return None


def page_of_form(request: HttpRequest) -> str:
    """The page from which a form was sent, where the browser says so and it is ours."""
    page = urlsplit(request.headers.get("Referer", ""))
    return urlunsplit(("", "", page.path, page.query, "")) if page.netloc == request.get_host() else ""


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to signing in and, after it, back here. A form that was being sent leads back to the page it stood on."""
    here = request.get_full_path() if request.method == "GET" else page_of_form(request)
    answer = redirect_to_login(here)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": answer.url})
    return answer
