"""Whose account may this actor make, close and open again?"""

from collections.abc import Sequence
from datetime import date

from tawasul.centres.actor import Actor
from tawasul.centres.models import Membership, Place
from tawasul.centres.policies import may_appoint
from tawasul.centres.roles import Power


def may_register(actor: Actor, *, role: str, place: Place) -> bool:
    """Those who manage members, with a first role that they may give there."""
    return actor.can(Power.MANAGE_MEMBERS) and may_appoint(actor, role=role, place=place)


def may_manage(actor: Actor, *, user_id: int, memberships: Sequence[Membership], on: date) -> bool:
    """Those who manage members, where they might give every role that the person holds or will hold; never their own.

    `memberships` are all of the person's, wherever. For somebody who holds none, the last that ended decide; for somebody
    who never held one, only those who manage the network may.
    """
    if not actor.can(Power.MANAGE_MEMBERS) or actor.user_id == user_id:
        return False
    deciding = [row for row in memberships if row.ends_on is None or row.ends_on >= on] or _last(memberships)
    if not deciding:
        return actor.can(Power.MANAGE_NETWORK)
    return all(may_appoint(actor, role=row.role, place=row.place) for row in deciding)


def _last(memberships: Sequence[Membership]) -> list[Membership]:
    ended = max((row.ends_on for row in memberships if row.ends_on is not None), default=None)
    return [row for row in memberships if row.ends_on == ended]
