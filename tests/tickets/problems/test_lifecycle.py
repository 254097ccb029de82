"""The life of a problem: its table walked, and lives at random in which the table holds."""

from datetime import timedelta
from inspect import signature

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawasul.centres.roles import ROLES
from tawasul.lib.errors import Refused
from tawasul.tickets import actions
from tawasul.tickets.actions import problems
from tawasul.tickets.models import Answer, Linking, Problem, Reply, Ticket
from tawasul.tickets.problems import giving, labels, policies, queries
from tawasul.tickets.problems.events import EVENT_KINDS
from tawasul.tickets.problems.lifecycle import (
    FIRST_STATE,
    LIFECYCLE,
    Act,
    Condition,
    Standing,
    State,
    step_for,
    steps_from,
)
from tawasul.timeline.proof import broken_links
from tawasul.web.desk.work.problems.forms import ERRANDS
from tawasul.web.desk.work.problems.page import SIGNS
from tawasul.web.desk.work.problems.showing import GIVING_TONES, TONES
from tests.cast import SUNDAY, Cast, filed


def test_every_state_is_reached_and_left() -> None:
    reached, edge = {FIRST_STATE}, {FIRST_STATE}
    while edge:
        edge = {row.to for state in edge for row in steps_from(state) if row.to} - reached
        reached |= edge
    assert reached == set(State)
    for state in set(State) - {State.CLOSED}:
        assert any(row.to is State.CLOSED for row in steps_from(state))
    assert {row.act for row in steps_from(State.CLOSED)} == {Act.REOPEN}


def test_one_row_an_act_and_state_and_a_word_for_everything() -> None:
    begun = [(row.act, state) for row in LIFECYCLE for state in row.origin]
    assert len(begun) == len(set(begun))
    assert {row.act for row in LIFECYCLE} == set(Act) == set(problems.VERBS) == set(ERRANDS)
    assert {act.value for act in Act} == labels.ACT_LABELS.keys() == labels.ACT_EXPLANATIONS.keys()
    assert {state.value for state in State} == labels.STATE_LABELS.keys() == TONES.keys()
    assert {each.value for each in Standing} == labels.STANDING_LABELS.keys()
    assert {each.value for each in Condition} == labels.CONDITION_LABELS.keys() == labels.CONDITION_REFUSALS.keys()
    assert labels.GIVING_LABELS.keys() == GIVING_TONES.keys()
    assert {kind.key for kind in EVENT_KINDS} == SIGNS.keys()
    held = {power for role in ROLES for power in role.powers}
    assert all(row.power in held for row in LIFECYCLE)


@pytest.mark.parametrize("row", LIFECYCLE, ids=lambda row: row.act.value)
def test_what_is_required_is_asked_for(row: object) -> None:
    assert isinstance(row, type(LIFECYCLE[0]))
    named = {"person": "membership_id"}
    taken = signature(problems.VERBS[row.act]).parameters
    assert {named.get(name, name) for name in row.required} <= taken.keys()
    assert set(row.required) <= set(ERRANDS[row.act].form.base_fields)


PLAYERS = (
    "ministry_supervisor", "ministry_officer", "supervisor", "services_supervisor", "complaint_officer", "quality_officer",
    "coordinator", "department_supervisor", "stranger", "other_coordinator", "official", "official_office", "counter_officer",
)  # fmt: skip
MOVES = st.lists(
    st.tuples(st.sampled_from(PLAYERS), st.sampled_from([*Act, "link", "reply", "give"]), st.integers(0, 1)),
    max_size=25,
)


class _Undone(Exception):
    """Rolls an example back."""


def given_for(cast: Cast, act: Act, choice: int) -> dict[str, object]:
    return {
        Act.SAY_CAUSE: {"cause": "انتهت صلاحية شهادة الربط"},
        Act.RAISE: {
            "reason": "نأمل المعالجة",
            **({"place_id": cast.places["admission"].pk} if choice else {"body": "الشركة المشغلة"}),
        },
        Act.SAY_REMEDY: {"remedy": "جُددت الشهادة"},
        Act.WRITE_ANSWER: {"text": "نفيدكم بأن الخدمة عادت إلى العمل."},
        Act.SEND_BACK_ANSWER: {"reasons": "اذكر الموعد"},
        Act.CHANGE: {"title": f"عطل الخدمة {choice}"},
        Act.PASS_ON: {"membership_id": cast.members["ministry_officer" if choice else "complaint_officer"].pk},
        Act.CLOSE: {"reason": "انتهت"},
        Act.REOPEN: {"reason": "عاد العطل"},
    }.get(act, {})


def check(problem: Problem) -> None:
    events = queries.events_of(problem)
    assert events[-1].data["version"] == problem.version == len(events), "no change without its event"
    answers = list(problem.answers.order_by("round"))
    assert [row.round for row in answers] == list(range(1, len(answers) + 1))
    assert all(row.reviewer_id != row.author_id for row in answers)
    assert (problem.state == "closed") == (problem.closed_at is not None)
    if problem.state == "answered":
        assert any(row.state == Answer.APPROVED for row in answers)
    if problem.state == "closed":
        assert not problem.linkings.filter(left_at=None).exists()
    for linking in problem.linkings.filter(giving=Linking.GIVEN):
        assert Reply.objects.filter(ticket=linking.ticket_id, answer=linking.answer_id).count() == 1
    assert not list(broken_links())


def live(cast: Cast, opener: str, moves: list[tuple[str, object, int]]) -> None:
    problem = problems.open_problem(actor=cast.actor(opener), title="عطل الخدمة", at=SUNDAY)
    at = SUNDAY
    for player, move, choice in moves:
        actor, at = cast.actor(player), at + timedelta(minutes=30)
        problem.refresh_from_db()
        if not isinstance(move, Act):
            beside(cast, problem, move, choice, at)
            continue
        step, before = step_for(State(problem.state), move), (problem.version, problem.state)
        sees = queries.problems_visible_to(actor).filter(pk=problem.pk).exists()
        may = sees and step is not None and policies.may_take(actor, problem, step)
        try:
            with transaction.atomic():
                problems.VERBS[move](actor=actor, number=problem.number, at=at, **given_for(cast, move, choice))
        except Refused:
            problem.refresh_from_db()
            assert (problem.version, problem.state) == before, "a refusal changes nothing"
        else:
            assert may, f"{player} did {move} in {before[1]}"
            problem.refresh_from_db()
            assert step is not None
            assert problem.state == (step.to.value if step.to else before[1])
    problem.refresh_from_db()
    check(problem)


def beside(cast: Cast, problem: Problem, move: object, choice: int, at: object) -> None:
    """What happens meanwhile to the tickets, and in the job."""
    try:
        with transaction.atomic():
            if move == "link":
                ticket = filed(cast, subject="عطل الخدمة")
                if choice:
                    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=at)
                actions.link_problem(actor=cast.ministry_officer, ticket_id=ticket.pk, problem=problem.number, at=at)
            elif move == "give":
                giving.give(problem_id=problem.pk, now=lambda: at)
            elif ticket := Ticket.objects.filter(problem=problem, state="under_review").first():
                actions.approve_reply(actor=cast.quality_officer, ticket_id=ticket.pk, at=at)
    except Refused:
        pass


@pytest.mark.parametrize("opener", ["ministry_officer", "complaint_officer"])
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(moves=MOVES)
def test_no_life_leaves_the_table(cast: Cast, opener: str, moves: list[tuple[str, object, int]]) -> None:
    try:
        with transaction.atomic():
            live(cast, opener, moves)
            raise _Undone
    except _Undone:
        pass
