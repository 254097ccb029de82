"""Who hears that an answer to a request is late, rung by rung, as the tree and its people are on the day.

The service-level document says when each rung is reached. Where nobody stands on a rung the next one above hears in their
place; who is absent is represented by their deputy.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import IntEnum

from django.db.models import Q

from tawasul.centres.models import Membership
from tawasul.centres.queries import held_on, path_ids, present
from tawasul.centres.roles import PlaceKind
from tawasul.meetings.models import MeetingRequest


class Rung(IntEnum):
    """From below, numbered as the document numbers them."""

    UNIT = 0
    HALL = 1
    CENTRE = 2
    SECTOR = 3
    MINISTRY = 4


# Who stands on each rung, and the request's place at which they hold their role.
STANDS: dict[Rung, tuple[tuple[str, ...], str]] = {
    Rung.UNIT: (("meetings_officer",), "centre"),
    Rung.HALL: (("hall_supervisor", "assistant"), "centre"),
    Rung.CENTRE: (("centre_supervisor",), "centre"),
    Rung.SECTOR: (("sector_office",), "sector"),
    Rung.MINISTRY: (("ministry_supervisor",), "ministry"),
}


class People:
    """Everybody who may hear of some requests, read once: one query however many there are."""

    def __init__(self, requests: Sequence[MeetingRequest], day: date) -> None:
        self._centres = {request.centre_id: request.centre.path for request in requests}
        above = {pk for request in requests for pk in (request.sector_id,) if pk}
        above |= {int(path.split(".")[0]) for path in self._centres.values()}
        where = Q(place__in=above)
        for path in self._centres.values():
            where |= Q(place__path__startswith=path, place__kind__in=[PlaceKind.CENTRE.value, PlaceKind.UNIT.value])
        rows = Membership.objects.filter(where, held_on(day), user__is_active=True).select_related("place")
        self._by_place: dict[int, list[Membership]] = {}
        for row in present(rows):
            self._by_place.setdefault(self._seat(row), []).append(row)

    def hearing(self, request: MeetingRequest, rung: Rung) -> set[int]:
        """The ids of the users who hear: of this rung, or of the first above it on which somebody stands."""
        for each in Rung:
            if each >= rung and (found := self._on(each, request)):
                return found
        return set()

    def _on(self, rung: Rung, request: MeetingRequest) -> set[int]:
        roles, level = STANDS[rung]
        top = int(request.centre.path.split(".")[0])
        place = {"centre": request.centre_id, "sector": request.sector_id, "ministry": top}[level]
        return self._holding(roles, place)

    def _holding(self, roles: Iterable[str], place_id: int | None) -> set[int]:
        return {row.user_id for row in self._by_place.get(place_id or 0, ()) if row.role in set(roles)}

    def _seat(self, row: Membership) -> int:
        """The place for which a role is held: a unit's people are the centre's."""
        if row.place.kind != PlaceKind.UNIT.value:
            return row.place_id
        return next((pk for pk in reversed(path_ids(row.place)) if pk in self._centres), row.place_id)
