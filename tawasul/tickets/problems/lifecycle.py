"""The life of a problem, as a table: one row per thing that may be done. Pure Python.

A problem is open until its cause is known, is raised to whoever can remedy it, is answered once for all tickets that wait
on it, and is closed when none waits any more. An answer that awaits its approval is no state: work on the problem goes on
meanwhile.
"""

from dataclasses import dataclass
from enum import StrEnum

from tawasul.centres.roles import Power


class State(StrEnum):
    """Where a problem stands."""

    OPEN = "open"
    CAUSE_KNOWN = "cause_known"
    RAISED = "raised"
    ANSWERED = "answered"
    CLOSED = "closed"


FIRST_STATE = State.OPEN
ACTIVE = frozenset({State.OPEN, State.CAUSE_KNOWN, State.RAISED})  # its answer is still to be given
TAKES_TICKETS = ACTIVE | {State.ANSWERED}


class Act(StrEnum):
    """What may be done to a problem after it is opened."""

    SAY_CAUSE = "say_cause"
    RAISE = "raise"
    SAY_REMEDY = "say_remedy"
    WRITE_ANSWER = "write_answer"
    SEND_BACK_ANSWER = "send_back_answer"
    APPROVE_ANSWER = "approve_answer"
    GIVE_AGAIN = "give_again"
    CHANGE = "change"
    PASS_ON = "pass_on"
    CLOSE = "close"
    REOPEN = "reopen"


class Standing(StrEnum):
    """Which of those who have the power may act."""

    OVER_ALL = "over_all"  # those whose reach covers all places of the problem
    NOT_AUTHOR = "not_author"  # those of them who did not write the answer
    CONCERNED = "concerned"  # those of them, and whoever answers at the place to which it was raised


class Condition(StrEnum):
    """What must be so on the problem besides its state."""

    ANSWER_WAITS = "answer_waits"  # an answer awaits its approval
    NO_ANSWER_WAITS = "no_answer_waits"
    REFUSED = "refused"  # a ticket could not take the answer
    NOBODY_WAITS = "nobody_waits"  # no ticket waits on it, and no answer awaits approval


@dataclass(frozen=True, kw_only=True)
class Step:
    """A row. `to` None means that the state stays; `required` names what must be given, by the names of the arguments."""

    act: Act
    origin: frozenset[State]
    to: State | None
    power: Power = Power.HANDLE_PROBLEMS
    standing: Standing = Standing.OVER_ALL
    condition: Condition | None = None
    required: tuple[str, ...] = ()


_S = State
LIFECYCLE: tuple[Step, ...] = (
    Step(act=Act.SAY_CAUSE, origin=frozenset({_S.OPEN}), to=_S.CAUSE_KNOWN, required=("cause",)),
    Step(act=Act.SAY_CAUSE, origin=frozenset({_S.CAUSE_KNOWN, _S.RAISED}), to=None, required=("cause",)),
    Step(act=Act.RAISE, origin=ACTIVE, to=_S.RAISED, required=("reason",)),
    Step(act=Act.SAY_REMEDY, origin=ACTIVE, to=None, standing=Standing.CONCERNED, required=("remedy",)),
    Step(act=Act.WRITE_ANSWER, origin=ACTIVE, to=None, condition=Condition.NO_ANSWER_WAITS, required=("text",)),
    Step(
        act=Act.SEND_BACK_ANSWER,
        origin=ACTIVE,
        to=None,
        power=Power.REVIEW,
        standing=Standing.NOT_AUTHOR,
        condition=Condition.ANSWER_WAITS,
        required=("reasons",),
    ),
    Step(
        act=Act.APPROVE_ANSWER,
        origin=ACTIVE,
        to=_S.ANSWERED,
        power=Power.REVIEW,
        standing=Standing.NOT_AUTHOR,
        condition=Condition.ANSWER_WAITS,
    ),
    Step(act=Act.GIVE_AGAIN, origin=frozenset({_S.ANSWERED}), to=None, condition=Condition.REFUSED),
    Step(act=Act.CHANGE, origin=TAKES_TICKETS, to=None, required=("title",)),
    Step(act=Act.PASS_ON, origin=TAKES_TICKETS, to=None, required=("person",)),
    Step(act=Act.CLOSE, origin=TAKES_TICKETS, to=_S.CLOSED, condition=Condition.NOBODY_WAITS, required=("reason",)),
    Step(act=Act.REOPEN, origin=frozenset({_S.ANSWERED, _S.CLOSED}), to=_S.OPEN, required=("reason",)),
)


def step_for(state: State, act: Act) -> Step | None:
    """The row that allows `act` in `state`, or None where the table knows none."""
    return next((row for row in LIFECYCLE if row.act is act and state in row.origin), None)


def steps_from(state: State) -> tuple[Step, ...]:
    """All rows that begin in `state`, in the order of the table."""
    return tuple(row for row in LIFECYCLE if state in row.origin)
