"""Centres, their departments, and who answers there."""

from typing import Annotated

from django.utils import timezone
from ninja import Query
from pydantic import Field

from tawasul.api.caller import Call
from tawasul.api.noun import Noun
from tawasul.api.schemas.asked import Id
from tawasul.api.schemas.places import Centre, Coordinator, Named, coordinator, named
from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.centres.policies import reaches
from tawasul.centres.roles import PlaceKind, Power
from tawasul.lib.errors import NotFound
from tawasul.tickets import loads

router = Noun("places")
Words = Annotated[str, Field(max_length=100)]


@router.opens("GET", "/centres", list[Centre])
def find_centres(request: Call, q: Query[Words] = "") -> list[Centre]:
    """The open centres whose name, or whose university's or education department's, holds all these words.

    At most twelve, for choosing while typing. Any Arabic spelling finds them.
    """
    found = centres.suggest_centres(q.replace("\x00", ""), request.auth.at.date())
    return [Centre(id=row.pk, name=row.name, sector=named(row.parent)) for row in found if row.parent is not None]


@router.opens("GET", "/centres/{centre}/departments", list[Named])
def departments_of_centre(request: Call, centre: Id) -> list[Named]:
    """The open departments of a centre."""
    _of_kind(centre, PlaceKind.CENTRE)
    return [named(row) for row in centres.departments_of(centre, request.auth.at.date())]


@router.opens("GET", "/departments/{department}/coordinators", list[Coordinator], needs=[Power.REFER])
def coordinators_of_department(request: Call, department: Id) -> list[Coordinator]:
    """Who answers in a department of the caller's part of the network, and how much unanswered work each has.

    Of who is away the deputy stands here, with the name of whom they stand in for.
    """
    place = _of_kind(department, PlaceKind.DEPARTMENT)
    if not _near(request.auth.actor, place):
        raise NotFound()
    rows = centres.present(centres.members_with(Power.ANSWER, [place], timezone.localdate(request.auth.at)))
    counted = loads.of_coordinators([place.pk])
    return [coordinator(row, counted) for row in rows]


def _of_kind(pk: int, kind: PlaceKind) -> Place:
    place = centres.place(pk)
    if place.kind != kind.value:
        raise NotFound(kind.value)
    return place


def _near(actor: Actor, place: Place) -> bool:
    """Within reach, or in the same centre: a department passes on to its neighbours."""
    return reaches(actor, place) or (actor.centre_id is not None and actor.centre_id == centres.centre_id_of(place))
