"""A filing that begins with a letter: its words and its sender stand in the form already."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import Conflict
from tawasul.lib.masking import masked_email
from tawasul.mailboxes.actions import message_for
from tawasul.mailboxes.reading import own_words, read
from tawasul.tickets.actions.triage import LONGEST_SUBJECT

CHANNEL = "email"


@dataclass(frozen=True, kw_only=True)
class Written:
    """The letter, as the form begins with it. `email` is its sender, who is answered there too."""

    message_id: int
    email: str
    initial: dict[str, Any] = field(default_factory=dict)

    @property
    def sender(self) -> str:
        """Of whom it is, masked."""
        return masked_email(self.email) if self.email else ""


def written_in(actor: Actor, text: str) -> Written | None:
    """The letter of this number. Raises NotFound where the actor does not read it, Conflict where somebody decided about it."""
    if not (text.isdecimal() and len(text) < 19):
        return None
    message = message_for(actor, int(text))
    if not message.waits:
        raise Conflict(_("Somebody decided about this e-mail already."), code="not-now")
    body = message.body
    reading = read(body) if body is not None else None
    initial: dict[str, Any] = {
        "channel": CHANNEL,
        "subject": message.subject[:LONGEST_SUBJECT],
        "text": own_words(reading.text) if reading else "",
    }
    if message.mailbox.centre_id:
        initial |= {"centre": message.mailbox.centre_id, "centre_text": message.mailbox.centre.name}
    return Written(message_id=message.pk, email=message.sender, initial=initial)
