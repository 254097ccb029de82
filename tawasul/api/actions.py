"""The only writers of tokens."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tawasul.api import policies
from tawasul.api.models import Token
from tawasul.api.queries import digest_of, tokens_visible_to
from tawasul.centres.actor import Actor
from tawasul.centres.models import Membership
from tawasul.centres.queries import held_on
from tawasul.lib.errors import Invalid, NotAllowed, NotFound

MARK = "twsl_"  # lets scanners of leaked secrets recognise ours
SHOWN = 10
LONGEST_LIFE = timedelta(days=366)
USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A new token, and its secret, which is never to be seen again."""

    token: Token
    secret: str


@transaction.atomic
def issue_token(*, actor: Actor, membership_id: int, name: str, expires_at: datetime, at: datetime) -> Issued:
    """Make a token that acts under a membership until `expires_at`. Raises NotFound, NotAllowed, Invalid by field."""
    held = Membership.objects.filter(held_on(timezone.localdate(at)), user__is_active=True)
    membership = held.select_related("user", "place").filter(pk=membership_id).first()
    if membership is None:
        raise NotFound(_("Nobody holds this role now."))
    if not policies.may_issue(actor, membership):
        raise NotAllowed(_("Your role does not allow this."))
    name = " ".join(name.replace("\x00", "").split())
    _require(name=name, expires_at=expires_at, at=at)
    secret = MARK + secrets.token_urlsafe(32)
    token = Token.objects.create(
        name=name,
        prefix=secret[:SHOWN],
        digest=digest_of(secret),
        membership=membership,
        issued_by_id=actor.user_id,
        issued_at=at,
        expires_at=expires_at,
    )
    return Issued(token=token, secret=secret)


@transaction.atomic
def revoke_token(*, actor: Actor, token_id: int, at: datetime) -> Token:
    """End a token at once. A second time changes nothing. Raises NotFound, NotAllowed."""
    token = tokens_visible_to(actor).select_for_update(of=("self",)).filter(pk=token_id).first()
    if token is None:
        raise NotFound(_("There is no such token."))
    if not policies.may_revoke(actor, token):
        raise NotAllowed(_("Your role does not allow this."))
    if token.revoked_at is None:
        token.revoked_at, token.revoked_by_id = at, actor.user_id
        token.save(update_fields=["revoked_at", "revoked_by"])
    return token


def note_use(token: Token, at: datetime) -> None:
    """Remember when a token was last used, at most once a minute."""
    if token.last_used_at is not None and at - token.last_used_at < USE_NOTED_EVERY:
        return
    older = Q(last_used_at=None) | Q(last_used_at__lte=at - USE_NOTED_EVERY)
    Token.objects.filter(older, pk=token.pk).update(last_used_at=at)


def _require(*, name: str, expires_at: datetime, at: datetime) -> None:
    wrong: dict[str, list[object]] = {}
    if not 3 <= len(name) <= 100:
        wrong["name"] = [_("Name the system that will use it, in 3 to 100 letters.")]
    if not at < expires_at <= at + LONGEST_LIFE:
        wrong["expires_at"] = [_("Choose a day within a year.")]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
