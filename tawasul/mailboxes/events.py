"""What happens to boxes and to their messages, with the sentences that say it."""

from django.utils.translation import gettext_lazy as _

from tawasul.timeline.sentences import EventKind

MAILBOX = "mailbox"
MESSAGE = "e-mail"

EVENT_KINDS: tuple[EventKind, ...] = (
    EventKind(key="box_opened", sentence=_("{actor} opened the mailbox {box} for {centre}.")),
    EventKind(key="set_aside", sentence=_("{actor} set this e-mail aside: {reason}")),
)
