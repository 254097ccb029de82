"""The only writers of people."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tawasul.lib.arabic import fold
from tawasul.lib.errors import Invalid
from tawasul.lib.identity import Identity
from tawasul.lib.names import agree
from tawasul.people.labels import CATEGORY_LABELS
from tawasul.people.models import Beneficiary, Unmasking, User

LONGEST_NAME = 150


@transaction.atomic
def register_user(
    *,
    email: str,
    user_number: str,
    name_ar: str,
    name_en: str,
    at: datetime,
    mobile: str = "",
    password_hash: str | None = None,
) -> User:
    """Give somebody who works here a user number. Without `password_hash` they cannot sign in by password yet.

    Raises Invalid when the e-mail or the user number is taken.
    """
    user = User(
        email=email.strip().lower(),
        user_number=user_number,
        name_ar=name_ar.strip(),
        name_en=name_en.strip(),
        mobile=mobile,
        date_joined=at,
        password=password_hash or make_password(None),
    )
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        said = _("Somebody already has this e-mail or user number.")
        raise Invalid(said, fields={"email": [said]}) from error
    return user


@transaction.atomic
def record_beneficiary(
    *, identity: Identity, name: str, category: str, at: datetime, mobile: str = "", language: str = "ar"
) -> Beneficiary:
    """The beneficiary with this identity: recorded now, or the one recorded before, with what was missing filled in.

    An earlier name or mobile is not overwritten by a stranger's typing: a mobile is filled in only where there was
    none and the name given agrees; changing it is `change_mobile`, by an officer. `mobile` is
    E.164 or empty. Raises Invalid by field.
    """
    name = " ".join(name.split())
    fields = {}
    if len(name) < 2 or len(name) > LONGEST_NAME:
        fields["name"] = [_("Write the full name, up to 150 letters.")]
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
    """Write down a look at a masked `field` ("identity" or "mobile"). Who may look is decided by the caller."""
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
