"""A centre is merged while people wait in its hall."""

from datetime import datetime

import pytest

from tawasul.reception import actions, queries
from tawasul.reception.models import Desk, Hall, Visit
from tawasul.reorganisations import actions as reorganisations
from tawasul.timeline.proof import broken_links
from tawasul.timeline.queries import events_of
from tests.cast import SUNDAY, Cast, assemble
from tests.reception.coming import came, seat
from tests.reorganisations.neighbours import NOON, drafted, merge, settle


@pytest.fixture
def cast(db: None) -> Cast:
    return settle(assemble())


def merged(cast: Cast, at: datetime = NOON) -> None:
    plan = drafted(cast, merge("centre", "other_centre"))
    reorganisations.confirm(actor=cast.minister_office, plan_id=plan.pk, at=SUNDAY)
    assert reorganisations.carry_out(plan_id=plan.pk, now=lambda: at).standing == "done"


def test_who_waits_goes_on_waiting_in_the_others_hall(cast: Cast) -> None:
    officer = cast.actor("counter_officer")
    seat(cast, at=NOON)
    first, second, third = (came(cast, name, at=NOON) for name in ("أم فيصل", "أبو ناصر", "نورة"))
    actions.call_next(actor=officer, at=NOON)
    actions.begin(actor=officer, visit_id=first.pk, at=NOON)
    actions.finish(actor=officer, visit_id=first.pk, outcome="filed", at=NOON)
    actions.call_next(actor=officer, at=NOON)

    merged(cast)
    for visit in (first, second, third):
        visit.refresh_from_db()
    assert first.centre == cast.places["centre"], "what ended stays where it was"
    assert not Desk.objects.exclude(user=None).exists()
    other = cast.places["other_centre"]
    assert [(row.centre, row.spoken, row.state) for row in (second, third)] == [
        (other, "A-001", "waiting"),
        (other, "A-002", "waiting"),
    ]
    assert [row.rank_at for row in (second, third)] == [NOON, NOON], "the rank they had"
    assert "hall_changed" in {event.kind for event in events_of("visit", second.pk)}
    assert queries.visit_by_code(second.code, NOON) == second, "the slip's page goes on"
    assert not list(broken_links())


def test_numbers_go_on_from_those_that_the_other_hall_gave(cast: Cast) -> None:
    here = came(cast, "أم فيصل", at=NOON)
    there = came(cast, "سالم", at=NOON, by="stranger")
    merged(cast)
    here.refresh_from_db()
    assert [there.spoken, here.spoken] == ["A-001", "A-002"]
    assert Visit.objects.filter(centre=there.centre).count() == 2


def test_a_centre_that_never_had_a_hall_gives_none(cast: Cast) -> None:
    merged(cast)
    assert not Hall.objects.exists()
