"""Whoever calls 19996: what they gave, and what they may be told."""

from pydantic import BaseModel, Field

from tawasul.api.schemas.asked import Asked, Line, Text
from tawasul.api.schemas.moments import Moment
from tawasul.lib.reference import spoken
from tawasul.tickets.callers.told import Told
from tawasul.tickets.labels import TYPE_LABELS
from tawasul.tickets.public_words import label_of, said_to_caller

_WHO = "A ticket number, an identity or a mobile, as the caller says it"


class CallerTicket(BaseModel):
    """A ticket as one may speak of it."""

    reference: str
    spoken: str
    type_label: str
    subject: str
    state: str = Field(description="The furthest that its beneficiary was told of")
    state_label: str
    state_text: str = Field(description="In a sentence to be read out")
    entity: str = Field(description="Who answers")
    filed_at: Moment
    promised_at: Moment | None = Field(description="By when; none where it is answered or its time stands still")
    replied_at: Moment | None
    missing: str = Field(description="What the beneficiary was asked for and owes still")
    expedite_count: int
    expedited_at: Moment | None = Field(description="The last time")
    expedite_answer: str
    may_expedite: bool


class ExpediteGiven(Asked):
    """Whose ticket, and what the caller says."""

    who: Line = Field(description=_WHO)
    reason: Text


class Expedited(BaseModel):
    """How often it was asked now, and the ticket as the caller may be told of it."""

    number: int
    ticket: CallerTicket


class AskedGiven(Asked):
    """What the caller gave, and what they wanted."""

    who: Line = Field(description=_WHO)
    text: Text
    name: Line = ""


class AskedKept(BaseModel):
    """It is written down."""

    id: int
    understood_as: str


def caller_ticket(told: Told, language: str) -> CallerTicket:
    """In the language asked for."""
    ticket = told.ticket
    return CallerTicket(
        reference=ticket.reference,
        spoken=spoken(ticket.reference),
        type_label=str(TYPE_LABELS[ticket.type]),
        subject=ticket.subject,
        state=told.state.value,
        state_label=str(label_of(ticket, told.state)),
        state_text=str(said_to_caller(ticket, told.state)),
        entity=told.entity_en if language == "en" else told.entity_ar,
        filed_at=ticket.filed_at,
        promised_at=told.promised_at,
        replied_at=ticket.replied_at,
        missing=told.missing,
        expedite_count=ticket.expedite_count,
        expedited_at=told.hurried_at,
        expedite_answer=told.answer,
        may_expedite=told.may_hurry,
    )
