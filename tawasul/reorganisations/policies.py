"""Who drafts a reorganisation, who confirms it, and who sees it."""

from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.roles import Power
from tawasul.reorganisations.models import Reorganisation


def may_draft(actor: Actor) -> bool:
    """Whoever manages the network; the system on the command line."""
    return actor.kind is ActorKind.SYSTEM or actor.can(Power.MANAGE_NETWORK)


def may_see(actor: Actor) -> bool:
    """Those who draft, and those who confirm."""
    return may_draft(actor) or actor.can(Power.CONFIRM_REORGANISATIONS)


def may_confirm(actor: Actor, plan: Reorganisation) -> bool:
    """Another person than the one who drafted it; on the command line nobody else is asked."""
    if actor.kind is ActorKind.SYSTEM:
        return plan.by_command
    return actor.can(Power.CONFIRM_REORGANISATIONS) and actor.user_id != plan.drafted_by_id
