"""What is told when calls do not reach a beneficiary, and when the number at which they are reached changes."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import TO_STAFF, Group, Message
from tawasul.notices.states import Channel

TO_BENEFICIARY = (Channel.SMS, Channel.EMAIL)

CALLS: tuple[Message, ...] = (
    Message(
        kind="call_not_answered",
        channels=TO_BENEFICIARY,
        text=_(
            "We called you about your request {number} and did not reach you. Please call 19996 and give this number, "
            "or see it here: {link}"
        ),
        subject=_("We did not reach you about your request {number}"),
        body=_(
            "We called you several times about your request {number} and did not reach you.\n\n"
            "Please call 19996 and give this number, or come to {place}. Your request stays open."
        ),
    ),
    Message(
        kind="mobile_corrected",
        channels=TO_BENEFICIARY,
        text=_("From now on we write to this mobile about your request {number}. See where it stands: {link}"),
        subject=_("Your mobile for request {number} was corrected"),
        body=_("From now on we write to the mobile that you gave us about your request {number}."),
    ),
    Message(
        kind="beneficiary_out_of_reach",
        group=Group.PRESSING,
        channels=TO_STAFF,
        text=_("{count} calls did not reach the beneficiary of ticket {number}: decide how it goes on. {link}"),
        subject=_("Calls do not reach the beneficiary of ticket {number}"),
        body=_(
            "{count} calls did not reach the beneficiary of ticket {number}: {subject}\n\n"
            "They were asked by message to contact the centre. Decide how it goes on; nothing is closed by itself.\n"
            "Place: {place}\nIn the hands of: {holder}"
        ),
    ),
)
