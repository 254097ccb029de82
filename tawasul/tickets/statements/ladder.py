"""Who hears of a statement's clock, rung by rung: those asked, whoever leads them, then those who asked and who leads these.

The service-level document says when each rung is reached. Where nobody stands on a rung the next one above hears in their
place. An entity without an account is told by its link (`statements.telling`), and nobody leads it but who asked.
"""

from collections.abc import Container, Iterable, Sequence
from datetime import date
from enum import IntEnum

from django.db.models import Q

from tawasul.centres.models import Membership
from tawasul.centres.queries import held_on, path_ids, present
from tawasul.centres.roles import BY_KEY, PlaceKind, Power
from tawasul.tickets.escalation import SORTERS, Hearing, People
from tawasul.tickets.escalation import Rung as TicketRung
from tawasul.tickets.lifecycle import TicketType
from tawasul.tickets.models import Statement


class Rung(IntEnum):
    """The ladder of a statement from below."""

    ASKED = 0
    ABOVE = 1
    ASKER = 2
    CENTRE = 3
    SECTOR = 4


# Those who answer in a department but do not lead it; whoever leads a department, and a centre's officers.
DEPARTMENT_HEADS = ("department_supervisor",)
ANSWERERS = tuple(
    role.key
    for role in BY_KEY.values()
    if Power.ANSWER in role.powers and role.held_at == {PlaceKind.DEPARTMENT} and role.key not in DEPARTMENT_HEADS
)
CENTRE_HEADS = ("electronic_services_supervisor", "centre_supervisor")
# On the asking side the rungs are the ticket's own.
OF_TICKET: dict[Rung, tuple[TicketRung, ...]] = {
    Rung.ASKER: (TicketRung.HANDS, TicketRung.DEPARTMENT),
    Rung.CENTRE: (TicketRung.CENTRE,),
    Rung.SECTOR: (TicketRung.SECTOR,),
}


class AskedPeople:
    """Everybody who may hear of some statements, read once: three queries however many statements there are."""

    def __init__(self, statements: Sequence[Statement], day: date) -> None:
        tickets = {each.ticket_id: each.ticket for each in statements}
        self._askers = People(list(tickets.values()), day)
        centres = {each.centre.pk: each.centre.path for each in statements if each.centre is not None}
        where = Q(place__in={each.department_id for each in statements if each.department_id})
        for path in centres.values():
            where |= Q(place__path__startswith=path, place__kind__in=[PlaceKind.CENTRE.value, PlaceKind.UNIT.value])
        rows = Membership.objects.filter(where, held_on(day), user__is_active=True).select_related("place")
        self._by_place: dict[int, list[Membership]] = {}
        for row in present(rows):
            self._by_place.setdefault(_seat(row, centres), []).append(row)

    def hearing(self, statement: Statement, rung: Rung) -> set[int]:
        """The ids of the users who hear: of this rung, or of the first above it on which somebody stands."""
        if rung is Rung.ASKED and not statement.inside:
            return set()
        for each in Rung:
            if each >= rung and (found := self._on(each, statement)):
                return found
        return set()

    def in_hands(self, statement: Statement) -> set[int]:
        """The ids of those who have the ticket now, to whom the answer goes."""
        return self._askers.hearing(Hearing(statement.ticket, TicketRung.HANDS))

    def _on(self, rung: Rung, statement: Statement) -> set[int]:
        if rung is Rung.ASKED:
            return self._asked(statement)
        if rung is Rung.ABOVE:
            heads = self._holding(DEPARTMENT_HEADS, statement.department_id)
            return heads or self._holding(CENTRE_HEADS, statement.centre_id)
        hearings = (Hearing(statement.ticket, each) for each in OF_TICKET[rung])
        return {user_id for hearing in hearings for user_id in self._askers.hearing(hearing)}

    def _asked(self, statement: Statement) -> set[int]:
        if statement.department_id is not None:
            return self._holding(ANSWERERS, statement.department_id)
        return self._holding(SORTERS[TicketType(statement.asked_of_type)], statement.centre_id)

    def _holding(self, roles: Iterable[str], place_id: int | None) -> set[int]:
        return {row.user_id for row in self._by_place.get(place_id or 0, ()) if row.role in roles}


def _seat(row: Membership, centres: Container[int]) -> int:
    """The place for which a role is held: a unit's people are the centre's."""
    if row.place.kind != PlaceKind.UNIT.value:
        return row.place_id
    return next((pk for pk in reversed(path_ids(row.place)) if pk in centres), row.place_id)
