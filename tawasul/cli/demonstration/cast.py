"""Makes the demonstration's places and people by the actions of `centres` and `people`, and knows them afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tawasul.centres import actions as centres
from tawasul.centres import queries as centre_queries
from tawasul.centres.actor import SYSTEM, Actor
from tawasul.centres.models import Membership, Place
from tawasul.cli.demonstration.desks import Worker
from tawasul.cli.demonstration.network import PlacePlan
from tawasul.cli.demonstration.staff import StaffPlan
from tawasul.people import actions as people

# The network stood, and its people worked in it, well before the first ticket.
OPENED_BEFORE = timedelta(days=900)
APPOINTED_BEFORE = timedelta(days=240)


@dataclass(frozen=True)
class Cast:
    """Places by code; memberships and actors by the worker they stand for."""

    places: dict[str, Place]
    memberships: dict[Worker, Membership]
    actors: dict[Worker, Actor]


def make_places(plans: list[PlacePlan], now: datetime, done: Callable[[int], None]) -> dict[str, Place]:
    """Open every place of the tree, parents first; `done` hears how many stand."""
    opened_on = (now - OPENED_BEFORE).date()
    made: dict[str, Place] = {}
    for plan in plans:
        made[plan.code] = centres.open_place(
            actor=SYSTEM,
            kind=plan.kind,
            parent=made.get(plan.parent),
            code=plan.code,
            name_ar=plan.name_ar,
            name_en=plan.name_en,
            function=plan.function,
            opened_on=opened_on,
        )
        done(len(made))
    return made


def make_cast(
    staff: list[StaffPlan],
    places: dict[str, Place],
    now: datetime,
    *,
    password_hash: str,
    done: Callable[[int], None],
) -> Cast:
    """Register everybody and give them their roles."""
    at = now - APPOINTED_BEFORE
    memberships: dict[Worker, Membership] = {}
    for number, person in enumerate(staff, 1):
        memberships |= _member(person, places, at, password_hash)
        done(number)
    actors = {worker: centre_queries.actor_for(membership) for worker, membership in memberships.items()}
    return Cast(places, memberships, actors)


def _member(person: StaffPlan, places: dict[str, Place], at: datetime, password_hash: str) -> dict[Worker, Membership]:
    user = people.register_user(
        email=person.email,
        user_number=person.user_number,
        name_ar=person.name.ar,
        name_en=person.name.en,
        at=at,
        password_hash=password_hash,
    )
    begins_on: date = at.date()
    made = {}
    for hat in person.hats:
        membership = centres.appoint(
            actor=SYSTEM,
            user_id=user.pk,
            role=hat.role,
            place_id=places[hat.place].pk,
            begins_on=begins_on,
            ends_on=None,
            at=at,
        )
        membership.user = user  # who is known already need not be read again for the actor
        made[Worker(person.email, hat.role, hat.place)] = membership
    return made


def known_cast() -> Cast:
    """The places and people that stand already."""
    rows = Membership.objects.select_related("user", "place")
    memberships = {Worker(row.user.email, row.role, row.place.code): row for row in rows}
    actors = {worker: centre_queries.actor_for(membership) for worker, membership in memberships.items()}
    return Cast({place.code: place for place in Place.objects.all()}, memberships, actors)
