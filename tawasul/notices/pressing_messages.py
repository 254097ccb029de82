"""What is told of tickets that press: expedites and their answers, reminders, and what is raised before its time."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import TO_STAFF, Group, Message
from tawasul.notices.states import Channel

TO_BENEFICIARY = (Channel.SMS, Channel.EMAIL)

PRESSING: tuple[Message, ...] = (
    Message(
        kind="expedite_received",
        channels=TO_BENEFICIARY,
        text=_("Your wish that request {number} be hurried has reached those who have it. Promised by: {committed}."),
        subject=_("Your wish that request {number} be hurried has reached us"),
        body=_(
            "Your wish that request {number} be hurried has reached those who have it, and their supervisors.\n\n"
            "The reply was promised by {committed}; we will tell you what is being done."
        ),
    ),
    Message(
        kind="expedite_answered",
        channels=TO_BENEFICIARY,
        text=_("About hurrying your request {number}: {answer} {link}"),
        subject=_("What is being done about your request {number}"),
        body=_("You asked us to hurry request {number}. This is what is being done:\n\n{answer}"),
    ),
    Message(
        kind="ticket_expedited",
        group=Group.PRESSING,
        channels=TO_STAFF,
        text=_("The beneficiary asks that ticket {number} be hurried (number {count}): {reason}"),
        subject=_("Ticket {number} is expedited"),
        body=_(
            "The beneficiary asks that ticket {number} be hurried: {subject}\n\n"
            "Asked so far: {count}\nIn their words: {reason}\nPlace: {place}\nPromised by: {committed}"
        ),
    ),
    Message(
        kind="tell_beneficiary",
        group=Group.PRESSING,
        channels=TO_STAFF,
        text=_("No message reaches the beneficiary of ticket {number}: please tell them. {news} {contact}"),
        subject=_("Tell the beneficiary of ticket {number}"),
        body=_("No message reaches the beneficiary of ticket {number}: please tell them.\n\n{news}\n{contact}"),
    ),
    Message(
        kind="words_added",
        group=Group.PRESSING,
        channels=TO_STAFF,
        text=_("The beneficiary has added something to ticket {number}: {subject}. {link}"),
        subject=_("Something was added to ticket {number}"),
        body=_("The beneficiary has added something to ticket {number}: {subject}\n\nPromised by: {committed}"),
    ),
    Message(
        kind="ticket_reminder",
        group=Group.PRESSING,
        channels=TO_STAFF,
        text=_("{by} reminds you of ticket {number}: {subject}. {text}"),
        subject=_("A reminder of ticket {number}"),
        body=_("{by} reminds you of ticket {number}: {subject}\n\n{text}\n\nPromised by: {committed}"),
    ),
    Message(
        kind="ticket_raised",
        group=Group.PRESSING,
        channels=TO_STAFF,
        text=_("Raised to you: ticket {number} at {place}: {subject}. {reason} {link}"),
        subject=_("Raised to you: ticket {number}"),
        body=_(
            "Ticket {number} has been raised to you: {subject}\n\n"
            "Why: {reason}\nPlace: {place}\nIn the hands of: {holder}\nPromised by: {committed}"
        ),
    ),
)
