"""What somebody who works here is told about their own account."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import Message
from tawasul.notices.states import Channel
from tawasul.people.invitations import GOOD_FOR

INVITATION = Message(
    kind="invitation",
    channels=(Channel.EMAIL,),
    text=_("{name}, {place} has registered you in Tawasul. Choose your password by {until}: {link}"),
    subject=_("Your invitation to Tawasul"),
    body=_(
        "Welcome, {name}.\n\n{place} has registered you in Tawasul, the system of the beneficiary care centres.\n\n"
        "Choose your password through the link below. It works once, until {until}. Then sign in with this e-mail.\n\n"
        "If you did not expect this message, do not open the link, and tell the centre that sent it."
    ),
    urgent=True,
    useful_for=GOOD_FOR,
    secrets=frozenset({"link"}),
)

ACCOUNT = (INVITATION,)
