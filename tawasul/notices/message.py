"""What a message is: its words, its channels, how pressing it is."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.utils.translation import override

from tawasul.notices.states import Channel
from tawasul.notices.wording import placeholders

TO_STAFF = (Channel.IN_APP,)
TO_STAFF_AT_ONCE = (Channel.IN_APP, Channel.SMS)


class Group(StrEnum):
    """What messages to staff are about: each reader adds channels for a whole group."""

    REPORTS = "reports"
    ARRIVALS = "arrivals"
    REPLIES = "replies"
    ALARMS = "alarms"
    PRESSING = "pressing"
    STATEMENTS = "statements"
    PROBLEMS = "problems"
    DIRECTIVES = "directives"
    MEETINGS = "meetings"


@dataclass(frozen=True, kw_only=True)
class Message:
    """One kind of message. `text` is the SMS and the in-app line; `subject` and `body` are the e-mail."""

    kind: str
    channels: tuple[Channel, ...]
    text: Any
    subject: Any
    body: Any  # paragraphs, an empty line between them
    group: Group | None = None  # staff add channels by group; None: not for staff
    urgent: bool = False  # before others in the queue, tried again within seconds, and sent in quiet hours too
    patient: bool = False  # after all others in the queue: a single cause may owe very many
    awaited_for: timedelta | None = (
        None  # its reader has just asked for it, and sits up for so long: no quiet hours meanwhile
    )
    useful_for: timedelta | None = None  # not sent any more after this; None: always worth sending
    secrets: frozenset[str] = field(default_factory=frozenset)  # blanked once the notice is sent or given up

    @property
    def by_mail(self) -> bool:
        """Whether anybody may get it by e-mail."""
        return Channel.EMAIL in self.channels or self.group is not None

    @property
    def needed(self) -> frozenset[str]:
        """The placeholders for which a cause must give values."""
        with override("en"):  # what the program gives, whatever a translation makes of it
            return placeholders(*(str(each) for each in (self.text, self.subject, self.body)))
