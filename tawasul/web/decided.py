"""A ticket that carries out what a meeting decided: where it comes from, for those who see the ticket. Joins two rooms, of
which the lower does not know the upper."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from tawasul.centres.actor import Actor
from tawasul.lib.hijri import dual_date
from tawasul.lib.reference import spoken
from tawasul.meetings.models import MeetingRequest
from tawasul.meetings.queries import request_if_any
from tawasul.tickets.models import Ticket


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The meeting's request by its number, the way to it ("" for those who do not see meetings), the last day that the decision
    names, and what its beneficiary had asked there, in their own words."""

    spoken: str
    url: str
    wanted: str
    subject: str
    asked: str


def origin_of(actor: Actor, ticket: Ticket) -> Origin | None:
    """Where it comes from; None where no meeting decided it. Two queries at most."""
    if not ticket.decided_in:
        return None
    seen = request_if_any(actor, ticket.decided_in)
    asked = seen or MeetingRequest.objects.filter(reference=ticket.decided_in).first()
    return Origin(
        spoken=spoken(ticket.decided_in),
        url=reverse("desk:meeting", args=[ticket.decided_in]) if seen else "",
        wanted=dual_date(ticket.wanted_by, get_language() or "ar") if ticket.wanted_by else "",
        subject=asked.subject if asked else "",
        asked=asked.text if asked else "",
    )
