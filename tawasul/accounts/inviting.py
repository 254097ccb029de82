"""The invitation to choose a first password: the link, the e-mail that carries it, and the event."""

from datetime import datetime

from tawasul.accounts.events import SUBJECT_KIND
from tawasul.accounts.managing import record
from tawasul.centres.actor import Actor
from tawasul.notices.actions import call_off, owe
from tawasul.notices.recipients import of_user
from tawasul.people import actions as people
from tawasul.people.invitations import GOOD_FOR
from tawasul.people.models import User

KIND = "invitation"
PAGE = "/account/invitation/{token}/"


def invite(actor: Actor, user: User, at: datetime) -> None:
    """Send a link; the one before opens nothing any more, and is not sent where it waits still.

    Raises Conflict where a password was chosen already, or the account is closed.
    """
    token = people.invite(user_id=user.pk, at=at)
    call_off_invitations(user)
    owe(
        kind=KIND,
        once=f"person:{user.pk}:{at.isoformat()}",
        at=at,
        subject_kind=SUBJECT_KIND,
        subject_id=user.pk,
        recipients=[of_user(user)],
        context={
            "name": {"ar": user.name_ar, "en": user.name_en},
            "place": {"ar": actor.place_name_ar, "en": actor.place_name_en},
            "until": at + GOOD_FOR,
            "link": PAGE.format(token=token),
        },
    )
    record(actor, user, "invited", at)


def call_off_invitations(user: User) -> None:
    """What waits to be sent carries a link that opens nothing any more."""
    call_off(kinds=[KIND], subject_kind=SUBJECT_KIND, subject_ids=[user.pk], why="its link is no good any more")
