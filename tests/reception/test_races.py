"""Two at once, on real PostgreSQL: no number is given, called or lost twice."""

from datetime import timedelta

import pytest

from tawasul.lib.errors import Conflict
from tawasul.reception import actions
from tawasul.reception.models import Visit
from tawasul.timeline.models import Event
from tawasul.timeline.proof import broken_links
from tests.cast import SUNDAY, Cast, assemble
from tests.reception.coming import PARENT_COMES, came, seat
from tests.tickets.test_races import at_once

DESKS = ("counter_officer", "hall_supervisor", "meetings_officer", "services_supervisor")


@pytest.fixture
def cast(lasting_db: None) -> Cast:
    return assemble()


def test_two_doors_never_give_the_same_number(cast: Cast) -> None:
    actors = [cast.actor("reception_officer"), cast.actor("counter_officer")]

    def receive(number: int) -> str:
        who = actions.Visitor(name=f"زائر {number}")
        return actions.arrive(actor=actors[number % 2], visitor=who, reason="file", at=SUNDAY).spoken

    given = at_once(*(lambda number=number: receive(number) for number in range(8)))
    assert sorted(given) == [f"A-{number:03d}" for number in range(1, 9)]


def test_one_person_at_two_doors_gets_one_number(cast: Cast) -> None:
    came(cast, "أول من حضر")
    outcomes = at_once(*[lambda: came(cast, PARENT_COMES)] * 2)
    assert sum(isinstance(each, Conflict) and each.code == "already-here" for each in outcomes) == 1
    assert Visit.objects.count() == 2


def test_one_name_and_mobile_at_two_doors_get_one_number(cast: Cast) -> None:
    came(cast, "أول من حضر")
    who = actions.Visitor(name="فاطمة الزهراني", mobile="+966551112223")
    outcomes = at_once(*[lambda: came(cast, who)] * 2)
    assert sum(isinstance(each, Conflict) and each.code == "already-here" for each in outcomes) == 1
    assert Visit.objects.count() == 2


def test_desks_that_call_at_once_never_call_the_same_and_skip_nobody(cast: Cast) -> None:
    for number, who in enumerate(DESKS):
        seat(cast, str(number + 1), who=who, lines=("requests",))
    visits = [came(cast, f"زائر {number}", at=SUNDAY + timedelta(seconds=number)) for number in range(12)]
    actors = [cast.actor(who) for who in DESKS]
    called: list[int] = []
    for each_round in range(3):
        at = SUNDAY + timedelta(minutes=5 * (each_round + 1))
        got = at_once(*(lambda actor=actor, at=at: actions.call_next(actor=actor, at=at) for actor in actors))
        assert sorted(visit.number for visit in got) == list(range(4 * each_round + 1, 4 * each_round + 5))
        called += [visit.pk for visit in got]
        for actor, visit in zip(actors, got, strict=True):
            actions.finish(actor=actor, visit_id=visit.pk, outcome="answered", at=at)
    assert sorted(called) == [visit.pk for visit in visits]
    assert Event.objects.filter(kind="called").count() == 12
    assert not list(broken_links())


def test_a_double_click_on_call_calls_one(cast: Cast) -> None:
    seat(cast)
    came(cast), came(cast)
    actor = cast.actor("counter_officer")
    outcomes = at_once(*[lambda: actions.call_next(actor=actor, at=SUNDAY)] * 2)
    assert sorted(type(each).__name__ for each in outcomes) == ["Conflict", "Visit"]
    assert Visit.objects.filter(state="called").count() == 1


def test_a_desk_that_closes_while_it_calls_loses_nobody(cast: Cast) -> None:
    seat(cast)
    visit = came(cast)
    actor = cast.actor("counter_officer")
    at_once(lambda: actions.call_next(actor=actor, at=SUNDAY), lambda: actions.close_desk(actor=actor, at=SUNDAY))
    visit.refresh_from_db()
    assert visit.state == "waiting"


def test_a_supervisor_moves_whom_a_desk_calls(cast: Cast) -> None:
    seat(cast)
    visit = came(cast)
    supervisor, officer = cast.actor("supervisor"), cast.actor("counter_officer")
    moved, called = at_once(
        lambda: actions.move(actor=supervisor, visit_id=visit.pk, line="meetings", at=SUNDAY),
        lambda: actions.call_next(actor=officer, at=SUNDAY),
    )
    visit.refresh_from_db()
    if isinstance(moved, Conflict):
        assert (visit.state, visit.line) == ("called", "requests")
    else:
        assert visit.line == "meetings"
        assert called is None or called.pk == visit.pk
