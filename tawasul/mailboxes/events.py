"""What happens to boxes and to their messages, with the sentences that say it."""

from django.utils.translation import gettext_lazy as _

from tawasul.timeline.sentences import EventKind

MAILBOX = "mailbox"
MESSAGE = "e-mail"

EVENT_KINDS: tuple[EventKind, ...] = (
    EventKind(key="box_opened", sentence=_("{actor} opened the mailbox {box} for {centre}.")),
    EventKind(key="server_named", sentence=_("{actor} named the server that receives the mail of {box}: {server}")),
    EventKind(
        key="server_unnamed", sentence=_("{actor} took away the name of the server that receives the mail of {box}.")
    ),
    EventKind(key="made", sentence=_("{actor} filed this e-mail as ticket {number}.")),
    EventKind(key="joined", sentence=_("{actor} added this e-mail to ticket {number}.")),
    EventKind(key="bytes_taken", sentence=_("{actor} took this e-mail as it came, with its sender.")),
    EventKind(key="set_aside", sentence=_("{actor} set this e-mail aside: {reason}")),
    EventKind(key="waits_again", sentence=_("{actor} took back that this e-mail was set aside. It waits again.")),
)
