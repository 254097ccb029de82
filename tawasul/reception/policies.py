"""May this actor receive visitors, or supervise the hall?"""

from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotAllowed


def may_receive(actor: Actor) -> bool:
    """Those who work at a centre and receive its visitors: a hall is of a centre."""
    return actor.can(Power.RECEIVE_VISITORS) and actor.centre_id is not None


def may_supervise(actor: Actor) -> bool:
    """Those who supervise the hall of their centre."""
    return actor.can(Power.SUPERVISE_HALL) and actor.centre_id is not None


def receiving(actor: Actor) -> int:
    """The centre at which the actor receives visitors. Raises NotAllowed."""
    if not may_receive(actor) or actor.centre_id is None or actor.user_id is None:
        raise NotAllowed(_("Your role does not allow this."))
    return actor.centre_id


def supervising(actor: Actor) -> int:
    """The centre whose hall the actor supervises. Raises NotAllowed."""
    if not may_supervise(actor) or actor.centre_id is None:
        raise NotAllowed(_("Your role does not allow this."))
    return actor.centre_id
