"""How long somebody is told to wait: rules that always hold, and the error measured over simulated days."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawasul.reception.reasons import LINES
from tawasul.reception.waiting import OpenDesk, Place, near_enough, starts, takes
from tests.reception.simulated_day import Day

PRIOR = {row.key.value: row.minutes for row in LINES}
lines = st.sampled_from(sorted(PRIOR))
queues = st.lists(st.builds(Place, line=lines), max_size=12)
desks = st.lists(
    st.builds(
        OpenDesk,
        lines=st.frozensets(lines, min_size=1),
        busy_with=st.one_of(st.just(""), lines),
        since=st.floats(0, 40),
    ),
    max_size=5,
)
drawn = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@drawn
@given(queues, desks)
def test_whoever_no_open_desk_serves_is_told_no_time_and_everybody_else_one(queue, desks):
    served = frozenset().union(*(desk.lines for desk in desks))
    for place, said in zip(queue, starts(queue, desks, PRIOR), strict=True):
        assert (said is None) == (place.line not in served)
        assert said is None or said >= 0


@drawn
@given(queues, desks)
def test_whoever_comes_later_changes_nothing_for_those_before(queue, desks):
    for end in range(len(queue)):
        assert starts(queue[:end], desks, PRIOR) == starts(queue, desks, PRIOR)[:end]


@drawn
@given(queues, desks)
def test_in_one_line_nobody_is_told_less_than_whoever_is_before_them(queue, desks):
    said = starts(queue, desks, PRIOR)
    for line in PRIOR:
        mine = [each for place, each in zip(queue, said, strict=True) if place.line == line and each is not None]
        assert mine == sorted(mine)


@drawn
@given(queues, desks, st.dictionaries(lines, st.floats(0, 3)))
def test_those_who_go_before_lengthen_a_wait_by_an_hour_at_most(queue, desks, passing):
    for plain, slowed in zip(starts(queue, desks, PRIOR), starts(queue, desks, PRIOR, passing), strict=True):
        assert (plain is None) == (slowed is None)
        assert plain is None or plain <= slowed <= plain + 60


def test_a_free_desk_calls_at_once_and_a_desk_alone_takes_them_in_turn():
    free = OpenDesk(lines=frozenset({"follow_up"}))
    assert starts([Place(line="follow_up")] * 3, [free], {"follow_up": 6.0}) == [0, 6, 12]
    busy = OpenDesk(lines=frozenset({"follow_up"}), busy_with="follow_up", since=2)
    assert starts([Place(line="follow_up")] * 2, [busy, free], {"follow_up": 6.0}) == [0, 4]


def test_whoever_is_for_one_desk_waits_for_it():
    one = OpenDesk(key=1, lines=frozenset({"meetings"}), busy_with="meetings", since=0)
    other = OpenDesk(key=2, lines=frozenset({"meetings"}))
    assert starts([Place(line="meetings", desk=1)], [one, other], {"meetings": 10.0}) == [10]


def test_how_long_serving_takes_is_drawn_from_the_day_and_not_from_what_was_no_serving():
    assert takes({}, PRIOR) == PRIOR
    seen = takes({"follow_up": [12.0] * 30}, PRIOR)["follow_up"]
    assert 11 < seen < 12
    assert takes({"follow_up": [0.1, 400.0]}, PRIOR) == PRIOR
    assert takes({"follow_up": [100.0] * 9 + [12.0] * 30}, PRIOR)["follow_up"] == pytest.approx(seen)


@pytest.mark.parametrize(
    ("people", "desks", "least"),
    [(2000, 52, 0.92), (2000, 48, 0.92), (600, 15, 0.82), (300, 8, 0.7)],
)
def test_what_is_said_at_the_door_holds_for_most(people, desks, least):
    """Within a quarter of the wait, or three minutes where that is more; several days of each kind together."""
    days = [Day(people, desks, seed).played() for seed in range(2 if people > 1000 else 6)]
    told = [each for day in days for each in day]
    assert len(told) == people * len(days)
    held = sum(near_enough(each.said, each.called - each.at) for each in told) / len(told)
    assert held >= least, f"{held:.1%} of {len(told)}"
    real = [each.called - each.at for each in told]
    assert sum(real) / len(real) > 8, "a day on which people wait"
    assert abs(sum(each.said for each in told) - sum(real)) / len(told) < 2, (
        "neither too long nor too short on the whole"
    )
