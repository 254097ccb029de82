"""Directives as the interface shows them, to the offices that see them."""

from datetime import date
from typing import Any

from pydantic import BaseModel, Field

from tawasul.api.schemas.asked import Asked, Day, Id, Line, Text, Version
from tawasul.api.schemas.files import FileKept, kept
from tawasul.api.schemas.moments import Moment
from tawasul.api.schemas.places import Named, named, named_if
from tawasul.attachments.models import Attachment
from tawasul.directives.labels import ACT_LABELS, STATE_LABELS
from tawasul.directives.lifecycle import Act, Step
from tawasul.directives.models import Answer, Directive
from tawasul.directives.number import spoken


class DirectiveRow(BaseModel):
    """A directive in a list. `official` is of whom it is: the ministry (the minister), or a sector (its official)."""

    number: str
    spoken: str = Field(description="The number as one says it on the telephone")
    text: str = Field(description="What was directed, as it was said")
    official: Named
    acting: Named = Field(description="The department or centre that must act; of the minister's, a sector too")
    following: Named = Field(description="Whose officers follow it up")
    confidential: bool = Field(description="Only the three of them see it")
    about_kind: str = Field(description="`ticket`, `decision`, or empty: a matter of its own")
    about: str = Field(description="How that is called: a ticket's number")
    given_on: date
    due_on: date
    state: str
    state_label: str
    state_since: Moment
    issued_at: Moment
    ended_at: Moment | None
    version: int
    changed_at: Moment


class DirectivePage(BaseModel):
    """A page by id: `next` goes into `after`."""

    directives: list[DirectiveRow]
    next: int | None


class DirectiveAnswer(BaseModel):
    """What those who must act say they did; `reasons` where it was sent back."""

    round: int
    text: str
    author: Named
    at: Moment
    reviewer: Named | None
    reviewed_at: Moment | None
    reasons: str
    files: list[FileKept]


class DirectiveAct(BaseModel):
    """Something that the caller may do to the directive now."""

    act: str
    label: str
    required: list[str]


class DirectiveRead(DirectiveRow):
    """A directive with all that belongs to it."""

    issued_by: Named
    unanswered: bool = Field(description="It is done, and no answer to it stands")
    outcome: str = Field(description="What came of it, as the follow-up officer said")
    answers: list[DirectiveAnswer] = Field(description="The last first")
    acts: list[DirectiveAct]


class DirectiveIssuing(Asked):
    """What was directed. The official is that of the caller's sector, or the minister."""

    text: Text
    acting: Id = Field(description="The department or centre that must act; of the minister's, a sector too")
    due_on: Day
    given_on: Day | None = Field(None, description="The day on which it was said; today where it is not named")
    confidential: bool = False
    ticket: Line = Field("", description="The number of the ticket that it is about")


class DirectiveActing(Asked):
    """Every act may say which version of the directive the caller was looking at."""

    seen: Version | None = Field(
        None, description="Refused with 409 `changed` where the directive has another version now"
    )

    def given(self) -> dict[str, Any]:
        """What the action is given, by the names of its arguments."""
        return self.model_dump()


class DirectiveWord(DirectiveActing):
    """A word."""

    text: Text


class DirectiveSendingBack(DirectiveActing):
    """Why those who act go on."""

    reasons: Text


class DirectiveOutcome(DirectiveActing):
    """What came of it."""

    outcome: Text
    unanswered: bool = Field(
        False,
        description="Needed where those who must act have not answered: it ends without, and the official reads that",
    )


class DirectiveDay(DirectiveActing):
    """Another day, and why."""

    due_on: Day
    reason: Text


class DirectiveReason(DirectiveActing):
    """Why."""

    reason: Text


# What each act takes; an answer, which takes files too, is sent as a form.
BODIES: dict[Act, type[DirectiveActing]] = {
    Act.REPORT: DirectiveWord,
    Act.SEND_BACK: DirectiveSendingBack,
    Act.FINISH: DirectiveOutcome,
    Act.REMIND: DirectiveWord,
    Act.POSTPONE: DirectiveDay,
    Act.WITHDRAW: DirectiveReason,
    Act.REOPEN: DirectiveDay,
}


def directive_row(directive: Directive) -> DirectiveRow:
    """A directive (from a query with `WITH`) in a list."""
    return DirectiveRow(
        number=directive.number,
        spoken=spoken(directive.number),
        text=directive.text,
        official=named(directive.official),
        acting=named(directive.acting),
        following=named(directive.following),
        confidential=directive.confidential,
        about_kind=directive.about_kind,
        about=directive.about_said,
        given_on=directive.given_on,
        due_on=directive.due_on,
        state=directive.state,
        state_label=str(STATE_LABELS[directive.state]),
        state_since=directive.state_since,
        issued_at=directive.issued_at,
        ended_at=directive.ended_at,
        version=directive.version,
        changed_at=directive.changed_at,
    )


def directive_read(
    directive: Directive, answers: list[tuple[Answer, list[Attachment]]], steps: list[Step]
) -> DirectiveRead:
    """The whole directive."""
    return DirectiveRead(
        **dict(directive_row(directive)),
        issued_by=named(directive.issued_by),
        unanswered=directive.unanswered,
        outcome=directive.outcome,
        answers=[_answer(row, papers) for row, papers in answers],
        acts=[
            DirectiveAct(act=step.act.value, label=str(ACT_LABELS[step.act.value]), required=list(step.required))
            for step in steps
        ],
    )


def _answer(row: Answer, papers: list[Attachment]) -> DirectiveAnswer:
    return DirectiveAnswer(
        round=row.round,
        text=row.text,
        author=named(row.author),
        at=row.at,
        reviewer=named_if(row.reviewer),
        reviewed_at=row.reviewed_at,
        reasons=row.reasons,
        files=[kept(each) for each in papers],
    )
