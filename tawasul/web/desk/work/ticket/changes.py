"""What changed since a page was drawn, told to whoever was about to act on it."""

from tawasul.centres.actor import Actor
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.timeline.models import Event
from tawasul.timeline.queries import events_of


def seen_by(actor: Actor, ticket: Ticket, seen: int | None) -> int | None:
    """The version that the actor knows of: what they themselves did since (in another window) is no news to them."""
    if seen is None or seen == ticket.version:
        return seen
    news = events_after(ticket, seen)
    return ticket.version if all(event.membership_id == actor.membership_id for event in news) else seen


def events_after(ticket: Ticket, seen: int) -> list[Event]:
    """What happened to the ticket after it had the version `seen`. A look at what is masked changes nothing."""
    events = events_of(SUBJECT_KIND, ticket.pk)
    return [event for event in events if event.data.get("version", 0) > seen and event.kind != "unmasked"]
