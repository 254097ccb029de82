from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tawasul.centres.roles import BY_KEY
from tawasul.cli.demonstration import days
from tawasul.cli.demonstration.desks import Worker
from tawasul.cli.demonstration.lives import Life
from tawasul.cli.demonstration.plan import demonstration
from tawasul.tickets.lifecycle import BY_SYSTEM_ALONE, FINAL_STATES, FIRST_STATE, Action, State, TicketType, step_for

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PLAN = demonstration(NOW)
LIVES = PLAN.lives


def test_there_are_1200_of_every_type_in_every_state() -> None:
    assert len(LIVES) == 1200
    assert {(life.filing.type, life.state) for life in LIVES} == {(t, s) for t in TicketType for s in State}
    finished = sum(life.state in FINAL_STATES | {State.REPLIED} for life in LIVES)
    assert 0.67 < finished / len(LIVES) < 0.73


def test_every_life_is_legal_and_ends_in_its_state_before_now() -> None:
    for life in LIVES:
        state, before = FIRST_STATE, life.filing.at
        assert before > NOW - timedelta(days=120)
        for move in life.moves:
            row = step_for(life.filing.type, state, move.action)
            assert row is not None
            assert before < move.at < NOW
            assert row.power is None or isinstance(move.by, str) or row.power in BY_KEY[move.by.role].powers
            assert isinstance(move.by, Worker) or (row.by_beneficiary if move.by == "beneficiary" else row.by_system)
            state, before = row.to or state, move.at
        assert state is life.state


def test_nobody_approves_or_returns_a_reply_they_wrote() -> None:
    for life in LIVES:
        authors = {move.by for move in life.moves if move.action is Action.DRAFT_REPLY}
        reviews = [move for move in life.moves if move.action in (Action.APPROVE_REPLY, Action.SEND_BACK_REPLY)]
        assert not {move.by.email for move in reviews} & {author.email for author in authors}


# Files come with the filing and with completions; others are asked for statements after the lives (`ask_others`), and
# beneficiaries are called (`call_them`), which leaves what may be done about calls to whoever tries it.
DONE_OTHERWISE = {
    Action.LINK_PROBLEM,  # these three by `open_problems`
    Action.UNLINK_PROBLEM,
    Action.GIVE_ANSWER,
    Action.ADD_FILES,
    Action.ADD_WORDS,
    Action.ANSWER_JOINING,
    Action.ASK_TO_JOIN,
    *BY_SYSTEM_ALONE,
    Action.SPLIT,
    Action.JOIN,
    Action.ASK_STATEMENTS,
    Action.ANSWER_BACK,
    Action.REMIND_STATEMENT,
    Action.GO_ON_WITHOUT,
    Action.CALL_BENEFICIARY,
    Action.PLAN_CALL,
    Action.DROP_CALL,
    Action.TAKE_BACK_CALL,
    Action.CORRECT_MOBILE,
    Action.GO_ON_UNREACHED,
}


@pytest.mark.parametrize("action", Action)
def test_every_action_of_the_lifecycle_is_shown(action: Action) -> None:
    shown = {move.action for life in LIVES for move in life.moves}
    assert action in shown | DONE_OTHERWISE


def test_some_are_referred_more_than_once_and_some_replies_returned_once() -> None:
    referred = [
        sum(move.action in (Action.REFER_TO_DEPARTMENT, Action.REFER_TO_CENTRE) for move in life.moves)
        for life in LIVES
    ]
    returned = [sum(move.action is Action.SEND_BACK_REPLY for move in life.moves) for life in LIVES]
    assert sum(count > 1 for count in referred) > 80
    assert returned.count(1) > 60


def test_staff_work_in_working_hours_and_reports_at_any_hour() -> None:
    for life in LIVES:
        for move in life.moves:
            ordinary = isinstance(move.by, Worker) and life.filing.type is not TicketType.REPORT
            if ordinary and move.action not in (Action.WITHDRAW, Action.COMPLETE):
                assert days.is_working_day(move.at.astimezone(days.RIYADH).date())
    assert any(
        move.at.astimezone(days.RIYADH).hour > 20
        for life in LIVES
        if life.filing.type is TicketType.REPORT
        for move in life.moves
    )


def test_texts_differ_and_most_beneficiaries_write_in_working_days() -> None:
    assert len({life.filing.text for life in LIVES}) > 1000
    weekdays = Counter(days.is_working_day(life.filing.at.astimezone(days.RIYADH).date()) for life in LIVES)
    assert weekdays[True] > 0.8 * len(LIVES)


def test_the_same_seed_and_now_give_the_same_lives() -> None:
    assert demonstration(NOW).lives == LIVES
    assert demonstration(NOW, seed=2, tickets=40).lives != demonstration(NOW, seed=3, tickets=40).lives


def test_some_ask_again_before_they_are_answered_at_their_centre_or_at_the_ministry() -> None:
    first: dict[tuple[int, str], Life] = {}
    again: list[tuple[Life, Life]] = []
    for life in LIVES:
        about = (life.filing.beneficiary, life.filing.subject)
        if about in first and first[about].filing.text in life.filing.text:
            again.append((first[about], life))
        first.setdefault(about, life)
    assert len(again) > 12
    assert {one.filing.centre == other.filing.centre for one, other in again} == {True, False}
    assert all(one.filing.at < other.filing.at and one.filing.type is other.filing.type for one, other in again)
