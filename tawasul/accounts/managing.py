"""What every action on somebody's account shares: whose it is to do, and how it is written down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tawasul.accounts import policies, queries
from tawasul.accounts.events import SUBJECT_KIND
from tawasul.centres.actor import Actor
from tawasul.lib.errors import NotAllowed
from tawasul.people.models import User
from tawasul.timeline import actions as timeline


def managed(actor: Actor, user_id: int, at: datetime) -> User:
    """The person, their row locked, if the actor may manage their account. Raises NotFound, NotAllowed."""
    user = User.objects.select_for_update().get(pk=queries.person_for(actor, user_id).pk)
    memberships = queries.memberships_of(user.pk)
    if not policies.may_manage(actor, user_id=user.pk, memberships=memberships, on=timezone.localdate(at)):
        raise NotAllowed(_("This account is not yours to manage."))
    return user


def record(actor: Actor, user: User, kind: str, at: datetime, data: Mapping[str, Any] | None = None) -> None:
    """Append an event to the person's chain; their row is locked by the caller."""
    named = {"person_ar": user.name_ar, "person_en": user.name_en}
    timeline.record(
        actor=actor,
        subject_kind=SUBJECT_KIND,
        subject_id=user.pk,
        kind=kind,
        at=at,
        public=False,
        data=named | dict(data or {}),
    )
