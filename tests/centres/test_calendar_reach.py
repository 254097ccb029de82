"""Whose calendar one sees, and whose one sets: asked in one place."""

import pytest

from tawasul.centres import queries
from tawasul.centres.policies import may_see_calendar, may_set_calendar
from tests.cast import Cast, assemble

SETS = {
    "ministry_supervisor": {"ministry", "main_centre", "sector", "centre", "university", "other_centre"},
    "official_office": {"sector", "centre"},
    "supervisor": {"centre"},
    "stranger": {"other_centre"},
}
SEES = SETS | {
    "minister": SETS["ministry_supervisor"],
    "administrator": SETS["ministry_supervisor"],
    "official": {"sector", "centre"},
    "coordinator": {"centre"},
    "complaint_officer": {"centre"},
    "reception_officer": {"centre"},
    "other_coordinator": {"other_centre"},
}


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def test_whose_calendar_one_sees_and_sets(cast: Cast) -> None:
    for name in cast.members:
        actor = cast.actor(name)
        seen = {key for key, place in cast.places.items() if may_see_calendar(actor, place)}
        assert seen == SEES.get(name, seen), name
        assert {key for key, place in cast.places.items() if may_set_calendar(actor, place)} == SETS.get(name, set())
        assert set(queries.calendars_visible_to(actor)) == {cast.places[key] for key in seen}, name


def test_the_ministry_keeps_the_calendar_of_the_nation(cast: Cast) -> None:
    assert queries.calendar_scope(cast.places["ministry"]) == ""
    assert queries.calendar_scope(cast.places["centre"]) == cast.places["centre"].path
