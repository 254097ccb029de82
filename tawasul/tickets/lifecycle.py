"""The lives of tickets, as tables: one per type, one row per thing that may be done.

A row says what is done, from which states, to which it leads, who may, on which condition, what must be given, what it does to
the clock, whose hands the ticket is in afterwards, and who is told. What is refused, the buttons on the page, the actions in
the API, the drawing in the docs, the help pages and the tests all come from here. Pure Python.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from tawasul.centres.roles import Power


class TicketType(StrEnum):
    """What a beneficiary brings. Each has its own lifecycle and service level."""

    INQUIRY = "inquiry"
    COMPLAINT = "complaint"
    REPORT = "report"
    SUGGESTION = "suggestion"


class State(StrEnum):
    """Where a ticket stands."""

    SUBMITTED = "submitted"
    IN_TRIAGE = "in_triage"
    RETURNED = "returned"
    REFERRED = "referred"
    WITH_COORDINATOR = "with_coordinator"
    REPLY_DRAFTED = "reply_drafted"
    UNDER_REVIEW = "under_review"
    REPLIED = "replied"
    CLOSED = "closed"
    OBJECTED = "objected"
    WITHDRAWN = "withdrawn"


# From filing to the end as one who waits outside sees it; nobody waiting is told that a ticket went back inside.
PROGRESS = (
    State.SUBMITTED,
    State.RETURNED,
    State.IN_TRIAGE,
    State.REFERRED,
    State.WITH_COORDINATOR,
    State.REPLY_DRAFTED,
    State.UNDER_REVIEW,
    State.REPLIED,
    State.CLOSED,
    State.OBJECTED,
    State.WITHDRAWN,
)
FIRST_STATE = State.SUBMITTED
FINAL_STATES = frozenset({State.CLOSED, State.WITHDRAWN})
OPEN_STATES = frozenset(State) - FINAL_STATES
UNANSWERED_STATES = OPEN_STATES - {State.REPLIED}


class Action(StrEnum):
    """What may be done to a ticket after it is filed."""

    TAKE = "take"
    CLASSIFY = "classify"
    RETURN = "return_for_completion"
    COMPLETE = "complete"
    REFER_TO_DEPARTMENT = "refer_to_department"
    REFER_TO_COORDINATOR = "refer_to_coordinator"
    REFER_TO_CENTRE = "refer_to_centre"
    PASS_BACK = "pass_back"
    ACCEPT = "accept"
    DRAFT_REPLY = "draft_reply"
    SUBMIT_REPLY = "submit_reply"
    SEND_BACK_REPLY = "send_back_reply"
    APPROVE_REPLY = "approve_reply"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    OBJECT = "object"
    UPHOLD_OBJECTION = "uphold_objection"
    REJECT_OBJECTION = "reject_objection"
    DROP_OBJECTION = "drop_objection"
    EXPEDITE = "expedite"
    ANSWER_EXPEDITE = "answer_expedite"
    ASK_STATEMENTS = "ask_statements"
    ANSWER_BACK = "answer_back"
    REMIND_STATEMENT = "remind_statement"
    GO_ON_WITHOUT = "go_on_without"
    REASSIGN = "reassign"
    REMIND = "remind"
    CALL_HOLDER = "call_holder"
    RAISE = "raise"
    CALL_BENEFICIARY = "call_beneficiary"
    PLAN_CALL = "plan_call"
    DROP_CALL = "drop_call"
    TAKE_BACK_CALL = "take_back_call"
    CORRECT_MOBILE = "correct_mobile"
    GO_ON_UNREACHED = "go_on_unreached"
    ADD_NOTE = "add_note"
    ADD_FILES = "add_files"
    ADD_WORDS = "add_words"
    JOIN = "join"
    SPLIT = "split"
    SHARE_REPLY = "share_reply"
    ASK_TO_JOIN = "ask_to_join"
    ANSWER_JOINING = "answer_joining"
    BRING_OVER = "bring_over"
    BRING_TO_DEPARTMENT = "bring_to_department"
    BRING_TO_CENTRE = "bring_to_centre"
    LINK_PROBLEM = "link_problem"
    UNLINK_PROBLEM = "unlink_problem"
    GIVE_ANSWER = "give_answer"


class Standing(StrEnum):
    """Which of those who have the power and whose reach covers the ticket may act."""

    REACH = "reach"  # any of them
    CENTRE = "centre"  # those of the centre, or above it
    DEPARTMENT = "department"  # those of the department that has it
    PLACE = "place"  # those of the department that has it; where none has it, of the centre or above it
    HOLDER = "holder"  # the one person who holds it
    NOT_AUTHOR = "not_author"  # any of them who wrote none of its replies
    DECIDER = "decider"  # any of them above those who wrote and approved the reply, and not one of these


class Condition(StrEnum):
    """What must be so on the ticket besides its state."""

    EXPEDITED = "expedited"  # an expedite waits for its answer
    OBJECTABLE = "objectable"  # the time to object to its reply runs, and not every objection has been made
    BELOW_TOP = "below_top"  # it has not been raised to the top of the ladder
    AWAITED = "awaited"  # a statement was asked for and has not come
    OWED = "owed"  # one of them is to come from those asked, who wait for nothing of ours
    ASKED_BACK = "asked_back"  # somebody asked for a statement asks something first
    NOTHING_AWAITED = "nothing_awaited"  # every statement has come, or is waited for no longer
    HAS_MOBILE = "has_mobile"  # there is a number to call
    CALL_PLANNED = "call_planned"  # a call to the beneficiary is planned
    CALLED = "called"  # a call to the beneficiary stands recorded
    JOINABLE = "joinable"  # no other is joined to it, and no statement is awaited
    JOINING_ASKED = "joining_asked"  # another centre asks to join a ticket of the same person with it
    ON_PROBLEM = "on_problem"  # it waits on a problem
    ON_NO_PROBLEM = "on_no_problem"
    COMMON_REPLY = "common_reply"  # the reply that awaits review is a problem's answer, word for word
    JOINED = "joined"  # it is joined to another
    OUT_OF_REACH = "out_of_reach"  # calls do not reach the beneficiary, and nobody has decided how it goes on


class Clock(StrEnum):
    """What an action does to the beneficiary's clock."""

    RUNS_ON = "runs_on"
    PAUSES = "pauses"
    RESUMES = "resumes"
    BY_DOCUMENT = "by_document"  # stands still while somebody owes a statement for whom the document says so
    WITH_MAIN = (
        "with_main"  # runs on by its own promise, and stands still when the main ticket's does; nobody's leg runs
    )
    BY_ITSELF = "by_itself"  # as it was before it was joined; the leg of who has it begins
    WITH_PLACE = (
        "with_place"  # runs on, by the successor's calendar where that is sooner; the leg of who has it now begins
    )
    STOPS = "stops"
    BEGINS = "begins"  # another one, for another cycle; the first stays as it was measured


class Hands(StrEnum):
    """Whose hands a ticket is in: every change begins a new leg of its custody."""

    CENTRE = "centre"
    DEPARTMENT = "department"
    COORDINATOR = "coordinator"
    REVIEW = "review"
    DECIDERS = "deciders"
    BENEFICIARY = "beneficiary"
    NOBODY = "nobody"


HANDS: dict[State, Hands] = {
    State.SUBMITTED: Hands.CENTRE,
    State.IN_TRIAGE: Hands.CENTRE,
    State.RETURNED: Hands.BENEFICIARY,
    State.REFERRED: Hands.DEPARTMENT,
    State.WITH_COORDINATOR: Hands.COORDINATOR,
    State.REPLY_DRAFTED: Hands.COORDINATOR,
    State.UNDER_REVIEW: Hands.REVIEW,
    State.REPLIED: Hands.NOBODY,
    State.CLOSED: Hands.NOBODY,
    State.OBJECTED: Hands.DECIDERS,
    State.WITHDRAWN: Hands.NOBODY,
}


# Hands that are one person's where a person has it; in all others nobody is named.
PERSONAL = frozenset({Hands.CENTRE, Hands.COORDINATOR})
# Hands that are said by their own name and not by the place's.
OWN_NAME = frozenset({Hands.REVIEW, Hands.DECIDERS, Hands.BENEFICIARY})


class Told(StrEnum):
    """Who hears of it: resolved to people, messages and channels by `tickets.telling`."""

    BENEFICIARY = "beneficiary"
    CENTRE = "centre"
    DEPARTMENT = "department"
    HOLDER = "holder"
    REVIEWERS = "reviewers"
    AUTHOR = "author"
    HANDS = "hands"
    SUPERVISORS = "supervisors"
    RUNG = "rung"
    DECIDERS = "deciders"
    ANSWERERS = "answerers"
    ASKED = "asked"


@dataclass(frozen=True, kw_only=True)
class Step:
    """A row of a lifecycle.

    `to` None means that the state stays. `power` None means that no member of staff does it. `by_beneficiary` and
    `by_system` open it to them too. `while_joined`: also while the ticket is joined to another. `required` names what must be
    given, by the names of the action's arguments.
    """

    action: Action
    origin: frozenset[State]
    to: State | None
    power: Power | None
    standing: Standing = Standing.REACH
    condition: Condition | None = None
    by_beneficiary: bool = False
    by_system: bool = False
    required: tuple[str, ...] = ()
    clock: Clock = Clock.RUNS_ON
    while_joined: bool = False
    tells: tuple[Told, ...] = ()


_S = State
_WITH_DEPARTMENT = frozenset({_S.REFERRED, _S.WITH_COORDINATOR, _S.REPLY_DRAFTED})
_WORKED_ON = UNANSWERED_STATES - {_S.RETURNED}  # somebody of the house owes the next step
# Somebody knows it, and its reply is still to be written.
# Before it is reviewed; nobody waits for its beneficiary.
_JOINABLE = frozenset({_S.SUBMITTED, _S.IN_TRIAGE, _S.REFERRED, _S.WITH_COORDINATOR, _S.REPLY_DRAFTED})
MAY_BE_MAIN = _WORKED_ON - {_S.OBJECTED} | {_S.RETURNED}
_AWAITING = frozenset({_S.IN_TRIAGE, _S.RETURNED, _S.REFERRED, _S.WITH_COORDINATOR, _S.REPLY_DRAFTED})

COMMON: tuple[Step, ...] = (
    Step(
        action=Action.TAKE,
        origin=frozenset({_S.SUBMITTED}),
        to=_S.IN_TRIAGE,
        power=Power.TRIAGE,
        standing=Standing.CENTRE,
    ),
    Step(
        action=Action.CLASSIFY,
        origin=frozenset({_S.IN_TRIAGE}),
        to=None,
        power=Power.TRIAGE,
        standing=Standing.CENTRE,
        required=("type",),
    ),
    Step(
        action=Action.RETURN,
        origin=frozenset({_S.IN_TRIAGE}),
        to=_S.RETURNED,
        power=Power.TRIAGE,
        standing=Standing.CENTRE,
        required=("missing",),
        clock=Clock.PAUSES,
        tells=(Told.BENEFICIARY,),
    ),
    Step(
        action=Action.COMPLETE,
        origin=frozenset({_S.RETURNED}),
        to=_S.IN_TRIAGE,
        power=Power.ACT_FOR_BENEFICIARY,
        by_beneficiary=True,
        required=("text",),
        clock=Clock.RESUMES,
        tells=(Told.HOLDER, Told.BENEFICIARY),
    ),
    Step(
        action=Action.REFER_TO_DEPARTMENT,
        origin=frozenset({_S.IN_TRIAGE}) | _WITH_DEPARTMENT,
        to=_S.REFERRED,
        power=Power.REFER,
        required=("department", "reason"),
        tells=(Told.DEPARTMENT, Told.BENEFICIARY),
    ),
    Step(
        action=Action.REFER_TO_COORDINATOR,
        origin=frozenset({_S.IN_TRIAGE, _S.REFERRED, _S.WITH_COORDINATOR, _S.REPLY_DRAFTED}),
        to=_S.WITH_COORDINATOR,
        power=Power.REFER,
        required=("coordinator", "reason"),
        tells=(Told.HOLDER,),
    ),
    Step(
        action=Action.REFER_TO_CENTRE,
        origin=frozenset({_S.SUBMITTED, _S.IN_TRIAGE}),
        to=_S.SUBMITTED,
        power=Power.REFER,
        standing=Standing.CENTRE,
        required=("centre", "reason"),
        tells=(Told.CENTRE, Told.BENEFICIARY),
    ),
    Step(
        action=Action.PASS_BACK,
        origin=_WITH_DEPARTMENT,
        to=_S.IN_TRIAGE,
        power=Power.REFER,
        standing=Standing.DEPARTMENT,
        required=("reason",),
        tells=(Told.CENTRE,),
    ),
    Step(
        action=Action.ACCEPT,
        origin=frozenset({_S.REFERRED}),
        to=_S.WITH_COORDINATOR,
        power=Power.ANSWER,
        standing=Standing.DEPARTMENT,
    ),
    Step(
        action=Action.DRAFT_REPLY,
        origin=frozenset({_S.WITH_COORDINATOR, _S.REPLY_DRAFTED}),
        to=_S.REPLY_DRAFTED,
        power=Power.ANSWER,
        standing=Standing.HOLDER,
        required=("text",),
    ),
    Step(
        action=Action.SUBMIT_REPLY,
        origin=frozenset({_S.REPLY_DRAFTED}),
        to=_S.UNDER_REVIEW,
        power=Power.ANSWER,
        standing=Standing.HOLDER,
        condition=Condition.NOTHING_AWAITED,
        required=("text",),
        tells=(Told.REVIEWERS,),
    ),
    Step(
        action=Action.SEND_BACK_REPLY,
        origin=frozenset({_S.UNDER_REVIEW}),
        to=_S.REPLY_DRAFTED,
        power=Power.REVIEW,
        standing=Standing.NOT_AUTHOR,
        required=("reasons",),
        tells=(Told.AUTHOR,),
    ),
    Step(
        action=Action.APPROVE_REPLY,
        origin=frozenset({_S.UNDER_REVIEW}),
        to=_S.REPLIED,
        power=Power.REVIEW,
        standing=Standing.NOT_AUTHOR,
        clock=Clock.STOPS,
        tells=(Told.BENEFICIARY,),
    ),
    Step(
        action=Action.CLOSE,
        origin=frozenset({_S.REPLIED}),
        to=_S.CLOSED,
        power=Power.CLOSE,
        standing=Standing.CENTRE,
        by_beneficiary=True,
        by_system=True,
        tells=(Told.BENEFICIARY,),
    ),
    Step(
        action=Action.OBJECT,
        origin=frozenset({_S.REPLIED, _S.CLOSED}),
        to=_S.OBJECTED,
        power=Power.ACT_FOR_BENEFICIARY,
        condition=Condition.OBJECTABLE,
        by_beneficiary=True,
        required=("text",),
        tells=(Told.DECIDERS, Told.BENEFICIARY),
    ),
    Step(
        action=Action.UPHOLD_OBJECTION,
        origin=frozenset({_S.OBJECTED}),
        to=_S.SUBMITTED,
        power=Power.DECIDE_OBJECTIONS,
        standing=Standing.DECIDER,
        required=("outcome", "reasons"),
        clock=Clock.BEGINS,
        tells=(Told.CENTRE, Told.ANSWERERS, Told.BENEFICIARY),
    ),
    Step(
        action=Action.REJECT_OBJECTION,
        origin=frozenset({_S.OBJECTED}),
        to=_S.CLOSED,
        power=Power.DECIDE_OBJECTIONS,
        standing=Standing.DECIDER,
        required=("reasons",),
        tells=(Told.ANSWERERS, Told.BENEFICIARY),
    ),
    Step(
        action=Action.DROP_OBJECTION,
        origin=frozenset({_S.OBJECTED}),
        to=_S.CLOSED,
        power=Power.ACT_FOR_BENEFICIARY,
        by_beneficiary=True,
        required=("reason",),
        tells=(Told.BENEFICIARY,),
    ),
    Step(
        action=Action.WITHDRAW,
        origin=UNANSWERED_STATES - {_S.OBJECTED},
        to=_S.WITHDRAWN,
        power=Power.ACT_FOR_BENEFICIARY,
        by_beneficiary=True,
        required=("reason",),
        clock=Clock.STOPS,
        while_joined=True,
        tells=(Told.BENEFICIARY, Told.ASKED),
    ),
    Step(
        action=Action.EXPEDITE,
        origin=_WORKED_ON,
        to=None,
        power=Power.ACT_FOR_BENEFICIARY,
        by_beneficiary=True,
        required=("reason",),
        tells=(Told.HANDS, Told.SUPERVISORS, Told.BENEFICIARY),
    ),
    Step(
        action=Action.ANSWER_EXPEDITE,
        origin=UNANSWERED_STATES,
        to=None,
        power=Power.ANSWER_EXPEDITES,
        condition=Condition.EXPEDITED,
        required=("text",),
        tells=(Told.BENEFICIARY,),
    ),
    # A statement is no state: the ticket stays in the hands of who asked.
    Step(
        action=Action.ASK_STATEMENTS,
        origin=frozenset({_S.IN_TRIAGE, _S.WITH_COORDINATOR, _S.REPLY_DRAFTED}),
        to=None,
        power=Power.REFER,
        standing=Standing.PLACE,
        required=("entities",),
        clock=Clock.BY_DOCUMENT,
        tells=(Told.ASKED,),
    ),
    Step(
        action=Action.ANSWER_BACK,
        origin=_AWAITING,
        to=None,
        power=Power.REFER,
        standing=Standing.PLACE,
        condition=Condition.ASKED_BACK,
        required=("number", "text"),
        clock=Clock.BY_DOCUMENT,
        tells=(Told.ASKED,),
    ),
    Step(
        action=Action.REMIND_STATEMENT,
        origin=_AWAITING,
        to=None,
        power=Power.REFER,
        standing=Standing.PLACE,
        condition=Condition.OWED,
        required=("number",),
        tells=(Told.ASKED,),
    ),
    Step(
        action=Action.GO_ON_WITHOUT,
        origin=_AWAITING,
        to=None,
        power=Power.REFER,
        standing=Standing.PLACE,
        condition=Condition.AWAITED,
        required=("reason",),
        clock=Clock.BY_DOCUMENT,
        tells=(Told.ASKED,),
    ),
    Step(
        action=Action.REASSIGN,
        origin=_WITH_DEPARTMENT,
        to=_S.WITH_COORDINATOR,
        power=Power.DISTRIBUTE,
        required=("person", "reason"),
        tells=(Told.HOLDER,),
    ),
    Step(
        action=Action.REASSIGN,
        origin=frozenset({_S.IN_TRIAGE}),
        to=_S.IN_TRIAGE,
        power=Power.DISTRIBUTE,
        standing=Standing.CENTRE,
        required=("person", "reason"),
        tells=(Told.HOLDER,),
    ),
    Step(
        action=Action.REMIND,
        origin=_WORKED_ON,
        to=None,
        power=Power.FOLLOW_UP,
        tells=(Told.HANDS,),
    ),
    Step(
        action=Action.CALL_HOLDER,
        origin=_WORKED_ON,
        to=None,
        power=Power.FOLLOW_UP,
        required=("outcome",),
    ),
    Step(
        action=Action.RAISE,
        origin=_WORKED_ON,
        to=None,
        power=Power.FOLLOW_UP,
        condition=Condition.BELOW_TOP,
        tells=(Told.RUNG,),
    ),
    Step(
        action=Action.CALL_BENEFICIARY,
        origin=frozenset(State),
        to=None,
        power=Power.CALL,
        condition=Condition.HAS_MOBILE,
        required=("purpose", "outcome"),
        while_joined=True,
    ),
    Step(
        action=Action.PLAN_CALL,
        origin=OPEN_STATES,
        to=None,
        power=Power.CALL,
        condition=Condition.HAS_MOBILE,
        required=("purpose", "next_at"),
        while_joined=True,
    ),
    Step(
        action=Action.DROP_CALL,
        origin=OPEN_STATES,
        to=None,
        power=Power.CALL,
        condition=Condition.CALL_PLANNED,
        while_joined=True,
    ),
    Step(
        action=Action.TAKE_BACK_CALL,
        origin=frozenset(State),
        to=None,
        power=Power.CALL,
        condition=Condition.CALLED,
        required=("number", "reason"),
        while_joined=True,
    ),
    Step(
        action=Action.CORRECT_MOBILE,
        origin=OPEN_STATES,
        to=None,
        power=Power.CORRECT_CONTACT,
        required=("mobile", "reason"),
        while_joined=True,
        tells=(Told.BENEFICIARY,),
    ),
    Step(
        action=Action.GO_ON_UNREACHED,
        origin=OPEN_STATES,
        to=None,
        power=Power.DISTRIBUTE,
        condition=Condition.OUT_OF_REACH,
        required=("reason",),
        while_joined=True,
    ),
    Step(
        action=Action.ADD_NOTE,
        origin=frozenset(State),
        to=None,
        power=Power.WRITE_NOTES,
        required=("text",),
        while_joined=True,
    ),
    Step(
        action=Action.ADD_FILES,
        origin=UNANSWERED_STATES,
        to=None,
        power=Power.WRITE_NOTES,
        by_beneficiary=True,
        required=("files",),
        while_joined=True,
    ),
    Step(
        action=Action.JOIN,
        origin=_JOINABLE,
        to=None,
        power=Power.REFER,
        standing=Standing.PLACE,
        condition=Condition.JOINABLE,
        required=("main", "reason"),
        clock=Clock.WITH_MAIN,
        tells=(Told.HANDS, Told.BENEFICIARY),
    ),
    Step(
        action=Action.SPLIT,
        origin=_JOINABLE,
        to=None,
        power=Power.REFER,
        condition=Condition.JOINED,
        by_system=True,
        required=("reason",),
        clock=Clock.BY_ITSELF,
        while_joined=True,
        tells=(Told.HANDS, Told.BENEFICIARY),
    ),
    Step(
        action=Action.SHARE_REPLY,
        origin=_JOINABLE,
        to=_S.REPLIED,
        power=None,
        condition=Condition.JOINED,
        by_system=True,
        clock=Clock.STOPS,
        while_joined=True,
    ),
    # Of a ticket that one may not see one learns that it exists, and asks its centre.
    Step(
        action=Action.ASK_TO_JOIN,
        origin=_JOINABLE,
        to=None,
        power=Power.REFER,
        standing=Standing.PLACE,
        required=("centre", "reason"),
    ),
    Step(
        action=Action.ANSWER_JOINING,
        origin=MAY_BE_MAIN,
        to=None,
        power=Power.REFER,
        standing=Standing.PLACE,
        condition=Condition.JOINING_ASKED,
        required=("accepted",),
    ),
    # One cause, many tickets: the promise to each beneficiary stands while theirs waits.
    Step(
        action=Action.LINK_PROBLEM,
        origin=_JOINABLE | {_S.RETURNED},
        to=None,
        power=Power.HANDLE_PROBLEMS,
        condition=Condition.ON_NO_PROBLEM,
        required=("problem",),
    ),
    Step(
        action=Action.UNLINK_PROBLEM,
        origin=UNANSWERED_STATES,
        to=None,
        power=Power.HANDLE_PROBLEMS,
        condition=Condition.ON_PROBLEM,
        required=("reason",),
        while_joined=True,
    ),
    # Somebody of its own centre has it, to whom a reviewer can send the answer back.
    Step(
        action=Action.GIVE_ANSWER,
        origin=frozenset({_S.IN_TRIAGE, _S.WITH_COORDINATOR, _S.REPLY_DRAFTED}),
        to=_S.UNDER_REVIEW,
        power=None,
        condition=Condition.NOTHING_AWAITED,
        by_system=True,
    ),
    Step(
        action=Action.ADD_WORDS,
        origin=_WORKED_ON,
        to=None,
        power=Power.ACT_FOR_BENEFICIARY,
        by_beneficiary=True,
        required=("text",),
        while_joined=True,
        tells=(Told.HANDS,),
    ),
    # The place that has it was reorganised: it goes to the successor, with whoever held it where they came along. What has
    # ended stays where it was, until an objection opens it again.
    Step(
        action=Action.BRING_OVER,
        origin=OPEN_STATES | {_S.CLOSED},
        to=None,
        power=None,
        by_system=True,
        clock=Clock.WITH_PLACE,
        while_joined=True,
    ),
    Step(
        action=Action.BRING_TO_DEPARTMENT,
        origin=frozenset({_S.WITH_COORDINATOR, _S.REPLY_DRAFTED}),
        to=_S.REFERRED,
        power=None,
        by_system=True,
        clock=Clock.WITH_PLACE,
        while_joined=True,
    ),
    Step(
        action=Action.BRING_TO_CENTRE,
        origin=frozenset({_S.REPLY_DRAFTED}),
        to=_S.IN_TRIAGE,
        power=None,
        by_system=True,
        clock=Clock.WITH_PLACE,
        while_joined=True,
    ),
)


def _also_from(steps: tuple[Step, ...], state: State, *actions: Action) -> tuple[Step, ...]:
    """The table in which some actions may begin from one more state."""
    return tuple(replace(step, origin=step.origin | {state}) if step.action in actions else step for step in steps)


LIFECYCLES: dict[TicketType, tuple[Step, ...]] = {
    # What the centre knows it answers itself; a complaint always goes to the department concerned.
    TicketType.INQUIRY: _also_from(COMMON, _S.IN_TRIAGE, Action.DRAFT_REPLY),
    TicketType.COMPLAINT: COMMON,
    # Two hours: whoever sees a report first passes it on at once, without taking it into triage.
    TicketType.REPORT: _also_from(COMMON, _S.SUBMITTED, Action.REFER_TO_DEPARTMENT, Action.REFER_TO_COORDINATOR),
    TicketType.SUGGESTION: _also_from(COMMON, _S.IN_TRIAGE, Action.DRAFT_REPLY),
}


# What the system alone does: no page and no other system offers it.
BY_SYSTEM_ALONE = frozenset(
    {row.action for row in COMMON if row.power is None}
    - {row.action for row in COMMON if row.power or row.by_beneficiary}
)


def step_for(ticket_type: TicketType, state: State, action: Action) -> Step | None:
    """The row that allows `action` in `state`, or None where the table knows none."""
    return next((row for row in LIFECYCLES[ticket_type] if row.action is action and state in row.origin), None)


def steps_from(ticket_type: TicketType, state: State) -> tuple[Step, ...]:
    """All rows that begin in `state`, in the order of the table."""
    return tuple(row for row in LIFECYCLES[ticket_type] if state in row.origin)
