"""Codes that prove a mobile is in the hands of whoever types."""

import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tawasul.lib.errors import Invalid
from tawasul.people.models import VerificationCode

GOOD_FOR = timedelta(minutes=10)
TRIES = 5
DIGITS = 6


class Purpose(StrEnum):
    """What a code opens; one sent for one purpose does not serve another."""

    FILING = "filing"
    FOLLOWING = "following"


def _hash(mobile: str, purpose: Purpose, code: str) -> str:
    return hmac.digest(settings.SECRET_KEY.encode(), f"{purpose}:{mobile}:{code}".encode(), "sha256").hex()


def new_code(*, mobile: str, purpose: Purpose, at: datetime) -> str:
    """Make a code for `mobile` (E.164) and return it for sending; any earlier one stops working."""
    code = "".join(secrets.choice("0123456789") for _digit in range(DIGITS))
    with transaction.atomic():
        _open_codes(mobile, purpose).update(used_at=at)
        VerificationCode.objects.create(
            mobile=mobile,
            purpose=purpose.value,
            code_hash=_hash(mobile, purpose, code),
            sent_at=at,
            expires_at=at + GOOD_FOR,
            tries_left=TRIES,
        )
    return code


def use_code(*, mobile: str, purpose: Purpose, code: str, at: datetime) -> None:
    """Accept the code, once. Raises Invalid (field `code`) when it is wrong, old, used, or tried too often.

    A wrong try is counted at once, in a transaction of its own.
    """
    with transaction.atomic():
        found = _open_codes(mobile, purpose).select_for_update().order_by("-sent_at").first()
        right = found is not None and found.expires_at > at and found.tries_left > 0
        if found is not None and right:
            right = hmac.compare_digest(found.code_hash, _hash(mobile, purpose, code))
            found.tries_left -= 1
            found.used_at = at if right else None
            found.save(update_fields=["tries_left", "used_at"])
    if not right:
        said = _("The code is not right, or its time has passed. Check it, or ask for a new one.")
        raise Invalid(said, fields={"code": [said]})


def _open_codes(mobile: str, purpose: Purpose) -> QuerySet[VerificationCode]:
    return VerificationCode.objects.filter(mobile=mobile, purpose=purpose.value, used_at=None)


def forget_before(at: datetime) -> int:
    """Delete the codes whose time ended before `at`; return how many."""
    return VerificationCode.objects.filter(expires_at__lt=at).delete()[0]
