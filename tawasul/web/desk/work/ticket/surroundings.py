"""To whom a ticket may be passed: departments and coordinators of its centre, with the open work of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tawasul.centres import queries as centres
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import PlaceKind, Power
from tawasul.tickets import assigning, loads
from tawasul.tickets.lifecycle import TicketType
from tawasul.tickets.models import Ticket

Choice = tuple[str, str]


Group = tuple[str, list[Choice]]


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the forms of referral offer. Where several places have the tickets, choices stand in groups named by their place."""

    departments: list[Choice | Group]
    coordinators: list[Group]
    people: list[Choice | Group]  # who may hold it where it is
    suggested: str = ""  # the department that is usual for this type
    suggested_name: str = ""


def surroundings_of(ticket: Ticket, today: date) -> Surroundings:
    """A fixed number of queries, however many departments and coordinators there are."""
    return surroundings_of_many([ticket], today)


def surroundings_of_many(tickets: Sequence[Ticket], today: date) -> Surroundings:
    """All that is possible for at least one of these tickets; each is asked by itself when its turn comes. A fixed number of
    queries, however many they are; they come from a query with `RELATED`."""
    found = {ticket.centre_id: ticket.centre for ticket in tickets}
    departments = list(centres.departments_below(found.values(), today).filter(centres.open_on(today)))
    ids = [place.pk for place in departments]
    of_departments, of_people = loads.of_departments(ids), loads.of_coordinators(ids)
    members = centres.present(centres.members_with(Power.ANSWER, departments, today))
    people = assigning.people_for_any(tickets, today)
    held = loads.of_people(row.user_id for row in people)
    usual = _usual(tickets, departments)
    lying = {ticket.department_id for ticket in tickets}
    return Surroundings(
        departments=_grouped(
            (_centre_of(place, found), str(place.pk), _loaded(place.name, of_departments.get(place.pk, 0)))
            for place in departments
            if lying != {place.pk}
        ),
        coordinators=_by_department(departments, members, of_people, tickets),
        people=_grouped(
            (_where(row, found), str(row.pk), _loaded(row.user.name, held.get(row.user_id, 0)))
            for row in people
            if any(ticket.holder_id != row.user_id for ticket in tickets)
        ),
        suggested=str(usual.pk) if usual else "",
        suggested_name=usual.name if usual else "",
    )


def _centre_of(place: Place, found: Mapping[int, Place]) -> str:
    return next((centre.name for centre in found.values() if place.path.startswith(centre.path)), "")


def _where(row: Membership, found: Mapping[int, Place]) -> str:
    """The department, or the centre whose officers sort."""
    return row.place.name if row.place.kind == PlaceKind.DEPARTMENT.value else _centre_of(row.place, found)


def _grouped(rows: Iterable[tuple[str, str, str]]) -> list[Choice | Group]:
    """Choices of several places in groups, in the order in which they come; those of one place without."""
    groups: dict[str, list[Choice]] = {}
    for place, key, label in rows:
        groups.setdefault(place, []).append((key, label))
    if len(groups) < 2:
        return [choice for choices in groups.values() for choice in choices]
    return list(groups.items())


def _usual(tickets: Sequence[Ticket], departments: list[Place]) -> Place | None:
    """The guide sends complaints to the general follow-up department. Tickets of several centres have none in common."""
    complaints = all(row.type == TicketType.COMPLAINT.value and row.department_id is None for row in tickets)
    if not complaints or len({row.centre_id for row in tickets}) != 1:
        return None
    return next((place for place in departments if place.function == "general_followup"), None)


def _by_department(
    departments: list[Place],
    members: list[Membership],
    load: dict[tuple[int, int], int],
    tickets: Sequence[Ticket],
) -> list[Group]:
    having = {(ticket.department_id, ticket.holder_id) for ticket in tickets}
    grouped: list[Group] = []
    for place in departments:
        people = [
            (str(row.pk), _loaded(_name(row), load.get((place.pk, row.user_id), 0)))
            for row in members
            if row.place_id == place.pk and having != {(row.place_id, row.user_id)}
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
