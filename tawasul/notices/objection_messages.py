"""What is told of objections: to who decides, to whose reply it was, and to the beneficiary."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import TO_STAFF, Group, Message
from tawasul.notices.states import Channel

TO_BENEFICIARY = (Channel.SMS, Channel.EMAIL)

OBJECTIONS: tuple[Message, ...] = (
    Message(
        kind="objection_received",
        channels=TO_BENEFICIARY,
        text=_("Your objection to the reply to request {number} was received. It will be decided by {due}. {link}"),
        subject=_("Your objection to the reply to request {number} was received"),
        body=_(
            "Your objection to the reply to request {number} was received.\n\n"
            "Somebody who neither wrote nor approved the reply will decide by {due}, and we will tell you why."
        ),
    ),
    Message(
        kind="objection_upheld",
        channels=TO_BENEFICIARY,
        text=_("Your objection about request {number}: {outcome}. It is being looked at again. {link}"),
        subject=_("Your objection about request {number} was upheld"),
        body=_(
            "Your objection about request {number} was decided: {outcome}.\n\n{reasons}\n\n"
            "Your request is being looked at again; we will reply by {committed}."
        ),
    ),
    Message(
        kind="objection_rejected",
        channels=TO_BENEFICIARY,
        text=_(
            "Your objection about request {number} was considered and decided. The decision and its reasons: {link}"
        ),
        subject=_("Your objection about request {number} was decided"),
        body=_("Your objection about request {number} was decided: {outcome}.\n\n{reasons}"),
    ),
    Message(
        kind="objection_to_decide",
        group=Group.REPLIES,
        channels=TO_STAFF,
        text=_("An objection to the reply to ticket {number} at {place} waits for your decision, by {due}. {link}"),
        subject=_("An objection to decide: ticket {number}"),
        body=_(
            "The beneficiary objects to the reply to ticket {number}: {subject}\n\n"
            "Place: {place}\nTo be decided by: {due}"
        ),
    ),
    Message(
        kind="objection_decided",
        group=Group.REPLIES,
        channels=TO_STAFF,
        text=_("The objection to your reply to ticket {number} was decided: {outcome}. {reasons}"),
        subject=_("The objection to your reply to ticket {number} was decided"),
        body=_("The objection to your reply to ticket {number} was decided: {outcome}.\n\n{reasons}"),
    ),
)
