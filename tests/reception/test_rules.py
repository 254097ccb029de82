"""The rules of the queue: who is called before whom, what may be done in which state."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawasul.reception.course import AT_A_DESK, BY_STEP, COURSE, ENDED, OPEN, State, Step, steps_from
from tawasul.reception.labels import (
    LINE_LABELS,
    ONLINE_DEEDS,
    ONLINE_SAYINGS,
    ONLINE_SERVICES,
    OUTCOME_LABELS,
    PRIORITY_LABELS,
    REASON_LABELS,
    STATE_LABELS,
    STATE_TONES,
    STEP_LABELS,
)
from tawasul.reception.order import LONGEST_HEAD_START, Priority, ranked
from tawasul.reception.reasons import LINES, REASONS, Line, Outcome, ReasonKey, spoken_number

MORNING = datetime(2026, 11, 15, 4, 30, tzinfo=UTC)
moments = st.integers(0, 7 * 3600).map(lambda seconds: MORNING + timedelta(seconds=seconds))
drawn = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
people = st.lists(st.tuples(moments, st.sampled_from(Priority)), min_size=2, max_size=20)


@drawn
@given(people)
def test_among_people_of_one_kind_who_came_first_is_called_first(came):
    for priority in Priority:
        same = sorted(at for at, kind in came if kind is priority)
        assert sorted(same, key=lambda at: ranked(at, priority)) == same


@drawn
@given(people)
def test_nobody_is_passed_by_whoever_comes_more_than_an_hour_later(came):
    order = sorted(came, key=lambda each: ranked(*each))
    for place, (at, _priority) in enumerate(order):
        assert all(earlier <= at + LONGEST_HEAD_START for earlier, _kind in order[:place])


@given(moments, moments, st.sampled_from([Priority.DISABILITY, Priority.ELDERLY]))
def test_somebody_preferred_goes_before_all_who_came_up_to_an_hour_before(other, mine, priority):
    first = ranked(mine, priority) < ranked(other, Priority.NONE)
    assert first == (mine - other < timedelta(hours=1))


@given(st.integers(0, 400), st.integers(1, 60))
def test_whoever_waits_is_called_however_many_preferred_people_come_for_ever(before, each_minute):
    """A stream of preferred people without end: only those of one hour go before somebody who waits."""
    mine = ranked(MORNING, Priority.NONE)
    later = (ranked(MORNING + timedelta(minutes=minute), Priority.ELDERLY) for minute in range(24 * 60))
    assert sum(rank < mine for rank in later) * each_minute <= 60 * each_minute


def test_every_state_is_reached_and_every_open_one_left():
    reached = {row.to for row in COURSE} | {State.WAITING}
    assert reached - {None} == set(State)
    for state in OPEN:
        assert any(row.to in ENDED for row in COURSE if state in row.from_) or any(
            BY_STEP[step].to not in {None, state} for step in steps_from(state)
        )
    assert all(steps_from(state) == (Step.BRING_BACK,) for state in ENDED), "a slip of the hand is undone"
    assert set(AT_A_DESK) == BY_STEP[Step.GIVE_BACK].from_


def test_whatever_the_tables_name_has_its_words():
    assert set(STEP_LABELS) == {step.value for step in Step}
    assert set(STATE_LABELS) == set(STATE_TONES) == {state.value for state in State}
    assert set(LINE_LABELS) == {line.value for line in Line} == {row.key.value for row in LINES}
    assert set(REASON_LABELS) == {key.value for key in ReasonKey} == {row.key.value for row in REASONS}
    assert (
        set(ONLINE_SAYINGS)
        == set(ONLINE_DEEDS)
        == set(ONLINE_SERVICES)
        == {row.key.value for row in REASONS if row.online}
    )
    assert set(OUTCOME_LABELS) == {outcome.value for outcome in Outcome}
    assert set(PRIORITY_LABELS) == {priority.value for priority in Priority}
    assert len({row.letter for row in LINES}) == len(LINES)


def test_a_number_as_it_is_called():
    assert spoken_number("A", 14) == "A-014"
    assert spoken_number("B", 1234) == "B-1234"
