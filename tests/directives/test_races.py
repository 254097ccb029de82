"""Two at once, on real PostgreSQL: each thing happens once, and the second is told."""

import pytest

from tawasul.directives import actions, queries
from tawasul.directives.models import Directive
from tawasul.directives.timekeeping import sound_due
from tawasul.lib.errors import Conflict
from tests.cast import Cast, assemble, hours
from tests.directives.directing import WHAT_WE_DID, directed, fresh
from tests.tickets.test_races import at_once


@pytest.fixture
def cast(lasting_db: None) -> Cast:
    return assemble()


def test_an_answer_and_done_at_once_leave_one_story(cast: Cast) -> None:
    directive = directed(cast)
    coordinator, officer = cast.coordinator, cast.monitoring_officer
    at_once(
        lambda: actions.answer(actor=coordinator, number=directive.number, text=WHAT_WE_DID, at=hours(1)),
        lambda: actions.finish(
            actor=officer, number=directive.number, outcome="تم التنفيذ", at=hours(1), unanswered=True
        ),
    )
    kinds = [event.kind for event in queries.events_of(directive)]
    assert kinds in (["issued", "answered", "finished"], ["issued", "finished_unanswered"])
    assert fresh(directive).unanswered is (kinds[-1] == "finished_unanswered")
    assert fresh(directive).state == "done"


def test_two_answers_on_one_page_are_one_and_the_other_is_told(cast: Cast) -> None:
    directive = directed(cast)
    first, second = cast.coordinator, cast.second_coordinator
    done = at_once(
        *(
            lambda who=who: actions.answer(
                actor=who, number=directive.number, text=WHAT_WE_DID, seen=directive.version, at=hours(1)
            )
            for who in (first, second)
        )
    )
    assert sum(isinstance(each, Conflict) for each in done) == 1
    assert fresh(directive).answers.count() == 1


def test_two_who_record_the_same_at_once_record_it_once(cast: Cast) -> None:
    done = at_once(*(lambda by=by: directed(cast, by=by) for by in ("official_office", "monitoring_officer")))
    assert sorted(type(each).__name__ for each in done) == ["Conflict", "Directive"]
    assert Directive.objects.count() == 1
    following = directed(cast, text="توجيه آخر غير الأول في شأن آخر")
    assert int(following.number[2:8]) == int(Directive.objects.order_by("pk").first().number[2:8]) + 1, (
        "no number is lost"
    )


def test_two_timekeepers_sound_each_once(cast: Cast) -> None:
    many = [directed(cast, text=f"نص التوجيه رقم {number} من المسؤول") for number in range(6)]
    at_once(*(lambda: sound_due(at=hours(24 * 5)) for _ in range(2)))
    sound_due(at=hours(24 * 5))
    for directive in many:
        assert [event.kind for event in queries.events_of(directive)] == ["issued", "sounded"]
