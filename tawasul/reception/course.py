"""The course of a visit, as a table: what may be done to it in which state, and where that leads.

From it come what is refused, the buttons at the desk and in the hall, and the sentences of the log.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a visit stands. A visit is at a desk in CALLED and SERVING, and nowhere else."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    ABSENT = "absent"
    FINISHED = "finished"
    LEFT = "left"


class Step(StrEnum):
    """One thing that is done to a visit."""

    CALL = "call"
    RECALL = "recall"
    BEGIN = "begin"
    MISS = "miss"
    PARK = "park"
    TRANSFER = "transfer"
    FINISH = "finish"
    GIVE_BACK = "give_back"
    BRING_BACK = "bring_back"
    MOVE = "move"
    AMEND = "amend"
    LEAVE = "leave"
    GUIDE = "guide"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A step, from where it may be taken, and where it leads (None: stays)."""

    step: Step
    from_: frozenset[State]
    to: State | None


AT_A_DESK = frozenset({State.CALLED, State.SERVING})
ENDED = frozenset({State.FINISHED, State.LEFT})
OPEN = frozenset(State) - ENDED

COURSE: tuple[Row, ...] = (
    Row(step=Step.CALL, from_=frozenset({State.WAITING}), to=State.CALLED),
    Row(step=Step.RECALL, from_=frozenset({State.CALLED}), to=None),
    Row(step=Step.BEGIN, from_=frozenset({State.CALLED}), to=State.SERVING),
    Row(step=Step.MISS, from_=frozenset({State.CALLED}), to=State.ABSENT),
    Row(step=Step.PARK, from_=AT_A_DESK, to=State.PARKED),
    Row(step=Step.TRANSFER, from_=AT_A_DESK, to=State.WAITING),
    Row(step=Step.FINISH, from_=AT_A_DESK, to=State.FINISHED),
    Row(step=Step.GIVE_BACK, from_=AT_A_DESK, to=State.WAITING),
    Row(step=Step.BRING_BACK, from_=frozenset({State.PARKED, State.ABSENT}) | ENDED, to=State.WAITING),
    Row(step=Step.MOVE, from_=frozenset({State.WAITING}), to=None),
    Row(step=Step.LEAVE, from_=frozenset({State.WAITING, State.PARKED, State.ABSENT}), to=State.LEFT),
    Row(step=Step.AMEND, from_=OPEN, to=None),
    Row(step=Step.GUIDE, from_=frozenset({State.WAITING}), to=State.FINISHED),
)
BY_STEP = {row.step: row for row in COURSE}


def may(step: Step, state: State) -> bool:
    """Whether the step may be taken from this state."""
    return state in BY_STEP[step].from_


def steps_from(state: State) -> tuple[Step, ...]:
    """What may be done in this state, in the order of the table."""
    return tuple(row.step for row in COURSE if state in row.from_)
