"""The rules of directives by themselves: numbers, the table of their life, the ladder."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawasul.calendars.schedule import Schedule
from tawasul.directives import ladder
from tawasul.directives.events import EVENT_KINDS
from tawasul.directives.labels import (
    ACT_DONE,
    ACT_EXPLANATIONS,
    ACT_LABELS,
    PART_LABELS,
    STAGE_LABELS,
    STATE_LABELS,
    STATE_TONES,
)
from tawasul.directives.lifecycle import ENDED, FIRST_STATE, LIFECYCLE, PART_POWERS, Act, Part, State, step_for
from tawasul.directives.number import LARGEST_SEQUENCE, compose, parse_number, spoken
from tawasul.lib.reference import InvalidReference
from tawasul.web.desk.directives.forms import ERRANDS
from tawasul.web.desk.directives.page import SIGNS
from tests.calendars.schedules import COMMON

WEEK = Schedule((COMMON,))


@given(st.integers(2026, 2049), st.integers(1, LARGEST_SEQUENCE))
def test_a_number_is_read_back_however_it_is_written(year: int, sequence: int) -> None:
    number = compose(year, sequence)
    assert len(number) == 9
    assert parse_number(spoken(number)) == number
    assert parse_number(f" {spoken(number)} ".translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == number


@given(st.integers(1, LARGEST_SEQUENCE), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(sequence: int, place: int, more: int) -> None:
    number = compose(2026, sequence)
    wrong = number[:place] + str((int(number[place]) + more) % 10) + number[place + 1 :]
    with pytest.raises(InvalidReference):
        parse_number(wrong)


def test_every_state_is_reached_and_every_act_has_its_words() -> None:
    reached, before = {FIRST_STATE}, set()
    while reached != before:
        before = set(reached)
        reached |= {row.to for row in LIFECYCLE if row.to is not None and row.origin & reached}
    assert reached == set(State)
    assert all(
        any(row.to is not None and row.to is not state for row in LIFECYCLE if state in row.origin) for state in State
    )
    acts = {act.value for act in Act}
    assert set(ACT_LABELS) == set(ACT_EXPLANATIONS) == set(ACT_DONE) == acts == {act.value for act in ERRANDS}
    assert set(STATE_LABELS) == set(STATE_TONES) == {state.value for state in State}
    assert set(PART_LABELS) == {part.value for part in Part} == {part.value for part in PART_POWERS}
    assert set(STAGE_LABELS) == {stage.key for stage in ladder.LADDER}
    assert set(SIGNS) == {kind.key for kind in EVENT_KINDS}


def test_done_is_said_by_those_who_follow_up_and_never_by_those_who_act() -> None:
    for state in State:
        step = step_for(state, Act.FINISH)
        if step is not None:
            assert step.parts == {Part.FOLLOWING}
            assert step.not_author
    assert all(not row.parts & {Part.ACTING} or row.act in {Act.REPORT, Act.ANSWER} for row in LIFECYCLE)
    assert {State.DONE, State.WITHDRAWN} == ENDED


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.integers(0, 400))
def test_the_ladder_goes_up_and_ends(due_on: date, before: int) -> None:
    at = datetime.combine(due_on, datetime.min.time(), UTC) - timedelta(days=before)
    number, heard = -1, []
    while (coming := ladder.following(due_on, WEEK, at, after=number)) is not None:
        number, at = coming
        heard.append(number)
    assert heard == sorted(set(heard))
    assert heard[-1] == len(ladder.LADDER) - 1


def test_a_later_rung_tells_all_below_it() -> None:
    late = [stage for stage in ladder.LADDER if stage.late]
    for lower, upper in pairwise(late):
        assert set(ladder.hearings_to(lower)) < set(ladder.hearings_to(upper))
    assert all(list(ladder.hearings_to(stage)) == [stage.hears] for stage in ladder.LADDER if not stage.late)
