"""The e-mail address with which somebody signs in: corrected by others before its first use, changed by its owner after it.

Whoever reads the mail of an address can choose the account's password. So nobody changes the address of an account in use
but its owner, who proves the new one by a link that is sent there.
"""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.accounts.events import SUBJECT_KIND
from tawasul.accounts.inviting import invite
from tawasul.accounts.managing import managed, record
from tawasul.centres.actor import Actor, ActorKind
from tawasul.lib.errors import Conflict, NotFound
from tawasul.notices.actions import owe
from tawasul.notices.recipients import Recipient
from tawasul.people import actions as people
from tawasul.people.models import User
from tawasul.people.new_addresses import GOOD_FOR, new_address_of, token_for

PAGE = "/account/email/{token}/"


@transaction.atomic
def correct_email(*, actor: Actor, user_id: int, email: str, seen: str, at: datetime) -> User:
    """Correct the address of somebody who has not chosen a password yet, and send the invitation there.

    The link sent before opens nothing any more. `seen` is the address that the actor saw. Raises NotAllowed; Conflict where
    the account is in use, closed, or its address no longer as it was seen; Invalid (code "email-taken" for somebody's).
    """
    user = managed(actor, user_id, at)
    if user.has_usable_password():
        said = _(
            "This person signs in with this address already. They change it themselves: My account, E-mail address."
        )
        raise Conflict(said, code="in-use")
    if not user.is_active:
        raise Conflict(_("This account is closed. Open it again first."), code="not-now")
    if seen.strip().lower() != user.email:
        raise Conflict(_("Somebody changed this address meanwhile. Look at it again before you go on."), code="changed")
    changed = _change(actor, user, email, "email_corrected", at)
    invite(actor, changed, at)
    return changed


@transaction.atomic
def ask_new_email(*, user_id: int, email: str, at: datetime) -> None:
    """Send a link to the address with which somebody wants to sign in; nothing changes before it is used (`confirm_new_email`).

    Raises Invalid (code "email-taken" for somebody else's).
    """
    user = User.objects.select_for_update().get(pk=user_id)
    email = people.free_email(email, user_id=user.pk)
    owe(
        kind="email_proof",
        once=f"person:{user.pk}:{at.isoformat()}",
        at=at,
        subject_kind=SUBJECT_KIND,
        subject_id=user.pk,
        recipients=[Recipient(email=email, language=user.language)],
        context={
            "name": {"ar": user.name_ar, "en": user.name_en},
            "until": at + GOOD_FOR,
            "link": PAGE.format(token=token_for(user, email, at=at)),
        },
    )


@transaction.atomic
def confirm_new_email(*, token: str, at: datetime) -> User:
    """Sign in with the address that the link proves from now on; the one before is told.

    Raises NotFound for a link that is no good, Invalid where the address has become somebody else's.
    """
    proved = new_address_of(token, at=at, locked=True)
    if proved is None:
        raise NotFound(_("This link was used already, or its time has passed."))
    user, before = proved.user, proved.user.email
    themselves = Actor(kind=ActorKind.STAFF, user_id=user.pk, name_ar=user.name_ar, name_en=user.name_en)
    changed = _change(themselves, user, proved.email, "email_changed", at)
    owe(
        kind="email_changed",
        once=f"person:{user.pk}:{at.isoformat()}",
        at=at,
        subject_kind=SUBJECT_KIND,
        subject_id=user.pk,
        recipients=[Recipient(email=before, language=user.language)],
        context={"name": {"ar": user.name_ar, "en": user.name_en}},
    )
    return changed


def _change(actor: Actor, user: User, email: str, kind: str, at: datetime) -> User:
    before = user.email
    changed = people.change_email(user_id=user.pk, email=email)
    EmailAddress.objects.filter(user=user).delete()  # by which allauth would find them under the former address
    record(actor, changed, kind, at, {"before": before, "after": changed.email})
    return changed
