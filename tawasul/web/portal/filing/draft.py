"""A request in the making, as the visitor's session keeps it: each finished step survives a reload and a lost connection."""

import secrets
import uuid
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.http import HttpRequest

from tawasul.lib.identity import Identity, IdentityKind
from tawasul.service_levels.amounts import Subject
from tawasul.tickets.lifecycle import TicketType

KEPT_AS = "filing"


@dataclass
class Draft:
    """What was given so far.

    `key` names its files, `once` the sending; `proved` is the mobile proved by a code; `letter` is the message with which it
    began (0: none); `refers_to` the number of the visitor's earlier request that it takes up again.
    `concerned` and `need` are of a request to meet the official.
    """

    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    once: str = field(default_factory=lambda: str(uuid.uuid4()))
    type: str = ""
    centre_id: int = 0
    subject: str = ""
    text: str = ""
    incident_place: str = ""
    identity_kind: str = ""
    identity_number: str = ""
    name: str = ""
    category: str = ""
    mobile: str = ""
    proved: str = ""
    letter: int = 0
    refers_to: str = ""
    concerned: int = 1
    need: str = "none"
    pending: dict[str, Any] | None = None

    @property
    def is_report(self) -> bool:
        """Whether it tells of a danger now."""
        return self.type == TicketType.REPORT.value

    @property
    def is_meeting(self) -> bool:
        """Whether it asks to meet the official: not a ticket, but a request of its own."""
        return self.type == Subject.MEETING.value

    @property
    def identity(self) -> Identity:
        """The identity given. Only once that step is done."""
        return Identity(IdentityKind(self.identity_kind), self.identity_number)


def of(request: HttpRequest) -> Draft:
    """The visitor's draft; a new one, not kept yet, where there is none."""
    kept = request.session.get(KEPT_AS) or {}
    known = {row.name for row in fields(Draft)}  # a draft begun before a new version is read as far as it goes
    return Draft(**{name: value for name, value in kept.items() if name in known})


def keep(request: HttpRequest, draft: Draft) -> None:
    """Keep it in the session."""
    request.session[KEPT_AS] = asdict(draft)


def drop(request: HttpRequest) -> None:
    """Forget it; its files are swept away by the nightly job."""
    request.session.pop(KEPT_AS, None)
