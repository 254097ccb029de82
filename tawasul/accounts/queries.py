"""How the accounts of those who work here are read."""

from django.db.models import QuerySet

from tawasul.accounts.events import BY_KEY, SUBJECT_KIND
from tawasul.centres.actor import Actor
from tawasul.centres.models import Membership
from tawasul.centres.queries import members_visible_to
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotFound
from tawasul.people.models import User
from tawasul.timeline.models import Event
from tawasul.timeline.queries import events_of


def people_visible_to(actor: Actor) -> QuerySet[User]:
    """Those who hold or held a role in the actor's part of the tree (anybody, for those who manage the network)."""
    if actor.can(Power.MANAGE_NETWORK):
        return User.objects.all()
    return User.objects.filter(pk__in=members_visible_to(actor).order_by().values("user_id"))


def person_for(actor: Actor, user_id: int) -> User:
    """One of `people_visible_to`. Raises NotFound."""
    found = people_visible_to(actor).filter(pk=user_id).first()
    if found is None:
        raise NotFound()
    return found


def memberships_of(user_id: int) -> list[Membership]:
    """All roles that somebody holds, held or will hold, the newest first."""
    rows = Membership.objects.filter(user_id=user_id).select_related("place", "user", "covers__user")
    return list(rows.order_by("-begins_on", "-pk"))


def history_of(user_id: int) -> list[Event]:
    """What happened to the account, the newest first."""
    return [event for event in reversed(events_of(SUBJECT_KIND, user_id)) if event.kind in BY_KEY]
