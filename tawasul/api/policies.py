"""Who may give and take tokens."""

from tawasul.api.models import Token
from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.models import Membership
from tawasul.centres.policies import reaches
from tawasul.centres.roles import BY_KEY, Power


def may_issue(actor: Actor, membership: Membership) -> bool:
    """Those with the power, within their reach, for no role with a power that they lack (network administrators: any)."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    if not actor.can(Power.ISSUE_TOKENS) or not reaches(actor, membership.place):
        return False
    return actor.can(Power.MANAGE_NETWORK) or BY_KEY[membership.role].powers <= actor.powers


def may_revoke(actor: Actor, token: Token) -> bool:
    """Those with the power, within their reach: what is taken away may be wider than what one could give."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return actor.can(Power.ISSUE_TOKENS) and reaches(actor, token.membership.place)
