"""Which of their roles somebody acts in: chosen once, kept in the session, and asked of the database on every request."""

from datetime import date

from django.http import HttpRequest

from tawasul.centres import queries
from tawasul.centres.models import Membership
from tawasul.lib.errors import NotFound

CHOSEN = "membership"


def wear_none(request: HttpRequest) -> None:
    """Nobody acts as staff."""
    _set(request, None, [])


def wear(request: HttpRequest, today: date) -> None:
    """Set the actor of the membership chosen, or of the first held. One that ended is not held: it drops at once."""
    held = queries.memberships_of(request.user.pk or 0, today)
    chosen = request.session.get(CHOSEN)
    worn = next((row for row in held if row.pk == chosen), held[0] if held else None)
    _set(request, worn, held)


def choose(request: HttpRequest, membership_id: int, today: date) -> None:
    """Act under this membership from now on. Raises NotFound unless it is held by whoever is signed in."""
    if not any(row.pk == membership_id for row in queries.memberships_of(request.user.pk or 0, today)):
        raise NotFound()
    request.session[CHOSEN] = membership_id


def _set(request: HttpRequest, worn: Membership | None, held: list[Membership]) -> None:
    request.membership = worn  # type: ignore[attr-defined]
    request.memberships = held  # type: ignore[attr-defined]
    request.actor = queries.actor_for(worn) if worn else None  # type: ignore[attr-defined]
