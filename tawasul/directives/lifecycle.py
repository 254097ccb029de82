"""The life of a directive, as a table: one row per thing that may be done. Pure Python.

It is open while those who must act have not answered, answered when they say what they did, and done only when the follow-up
officer says so. Withdrawn is what the official takes back.
"""

from dataclasses import dataclass
from enum import StrEnum

from tawasul.centres.roles import Power


class State(StrEnum):
    """Where a directive stands."""

    OPEN = "open"
    ANSWERED = "answered"
    DONE = "done"
    WITHDRAWN = "withdrawn"


FIRST_STATE = State.OPEN
RUNNING = frozenset({State.OPEN, State.ANSWERED})  # its day presses still
ENDED = frozenset(State) - RUNNING


class Part(StrEnum):
    """What an office has to do with a directive."""

    OFFICIAL = "official"  # whose directive it is
    FOLLOWING = "following"  # who follows it up, and says that it is done
    ACTING = "acting"  # who must act
    OVER = "over"  # whose reach it lies in; of a confidential one there are none


# What somebody at an office must be able to do to have its part.
PART_POWERS: dict[Part, frozenset[Power]] = {
    Part.OFFICIAL: frozenset({Power.OFFICIALS_OFFICE}),
    Part.FOLLOWING: frozenset({Power.FOLLOW_DIRECTIVES}),
    Part.ACTING: frozenset({Power.ANSWER, Power.ANSWER_DIRECTIVES}),
    Part.OVER: frozenset({Power.ISSUE_DIRECTIVES, Power.FOLLOW_DIRECTIVES, Power.OFFICIALS_OFFICE, Power.ANSWER}),
}


class Act(StrEnum):
    """What may be done to a directive after it is issued."""

    REPORT = "report"
    ANSWER = "answer"
    SEND_BACK = "send_back"
    FINISH = "finish"
    REMIND = "remind"
    POSTPONE = "postpone"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"


@dataclass(frozen=True, kw_only=True)
class Step:
    """A row. `to` None means that the state stays; `parts` names the offices that may; `required` what must be given, by the
    names of the arguments. `not_author`: nor whoever gave the last answer."""

    act: Act
    origin: frozenset[State]
    to: State | None
    parts: frozenset[Part]
    required: tuple[str, ...] = ()
    not_author: bool = False


_S = State
_ACTING = frozenset({Part.ACTING})
_FOLLOWING = frozenset({Part.FOLLOWING})
_OFFICIAL = frozenset({Part.OFFICIAL})

LIFECYCLE: tuple[Step, ...] = (
    Step(act=Act.ANSWER, origin=frozenset({_S.OPEN}), to=_S.ANSWERED, parts=_ACTING, required=("text",)),
    Step(act=Act.REPORT, origin=frozenset({_S.OPEN}), to=None, parts=_ACTING, required=("text",)),
    Step(
        act=Act.FINISH,
        origin=RUNNING,
        to=_S.DONE,
        parts=_FOLLOWING,
        required=("outcome",),
        not_author=True,
    ),
    Step(
        act=Act.SEND_BACK,
        origin=frozenset({_S.ANSWERED}),
        to=_S.OPEN,
        parts=_FOLLOWING,
        required=("reasons",),
        not_author=True,
    ),
    Step(act=Act.REMIND, origin=frozenset({_S.OPEN}), to=None, parts=_FOLLOWING | _OFFICIAL, required=("text",)),
    Step(
        act=Act.POSTPONE,
        origin=frozenset({_S.OPEN}),
        to=None,
        parts=_OFFICIAL | _FOLLOWING,
        required=("due_on", "reason"),
    ),
    Step(act=Act.WITHDRAW, origin=RUNNING, to=_S.WITHDRAWN, parts=_OFFICIAL | _FOLLOWING, required=("reason",)),
    Step(
        act=Act.REOPEN,
        origin=ENDED,
        to=_S.OPEN,
        parts=_OFFICIAL | _FOLLOWING,
        required=("due_on", "reason"),
    ),
)


def step_for(state: State, act: Act) -> Step | None:
    """The row that allows `act` in `state`, or None where the table knows none."""
    return next((row for row in LIFECYCLE if row.act is act and state in row.origin), None)


def steps_from(state: State) -> tuple[Step, ...]:
    """All rows that begin in `state`, in the order of the table."""
    return tuple(row for row in LIFECYCLE if state in row.origin)


def powers_for(act: Act) -> frozenset[Power]:
    """The powers of those parts that may do this in any state."""
    parts = {part for row in LIFECYCLE if row.act is act for part in row.parts}
    return frozenset(power for part in parts for power in PART_POWERS[part])
