"""The tables themselves, walked: no state without a way out, no row without a word."""

import pytest

from tawasul.centres.roles import ROLES, Power
from tawasul.notices.messages import BY_KIND
from tawasul.service_levels.amounts import Entity
from tawasul.service_levels.labels import STATEMENT_RUNG_LABELS
from tawasul.tickets import labels
from tawasul.tickets.events import EVENT_KINDS
from tawasul.tickets.lifecycle import (
    FINAL_STATES,
    FIRST_STATE,
    HANDS,
    LIFECYCLES,
    Action,
    Clock,
    Condition,
    Standing,
    State,
    TicketType,
    Told,
    steps_from,
)
from tawasul.tickets.statements.ladder import Rung as StatementRung
from tawasul.tickets.telling import MESSAGES, RECIPIENTS

TYPES = list(TicketType)


@pytest.mark.parametrize("ticket_type", TYPES)
def test_every_state_is_reached_from_filing(ticket_type: TicketType) -> None:
    reached, edge = {FIRST_STATE}, {FIRST_STATE}
    while edge:
        edge = {row.to for state in edge for row in steps_from(ticket_type, state) if row.to} - reached
        reached |= edge
    assert reached == set(State)


@pytest.mark.parametrize("ticket_type", TYPES)
@pytest.mark.parametrize("state", [state for state in State if state not in FINAL_STATES])
def test_every_open_state_leads_to_an_end(ticket_type: TicketType, state: State) -> None:
    reached, edge = {state}, {state}
    while edge:
        edge = {row.to for at in edge for row in steps_from(ticket_type, at) if row.to} - reached
        reached |= edge
    assert reached & FINAL_STATES


@pytest.mark.parametrize("ticket_type", TYPES)
@pytest.mark.parametrize("state", sorted(FINAL_STATES))
def test_nothing_but_an_objection_leaves_a_final_state(ticket_type: TicketType, state: State) -> None:
    leaving = {row.action for row in steps_from(ticket_type, state) if row.to is not None}
    assert leaving == ({Action.OBJECT} if state is State.CLOSED else set())


@pytest.mark.parametrize("ticket_type", TYPES)
def test_one_row_an_action_and_state(ticket_type: TicketType) -> None:
    rows = LIFECYCLES[ticket_type]
    begun = [(row.action, state) for row in rows for state in row.origin]
    assert len(begun) == len(set(begun))
    assert {row.action for row in rows} == set(Action)


def test_every_power_of_the_tables_is_held_by_some_role() -> None:
    held = {power for role in ROLES for power in role.powers}
    assert held == set(Power)
    for rows in LIFECYCLES.values():
        assert all(row.power in held for row in rows if row.power)


def test_nobody_ends_a_ticket_as_not_ours() -> None:
    """What leads from a department goes on to somebody, or waits for a review; only its beneficiary ends it."""
    for rows in LIFECYCLES.values():
        for row in rows:
            if row.to is State.CLOSED:
                assert row.origin in ({State.REPLIED}, {State.OBJECTED})
            if row.to is State.WITHDRAWN:
                assert row.by_beneficiary
                assert row.power is Power.ACT_FOR_BENEFICIARY


def test_every_thing_has_its_word() -> None:
    assert labels.TYPE_LABELS.keys() == set(TicketType) == labels.TYPE_EXPLANATIONS.keys()
    assert labels.STATE_LABELS.keys() == set(State) == labels.PUBLIC_STATE_LABELS.keys()
    assert labels.PUBLIC_STATE_EXPLANATIONS.keys() == set(State) == HANDS.keys()
    assert labels.ACTION_LABELS.keys() == set(Action) == labels.ACTION_EXPLANATIONS.keys()
    assert labels.STANDING_LABELS.keys() == set(Standing)
    assert labels.CONDITION_LABELS.keys() == set(Condition) >= labels.CONDITION_REFUSALS.keys()
    assert labels.CLOCK_LABELS.keys() == set(Clock)
    assert labels.ENTITY_LABELS.keys() == set(Entity)
    assert STATEMENT_RUNG_LABELS.keys() == set(StatementRung)


def test_whoever_is_told_gets_a_message() -> None:
    for rows in LIFECYCLES.values():
        for row in rows:
            assert all((row.action, told) in MESSAGES for told in row.tells)
    assert RECIPIENTS.keys() | {Told.ASKED} == set(Told), "those asked for a statement are told of their own"
    kinds = {message for (_action, told), message in MESSAGES.items() if told is Told.ASKED}
    assert kinds | {f"{kind}_by_link" for kind in kinds} <= BY_KIND.keys()


def test_public_sentences_never_name_staff() -> None:
    for kind in EVENT_KINDS:
        if kind.public:
            assert "{actor}" not in str(kind.public_sentence)
            assert "{holder}" not in str(kind.public_sentence)
