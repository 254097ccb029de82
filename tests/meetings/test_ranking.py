"""The order in which people are received: by rule, by property, and readable."""

from datetime import UTC, datetime, timedelta

from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawasul.meetings.labels import CRITERION_EXPLANATIONS, CRITERION_LABELS
from tawasul.meetings.lifecycle import FINAL_STATES, FIRST_STATE, LIFECYCLE, REACHED, Act, State, step_for
from tawasul.meetings.ranking import (
    CRITERIA,
    MOST,
    Criterion,
    Facts,
    Harm,
    Need,
    Tried,
    head_start,
    ranked,
    weighed,
)

FACTS = st.builds(
    Facts,
    harm=st.sampled_from(Harm),
    concerned=st.integers(1, 5000),
    need=st.sampled_from(Need),
    tried=st.sampled_from(Tried),
    late=st.integers(0, 50),
    objections=st.integers(0, 50),
)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 365 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(FACTS)
def test_a_rank_is_the_sum_of_its_parts_and_each_stays_within_its_most(facts: Facts) -> None:
    parts = weighed(facts)
    assert [part.criterion for part in parts] == list(Criterion)
    assert all(0 <= part.days <= row.most for part, row in zip(parts, CRITERIA, strict=True))
    assert head_start(facts) == sum(part.days for part in parts) <= MOST


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(FACTS, FACTS, MOMENTS, st.integers(0, 400))
def test_nobody_is_passed_by_what_is_asked_long_after_them(one: Facts, other: Facts, at: datetime, days: int) -> None:
    later = at + timedelta(days=days)
    if days > MOST:
        assert ranked(at, head_start(one)) < ranked(later, head_start(other))
    if head_start(one) == head_start(other) and days:
        assert ranked(at, head_start(one)) < ranked(later, head_start(other))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(FACTS, st.integers(0, 40), st.integers(0, 10))
def test_more_of_what_weighs_never_stands_later(facts: Facts, people: int, late: int) -> None:
    more = Facts(**{**vars(facts), "concerned": facts.concerned + people, "late": facts.late + late})
    assert head_start(more) >= head_start(facts)


def test_the_words_say_the_numbers_of_the_table() -> None:
    assert set(CRITERION_LABELS) == set(CRITERION_EXPLANATIONS) == set(Criterion)
    with override("en"):
        said = {key: str(words) for key, words in CRITERION_EXPLANATIONS.items()}
    for row in CRITERIA:
        assert str(row.most) in said[row.criterion.value]


def test_every_state_is_reached_and_left() -> None:
    reached = {FIRST_STATE} | {step.to for step in LIFECYCLE if step.to is not None}
    left = {origin for step in LIFECYCLE if step.to is not None for origin in step.origin}
    assert reached == set(State)
    assert left == set(State) - FINAL_STATES
    assert {step.act for step in LIFECYCLE} == set(Act)
    assert set(REACHED) >= set(State) - FINAL_STATES
    for state in State:
        for act in Act:
            rows = [step for step in LIFECYCLE if step.act is act and state in step.origin]
            assert len(rows) <= 1
            assert step_for(state, act) == (rows[0] if rows else None)
