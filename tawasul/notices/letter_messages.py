"""What is told to whoever wrote a letter that waits for a decision."""

from django.utils.translation import gettext_lazy as _

from tawasul.notices.message import Message
from tawasul.notices.states import Channel

LETTERS: tuple[Message, ...] = (
    Message(
        kind="letter_came",
        channels=(Channel.EMAIL,),
        text=_("Your letter has reached {place}: {subject}. To file it as a request now: {link}"),
        subject=_("Your letter has reached us: {subject}"),
        body=_(
            "Your letter has reached {place}: {subject}\n\n"
            "It is read by somebody who works here, who may have to ask who you are before it becomes a request.\n\n"
            "You need not wait for that: through the link below you file it as a request yourself, in a few minutes, with the "
            "words that you wrote. You then have a number, and the day by which we reply. The link is good until {until}."
        ),
        secrets=frozenset({"link"}),
    ),
    Message(
        kind="letter_too_large",
        channels=(Channel.EMAIL,),
        text=_("Your letter to {place} is too large to be read: {subject}. To send it as a request: {link}"),
        subject=_("Your letter is too large to be read: {subject}"),
        body=_(
            "Your letter has reached the mailbox of {place}, but with what is enclosed in it, it is too large to be read: "
            "{subject}\n\n"
            "Through the link below you file it as a request yourself, in a few minutes: write again what it is about, and add "
            "the files that matter most, one by one; the page says how large each may be. You then have a number, and the day "
            "by which we reply. The link is good until {until}."
        ),
        secrets=frozenset({"link"}),
    ),
)
