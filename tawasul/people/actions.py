"""The only writers of people."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from tawasul.lib.arabic import fold
from tawasul.lib.errors import Conflict, Invalid, NotFound
from tawasul.lib.identity import Identity
from tawasul.lib.names import agree
from tawasul.lib.written import name_written
from tawasul.people import invitations
from tawasul.people.labels import CATEGORY_LABELS
from tawasul.people.models import Beneficiary, Unmasking, User

LONGEST_NAME = 150
NOT_A_NAME = _("Write the full name, in letters: up to 150 of them.")
_NUMBERS = 0x7461_776E  # the lock under which user numbers are given
_FIRST_NUMBER = 100_000
_HIGHEST = "SELECT max(substring(user_number from '^E([0-9]{6,9})$')::bigint) FROM people_user"


@transaction.atomic
def register_user(
    *,
    email: str,
    user_number: str,
    name_ar: str,
    name_en: str,
    at: datetime,
    mobile: str = "",
    identity: Identity | None = None,
    language: str = "ar",
    password_hash: str | None = None,
) -> User:
    """Record somebody who works here. Without `password_hash` they cannot sign in by password yet (see `invite`).

    An empty `user_number` is given by the system. Raises Invalid, by field, when the e-mail, the identity
    or the user number is somebody's already.
    """
    user = User(
        email=email.strip().lower(),
        user_number=user_number.strip().upper() or _next_user_number(),
        name_ar=name_ar.strip(),
        name_en=name_en.strip(),
        mobile=mobile,
        identity_kind=identity.kind.value if identity else "",
        identity_number=identity.number if identity else "",
        language=language,
        date_joined=at,
        password=password_hash or make_password(None),
    )
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise _taken(user) from error
    return user


@transaction.atomic
def change_email(*, user_id: int, email: str) -> User:
    """Make this the address with which somebody signs in; links sent to the one before open nothing any more.

    Who may, and who must prove what first, is decided by the caller. Raises Invalid (field `email`; code "email-taken").
    """
    user = User.objects.select_for_update().get(pk=user_id)
    user.email = free_email(email, user_id=user_id)
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError as error:
        raise _email_taken() from error
    return user


def free_email(email: str, *, user_id: int) -> str:
    """The address as it is kept. Raises Invalid where it is none, is this person's already, or is somebody else's."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        said = _("This is not an e-mail address.")
        raise Invalid(said, fields={"email": [said]}) from error
    holder = User.objects.filter(email__iexact=email).first()
    if holder is not None and holder.pk != user_id:
        raise _email_taken()
    if holder is not None and holder.email == email:
        said = _("This is the address that is registered already.")
        raise Invalid(said, fields={"email": [said]})
    return email


def _email_taken() -> Invalid:
    said = _("Somebody is registered with this e-mail already.")
    return Invalid(said, fields={"email": [said]}, code="email-taken")


def _taken(user: User) -> Invalid:
    if User.objects.filter(email__iexact=user.email).exists():
        return _email_taken()
    same = User.objects.filter(identity_kind=user.identity_kind, identity_number=user.identity_number)
    if user.identity_number and same.exists():
        said = _("Somebody is registered with this identity already.")
        return Invalid(said, fields={"identity": [said]}, code="identity-taken")
    said = _("Somebody already has this user number.")
    return Invalid(said, fields={"user_number": [said]})


def _next_user_number() -> str:
    """One above the highest that has the form of ours; until the transaction ends no other is given."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERS])
        cursor.execute(_HIGHEST)
        (highest,) = cursor.fetchone() or (None,)
    return f"E{(highest or _FIRST_NUMBER) + 1:06}"


@transaction.atomic
def invite(*, user_id: int, at: datetime) -> str:
    """A token with which somebody who has no password yet chooses one (`accept_invitation`); earlier ones end with it.

    Raises Conflict where a password was chosen already, or the account is closed.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    if user.has_usable_password():
        raise Conflict(_("This person has chosen a password already."), code="not-now")
    if not user.is_active:
        raise Conflict(_("This account is closed."), code="not-now")
    user.set_unusable_password()
    user.invited_at = at
    user.save(update_fields=["password", "invited_at"])
    return invitations.token_for(user, at=at)


@transaction.atomic
def accept_invitation(*, token: str, password: str, at: datetime) -> User:
    """Make this the invited person's password; the link does not work again. Raises NotFound for a link that is no good,
    Invalid (field `password1`) for a password that is too easy."""
    user = invitations.user_of(token, at=at, locked=True)
    if user is None:
        raise NotFound(_("This link was used already, or its time has passed."))
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(_("Choose another password."), fields={"password1": error.messages}) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


@transaction.atomic
def close_account(*, user_id: int, at: datetime) -> None:
    """From now on nobody signs in as this person, and no invitation of theirs is good, reopened or not. Who may is decided
    by the caller."""
    user = User.objects.select_for_update().get(pk=user_id)
    user.is_active = False
    user.closed_at = at
    if not user.has_usable_password():
        user.set_unusable_password()
        user.invited_at = None
    user.save(update_fields=["is_active", "closed_at", "password", "invited_at"])


def reopen_account(*, user_id: int) -> None:
    """Let somebody sign in again whose account was closed."""
    User.objects.filter(pk=user_id).update(is_active=True)


@transaction.atomic
def record_beneficiary(
    *, identity: Identity, name: str, category: str, at: datetime, mobile: str = "", language: str = "ar"
) -> Beneficiary:
    """The beneficiary with this identity: recorded now, or the one recorded before, with what was missing filled in.

    An earlier name or mobile is not overwritten by a stranger's typing: a mobile is filled in only where there was
    none and the name given agrees; changing it is `change_mobile`, by an officer. `mobile` is
    E.164 or empty. Raises Invalid by field.
    """
    name = name_written(name)
    fields = {}
    if not name or len(name) > LONGEST_NAME:
        fields["name"] = [NOT_A_NAME]
    if category not in CATEGORY_LABELS:
        fields["category"] = [_("Choose in what capacity you ask.")]
    if fields:
        raise Invalid(_("Some of what was given needs correction."), fields=fields)
    beneficiary, made = Beneficiary.objects.select_for_update().get_or_create(
        identity_kind=identity.kind.value,
        identity_number=identity.number,
        defaults={
            "name": name,
            "name_folded": fold(name)[:200],
            "category": category,
            "mobile": mobile,
            "language": language,
            "recorded_at": at,
        },
    )
    if not made and mobile and not beneficiary.mobile and agree(name, beneficiary.name):
        beneficiary.mobile = mobile
        beneficiary.save(update_fields=["mobile"])
    return beneficiary


@transaction.atomic
def change_mobile(*, beneficiary_id: int, mobile: str) -> Beneficiary:
    """Set a beneficiary's mobile (E.164, or empty), as an officer who saw their papers says."""
    beneficiary = Beneficiary.objects.select_for_update().get(pk=beneficiary_id)
    beneficiary.mobile = mobile
    beneficiary.save(update_fields=["mobile"])
    return beneficiary


def record_unmasking(
    *,
    beneficiary_id: int,
    field: str,
    user_id: int,
    membership_id: int,
    subject_kind: str,
    subject_id: int,
    reason: str,
    at: datetime,
) -> None:
    """Write down a look at a masked `field` ("identity", "mobile" or "email"). Who may look is decided by the caller."""
    Unmasking.objects.create(
        beneficiary_id=beneficiary_id,
        field=field,
        user_id=user_id,
        membership_id=membership_id,
        subject_kind=subject_kind,
        subject_id=subject_id,
        reason=reason[:200],
        at=at,
    )


def choose_language(*, user_id: int, language: str) -> None:
    """Keep the language in which somebody who works here wants to read ("ar" or "en")."""
    User.objects.filter(pk=user_id).update(language=language)
