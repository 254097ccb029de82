from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection

from tawasul.cli.demonstration.errands import an_errand
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from tawasul.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[True, False], ids=["with savepoints", "in the load's transaction"], autouse=True)
def features(request: pytest.FixtureRequest) -> Iterator[None]:
    connection.features.uses_savepoints = request.param
    yield
    del connection.features.uses_savepoints


def come(name: str) -> None:
    User.objects.create(
        email=f"{name}@tawasul.example", user_number=name, date_joined=datetime(2026, 11, 24, tzinfo=UTC)
    )


def here() -> set[str]:
    return set(User.objects.values_list("user_number", flat=True))


@pytest.mark.parametrize("refused", [Conflict("late"), NotAllowed("no"), Invalid("not this one"), NotFound("gone")])
def test_who_is_refused_goes_away_and_the_others_go_on(refused: Refused) -> None:
    come("before")
    with an_errand():
        come("tried")
        raise refused
    with an_errand():
        come("after")
    assert here() == {"before", "after"}


def test_a_fault_of_the_story_itself_ends_the_load() -> None:
    with pytest.raises(LookupError), an_errand():
        raise LookupError("a person whom nobody invented")
