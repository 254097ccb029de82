"""How often one may try to get in: a table, counted in the database so that all hosts count as one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from tawasul.people.address import address_of
from tawasul.people.attempts import count_attempt

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A row: so many tries in a window, counted for the address, for whom it concerns, or for both together."""

    tries: int
    window: timedelta
    by: str  # "address", "person" or "both"


_FIVE, _HOUR = timedelta(minutes=5), timedelta(hours=1)
LIMITS: dict[str, tuple[Limit, ...]] = {
    # A centre's fifty people may stand behind one address; one person's password is tried by one person.
    "sign-in": (
        Limit(tries=8, window=_FIVE, by="both"),
        Limit(tries=40, window=_HOUR, by="person"),
        Limit(tries=300, window=_FIVE, by="address"),
    ),
    "code": (Limit(tries=8, window=_FIVE, by="both"), Limit(tries=300, window=_FIVE, by="address")),
    "confirm": (Limit(tries=8, window=_FIVE, by="person"),),
    "invitation": (Limit(tries=60, window=_HOUR, by="address"),),
    "new-address": (Limit(tries=10, window=_HOUR, by="person"),),
    "reset": (Limit(tries=5, window=_HOUR, by="person"), Limit(tries=60, window=_HOUR, by="address")),
}


def limited(what: str) -> Callable[[View], View]:
    """Count what is posted to a view against the rows of the table; beyond them TooMany is raised (a page with 429)."""

    def limit(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST":
                _count(what, request)
            return view(request, *args, **kwargs)

        return counted

    return limit


def _count(what: str, request: HttpRequest) -> None:
    address, person = address_of(request), _person(request)
    keys = {"address": address, "person": person, "both": f"{address} {person}"}
    for row in LIMITS[what]:
        if row.by == "address" or person:
            count_attempt(
                what=f"{what}:{row.by}", who=keys[row.by], limit=row.tries, window=row.window, at=timezone.now()
            )


def _person(request: HttpRequest) -> str:
    """Whose account is tried: the one signed in, the one half signed in, or the e-mail that was typed."""
    if request.user.is_authenticated:
        return str(request.user.pk)
    half_signed_in = request.session.get("account_login", {})
    typed = request.POST.get("login") or request.POST.get("email") or ""
    return typed.strip().lower() or str(half_signed_in.get("user_pk", ""))
