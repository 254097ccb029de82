"""The only writers of accounts: registering with a first role, inviting, choosing the first password, closing, opening again.

Each also writes down what happened (`accounts.events`) and, where somebody must be told, owes the notice, all in one
transaction.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from tawasul.accounts import policies, queries
from tawasul.accounts.events import SUBJECT_KIND
from tawasul.centres import actions as centres
from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.models import Place
from tawasul.centres.queries import place
from tawasul.lib.errors import Conflict, Invalid, NotAllowed
from tawasul.lib.identity import Identity
from tawasul.notices.actions import owe
from tawasul.notices.recipients import of_user
from tawasul.people import actions as people
from tawasul.people.invitations import GOOD_FOR
from tawasul.people.models import User
from tawasul.timeline.actions import record

INVITATION = "/account/invitation/{token}/"


@transaction.atomic
def register_member(
    *,
    actor: Actor,
    identity: Identity,
    email: str,
    name_ar: str,
    name_en: str,
    mobile: str,
    language: str,
    role: str,
    place_id: int,
    begins_on: date,
    ends_on: date | None,
    at: datetime,
) -> User:
    """Register somebody with their first role, and send them an invitation. `mobile` is E.164.

    Raises NotAllowed beyond what the actor may give, Invalid by field (code "email-taken" or "identity-taken" for somebody
    who is registered already).
    """
    where = place(place_id)
    if not policies.may_register(actor, role=role, place=where):
        raise NotAllowed(_("You may not give this role here."))
    given = {"name_ar": name_ar, "name_en": name_en}
    if short := {field: [_("Write the full name.")] for field, name in given.items() if len(name.strip()) < 2}:
        raise Invalid(_("Some of what was given needs correction."), fields=short)
    user = people.register_user(
        email=email,
        user_number="",
        name_ar=" ".join(name_ar.split()),
        name_en=" ".join(name_en.split()),
        at=at,
        mobile=mobile,
        identity=identity,
        language=language,
    )
    centres.appoint(
        actor=actor, user_id=user.pk, role=role, place_id=where.pk, begins_on=begins_on, ends_on=ends_on, at=at
    )
    _record(actor, user, "registered", at, _role(role) | _place(where))
    _invite(actor, user, at)
    return user


@transaction.atomic
def send_invitation(*, actor: Actor, user_id: int, at: datetime) -> None:
    """Send a link to choose the first password; the one before it opens nothing any more.

    Raises NotAllowed; Conflict where a password was chosen already, or the account is closed.
    """
    _invite(actor, _managed(actor, user_id, at), at)


@transaction.atomic
def accept_invitation(*, token: str, password: str, at: datetime) -> User:
    """Make this the invited person's password. Raises NotFound for a link that is no good, Invalid for a poor password."""
    user = people.accept_invitation(token=token, password=password, at=at)
    themselves = Actor(kind=ActorKind.STAFF, user_id=user.pk, name_ar=user.name_ar, name_en=user.name_en)
    _record(themselves, user, "password_chosen", at)
    return user


@transaction.atomic
def close_account(*, actor: Actor, user_id: int, at: datetime) -> User:
    """Nobody signs in as this person any more: roles end today, sessions and invitations at once; tokens open nothing.

    Raises NotAllowed (one's own account too), Conflict where it is closed already.
    """
    user = _managed(actor, user_id, at)
    if not user.is_active:
        raise Conflict(_("This account is closed already."), code="not-now")
    today = timezone.localdate(at)
    held = [row for row in queries.memberships_of(user.pk) if row.ends_on is None or row.ends_on > today]
    for row in held:
        centres.end_membership(actor=actor, membership_id=row.pk, ends_on=today)
    people.close_account(user_id=user.pk, at=at)
    for session in UserSession.objects.filter(user=user):
        session.end()
    _record(actor, user, "account_closed", at, {"count": len(held)})
    return user


@transaction.atomic
def reopen_account(*, actor: Actor, user_id: int, at: datetime) -> User:
    """Let somebody sign in again, with the password and the second factor they had; roles are given anew.

    Raises NotAllowed, Conflict where it is open.
    """
    user = _managed(actor, user_id, at)
    if user.is_active:
        raise Conflict(_("This account is open."), code="not-now")
    people.reopen_account(user_id=user.pk)
    _record(actor, user, "account_reopened", at)
    return user


def _managed(actor: Actor, user_id: int, at: datetime) -> User:
    """The person, their row locked, if the actor may manage their account."""
    user = User.objects.select_for_update().get(pk=queries.person_for(actor, user_id).pk)
    memberships = queries.memberships_of(user.pk)
    if not policies.may_manage(actor, user_id=user.pk, memberships=memberships, on=timezone.localdate(at)):
        raise NotAllowed(_("This account is not yours to manage."))
    return user


def _invite(actor: Actor, user: User, at: datetime) -> None:
    token = people.invite(user_id=user.pk, at=at)
    owe(
        kind="invitation",
        once=f"person:{user.pk}:{at.isoformat()}",
        at=at,
        subject_kind=SUBJECT_KIND,
        subject_id=user.pk,
        recipients=[of_user(user)],
        context={
            "name": {"ar": user.name_ar, "en": user.name_en},
            "place": {"ar": actor.place_name_ar, "en": actor.place_name_en},
            "until": at + GOOD_FOR,
            "link": INVITATION.format(token=token),
        },
    )
    _record(actor, user, "invited", at)


def _record(actor: Actor, user: User, kind: str, at: datetime, data: Mapping[str, Any] | None = None) -> None:
    named = {"person_ar": user.name_ar, "person_en": user.name_en}
    record(
        actor=actor,
        subject_kind=SUBJECT_KIND,
        subject_id=user.pk,
        kind=kind,
        at=at,
        public=False,
        data=named | dict(data or {}),
    )


def _role(role: str) -> dict[str, str]:
    said = {}
    for language in ("ar", "en"):
        with translation.override(language):
            said[f"role_{language}"] = str(ROLE_LABELS[role])
    return said


def _place(where: Place) -> dict[str, Any]:
    return {"place_ar": where.name_ar, "place_en": where.name_en, "place_id": where.pk}
