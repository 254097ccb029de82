"""Into whose hands a ticket may be put where it is: people of the department that has it, or officers of its centre."""

from collections.abc import Sequence
from datetime import date

from tawasul.centres import queries as centres
from tawasul.centres.models import Membership
from tawasul.centres.roles import BY_KEY, Power
from tawasul.tickets.models import Ticket

SORTERS = tuple(role.key for role in BY_KEY.values() if Power.TRIAGE in role.powers)


def people_for(ticket: Ticket, day: date) -> list[Membership]:
    """Those who may hold the ticket on that day, each person once; who is absent is left out. One query."""
    return people_for_any([ticket], day)


def people_for_any(tickets: Sequence[Ticket], day: date) -> list[Membership]:
    """Those who may hold at least one of these tickets on that day, each person once at each place where one lies; who is
    absent is left out. At most two queries, however many tickets."""
    departments = {ticket.department_id: ticket.department for ticket in tickets if ticket.department is not None}
    sorted_at = {ticket.centre_id: ticket.centre for ticket in tickets if ticket.department is None}
    found: dict[tuple[str, int], Membership] = {}
    if departments:
        rows = centres.members_with(Power.ANSWER, list(departments.values()), day)
        for row in centres.present(rows):
            found.setdefault((row.place.path, row.user_id), row)
    if sorted_at:
        rows = centres.members_in_roles(SORTERS, list(sorted_at.values()), day)
        for row in centres.present(rows):
            centre = next(place for place in sorted_at.values() if row.place.path.startswith(place.path))
            found.setdefault((centre.path, row.user_id), row)
    return list(found.values())
