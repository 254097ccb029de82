"""By when the beneficiary was promised an answer: stored with the ticket, moved only by its own events."""

from datetime import datetime

from tawasul.centres import queries as centres
from tawasul.service_levels import queries as service_levels
from tawasul.tickets.models import Completion, Ticket


def set_for(ticket: Ticket) -> None:
    """Set (not save) the committed instant from the filing, the version it was filed under, and the ended pauses."""
    pauses: list[tuple[datetime, datetime]] = []
    if ticket.pk is not None:
        rows = Completion.objects.filter(ticket=ticket, given_at__isnull=False).order_by("asked_at")
        pauses = [(asked, given) for asked, given in rows.values_list("asked_at", "given_at") if given is not None]
    ticket.committed_at = service_levels.committed_at(
        ticket_type=ticket.type,
        scopes=centres.path_scopes(ticket.centre),
        filed_at=ticket.filed_at,
        pauses=pauses,
        version=ticket.service_level_version,
    )
