"""Who calls: the token's membership made into an actor, with the power that the operation needs, not too often."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja.security import HttpBearer

from tawasul.api.actions import note_use
from tawasul.api.models import Token
from tawasul.api.queries import token_of
from tawasul.centres.actor import Actor
from tawasul.centres.queries import actor_for
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotAllowed
from tawasul.people.address import address_of
from tawasul.people.attempts import count_attempt

WINDOW = timedelta(minutes=1)
LIMITS = {"read": 600, "write": 120}  # requests of one token in a window
WRONG_TOKENS = 30  # from one address in a window; whoever has a token is not kept out by a neighbour who has none


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A token in use: under whose role, and at which instant."""

    token: Token
    actor: Actor
    at: datetime


class Call(HttpRequest):
    """What an operation is given."""

    auth: Caller


class Bearer(HttpBearer):
    """Opens an operation to tokens whose role has one of `powers` (none named: to every token)."""

    def __init__(self, powers: frozenset[Power]) -> None:
        super().__init__()
        self.powers = powers

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        """The caller, or None where the token may not be used. Raises TooMany, NotAllowed."""
        at = timezone.now()
        found = token_of(token, at)
        if found is None:
            count_attempt(what="api-token", who=address_of(request), limit=WRONG_TOKENS, window=WINDOW, at=at)
            return None
        what = "read" if request.method in {"GET", "HEAD"} else "write"
        count_attempt(what=f"api-{what}", who=str(found.pk), limit=LIMITS[what], window=WINDOW, at=at)
        note_use(found, at)
        caller = Caller(token=found, actor=actor_for(found.membership), at=at)
        if self.powers and not self.powers & caller.actor.powers:
            raise NotAllowed(_("Your role does not allow this."))
        return caller
