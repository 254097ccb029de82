"""Statements: as those asked see them, and as whoever sees the ticket does."""

from pydantic import BaseModel, Field

from tawasul.api.schemas.files import FileKept, kept
from tawasul.api.schemas.moments import Moment
from tawasul.api.schemas.places import Named, named, named_if
from tawasul.tickets.labels import ENTITY_LABELS, STATEMENT_STATE_LABELS
from tawasul.tickets.models import Statement, StatementTurn
from tawasul.tickets.statements.naming import name_of, spoken_number
from tawasul.tickets.statements.queries import Said


class StatementRow(BaseModel):
    """A statement in a list of those asked. Nothing of its ticket but the number that both sides quote."""

    id: int
    number: str = Field(description="The ticket's number and the statement's own, as both sides quote it")
    kind: str
    kind_label: str
    entity: str = Field(description="Who is asked, in the caller's language")
    asked_by: Named = Field(description="The place that asks")
    question: str
    state: str
    state_label: str
    asked_at: Moment
    due_at: Moment | None
    ended_at: Moment | None


class Turn(BaseModel):
    """What those asked had to know first, and what they were told."""

    text: str
    by: str
    at: Moment
    answer: str
    answered_at: Moment | None


class StatementRead(StatementRow):
    """A statement with all that belongs to it. `papers` are what those asked were shown, `files` what came with the answer."""

    turns: list[Turn]
    papers: list[FileKept]
    answer: str
    answered_by: str
    files: list[FileKept]
    may_answer: bool = Field(description="Whether the caller may state now")
    may_ask_back: bool


class StatementOnTicket(StatementRow):
    """The same for whoever sees the ticket. `ordinal` is what the actions on it are given as `number`."""

    ordinal: int
    place: Named | None = Field(description="The department or centre that is asked; none has a link instead")
    pauses: bool = Field(description="Whether the beneficiary's time stands still while it is owed")
    reason: str = Field(description="Why it was waited for no longer")
    turns: list[Turn]
    papers: list[FileKept]
    answer: str
    answered_by: str
    files: list[FileKept]


class StatementPage(BaseModel):
    """A page by id: `next` goes into `after`."""

    statements: list[StatementRow]
    next: int | None


def row(statement: Statement) -> StatementRow:
    """A statement (from a query with `RELATED`) in a list."""
    ticket = statement.ticket
    return StatementRow(
        id=statement.pk,
        number=spoken_number(statement),
        kind=statement.kind,
        kind_label=str(ENTITY_LABELS[statement.kind]),
        entity=name_of(statement),
        asked_by=named(ticket.department or ticket.centre),
        question=statement.question,
        state=statement.state,
        state_label=str(STATEMENT_STATE_LABELS[statement.state]),
        asked_at=statement.asked_at,
        due_at=statement.due_at,
        ended_at=statement.ended_at,
    )


def read(said: Said, *, may_answer: bool, may_ask_back: bool) -> StatementRead:
    """A statement for one of those asked."""
    return StatementRead(
        **dict(row(said.statement)),
        turns=[_turn(each) for each in said.turns],
        papers=[kept(each) for each in said.papers],
        answer=said.statement.answer,
        answered_by=_answered_by(said.statement),
        files=[kept(each) for each in said.files],
        may_answer=may_answer,
        may_ask_back=may_ask_back,
    )


def on_ticket(said: Said) -> StatementOnTicket:
    """A statement for one who sees its ticket."""
    statement = said.statement
    return StatementOnTicket(
        **dict(row(statement)),
        ordinal=statement.number,
        place=named_if(statement.place),
        pauses=statement.pauses,
        reason=statement.reason,
        turns=[_turn(each) for each in said.turns],
        papers=[kept(each) for each in said.papers],
        answer=statement.answer,
        answered_by=_answered_by(statement),
        files=[kept(each) for each in said.files],
    )


def _turn(turn: StatementTurn) -> Turn:
    by = turn.by.name if turn.by else turn.by_name
    return Turn(text=turn.text, by=by, at=turn.at, answer=turn.answer, answered_at=turn.answered_at)


def _answered_by(statement: Statement) -> str:
    return statement.answered_by.name if statement.answered_by else statement.answered_name
