"""One file for each channel that leaves the system. Notices read in the pages need none: they arrive by being kept."""

from collections.abc import Callable, Mapping

from tawasul.notices.channels import email, sms
from tawasul.notices.channels.outcome import Receipt
from tawasul.notices.messages import BY_KIND
from tawasul.notices.models import Notice
from tawasul.notices.states import Channel


def may_be_repeated(notice: Notice) -> bool:
    """Whether an attempt whose end is not known is made again: where the carrier tells the two apart, and where hearing
    twice is better than not hearing (what is urgent). A mail server and readers drop the second by its Message-ID."""
    return notice.channel != Channel.SMS.value or BY_KIND[notice.kind].urgent or sms.takes_once()


SENDERS: Mapping[str, Callable[[Notice], Receipt]] = {
    Channel.SMS.value: sms.send,
    Channel.EMAIL.value: email.send,
}
