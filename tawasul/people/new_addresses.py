"""Links by which somebody who works here proves a new e-mail address: signed, for a day, good until the address changes.

As with invitations nothing of a link is kept: it is proved by its signature, and by the account being still as it was.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac

from tawasul.people.models import User

GOOD_FOR = timedelta(days=1)
_SALT = "tawasul.people.new_addresses"


@dataclass(frozen=True, kw_only=True)
class NewAddress:
    """Whose address it is to be, and the address."""

    user: User
    email: str


def token_for(user: User, email: str, *, at: datetime) -> str:
    """What proves, until `at` + GOOD_FOR, that whoever brings it reads the mail of `email`."""
    said = {"user": user.pk, "email": email, "until": int((at + GOOD_FOR).timestamp()), "standing": _standing(user)}
    return _signer().sign_object(said)


def new_address_of(token: str, *, at: datetime, locked: bool = False) -> NewAddress | None:
    """What a token proves; None where it was not made here, its time has passed, or the address or the password has changed
    since. `locked` holds the user's row until the transaction ends."""
    try:
        said = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        return None
    users = User.objects.select_for_update() if locked else User.objects.all()
    user = users.filter(pk=said["user"], is_active=True).first()
    if user is None or at > datetime.fromtimestamp(said["until"], UTC):
        return None
    if not constant_time_compare(said["standing"], _standing(user)):
        return None
    return NewAddress(user=user, email=said["email"])


def _signer() -> Signer:
    return Signer(sep=".", salt=_SALT)


def _standing(user: User) -> str:
    return salted_hmac(_SALT, f"{user.password} {user.email}", algorithm="sha256").hexdigest()[:40]
