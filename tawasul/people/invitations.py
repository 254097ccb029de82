"""Links by which somebody who was registered chooses their first password: signed, for some days, good until it is chosen.

Nothing of a link is kept: it is proved by its signature, and by the account being still as it was when the link was made.
"""

from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils.crypto import constant_time_compare, salted_hmac

from tawasul.people.models import User

GOOD_FOR = timedelta(days=3)
_SALT = "tawasul.people.invitations"


def token_for(user: User, *, at: datetime) -> str:
    """What proves the invitation of a user until `at` + GOOD_FOR, in letters that an address may hold."""
    said = {"user": user.pk, "until": int((at + GOOD_FOR).timestamp()), "standing": _standing(user)}
    return _signer().sign_object(said)


def user_of(token: str, *, at: datetime, locked: bool = False) -> User | None:
    """Whom a token invites; None where it was not made here, its time has passed, a later one was sent, or a password was
    chosen. `locked` holds the user's row until the transaction ends, so that of two who choose at once one is first."""
    try:
        said = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        return None
    users = User.objects.select_for_update() if locked else User.objects.all()
    user = users.filter(pk=said["user"], is_active=True).first()
    if user is None or at > datetime.fromtimestamp(said["until"], UTC):
        return None
    return user if constant_time_compare(said["standing"], _standing(user)) else None


def _signer() -> Signer:
    return Signer(sep=".", salt=_SALT)


def _standing(user: User) -> str:
    """Changes with the password (that of somebody who has none yet is a random one that fits nothing) and the e-mail."""
    return salted_hmac(_SALT, f"{user.password} {user.email}", algorithm="sha256").hexdigest()[:40]
