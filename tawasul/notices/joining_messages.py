"""What is told of tickets of one person that were joined, or split again."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import TO_STAFF, Message
from tawasul.notices.states import Channel

TO_BENEFICIARY = (Channel.SMS, Channel.EMAIL)

JOINING: tuple[Message, ...] = (
    Message(
        kind="ticket_joined",
        channels=TO_BENEFICIARY,
        text=_(
            "Your request {number} is answered together with your request {main} about the same matter. One reply answers both."
        ),
        subject=_("Your request {number} is answered together with another of yours"),
        body=_(
            "Your request {number} is about the same matter as your request {main}. Both are handled together, and one reply "
            "answers both.\n\nThe reply was promised by {committed}; that stays as it is."
        ),
    ),
    Message(
        kind="ticket_split",
        channels=TO_BENEFICIARY,
        text=_("Your request {number} is answered by itself again. Promised by: {committed}."),
        subject=_("Your request {number} is answered by itself again"),
        body=_("Your request {number} is handled by itself again.\n\nThe reply was promised by {committed}."),
    ),
    Message(
        kind="joining_asked",
        channels=TO_STAFF,
        text=_("{entity} asks to join a ticket of the same person with {number}: {reason} {link}"),
        subject=_("{entity} asks to join a ticket with {number}"),
        body=_(
            "{entity} has a ticket of the same person, and asks to join it with {number}: {subject}\n\nWhy: {reason}\n"
            "Open the ticket to join the two, or to say why not."
        ),
    ),
    Message(
        kind="joining_answered",
        channels=TO_STAFF,
        text=_("{entity} answered your wish to join a ticket with {number}: {outcome}. {reason} {link}"),
        subject=_("{entity} answered your wish to join: {outcome}"),
        body=_("{entity} answered your wish to join a ticket with {number}: {subject}\n\n{outcome}. {reason}"),
    ),
    Message(
        kind="ticket_joined_here",
        channels=TO_STAFF,
        text=_("Ticket {number} was joined to {main}, which you have: {subject}. {link}"),
        subject=_("Ticket {number} was joined to {main}"),
        body=_(
            "Ticket {number} of the same person was joined to {main}, which you have: {subject}\n\nWhy: {reason}\n"
            "One reply answers both."
        ),
    ),
    Message(
        kind="ticket_split_off",
        channels=TO_STAFF,
        text=_("Ticket {number} is answered by itself again: {reason} {link}"),
        subject=_("Ticket {number} is answered by itself again"),
        body=_(
            "Ticket {number} was split off, and is yours to answer again: {subject}\n\nWhy: {reason}\nPromised by: {committed}"
        ),
    ),
)
