"""What is told to visitors of a centre, at their wish."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import Message
from tawasul.notices.states import Channel

VISITS: tuple[Message, ...] = (
    Message(
        kind="visit_place",
        channels=(Channel.SMS,),
        text=_("Your number at {place} is {number}. See how many are before you: {link}"),
        subject=_("Your number is {number}"),
        body=_("Your number at {place} is {number}. The link below shows how many are before you."),
        awaited_for=timedelta(minutes=30),
        useful_for=timedelta(hours=2),
    ),
    Message(
        kind="visit_online",
        channels=(Channel.SMS,),
        text=_("Your number is {number}. What you came for may be done without a visit: {how} {link}"),
        subject=_("What you came for may be done without a visit"),
        body=_(
            "Your number is {number}. What you came for may be done without a visit: {how} The link below leads there."
        ),
        awaited_for=timedelta(minutes=30),
        useful_for=timedelta(days=1),
    ),
    Message(
        kind="visit_follow",
        channels=(Channel.SMS,),
        text=_(
            "You can follow your request {number} without a visit, with its number and a code to this mobile: {link}"
        ),
        subject=_("Follow your request {number} on the phone"),
        body=_("You can follow your request {number} without a visit, with its number and a code sent to your mobile."),
        awaited_for=timedelta(minutes=30),
        useful_for=timedelta(days=1),
    ),
)
