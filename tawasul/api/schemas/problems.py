"""Problems as the interface shows them: one cause behind many tickets, and the caller's own of these."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from tawasul.api.schemas.asked import Asked, Day, Id, Line, Text, Version
from tawasul.api.schemas.moments import Moment
from tawasul.api.schemas.places import Named, named, named_if
from tawasul.api.schemas.tickets import TicketRow, row
from tawasul.tickets.models import Answer, Linking, Problem
from tawasul.tickets.problems.candidates import Rise
from tawasul.tickets.problems.labels import ACT_LABELS, GIVING_LABELS, LEAVING_LABELS, STATE_LABELS
from tawasul.tickets.problems.lifecycle import Act, Step
from tawasul.tickets.problems.number import spoken
from tawasul.tickets.problems.queries import Numbers


class ProblemRow(BaseModel):
    """A problem in a list. `sector` and `centre` name the lowest place over all of it: neither is several sectors."""

    number: str
    spoken: str = Field(description="The number as one says it on the telephone")
    title: str
    state: str
    state_label: str
    state_since: Moment
    sector: Named | None
    centre: Named | None
    owner: Named
    raised_to: Named | None = Field(description="The department or centre to which it was raised")
    raised_to_name: str = Field(description="The body without an account here to which it was raised")
    due_on: date | None = Field(description="The day by which the remedy is promised")
    opened_at: Moment
    answered_at: Moment | None
    closed_at: Moment | None
    version: int
    changed_at: Moment


class ProblemListed(ProblemRow):
    """With how many tickets wait on it, and how many of these the caller sees."""

    waiting: int
    own_waiting: int


class ProblemPage(BaseModel):
    """A page by id: `next` goes into `after`."""

    problems: list[ProblemListed]
    next: int | None


class AnswerRead(BaseModel):
    """A round of the answer to all."""

    round: int
    state: Literal["waiting", "sent_back", "approved"]
    text: str
    author: Named
    written_at: Moment
    reviewer: Named | None
    reviewed_at: Moment | None
    reasons: str


class ActOpen(BaseModel):
    """Something that the caller may do to the problem now."""

    act: str
    label: str
    required: list[str]


class ProblemRead(ProblemRow):
    """A problem with all that belongs to it; of its tickets how many they are (`/problems/{problem}/tickets` has one's own)."""

    cause: str
    remedy: str
    answers: list[AnswerRead]
    waiting: int
    given: int = Field(description="Of those that wait: whose reply, the answer, is under review")
    refused: int = Field(description="Of those that wait: which could not take the answer yet")
    left: int = Field(description="Replied to, taken out, withdrawn, or passed to another centre")
    own_waiting: int = Field(description="Of those that wait: which the caller sees")
    acts: list[ActOpen]


class Linked(BaseModel):
    """A ticket of the caller's that waits on the problem, or has left it."""

    ticket: TicketRow
    linked_at: Moment
    giving: str
    giving_label: str
    why: str = Field(description="Why it could not take the answer")
    left: str
    left_label: str
    left_at: Moment | None


class LinkedPage(BaseModel):
    """A page by id: `next` goes into `after`."""

    tickets: list[Linked]
    next: int | None


class RiseRead(BaseModel):
    """A candidate: what is asked more than usual. `type` where it is one type at one centre, empty where words are alike."""

    subject: str
    type: str
    now: int
    of: int = Field(description="How many of the newest tickets were looked at")
    usual: float = Field(description="How many of as many it usually is")
    tickets: list[TicketRow]
    problem: str | None = Field(description="The number of an open one on which others of them wait")


class ProblemOpening(Asked):
    """What the problem is. Name no beneficiary: whoever has a ticket of it reads this."""

    title: Line
    cause: Text = ""
    due_on: Day | None = None
    tickets: list[Line] = Field(
        [], max_length=200, description="Numbers of tickets that are linked to it, one after the other"
    )


class Acting(Asked):
    """Every act may say which version of the problem the caller was looking at."""

    seen: Version | None = Field(
        None, description="Refused with 409 `changed` where the problem has another version now"
    )

    def given(self) -> dict[str, Any]:
        """What the action is given, by the names of its arguments."""
        return {_ARGUMENTS.get(name, name): value for name, value in self.model_dump().items()}


class SayingCause(Acting):
    """Why it happened."""

    cause: Text


class RaisingProblem(Acting):
    """To a department or centre, or to another body by its name: one of them."""

    reason: Text
    place: Id | None = None
    body: Line = ""
    due_on: Day | None = None


class SayingRemedy(Acting):
    """What is being done, and perhaps by when."""

    remedy: Text
    due_on: Day | None = None


class WritingAnswer(Acting):
    """The one text for all; {name} and {number} are filled in for each."""

    text: Text


class SendingAnswerBack(Acting):
    """Why its author writes again."""

    reasons: Text


class ChangingProblem(Acting):
    """A clearer title, and the day by which the remedy is promised (none: none is)."""

    title: Line
    due_on: Day | None = None


class PassingOn(Acting):
    """The membership of who answers for it from now on."""

    person: Annotated[int, Field(ge=1, le=2**63 - 1)]


class ReasonGiven(Acting):
    """Why."""

    reason: Text


_ARGUMENTS = {"place": "place_id", "person": "membership_id"}
BODIES: dict[Act, type[Acting]] = {
    Act.SAY_CAUSE: SayingCause,
    Act.RAISE: RaisingProblem,
    Act.SAY_REMEDY: SayingRemedy,
    Act.WRITE_ANSWER: WritingAnswer,
    Act.SEND_BACK_ANSWER: SendingAnswerBack,
    Act.APPROVE_ANSWER: Acting,
    Act.GIVE_AGAIN: Acting,
    Act.CHANGE: ChangingProblem,
    Act.PASS_ON: PassingOn,
    Act.CLOSE: ReasonGiven,
    Act.REOPEN: ReasonGiven,
}


def problem_row(problem: Problem) -> ProblemRow:
    """A problem (from a query with `WITH`) in a list."""
    return ProblemRow(
        number=problem.number,
        spoken=spoken(problem.number),
        title=problem.title,
        state=problem.state,
        state_label=str(STATE_LABELS[problem.state]),
        state_since=problem.state_since,
        sector=named_if(problem.sector),
        centre=named_if(problem.centre),
        owner=named(problem.owner),
        raised_to=named_if(problem.raised_to),
        raised_to_name=problem.raised_to_name,
        due_on=problem.due_on,
        opened_at=problem.opened_at,
        answered_at=problem.answered_at,
        closed_at=problem.closed_at,
        version=problem.version,
        changed_at=problem.changed_at,
    )


def listed(problem: Problem, waiting: int, own: int) -> ProblemListed:
    """The same with how many wait."""
    return ProblemListed(**dict(problem_row(problem)), waiting=waiting, own_waiting=own)


def problem_read(problem: Problem, answers: list[Answer], numbers: Numbers, steps: list[Step]) -> ProblemRead:
    """The whole problem."""
    return ProblemRead(
        **dict(problem_row(problem)),
        cause=problem.cause,
        remedy=problem.remedy,
        answers=[_answer(each) for each in answers],
        waiting=numbers.waiting,
        given=numbers.given,
        refused=numbers.refused,
        left=numbers.left,
        own_waiting=numbers.own_waiting,
        acts=[
            ActOpen(act=step.act.value, label=str(ACT_LABELS[step.act.value]), required=list(step.required))
            for step in steps
        ],
    )


def linked(linking: Linking, language: str) -> Linked:
    """A ticket on a problem."""
    return Linked(
        ticket=row(linking.ticket),
        linked_at=linking.at,
        giving=linking.giving,
        giving_label=str(GIVING_LABELS[linking.giving]),
        why=linking.why_en if language == "en" else linking.why_ar,
        left=linking.left,
        left_label=str(LEAVING_LABELS[linking.left]) if linking.left else "",
        left_at=linking.left_at,
    )


def rise_read(rise: Rise) -> RiseRead:
    """A candidate."""
    return RiseRead(
        subject=rise.subject,
        type=rise.type,
        now=rise.now,
        of=rise.of,
        usual=round(rise.usual, 2),
        tickets=[row(ticket) for ticket in rise.tickets],
        problem=rise.problem.number if rise.problem else None,
    )


def _answer(answer: Answer) -> AnswerRead:
    return AnswerRead(
        round=answer.round,
        state=answer.state,  # type: ignore[arg-type]  # the database keeps no other
        text=answer.text,
        author=named(answer.author),
        written_at=answer.written_at,
        reviewer=named_if(answer.reviewer),
        reviewed_at=answer.reviewed_at,
        reasons=answer.reasons,
    )
