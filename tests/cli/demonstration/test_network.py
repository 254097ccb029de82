from random import Random

import pytest

from tawasul.centres.roles import BY_KEY, MAY_STAND_UNDER, ROLES, PlaceKind
from tawasul.cli.demonstration.network import UNITS, places, sectors
from tawasul.cli.demonstration.staff import staff

PLACES = {place.code: place for place in places()}
STAFF = staff(Random(7), sectors())


def test_the_country_has_its_education_departments_and_universities() -> None:
    kinds = [place.kind for place in PLACES.values()]
    assert kinds.count(PlaceKind.MINISTRY) == 1
    assert kinds.count(PlaceKind.EDUCATION_DEPARTMENT) == 16
    assert kinds.count(PlaceKind.UNIVERSITY) >= 25
    assert kinds.count(PlaceKind.CENTRE) == 1 + 16 + kinds.count(PlaceKind.UNIVERSITY)


def test_codes_are_unique_and_parents_come_first() -> None:
    seen: set[str] = set()
    assert len(PLACES) == len(places())
    for place in places():
        parent = PLACES.get(place.parent)
        assert (place.parent in seen) == bool(place.parent)
        assert not parent or parent.kind in MAY_STAND_UNDER[place.kind]
        seen.add(place.code)


@pytest.mark.parametrize("plan", sectors(), ids=lambda plan: plan.sector.code)
def test_every_centre_has_the_units_and_its_departments(plan) -> None:
    below = [place for place in PLACES.values() if place.code.startswith(f"{plan.sector.code}-")]
    units = {place.function for place in below if place.kind is PlaceKind.UNIT}
    departments = [place for place in below if place.kind is PlaceKind.DEPARTMENT]
    assert units == {function for function, *_ in UNITS}
    assert 8 <= len(departments) <= 12
    assert [place.function for place in departments].count("general_followup") == 1


def test_some_seven_hundred_people_in_every_role_where_it_may_be_held() -> None:
    assert 650 <= len(STAFF) <= 780
    assert len({person.email for person in STAFF}) == len({person.user_number for person in STAFF}) == len(STAFF)
    worn = [hat for person in STAFF for hat in person.hats]
    assert {hat.role for hat in worn} == {role.key for role in ROLES}
    assert all(PLACES[hat.place].kind in BY_KEY[hat.role].held_at for hat in worn)
    assert any(len({hat.role for hat in person.hats}) == 2 for person in STAFF)


def test_every_department_has_a_coordinator() -> None:
    kept = {hat.place for person in STAFF for hat in person.hats if hat.role == "coordinator"}
    assert kept == {place.code for place in PLACES.values() if place.kind is PlaceKind.DEPARTMENT}


def test_the_same_seed_gives_the_same_people() -> None:
    assert staff(Random(7), sectors()) == STAFF
    assert staff(Random(8), sectors()) != STAFF
