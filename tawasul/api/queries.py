"""How tokens are read."""

from datetime import date, datetime
from hashlib import sha256
from itertools import islice

from django.db.models import Q, QuerySet
from django.utils import timezone

from tawasul.api.models import Token
from tawasul.api.policies import may_issue
from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.models import Membership
from tawasul.centres.queries import held_on, members_visible_to
from tawasul.centres.roles import Power


def digest_of(secret: str) -> str:
    """What is kept of a secret: it has 256 random bits, so that a plain hash is enough."""
    return sha256(secret.encode()).hexdigest()


def token_of(secret: str, at: datetime) -> Token | None:
    """The token of this secret if it may be used now: neither expired nor revoked, its role held, its person active."""
    rows = Token.objects.select_related("membership__user", "membership__place").filter(
        digest=digest_of(secret), revoked_at=None, expires_at__gt=at, membership__user__is_active=True
    )
    held = Membership.objects.filter(held_on(timezone.localdate(at)))
    return rows.filter(membership__in=held).first()


def tokens_visible_to(actor: Actor) -> QuerySet[Token]:
    """The tokens in the part of the network where the actor issues them, ended ones too, newest first."""
    rows = Token.objects.select_related("membership__user", "membership__place", "issued_by").order_by("-pk")
    if actor.kind is ActorKind.SYSTEM:
        return rows
    if not actor.can(Power.ISSUE_TOKENS):
        return rows.none()
    return rows.filter(membership__in=members_visible_to(actor).order_by())


def memberships_open_to(actor: Actor, on: date, among: Q | None = None, most: int | None = None) -> list[Membership]:
    """The memberships, held on a day by active people, for which the actor may issue a token; the first `most` of them."""
    rows = (
        members_visible_to(actor)
        .select_related("place__parent__parent")
        .filter(held_on(on), among or Q(), user__is_active=True)
    )
    return list(islice((row for row in rows.iterator(chunk_size=100) if may_issue(actor, row)), most))
