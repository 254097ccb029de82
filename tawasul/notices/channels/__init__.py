"""One file for each channel that leaves the system. Notices read in the pages need none: they arrive by being kept."""

from collections.abc import Callable, Mapping

from tawasul.notices.channels import email, sms
from tawasul.notices.channels.outcome import Receipt
from tawasul.notices.models import Notice
from tawasul.notices.states import Channel

SENDERS: Mapping[str, Callable[[Notice], Receipt]] = {
    Channel.SMS.value: sms.send,
    Channel.EMAIL.value: email.send,
}
