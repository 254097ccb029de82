"""Into whose hands a ticket may be put where it is: people of the department that has it, or officers of its centre."""

from datetime import date

from tawasul.centres import queries as centres
from tawasul.centres.models import Membership
from tawasul.centres.roles import BY_KEY, Power
from tawasul.tickets.models import Ticket

SORTERS = tuple(role.key for role in BY_KEY.values() if Power.TRIAGE in role.powers)


def people_for(ticket: Ticket, day: date) -> list[Membership]:
    """Those who may hold the ticket on that day, each person once; who is absent is left out. One query."""
    if ticket.department is not None:
        rows = centres.members_with(Power.ANSWER, [ticket.department], day)
    else:
        rows = centres.members_in_roles(SORTERS, ticket.centre, day)
    found: dict[int, Membership] = {}
    for row in centres.present(rows):
        found.setdefault(row.user_id, row)
    return list(found.values())
