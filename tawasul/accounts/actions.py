"""The only writers of accounts: registering with a first role, inviting, choosing the first password, closing, opening again;
and, each in a module of its own, addresses and absences.

Each also writes down what happened (`accounts.events`) and, where somebody must be told, owes the notice, all in one
transaction.
"""

from datetime import date, datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tawasul.accounts import policies, queries
from tawasul.accounts.absences import call_off_absence, move_end_of_absence, record_absence
from tawasul.accounts.addresses import ask_new_email, confirm_new_email, correct_email
from tawasul.accounts.inviting import call_off_invitations, invite
from tawasul.accounts.managing import managed, record
from tawasul.accounts.saying import place_data, role_data
from tawasul.centres import actions as centres
from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.queries import place
from tawasul.lib.errors import Conflict, Invalid, NotAllowed
from tawasul.lib.identity import Identity
from tawasul.people import actions as people
from tawasul.people.models import User

__all__ = [
    "accept_invitation",
    "ask_new_email",
    "call_off_absence",
    "close_account",
    "confirm_new_email",
    "correct_email",
    "move_end_of_absence",
    "record_absence",
    "register_member",
    "reopen_account",
    "send_invitation",
]


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
    record(actor, user, "registered", at, role_data(role) | place_data(where))
    invite(actor, user, at)
    return user


@transaction.atomic
def send_invitation(*, actor: Actor, user_id: int, at: datetime) -> None:
    """Send a link to choose the first password; the one before it opens nothing any more.

    Raises NotAllowed; Conflict where a password was chosen already, or the account is closed.
    """
    invite(actor, managed(actor, user_id, at), at)


@transaction.atomic
def accept_invitation(*, token: str, password: str, at: datetime) -> User:
    """Make this the invited person's password. Raises NotFound for a link that is no good, Invalid for a poor password."""
    user = people.accept_invitation(token=token, password=password, at=at)
    themselves = Actor(kind=ActorKind.STAFF, user_id=user.pk, name_ar=user.name_ar, name_en=user.name_en)
    record(themselves, user, "password_chosen", at)
    return user


@transaction.atomic
def close_account(*, actor: Actor, user_id: int, at: datetime) -> User:
    """Nobody signs in as this person any more: roles end today, sessions and invitations at once; tokens open nothing.

    Raises NotAllowed (one's own account too), Conflict where it is closed already.
    """
    user = managed(actor, user_id, at)
    if not user.is_active:
        raise Conflict(_("This account is closed already."), code="not-now")
    today = timezone.localdate(at)
    held = [row for row in queries.memberships_of(user.pk) if row.ends_on is None or row.ends_on > today]
    for row in held:
        centres.end_membership(actor=actor, membership_id=row.pk, ends_on=today)
    people.close_account(user_id=user.pk, at=at)
    call_off_invitations(user)
    for session in UserSession.objects.filter(user=user):
        session.end()
    record(actor, user, "account_closed", at, {"count": len(held)})
    return user


@transaction.atomic
def reopen_account(*, actor: Actor, user_id: int, at: datetime) -> User:
    """Let somebody sign in again, with the password and the second factor they had; roles are given anew.

    Raises NotAllowed, Conflict where it is open.
    """
    user = managed(actor, user_id, at)
    if user.is_active:
        raise Conflict(_("This account is open."), code="not-now")
    people.reopen_account(user_id=user.pk)
    record(actor, user, "account_reopened", at)
    return user
