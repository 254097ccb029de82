"""Where a ticket belongs after its places were merged, closed or moved, and who goes on with it there."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import PlaceKind
from tawasul.lib.hijri import RIYADH
from tawasul.tickets.models import Statement, Ticket

_SEATS = (PlaceKind.CENTRE.value, PlaceKind.UNIT.value)


@dataclass(frozen=True, kw_only=True)
class Where:
    """A sector (none at the ministry), a centre, and perhaps a department of it."""

    sector: Place | None
    centre: Place
    department: Place | None

    @property
    def place(self) -> Place:
        """The department, or else the centre."""
        return self.department or self.centre


def is_astray(of: Ticket | Statement) -> bool:
    """Whether a place in which it lies was closed for a successor, or stands elsewhere in the tree now. Asks nothing: `centre`
    and `department` come with it."""
    centre, department = of.centre, of.department
    if centre is None:
        return False
    if centre.succeeded_by_id is not None or (department is not None and department.succeeded_by_id is not None):
        return True
    if of.sector_id is not None and f".{of.sector_id}." not in f".{centre.path}":
        return True
    return department is not None and f".{centre.pk}." not in f".{department.path}"


def where_now(of: Ticket | Statement) -> Where:
    """Where it belongs: with the department that does now what its own did, or with the centre."""
    if of.centre is None:
        raise RuntimeError("only what lies in a centre is brought over")
    department = centres.standing_for(of.department.pk) if of.department else None
    centre = centres.centre_of(department) if department else centres.standing_for(of.centre.pk)
    if centre is None:
        raise RuntimeError("a department stands in a centre")
    return Where(sector=centres.sector_of(centre), centre=centre, department=department)


def comes_along(user_id: int, where: Where, at: datetime) -> bool:
    """Whether somebody holds a role there, so that what is in their hands stays in them."""
    held = Membership.objects.filter(centres.held_on(at.astimezone(RIYADH).date()), user_id=user_id)
    if where.department is not None:
        return held.filter(place=where.department).exists()
    return held.filter(place__path__startswith=where.centre.path, place__kind__in=_SEATS).exists()


def actor_now(actor: Actor, at: datetime) -> Actor | None:
    """The actor as their role stands now, where their place was reorganised since they were made; None where it was not."""
    if actor.kind is not ActorKind.STAFF or actor.user_id is None or actor.place_id is None:
        return None
    own = Place.objects.get(pk=actor.place_id)
    now = centres.standing_for(own.pk)
    held = Membership.objects.filter(
        centres.held_on(at.astimezone(RIYADH).date()), user_id=actor.user_id, role=actor.role, place=now
    )
    row = held.select_related("place", "user", "covers__user").first()
    if row is None:
        return None
    renewed = centres.actor_for(row)
    return renewed if renewed.reach != actor.reach else None


def lying_at(places: list[int]) -> Q:
    """The condition that a ticket or a statement lies at one of these places."""
    return Q(centre_id__in=places) | Q(department_id__in=places) | Q(sector_id__in=places)
