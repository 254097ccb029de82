"""May this actor change the tree, or give this role there?"""

from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import BY_KEY, KEEP_CALENDARS, PlaceKind, Power

COORDINATORS = frozenset({"coordinator"})


def may_manage_network(actor: Actor) -> bool:
    """Network administrators, and the system when it loads a network."""
    return actor.kind is ActorKind.SYSTEM or actor.can(Power.MANAGE_NETWORK)


def reaches(actor: Actor, place: Place) -> bool:
    """Whether the place lies in the part of the tree that the actor's powers cover."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    if actor.place_kind is PlaceKind.MINISTRY:
        return True
    anchor = actor.centre_id if actor.place_kind is PlaceKind.UNIT else actor.place_id
    return anchor is not None and f".{anchor}." in f".{place.path}"


def may_appoint(actor: Actor, *, role: str, place: Place) -> bool:
    """Those who manage members give roles within their reach, but none with a power that they lack themselves.

    Network administrators hold no powers over tickets and may yet give any role: that is what they are for.
    """
    if actor.kind is ActorKind.SYSTEM:
        return True
    if not reaches(actor, place) or role not in BY_KEY:
        return False
    if actor.can(Power.MANAGE_NETWORK):
        return True
    if actor.can(Power.APPOINT_COORDINATORS) and role in COORDINATORS:
        return True
    return actor.can(Power.MANAGE_MEMBERS) and BY_KEY[role].powers <= actor.powers


def may_cover(actor: Actor, absent: Membership) -> bool:
    """Those who might give the role there name a deputy for who is absent; a deputy does not lengthen their own office."""
    stands_in = actor.stands_for is not None and actor.stands_for == absent.user_id
    return not stands_in and may_appoint(actor, role=absent.role, place=absent.place)


def is_own(actor: Actor, membership: Membership) -> bool:
    """Whether it is a role of whoever acts."""
    return actor.kind is ActorKind.STAFF and actor.user_id == membership.user_id


def may_see_calendar(actor: Actor, place: Place) -> bool:
    """The calendars of one's own centre or sector and of those below; all of them at the ministry."""
    if PlaceKind(place.kind) not in KEEP_CALENDARS:
        return False
    return reaches(actor, place) or (actor.centre_id is not None and place.pk == actor.centre_id)


def may_set_calendar(actor: Actor, place: Place) -> bool:
    """Say when the nation (asked of the ministry), a sector or a centre works: deadlines follow."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return actor.can(Power.MANAGE_CALENDARS) and may_see_calendar(actor, place)
