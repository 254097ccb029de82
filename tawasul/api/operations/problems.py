"""Problems: listed, read, opened, and one operation for each act of their lifecycle, made from its table."""

from typing import Any, Literal

from django.utils.translation import get_language
from ninja import Query
from pydantic import BaseModel, Field

from tawasul.api.caller import Call, Caller
from tawasul.api.noun import Noun
from tawasul.api.once import KeyOptional, acting_once
from tawasul.api.schemas.asked import Id
from tawasul.api.schemas.problems import (
    BODIES,
    Acting,
    LinkedPage,
    ProblemOpening,
    ProblemPage,
    ProblemRead,
    RiseRead,
    linked,
    listed,
    problem_read,
    rise_read,
)
from tawasul.centres.roles import Power
from tawasul.lib.hijri import RIYADH
from tawasul.lib.reference import parse_reference
from tawasul.tickets import many
from tawasul.tickets.actions import problems as actions
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.problems import policies, queries
from tawasul.tickets.problems.candidates import rising_for
from tawasul.tickets.problems.lifecycle import LIFECYCLE, Act, Standing

router = Noun("problems")
SEES = [Power.SEE_TICKETS]
HANDLES = [Power.HANDLE_PROBLEMS]
SAID: dict[Act, str] = {
    Act.SAY_CAUSE: "State why it happened; whoever sees the problem reads it.",
    Act.RAISE: "Raise it to the department or body that can remedy it; a department is told, and sees it without its tickets.",
    Act.SAY_REMEDY: "State what is being done, and by when; those to whom it was raised do this too.",
    Act.WRITE_ANSWER: "Write the one answer to all tickets that wait, for another person to approve.",
    Act.SEND_BACK_ANSWER: "Send the answer back to its author, with reasons.",
    Act.APPROVE_ANSWER: "Approve the answer: it becomes the reply of every ticket that waits, reviewed in its own centre.",
    Act.GIVE_AGAIN: "Try again with the tickets that could not take the answer.",
    Act.CHANGE: "Set a clearer title, and the day by which the remedy is promised.",
    Act.PASS_ON: "Let another person answer for the problem.",
    Act.CLOSE: "Close a problem on which no ticket waits any more.",
    Act.REOPEN: "The cause is back: tickets may be linked and answered anew.",
}


class Which(BaseModel):
    """Which problems, and from where the page goes on."""

    list: Literal["open", "mine", "to-approve", "late", "answered", "closed", "all"] = Field(
        "open", description="By what is to be done: `mine` are those that the caller answers for, `late` past their day"
    )
    q: str = Field("", max_length=100, description="Words of the title")
    after: Id | None = Field(None, description="From `next` of the page before")
    size: int = Field(25, ge=1, le=100)


class WhichTickets(BaseModel):
    """Those that wait, or those that have left; and from where the page goes on."""

    left: bool = Field(False, description="True: those that wait no longer, in place of those that do")
    after: Id | None = Field(None, description="From `next` of the page before")
    size: int = Field(25, ge=1, le=100)


def powers_for(act: Act) -> frozenset[Power]:
    """The powers that the table asks for an act; those to whom a problem was raised answer."""
    rows = [step for step in LIFECYCLE if step.act is act]
    concerned = {Power.ANSWER} if any(step.standing is Standing.CONCERNED for step in rows) else set()
    return frozenset({step.power for step in rows} | concerned)


@router.opens("GET", "/problems", ProblemPage, needs=SEES)
def list_problems(request: Call, which: Query[Which]) -> ProblemPage:
    """The problems of which the caller's part of the network has tickets, or that were raised to it; the newest first."""
    actor = request.auth.actor
    today = request.auth.at.astimezone(RIYADH).date()
    chosen = queries.Chosen(which=which.list, words=which.q.replace("\x00", " "))
    found = queries.page_of(actor, chosen, today, after=which.after, size=which.size)
    rows, counts = found[: which.size], queries.waiting_counts(actor, found[: which.size])
    return ProblemPage(
        problems=[listed(row, *counts.get(row.pk, (0, 0))) for row in rows],
        next=rows[-1].pk if len(found) > which.size else None,
    )


@router.opens("GET", "/problems/rising", list[RiseRead], needs=HANDLES)
def rising_problems(request: Call) -> list[RiseRead]:
    """Candidates: what is asked more in the last seven days than in the four weeks before, with its tickets."""
    return [rise_read(each) for each in rising_for(request.auth.actor, request.auth.at)]


@router.opens("POST", "/problems", ProblemRead, needs=HANDLES)
def open_problem(request: Call, body: ProblemOpening, idempotency_key: KeyOptional = None) -> ProblemRead:
    """Open a problem, which the caller answers for. Tickets named with it are linked one after the other, by a job."""
    caller = request.auth
    references = [parse_reference(each) for each in body.tickets]

    def act() -> dict[str, str]:
        problem = actions.open_problem(
            actor=caller.actor,
            title=body.title,
            cause=body.cause,
            due_on=body.due_on,
            references=references,
            at=caller.at,
        )
        if references:
            given = {"problem": problem.number}
            many.ask(actor=caller.actor, action=Action.LINK_PROBLEM, references=references, given=given, at=caller.at)
        return {"number": problem.number}

    done = acting_once(caller, idempotency_key, "open_problem", body.model_dump(mode="json"), act)
    return _read(caller, done["number"])


@router.opens("GET", "/problems/{problem}", ProblemRead, needs=SEES)
def read_problem(request: Call, problem: str) -> ProblemRead:
    """A problem by its number, and the acts open to the caller now."""
    return _read(request.auth, problem)


@router.opens("GET", "/problems/{problem}/tickets", LinkedPage, needs=SEES)
def tickets_of_problem(request: Call, problem: str, which: Query[WhichTickets]) -> LinkedPage:
    """The tickets of a problem that the caller sees, the last linked first; of the others nothing but their number is told."""
    found = queries.problem_for(request.auth.actor, problem)
    page = queries.tickets_of(request.auth.actor, found, left=which.left, after=which.after, size=which.size)
    return LinkedPage(tickets=[linked(each, get_language() or "ar") for each in page.rows], next=page.next)


def _open(act: Act) -> None:
    def do(request: Call, problem: str, body: Acting, idempotency_key: KeyOptional = None) -> Any:
        caller = request.auth

        def done() -> dict[str, str]:
            actions.VERBS[act](actor=caller.actor, number=problem, at=caller.at, **body.given())
            return {"number": problem}

        asked = {"problem": problem, **body.model_dump(mode="json")}
        acting_once(caller, idempotency_key, f"problem_{act.value}", asked, done)
        return _read(caller, problem)

    do.__name__ = f"problem_{act.value}"
    do.__doc__ = SAID[act]
    do.__annotations__["body"] = BODIES[act]
    router.opens("POST", f"/problems/{{problem}}/{act.value}", ProblemRead, needs=powers_for(act))(do)


for _act in Act:
    _open(_act)


def _read(caller: Caller, number: str) -> ProblemRead:
    found = queries.problem_for(caller.actor, number)
    return problem_read(
        found,
        queries.answers_of(found),
        queries.numbers_of(caller.actor, found),
        policies.steps_open_to(caller.actor, found),
    )
