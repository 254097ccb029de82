"""Who may read, draft, approve and publish the service-level document."""

from tawasul.centres.actor import Actor
from tawasul.centres.roles import ROLES, Power
from tawasul.service_levels.models import ServiceLevelDocument

State = ServiceLevelDocument.State
OPEN = (State.DRAFT.value, State.APPROVED.value)  # being prepared: one at a time


def may_draft(actor: Actor) -> bool:
    """Begin a version, change its lines, discard it."""
    return actor.can(Power.DRAFT_SERVICE_LEVELS)


def may_approve(actor: Actor) -> bool:
    """Approve a version of others, send it back, publish it."""
    return actor.can(Power.APPROVE_SERVICE_LEVELS)


def may_see(actor: Actor, document: ServiceLevelDocument) -> bool:
    """What was published everybody may read; what is being prepared those who prepare it."""
    return document.state == State.PUBLISHED or may_draft(actor) or may_approve(actor)


def has_a_hand_in(number: str, document: ServiceLevelDocument) -> bool:
    """Whether the person with this user number began the version or changed it: then another must approve it."""
    return number in {document.drafted_by, *document.drafters}


def approving_roles() -> list[str]:
    """The roles that approve, in the order of the table."""
    return [role.key for role in ROLES if Power.APPROVE_SERVICE_LEVELS in role.powers]
