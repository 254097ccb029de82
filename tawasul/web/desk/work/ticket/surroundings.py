"""To whom a ticket may be passed: departments and coordinators of its centre, with the open work of each."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tawasul.centres import queries as centres
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import Power
from tawasul.tickets import assigning, loads
from tawasul.tickets.lifecycle import TicketType
from tawasul.tickets.models import Ticket

Choice = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the forms of referral offer."""

    departments: list[Choice]
    coordinators: list[tuple[str, list[Choice]]]
    people: list[Choice]  # who may hold it where it is
    suggested: str = ""  # the department that is usual for this type
    suggested_name: str = ""


def surroundings_of(ticket: Ticket, today: date) -> Surroundings:
    """A fixed number of queries, however many departments and coordinators there are."""
    departments = centres.departments_of(ticket.centre_id, today)
    ids = [place.pk for place in departments]
    of_departments, of_people = loads.of_departments(ids), loads.of_coordinators(ids)
    members = centres.present(centres.members_with(Power.ANSWER, departments, today))
    usual, people = _usual(ticket, departments), assigning.people_for(ticket, today)
    held = loads.of_people(row.user_id for row in people)
    return Surroundings(
        departments=[
            (str(place.pk), _loaded(place.name, of_departments.get(place.pk, 0)))
            for place in departments
            if place.pk != ticket.department_id
        ],
        coordinators=_by_department(departments, members, of_people, ticket),
        people=[
            (str(row.pk), _loaded(row.user.name, held.get(row.user_id, 0)))
            for row in people
            if row.user_id != ticket.holder_id
        ],
        suggested=str(usual.pk) if usual else "",
        suggested_name=usual.name if usual else "",
    )


def _usual(ticket: Ticket, departments: list[Place]) -> Place | None:
    """The guide sends complaints to the general follow-up department."""
    if ticket.type != TicketType.COMPLAINT.value or ticket.department_id is not None:
        return None
    return next((place for place in departments if place.function == "general_followup"), None)


def _by_department(
    departments: list[Place], members: list[Membership], load: dict[tuple[int, int], int], ticket: Ticket
) -> list[tuple[str, list[Choice]]]:
    grouped: list[tuple[str, list[Choice]]] = []
    for place in departments:
        people = [
            (str(row.pk), _loaded(_name(row), load.get((place.pk, row.user_id), 0)))
            for row in members
            if row.place_id == place.pk and (row.place_id, row.user_id) != (ticket.department_id, ticket.holder_id)
        ]
        if people:
            grouped.append((place.name, people))
    return grouped


def _name(row: Membership) -> str:
    """Whoever is away is not offered: their deputy is, with their name."""
    if row.covers is None:
        return row.user.name
    return _("%(name)s, standing in for %(absent)s") % {"name": row.user.name, "absent": row.covers.user.name}


def _loaded(name: str, count: int) -> str:
    if not count:
        return _("%(name)s — no open work") % {"name": name}
    words = ngettext("%(count)d open", "%(count)d open", count) % {"count": count}
    return f"{name} — {words}"
