"""How long somebody is told to wait: rules that always hold, and the error measured over simulated days."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawasul.reception.reasons import LINES
from tawasul.reception.waiting import OpenDesk, Pace, Place, near_enough, pace, said, starts
from tests.reception.simulated_day import Day

PRIOR = {row.key.value: row.minutes for row in LINES}
USUAL = pace({}, PRIOR)
lines = st.sampled_from(sorted(PRIOR))
queues = st.lists(st.builds(Place, line=lines, rank=st.floats(-90, 0)), max_size=12).map(
    lambda places: sorted(places, key=lambda place: place.rank)
)
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


def even(**minutes: float) -> Pace:
    """Every visit of a line takes as long as any other."""
    return Pace(usual=minutes, spread=[1.0] * 5)


@drawn
@given(queues, desks)
def test_whoever_no_open_desk_serves_is_told_no_time_and_everybody_else_one(queue, desks):
    served = frozenset().union(*(desk.lines for desk in desks))
    for place, wait in zip(queue, starts(queue, desks, USUAL), strict=True):
        assert (wait is None) == (place.line not in served)
        assert wait is None or wait >= 0


@drawn
@given(queues, desks)
def test_whoever_comes_later_changes_nothing_for_those_before(queue, desks):
    for end in range(len(queue)):
        assert starts(queue[:end], desks, USUAL) == starts(queue, desks, USUAL)[:end]


@drawn
@given(queues, desks, st.dictionaries(lines, st.floats(0, 3)))
def test_in_one_line_nobody_is_told_less_than_whoever_is_before_them(queue, desks, coming):
    told = starts(queue, desks, USUAL, coming)
    for line in PRIOR:
        mine = [each for place, each in zip(queue, told, strict=True) if place.line == line and each is not None]
        assert mine == sorted(mine)


@drawn
@given(queues, desks, st.dictionaries(lines, st.floats(0, 3)))
def test_whoever_came_an_hour_ago_is_passed_by_nobody(queue, desks, coming):
    long_here = sum(place.rank <= -60 for place in queue)
    assert starts(queue, desks, USUAL, coming)[:long_here] == starts(queue, desks, USUAL)[:long_here]


def test_those_who_will_go_before_lengthen_a_wait():
    desk = OpenDesk(lines=frozenset({"follow_up"}), busy_with="follow_up", since=0)
    queue = [Place(line="follow_up", rank=-number) for number in (3, 2, 1)]
    alone, passed = starts(queue, [desk], USUAL), starts(queue, [desk], USUAL, {"follow_up": 1 / 20})
    assert passed[-1] > alone[-1] + 3


def test_a_free_desk_calls_at_once_and_a_desk_alone_takes_them_in_turn():
    free = OpenDesk(lines=frozenset({"follow_up"}))
    assert starts([Place(line="follow_up")] * 3, [free], even(follow_up=6.0)) == [0, 6, 12]
    busy = OpenDesk(lines=frozenset({"follow_up"}), busy_with="follow_up", since=2)
    assert starts([Place(line="follow_up")] * 2, [busy, free], even(follow_up=6.0)) == [0, 4]


def test_whoever_is_for_one_desk_waits_for_it_and_is_told_nothing_while_it_is_closed():
    one = OpenDesk(key=1, lines=frozenset({"meetings"}), busy_with="meetings", since=0)
    other = OpenDesk(key=2, lines=frozenset({"meetings"}))
    queue = [Place(line="meetings", desk=1), Place(line="meetings", rank=1)]
    assert starts(queue, [one, other], even(meetings=10.0)) == [10, 0]
    assert starts(queue, [other], even(meetings=10.0)) == [None, 0]


def test_one_of_many_desks_is_free_soon_and_a_desk_alone_is_not():
    """Of forty who are served somebody is nearly done, though each of them is thought to need minutes yet."""
    busy = [OpenDesk(key=key, lines=frozenset({"follow_up"}), busy_with="follow_up", since=2) for key in range(40)]
    soon, late = (starts([Place(line="follow_up")], some, USUAL)[0] for some in (busy, busy[:1]))
    assert soon < 1 < late


@pytest.mark.parametrize("since", [20, 50])
def test_whoever_is_served_for_longer_than_all_others_needs_the_more_the_longer_it_took(since):
    desk = OpenDesk(lines=frozenset({"follow_up"}), busy_with="follow_up", since=since)
    assert starts([Place(line="follow_up")], [desk], USUAL) == [pytest.approx(since * 0.35)]


def test_how_serving_goes_is_drawn_from_the_day_and_not_from_what_was_no_serving():
    assert USUAL.usual == PRIOR
    assert 11 < pace({"follow_up": [12.0] * 60}, PRIOR).usual["follow_up"] < 12
    assert pace({"follow_up": [0.1, 400.0]}, PRIOR) == USUAL
    assert pace({"follow_up": [50.0] * 9 + [12.0] * 60}, PRIOR) == pace({"follow_up": [12.0] * 60}, PRIOR)
    uneven = pace({"follow_up": [2.0, 10.0] * 30}, PRIOR).spread
    assert uneven[0] < 0.5 < 1.5 < uneven[-1]
    assert sum(uneven) / len(uneven) == pytest.approx(1), "in proportion to the usual"


@given(st.floats(0, 600))
def test_what_is_told_is_what_is_expected_but_for_its_rounding(minutes):
    assert abs(said(minutes) - minutes) <= max(0.5, minutes / 12)


def test_a_wait_was_right_within_a_quarter_in_whole_minutes():
    assert near_enough(0.4, 0.2)
    assert near_enough(15, 12.1)
    assert not near_enough(16, 12)
    assert near_enough(9, 12)
    assert not near_enough(2, 0.3)
    assert not near_enough(0, 4)


@pytest.mark.parametrize(
    ("people", "desks", "least"),
    [(2000, 52, 0.9), (2000, 48, 0.9), (600, 15, 0.77), (300, 8, 0.62)],
)
def test_what_is_said_at_the_door_holds_for_most(people, desks, least):
    """Within a quarter of the wait, nothing else allowed; several days of each kind together."""
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
