"""The ladder: who hears of a ticket's clock, rung by rung, resolved by the tree and its people as they are on the day.

The service-level document says when each rung is reached; this table says who stands on it. Where nobody stands on a rung
(no supervisor is appointed), the next one above hears in their place; who is absent is represented by their deputy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from django.db.models import Q
from django.utils.functional import Promise as LazyText

from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.models import Membership
from tawasul.centres.queries import held_on, path_ids, present
from tawasul.centres.roles import BY_KEY, PlaceKind, Power
from tawasul.service_levels.labels import RUNG_LABELS
from tawasul.tickets import deciding
from tawasul.tickets.hands import hands_of, holder_id_of
from tawasul.tickets.lifecycle import Hands, State, TicketType
from tawasul.tickets.models import Objection, Ticket


class Rung(IntEnum):
    """The ladder from below: whoever has it in hand, then each one above."""

    HANDS = 0
    DEPARTMENT = 1
    CENTRE = 2
    SECTOR = 3
    MINISTRY = 4


TOP = Rung.MINISTRY

# Expedites climb too: every so many of them within so long raise the ticket, above the supervisors whom each one tells.
EXPEDITES_CLIMB_AT, EXPEDITES_WITHIN, EXPEDITES_CLIMB_TO = 3, timedelta(days=7), Rung.SECTOR
# What comes within so long after an expedite counts with it once towards the ladder: three calls in an hour are one wish. No
# paper gives a number.
EXPEDITES_COUNT_ONCE = timedelta(hours=1)

# Who stands on the rungs above the hands: roles, and the ticket's place at which they are held.
STANDS: dict[Rung, tuple[tuple[str, ...], str]] = {
    Rung.DEPARTMENT: (("department_supervisor",), "department"),
    Rung.CENTRE: (("centre_supervisor", "performance_officer"), "centre"),
    Rung.SECTOR: (("sector_official", "sector_office"), "sector"),
    Rung.MINISTRY: (("ministry_supervisor", "ministry_officer"), "ministry"),
}

# Who sorts what at a centre, and who reviews there where no department has the ticket.
SORTERS: dict[TicketType, tuple[str, ...]] = {
    TicketType.REPORT: ("report_officer",),
    TicketType.COMPLAINT: ("complaint_officer",),
    TicketType.INQUIRY: ("complaint_officer",),
    TicketType.SUGGESTION: ("complaint_officer",),
}
CENTRE_REVIEWERS = ("electronic_services_supervisor", "quality_officer")
# The head of the centre's own officers stands for the department's, where no department has the ticket.
CENTRE_HEADS = ("electronic_services_supervisor",)


def _with(power: Power) -> tuple[str, ...]:
    return tuple(role.key for role in BY_KEY.values() if power in role.powers)


ANSWERERS, REVIEWERS = _with(Power.ANSWER), _with(Power.REVIEW)


@dataclass(frozen=True)
class Hearing:
    """A ticket, and the rung that is to hear of it."""

    ticket: Ticket
    rung: Rung


class People:
    """Everybody who may hear of some tickets, read once: a fixed number of queries however many tickets there are."""

    def __init__(self, tickets: Sequence[Ticket], day: date) -> None:
        centres = {ticket.centre_id: ticket.centre.path for ticket in tickets}
        direct = {pk for ticket in tickets for pk in (ticket.department_id, ticket.sector_id) if pk}
        top = {path.split(".")[0] for path in centres.values()}
        below = Q(pk__in=[])
        for path in centres.values():
            below |= Q(place__path__startswith=path, place__kind__in=[PlaceKind.CENTRE.value, PlaceKind.UNIT.value])
        where = below | Q(place__in=direct | {int(pk) for pk in top})
        rows = list(Membership.objects.filter(where, held_on(day), user__is_active=True).select_related("place"))
        self._by_place: dict[int, list[Membership]] = {}
        for row in present(rows):
            self._by_place.setdefault(_seat(row, centres), []).append(row)
        self._deputies = _deputies(rows, centres)
        objected = [ticket.pk for ticket in tickets if ticket.state == State.OBJECTED.value]
        self._above = _above(objected)
        self._involved = deciding.involved_in(objected) if objected else {}

    def hearing(self, hearing: Hearing) -> set[int]:
        """The ids of the users who hear: of this rung, or of the first above it on which somebody stands."""
        return self._reached(hearing)[1]

    def said_to(self, hearing: Hearing) -> LazyText:
        """On whose rung the ticket is heard of: this one's or, where nobody stands there, that of those who hear instead."""
        rung = self._reached(hearing)[0]
        if rung is Rung.DEPARTMENT and hearing.ticket.department_id is None:
            return ROLE_LABELS[CENTRE_HEADS[0]]
        return RUNG_LABELS[rung]

    def _reached(self, hearing: Hearing) -> tuple[Rung, set[int]]:
        for rung in Rung:
            if rung >= hearing.rung and (found := self._on(rung, hearing.ticket)):
                return rung, found
        return hearing.rung, set()

    def _on(self, rung: Rung, ticket: Ticket) -> set[int]:
        if rung is Rung.HANDS:
            return self._in_hands(ticket)
        roles, level = STANDS[rung]
        if rung is Rung.DEPARTMENT and ticket.department_id is None:
            roles, level = CENTRE_HEADS, "centre"
        return self._holding(roles, _place_id(ticket, level))

    def _in_hands(self, ticket: Ticket) -> set[int]:
        holder_id = holder_id_of(ticket)
        if holder_id is not None:
            return {self._deputies.get((holder_id, ticket.department_id or ticket.centre_id), holder_id)}
        match hands_of(ticket):
            case Hands.CENTRE:
                return self._holding(SORTERS[TicketType(ticket.type)], ticket.centre_id)
            case Hands.REVIEW:
                reviewers = self._holding(REVIEWERS, ticket.department_id)
                return (reviewers or self._holding(CENTRE_REVIEWERS, ticket.centre_id)) - {ticket.holder_id or 0}
            case Hands.DEPARTMENT:
                return self._holding(ANSWERERS, ticket.department_id)
            case Hands.DECIDERS:
                return self._deciding(ticket)
        return set()

    def _deciding(self, ticket: Ticket) -> set[int]:
        """One level above those who gave the reply that is objected to."""
        places = (ticket.centre_id, ticket.sector_id, _place_id(ticket, "ministry"))
        among = [row for place_id in places for row in self._by_place.get(place_id or 0, ())]
        involved = self._involved.get(ticket.pk, set())
        return {row.user_id for row in deciding.nearest(among, above=self._above[ticket.pk], involved=involved)}

    def _holding(self, roles: Iterable[str], place_id: int | None) -> set[int]:
        wanted = set(roles)
        return {row.user_id for row in self._by_place.get(place_id or 0, ()) if row.role in wanted}


def _seat(row: Membership, centres: dict[int, str]) -> int:
    """The place for which a role is held: a unit's people are the centre's."""
    if row.place.kind != PlaceKind.UNIT.value:
        return row.place_id
    return next((pk for pk in reversed(path_ids(row.place)) if pk in centres), row.place_id)


def _deputies(rows: Sequence[Membership], centres: dict[int, str]) -> dict[tuple[int, int], int]:
    """Who stands for whom, by the absent person and the place for which they hold their role."""
    by_pk = {row.pk: row for row in rows}
    absent = ((row, by_pk.get(row.covers_id or 0)) for row in rows)
    return {(covered.user_id, _seat(covered, centres)): row.user_id for row, covered in absent if covered is not None}


def _above(ticket_ids: Sequence[int]) -> dict[int, int]:
    rows = (
        Objection.objects.filter(ticket__in=ticket_ids, state=Objection.OPEN)
        if ticket_ids
        else Objection.objects.none()
    )
    return dict(rows.values_list("ticket", "above"))


def _place_id(ticket: Ticket, level: str) -> int | None:
    if level == "ministry":
        return int(ticket.centre.path.split(".")[0])
    place_id: int | None = getattr(ticket, f"{level}_id")
    return place_id


def wishes_of(expedites: Iterable[datetime]) -> list[datetime]:
    """Of the instants of a ticket's expedites, in whatever order, those that count towards the ladder: the first of each
    `EXPEDITES_COUNT_ONCE`."""
    counted: list[datetime] = []
    for at in sorted(expedites):
        if not counted or at - counted[-1] >= EXPEDITES_COUNT_ONCE:
            counted.append(at)
    return counted


def counting_towards_climb(expedites: Iterable[datetime], at: datetime) -> int:
    """How many of a ticket's expedites up to `at` count towards the next one that climbs."""
    wishes = wishes_of(expedites)
    return sum(each > at - EXPEDITES_WITHIN for each in wishes) % EXPEDITES_CLIMB_AT


def climbs_by(expedites: Sequence[datetime]) -> bool:
    """Whether the last of a ticket's expedites raises it: it counts, and is the third, the sixth … that does within a week."""
    if not expedites:
        return False
    last, wishes = max(expedites), wishes_of(expedites)
    lately = sum(at > last - EXPEDITES_WITHIN for at in wishes)
    counts = wishes[-1] == last and expedites.count(last) == 1
    return counts and lately % EXPEDITES_CLIMB_AT == 0
