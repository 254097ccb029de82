"""The courses that a ticket's life may take, as legal walks through the tables of `tickets.lifecycle`.

A course is drawn whole, from filing to closing; `cut` ends it in the state that is wanted.
"""

from dataclasses import dataclass
from random import Random
from typing import Literal

from tawasul.tickets.lifecycle import FIRST_STATE, UNANSWERED_STATES, Action, State, TicketType, step_for

Pace = Literal["minutes", "work", "days"]
Who = Literal[
    "sorter", "coordinator", "officer", "reviewer", "beneficiary", "closer", "anyone", "follower", "leader", "decider"
]


@dataclass(frozen=True)
class Stretch:
    """One action, who does it, and how long after the one before: minutes of the clock, working minutes, or days.

    `target` says where a referral goes: "followup", "subject" (the department concerned), "other" or "centre".
    """

    action: Action
    who: Who
    pace: Pace
    least: int
    most: int
    target: str = ""


@dataclass(frozen=True)
class Stage:
    """A stretch with the state in which it leaves the ticket."""

    stretch: Stretch
    state: State


def course(rng: Random, ticket_type: TicketType, *, wanted: State) -> list[Stage]:
    """A whole walk that ends in `wanted`."""
    drawn = _report(rng, wanted) if ticket_type is TicketType.REPORT else _ordinary(rng, ticket_type, wanted)
    return cut(rng, walk(ticket_type, drawn), ticket_type, wanted)


def walk(ticket_type: TicketType, stretches: list[Stretch]) -> list[Stage]:
    """The states that the stretches lead through. Raises ValueError where the lifecycle does not allow one."""
    stages, state = [], FIRST_STATE
    for stretch in stretches:
        row = step_for(ticket_type, state, stretch.action)
        if row is None:
            raise ValueError(f"{ticket_type} {state} {stretch.action}")
        state = row.to or state
        stages.append(Stage(stretch, state))
    return stages


def cut(rng: Random, stages: list[Stage], ticket_type: TicketType, wanted: State) -> list[Stage]:
    """The beginning of a walk that ends in `wanted`, early in it or late; withdrawn at some point before the answer."""
    if wanted is State.WITHDRAWN:
        leaving = UNANSWERED_STATES - {State.OBJECTED}
        ends = [0, *(place for place, stage in enumerate(stages, 1) if stage.state in leaving)]
        end = rng.choice(ends)
        stretches = [stage.stretch for stage in stages[:end]]
        return walk(ticket_type, [*stretches, Stretch(Action.WITHDRAW, "beneficiary", "days", 0, 4)])
    ends = [place for place, stage in enumerate(stages, 1) if stage.state is wanted]
    if wanted is FIRST_STATE:
        ends = [0, *ends]
    if not ends:
        raise ValueError(f"{ticket_type} never comes to be {wanted}")
    return stages[: ends[-1] if wanted in (State.CLOSED, State.REPLIED) else rng.choice(ends)]


def _ordinary(rng: Random, ticket_type: TicketType, wanted: State) -> list[Stretch]:
    steps: list[Stretch] = []
    if rng.random() < 0.05:
        steps += [
            Stretch(Action.TAKE, "sorter", "work", 5, 120),
            Stretch(Action.REFER_TO_CENTRE, "sorter", "work", 5, 60, "centre"),
        ]
    steps.append(Stretch(Action.TAKE, "sorter", "work", 5, 200))
    if rng.random() < 0.10:
        steps.append(Stretch(Action.CLASSIFY, "sorter", "work", 2, 15))
    if wanted is State.RETURNED or rng.random() < 0.13:
        steps += _returned(rng)
    direct = ticket_type is TicketType.INQUIRY and wanted not in (
        State.REFERRED,
        State.WITH_COORDINATOR,
        State.OBJECTED,
    )
    if direct and rng.random() < 0.15:
        return [*steps, *_answered(rng, "officer", 10, 240), *_closed()]
    steps += _referred(rng, ticket_type)
    slow = 4000 if ticket_type is TicketType.COMPLAINT else 2400 if ticket_type is TicketType.SUGGESTION else 1300
    answered = [*steps, *_answered(rng, "coordinator", 60, slow)]
    if wanted is State.OBJECTED or rng.random() < 0.05:
        return [*answered, *_objected(rng, slow)]
    return [*answered, *_closed()]


def _objected(rng: Random, slow: int) -> list[Stretch]:
    """To the reply: rejected, dropped, or upheld and answered anew."""
    objected = Stretch(Action.OBJECT, "beneficiary", "days", 0, 3)
    drawn = rng.random()
    if drawn < 0.45:
        return [objected, Stretch(Action.REJECT_OBJECTION, "decider", "work", 120, 1500)]
    if drawn < 0.55:
        return [objected, Stretch(Action.DROP_OBJECTION, "beneficiary", "days", 0, 2)]
    return [
        objected,
        Stretch(Action.UPHOLD_OBJECTION, "decider", "work", 120, 1500),
        Stretch(Action.TAKE, "sorter", "work", 5, 100),
        Stretch(Action.REFER_TO_DEPARTMENT, "sorter", "work", 5, 60, "subject"),
        Stretch(Action.ACCEPT, "coordinator", "work", 20, 200),
        *_answered(rng, "coordinator", 60, slow // 2),
        *_closed(),
    ]


def _returned(rng: Random) -> list[Stretch]:
    once = [
        Stretch(Action.RETURN, "sorter", "work", 5, 60),
        Stretch(Action.COMPLETE, "beneficiary", "days", 0, 5),
    ]
    return once * 2 if rng.random() < 0.1 else once


def _referred(rng: Random, ticket_type: TicketType) -> list[Stretch]:
    first = "followup" if ticket_type is TicketType.COMPLAINT else "subject"
    steps = [Stretch(Action.REFER_TO_DEPARTMENT, "sorter", "work", 5, 90, first)]
    accept = Stretch(Action.ACCEPT, "coordinator", "work", 20, 420)
    if rng.random() < 0.08:
        steps.append(Stretch(Action.REFER_TO_COORDINATOR, "sorter", "work", 3, 30, first))
    else:
        steps.append(accept)
    onward = rng.random()
    if onward < (0.45 if first == "followup" else 0.10):
        target = "subject" if first == "followup" else "other"
        steps += [Stretch(Action.REFER_TO_DEPARTMENT, "coordinator", "work", 60, 600, target), accept]
    elif onward > 0.95:
        steps += [
            Stretch(Action.PASS_BACK, "coordinator", "work", 60, 400),
            Stretch(Action.REFER_TO_DEPARTMENT, "sorter", "work", 10, 120, "subject"),
            accept,
        ]
    steps += _pressed(rng)
    if rng.random() < 0.25:
        steps.append(Stretch(Action.ADD_NOTE, "coordinator", "work", 20, 300))
    return steps


def _pressed(rng: Random) -> list[Stretch]:
    """Some are asked to be hurried, and some are followed up before they are answered."""
    steps = []
    if rng.random() < 0.12:
        steps.append(Stretch(Action.EXPEDITE, "beneficiary", "work", 60, 500))
        if rng.random() < 0.5:
            steps.append(Stretch(Action.REMIND, "follower", "work", 5, 90))
        if rng.random() < 0.6:
            steps.append(Stretch(Action.ANSWER_EXPEDITE, "leader", "work", 15, 240))
    if rng.random() < 0.09:
        steps.append(Stretch(Action.CALL_HOLDER, "follower", "work", 60, 400))
        if rng.random() < 0.4:
            steps.append(Stretch(Action.RAISE, "follower", "work", 30, 300))
    if rng.random() < 0.05:
        steps.append(Stretch(Action.REASSIGN, "leader", "work", 10, 200))
    return steps


def _answered(rng: Random, who: Who, least: int, most: int) -> list[Stretch]:
    steps = [
        Stretch(Action.DRAFT_REPLY, who, "work", least, most),
        Stretch(Action.SUBMIT_REPLY, who, "work", 3, 90),
    ]
    for chance in (0.15, 0.2):
        if rng.random() >= chance:
            break
        steps += [
            Stretch(Action.SEND_BACK_REPLY, "reviewer", "work", 15, 240),
            Stretch(Action.DRAFT_REPLY, who, "work", 15, 240),
            Stretch(Action.SUBMIT_REPLY, who, "work", 2, 30),
        ]
    if rng.random() < 0.06:
        steps.append(Stretch(Action.ADD_NOTE, "reviewer", "work", 2, 30))
    steps.append(Stretch(Action.APPROVE_REPLY, "reviewer", "work", 10, 240))
    return steps


def _closed() -> list[Stretch]:
    return [Stretch(Action.CLOSE, "closer", "days", 1, 10)]


def _report(rng: Random, wanted: State) -> list[Stretch]:
    """Within two hours, day and night; one in ten takes longer."""
    steps: list[Stretch] = []
    returned = wanted is State.RETURNED or rng.random() < 0.1
    if returned or wanted is State.IN_TRIAGE or rng.random() < 0.4:
        steps.append(Stretch(Action.TAKE, "sorter", "minutes", 1, 5))
    if returned:
        steps += [
            Stretch(Action.RETURN, "sorter", "minutes", 1, 4),
            Stretch(Action.COMPLETE, "beneficiary", "minutes", 3, 15),
        ]
    return [
        *steps,
        Stretch(Action.REFER_TO_DEPARTMENT, "sorter", "minutes", 1, 8, "subject"),
        Stretch(Action.ACCEPT, "coordinator", "minutes", 2, 10),
        Stretch(Action.ADD_NOTE, "coordinator", "minutes", 2, 10),
        Stretch(Action.DRAFT_REPLY, "coordinator", "minutes", 15, 45 if rng.random() < 0.9 else 300),
        Stretch(Action.SUBMIT_REPLY, "coordinator", "minutes", 2, 6),
        Stretch(Action.APPROVE_REPLY, "reviewer", "minutes", 2, 12),
        *(_objected(rng, 300)[:1] if wanted is State.OBJECTED else _closed()),
    ]
