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

BY_PAGE_AND_MAIL = (Channel.IN_APP, Channel.EMAIL)
ABSENCE_RECORDED = Message(
    kind="absence_recorded",
    channels=BY_PAGE_AND_MAIL,
    text=_("{deputy} stands in for you from {first} to {last}: {roles}"),
    subject=_("Your absence is recorded"),
    body=_(
        "Your absence from {first} to {last} is recorded. {deputy} stands in for you: {roles}.\n\n"
        "What would reach you for this reaches them in those days."
    ),
)
DEPUTY_NAMED = Message(
    kind="deputy_named",
    channels=BY_PAGE_AND_MAIL,
    text=_("You stand in for {name} from {first} to {last}: {roles}"),
    subject=_("You stand in for {name}"),
    body=_(
        "You stand in for {name} from {first} to {last}: {roles}.\n\n"
        "In those days choose this role at the top of the page, to see and do what {name} would. "
        "What would reach {name} reaches you."
    ),
)
ABSENCE_MOVED = Message(
    kind="absence_moved",
    channels=BY_PAGE_AND_MAIL,
    text=_("{deputy} stands in for {name} until {last}: {roles}"),
    subject=_("The absence of {name} ends on another day"),
    body=_("The absence of {name} ends on another day: {deputy} stands in until {last}.\n\n{roles}"),
)
ABSENCE_CALLED_OFF = Message(
    kind="absence_called_off",
    channels=BY_PAGE_AND_MAIL,
    text=_("The absence of {name} from {first} to {last} was called off: {deputy} does not stand in"),
    subject=_("The absence of {name} was called off"),
    body=_("The absence of {name} from {first} to {last} was called off. {deputy} does not stand in: {roles}."),
)

ACCOUNT = (
    INVITATION, EMAIL_PROOF, EMAIL_CHANGED, ABSENCE_RECORDED, DEPUTY_NAMED, ABSENCE_MOVED, ABSENCE_CALLED_OFF,
)  # fmt: skip
