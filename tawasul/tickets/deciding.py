"""Who decides an objection: somebody one level up, who neither wrote nor approved the reply, nor reports to who did.

Standing is that of a role in the matter of a ticket, from those who write replies up to the ministry: whoever stands higher
does not report to whoever stands lower.
"""

from collections.abc import Iterable

from tawasul.centres.models import Membership
from tawasul.centres.roles import BY_KEY, Power
from tawasul.tickets.models import Reply, Ticket
from tawasul.timeline import queries as timeline

LOWEST = 0
STANDINGS: dict[str, int] = {
    "coordinator": LOWEST,
    "department_supervisor": 1,
    "complaint_officer": 2,
    "report_officer": 2,
    "quality_officer": 2,
    "electronic_services_supervisor": 3,
    "centre_supervisor": 4,
    "sector_office": 5,
    "ministry_officer": 6,
    "ministry_supervisor": 7,
}
DECIDERS = tuple(role.key for role in BY_KEY.values() if Power.DECIDE_OBJECTIONS in role.powers)


def standing(role: str) -> int:
    """How high a role stands; one that neither answers nor decides stands lowest."""
    return STANDINGS.get(role, LOWEST)


def above_of(ticket: Ticket) -> int:
    """The standing above which one decides: of those who wrote and approved the ticket's replies, in the roles in which they
    did. At the top, where nobody stands above, it is a colleague who decides. One query."""
    roles = timeline.roles_of("ticket", ticket.pk, ("reply_submitted", "reply_approved"))
    return min(max((standing(role) for role in roles), default=LOWEST), max(STANDINGS.values()) - 1)


def involved_in(ticket_ids: Iterable[int]) -> dict[int, set[int]]:
    """Who wrote or reviewed any of these tickets' replies, by ticket. One query."""
    found: dict[int, set[int]] = {}
    rows = Reply.objects.filter(ticket__in=list(ticket_ids)).values_list("ticket_id", "author_id", "reviewer_id")
    for ticket_id, author_id, reviewer_id in rows:
        found.setdefault(ticket_id, set()).update({author_id, reviewer_id} - {None})
    return found


def may_decide(role: str, user_id: int | None, *, above: int, involved: set[int]) -> bool:
    """Whether somebody in this role may decide what stands `above` those who answered."""
    return standing(role) > above and user_id is not None and user_id not in involved


def nearest(members: Iterable[Membership], *, above: int, involved: set[int]) -> list[Membership]:
    """Of those who may decide, the ones who stand nearest above: one level up."""
    able = [
        row
        for row in members
        if row.role in DECIDERS and may_decide(row.role, row.user_id, above=above, involved=involved)
    ]
    least = min((standing(row.role) for row in able), default=None)
    return [row for row in able if standing(row.role) == least]
