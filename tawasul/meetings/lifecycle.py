"""The life of a request to meet the official, as a table: one row per thing that may be done. Pure Python.

It is received, sorted, perhaps returned to whoever asks for what is missing, and ready once it has its rank; it has a date,
is held, and ends when all that was decided has ended. What is
refused, the buttons, the drawing in the docs and the tests all come from here.
"""

from dataclasses import dataclass
from enum import StrEnum

from tawasul.centres.roles import Power


class State(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    IN_SORTING = "in_sorting"
    RETURNED = "returned"
    READY = "ready"
    SCHEDULED = "scheduled"
    HELD = "held"
    FOLLOWED = "followed"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"


FIRST_STATE = State.RECEIVED
FINAL_STATES = frozenset({State.ENDED, State.WITHDRAWN, State.DECLINED})
OPEN_STATES = frozenset(State) - FINAL_STATES
# Nobody has told them when they will be received, or that they will not.
UNANSWERED_STATES = frozenset({State.RECEIVED, State.IN_SORTING, State.RETURNED, State.READY})
# How far it is on the way that whoever asks sees, from 1; what has left that way is not in it.
REACHED = {
    State.RECEIVED: 1,
    State.IN_SORTING: 2,
    State.RETURNED: 2,
    State.READY: 3,
    State.SCHEDULED: 4,
    State.HELD: 5,
    State.FOLLOWED: 5,
}


class Act(StrEnum):
    """What may be done to a request after it is filed."""

    TAKE = "take"
    RETURN = "return_for_completion"
    COMPLETE = "complete"
    SORT = "sort"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    ADD = "add"
    RANK = "rank"
    PUT_UNDER_CAUSE = "put_under_cause"
    CALL = "call"
    CORRECT_MOBILE = "correct_mobile"
    GIVE_PLACE = "give_place"
    CONFIRM = "confirm"
    POSTPONE = "postpone"
    LOSE_PLACE = "lose_place"
    ATTEND = "attend"
    MISS = "miss"
    WRITE_NOTES = "write_notes"
    DECIDE = "decide"
    PASS_ON = "pass_on"
    DROP_DECISION = "drop_decision"
    SETTLE = "settle"
    END = "end"


class Clock(StrEnum):
    """What an act does to the time promised for an answer."""

    RUNS_ON = "runs_on"
    PAUSES = "pauses"
    RESUMES = "resumes"
    STOPS = "stops"
    BEGINS_ANEW = "begins_anew"


class Told(StrEnum):
    """Who hears of it: resolved to people and messages by `meetings.telling`."""

    BENEFICIARY = "beneficiary"
    UNIT = "unit"  # those who handle meetings at its centre


@dataclass(frozen=True, kw_only=True)
class Step:
    """A row. `to` None means that the state stays. `power` None means that no member of staff does it by hand; `by_beneficiary`
    and `by_system` open it to them too. `required` names what must be given, by the names of the action's arguments."""

    act: Act
    origin: frozenset[State]
    to: State | None
    power: Power | None = Power.HANDLE_MEETINGS
    by_beneficiary: bool = False
    by_system: bool = False
    required: tuple[str, ...] = ()
    clock: Clock = Clock.RUNS_ON
    tells: tuple[Told, ...] = ()


_S = State
_RECEIVED = frozenset({_S.HELD, _S.FOLLOWED})  # the official has received them
LIFECYCLE: tuple[Step, ...] = (
    Step(act=Act.TAKE, origin=frozenset({_S.RECEIVED}), to=_S.IN_SORTING),
    Step(
        act=Act.RETURN,
        origin=frozenset({_S.IN_SORTING}),
        to=_S.RETURNED,
        required=("missing",),
        clock=Clock.PAUSES,
        tells=(Told.BENEFICIARY,),
    ),
    Step(
        act=Act.COMPLETE,
        origin=frozenset({_S.RETURNED}),
        to=_S.IN_SORTING,
        power=Power.ACT_FOR_BENEFICIARY,
        by_beneficiary=True,
        required=("text",),
        clock=Clock.RESUMES,
        tells=(Told.UNIT, Told.BENEFICIARY),
    ),
    Step(act=Act.SORT, origin=frozenset({_S.IN_SORTING}), to=_S.READY, required=("kind", "summary")),
    Step(act=Act.SORT, origin=frozenset({_S.READY}), to=None, required=("kind", "summary")),
    Step(
        act=Act.DECLINE,
        origin=frozenset({_S.IN_SORTING, _S.READY}),
        to=_S.DECLINED,
        required=("reason",),
        clock=Clock.STOPS,
        tells=(Told.BENEFICIARY,),
    ),
    Step(
        act=Act.WITHDRAW,
        origin=UNANSWERED_STATES | {_S.SCHEDULED},
        to=_S.WITHDRAWN,
        power=Power.ACT_FOR_BENEFICIARY,
        by_beneficiary=True,
        required=("reason",),
        clock=Clock.STOPS,
        tells=(Told.BENEFICIARY,),
    ),
    Step(
        act=Act.ADD,
        origin=frozenset({_S.RECEIVED, _S.IN_SORTING, _S.READY, _S.SCHEDULED}),
        to=None,
        power=Power.ACT_FOR_BENEFICIARY,
        by_beneficiary=True,
        tells=(Told.UNIT,),
    ),
    Step(act=Act.RANK, origin=frozenset({_S.READY}), to=None, required=("days", "reason")),
    Step(act=Act.PUT_UNDER_CAUSE, origin=frozenset({_S.IN_SORTING, _S.READY}), to=None, required=("title",)),
    Step(act=Act.CALL, origin=OPEN_STATES, to=None, required=("purpose", "outcome")),
    Step(
        act=Act.CORRECT_MOBILE,
        origin=OPEN_STATES,
        to=None,
        power=Power.CORRECT_CONTACT,
        required=("mobile", "reason"),
        tells=(Told.BENEFICIARY,),
    ),
    # What happens on account of a session: the message says the day and the hour (`actions.seating`).
    Step(
        act=Act.GIVE_PLACE,
        origin=frozenset({_S.READY}),
        to=_S.SCHEDULED,
        by_system=True,
        required=("session",),
        clock=Clock.STOPS,
    ),
    Step(act=Act.CONFIRM, origin=frozenset({_S.SCHEDULED}), to=None, by_beneficiary=True),
    Step(
        act=Act.POSTPONE,
        origin=frozenset({_S.SCHEDULED}),
        to=_S.READY,
        by_beneficiary=True,
        required=("reason",),
        clock=Clock.BEGINS_ANEW,
    ),
    Step(
        act=Act.LOSE_PLACE,
        origin=frozenset({_S.SCHEDULED}),
        to=_S.READY,
        by_system=True,
        required=("reason",),
        clock=Clock.BEGINS_ANEW,
    ),
    # In the session, and after it. What was noted of who came may be corrected until the day is over; whoever did not come is
    # told the next morning (`actions.reminding`), when it can be corrected no more.
    Step(act=Act.ATTEND, origin=frozenset({_S.SCHEDULED}), to=_S.HELD, power=Power.HOLD_MEETINGS),
    Step(act=Act.ATTEND, origin=frozenset({_S.READY}), to=_S.HELD, power=Power.HOLD_MEETINGS, clock=Clock.STOPS),
    Step(
        act=Act.MISS,
        origin=frozenset({_S.SCHEDULED, _S.HELD}),
        to=_S.READY,
        power=Power.HOLD_MEETINGS,
        clock=Clock.BEGINS_ANEW,
    ),
    Step(
        act=Act.WRITE_NOTES,
        origin=_RECEIVED,
        to=None,
        power=Power.HOLD_MEETINGS,
        required=("text",),
    ),
    Step(act=Act.DECIDE, origin=_RECEIVED, to=_S.FOLLOWED, power=Power.HOLD_MEETINGS, required=("text",)),
    Step(act=Act.PASS_ON, origin=frozenset({_S.FOLLOWED}), to=None, required=("decision",)),
    Step(
        act=Act.DROP_DECISION,
        origin=frozenset({_S.FOLLOWED}),
        to=None,
        power=Power.HOLD_MEETINGS,
        required=("decision", "reason"),
    ),
    Step(
        act=Act.SETTLE,
        origin=frozenset({_S.HELD}),
        to=_S.ENDED,
        power=Power.HOLD_MEETINGS,
        required=("text",),
        tells=(Told.BENEFICIARY,),
    ),
    Step(
        act=Act.END,
        origin=frozenset({_S.FOLLOWED}),
        to=_S.ENDED,
        power=None,
        by_system=True,
        tells=(Told.BENEFICIARY,),
    ),
)


def step_for(state: State, act: Act) -> Step | None:
    """The row that allows the act in this state."""
    return next((step for step in LIFECYCLE if step.act is act and state in step.origin), None)


def steps_from(state: State) -> tuple[Step, ...]:
    """What may be done in this state, in the order of the table."""
    return tuple(step for step in LIFECYCLE if state in step.origin)


def powers_for(act: Act) -> frozenset[Power]:
    """The powers that the table asks of staff for this, in any state."""
    return frozenset(step.power for step in LIFECYCLE if step.act is act and step.power is not None)
