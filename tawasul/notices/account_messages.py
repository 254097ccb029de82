"""What somebody who works here is told about their own account."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import Message
from tawasul.notices.states import Channel
from tawasul.people import invitations, new_addresses

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
    useful_for=invitations.GOOD_FOR,
    secrets=frozenset({"link"}),
)

EMAIL_PROOF = Message(
    kind="email_proof",
    channels=(Channel.EMAIL,),
    text=_("{name}, confirm by {until} that this is your new address for signing in to Tawasul: {link}"),
    subject=_("Confirm your new e-mail address for Tawasul"),
    body=_(
        "{name},\n\nyou asked to sign in to Tawasul with this address.\n\n"
        "Confirm it through the link below. It works once, until {until}. Until then nothing changes.\n\n"
        "If you did not ask for this, do not open the link."
    ),
    urgent=True,
    useful_for=new_addresses.GOOD_FOR,
    secrets=frozenset({"link"}),
)
EMAIL_CHANGED = Message(
    kind="email_changed",
    channels=(Channel.EMAIL,),
    text=_("{name}, you sign in to Tawasul with another e-mail address from now on."),
    subject=_("Your e-mail address for Tawasul was changed"),
    body=_(
        "{name},\n\nyou sign in to Tawasul with another e-mail address from now on, as you confirmed through the link that "
        "was sent there.\n\nIf it was not you, tell the supervisor of your centre at once: they can close the account."
    ),
    urgent=True,
)

ACCOUNT = (INVITATION, EMAIL_PROOF, EMAIL_CHANGED)
