"""What callers give: strict where it matters, so that a mistake is told and never guessed at."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import CoreSchema, core_schema

from tawasul.api import marks
from tawasul.api.schemas.moments import Moment
from tawasul.lib.digits import compact
from tawasul.lib.identity import IdentityKind
from tawasul.lib.written_day import day_written
from tawasul.people.labels import CATEGORY_LABELS
from tawasul.tickets.labels import CALL_OUTCOME_LABELS, CALL_PURPOSE_LABELS, FILED_BY
from tawasul.tickets.lifecycle import State, TicketType
from tawasul.tickets.worklists import CALL_ORDER, DUE_ORDER, ENDED_ORDER, ORDERS, WORKLISTS, Filters


class OneOf:
    """Marks a text that is one of the keys of a table."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.keys = list(keys)

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> CoreSchema:
        """Pydantic asks for it; the document shows the keys."""
        return core_schema.literal_schema(self.keys)


def _writable(text: str) -> str:
    """Refuse what can be neither stored nor shown: halves of characters; and leave out the sign of nothing."""
    text.encode("utf-8")  # UnicodeEncodeError is a ValueError, and says so to pydantic
    return text.replace("\x00", "")


def _day(given: object) -> object:
    """A day written as 2026-11-30 or, of the Hijri calendar, as 1448-06-20: the year tells which. A number is none, which
    pydantic itself would take for seconds."""
    if not isinstance(given, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
        raise ValueError("a day is written as 2026-11-30")
    return day_written(given)


Day = Annotated[
    date, BeforeValidator(_day), Field(description="2026-11-30, or by Umm al-Qura 1448-06-20", examples=["2026-11-30"])
]
Text = Annotated[str, AfterValidator(_writable)]
Line = Annotated[str, Field(max_length=200), AfterValidator(_writable)]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]
Language = Literal["ar", "en"]
TypeKey = Annotated[str, OneOf([each.value for each in TicketType])]
StateKey = Annotated[str, OneOf([each.value for each in State])]
ChannelKey = Annotated[str, OneOf(list(FILED_BY))]
PurposeKey = Annotated[str, OneOf(list(CALL_PURPOSE_LABELS))]
CallOutcomeKey = Annotated[str, OneOf(list(CALL_OUTCOME_LABELS))]
CategoryKey = Annotated[str, OneOf(list(CATEGORY_LABELS))]
IdentityKey = Annotated[str, OneOf([each.value for each in IdentityKind])]
ListKey = Annotated[str, OneOf([row.key for row in WORKLISTS])]
OrderKey = Annotated[str, OneOf([row.key for row in (*ORDERS, DUE_ORDER, CALL_ORDER, ENDED_ORDER)])]


class Asked(BaseModel):
    """A body: nothing unknown in it, and no value of another kind taken for what was meant."""

    model_config = ConfigDict(extra="forbid", strict=True)


class AskerGiven(Asked):
    """For whom a ticket is filed."""

    identity: Line = Field(description="Digits may be Arabic or Western")
    identity_kind: IdentityKey | None = Field(None, description="May be left out for national and resident identities")
    name: Line
    category: CategoryKey
    mobile: Line = Field(
        "", description="A Saudi mobile in any form, or an international one; empty where there is none"
    )
    other_contact: Line = Field(
        "",
        description="How else they are reached; a report needs a mobile or this: a landline, where they are to be found",
    )
    language: Language = "ar"


class FilingGiven(Asked):
    """A ticket to be filed."""

    type: TypeKey
    channel: Literal["api", "telephone"] = Field("api", description="`telephone` is for the call centre")
    centre: Id
    subject: Line
    text: Text
    incident_place: Line = Field("", description="Where it is happening: needed for a report")
    draft: str | None = Field(None, pattern=marks.DRAFT, description="Of the files sent before to /files")
    beneficiary: AskerGiven


class UnmaskGiven(Asked):
    """Which field, and why: both are written down."""

    field: Literal["identity", "mobile", "email"]
    reason: Text


class Filtering(BaseModel):
    """What narrows tickets."""

    type: TypeKey | None = Field(None, description="Only tickets of this type")
    state: StateKey | None = Field(None, description="Only tickets in this state")
    channel: ChannelKey | None = Field(None, description="Only what came in this way")
    category: CategoryKey | None = Field(None, description="Only what people of this kind filed")
    problem: Line | None = Field(None, description="Only what waits on the problem of this number")
    centre: Id | None = Field(None, description="Only what stands at this centre: an id of /centres")
    department: Id | None = Field(
        None, description="Only what stands at this department: an id of /centres/{centre}/departments"
    )
    filed_from: Moment | None = Field(None, description="Filed at this instant or later")
    filed_before: Moment | None = Field(None, description="Filed before this instant")

    @property
    def filters(self) -> Filters:
        """As the queries take it."""
        return Filters(
            type=self.type or "",
            state=self.state or "",
            channel=self.channel or "",
            category=self.category or "",
            problem=compact(self.problem or ""),
            centre_id=self.centre,
            department_id=self.department,
            filed_from=self.filed_from,
            filed_before=self.filed_before,
        )


class Narrowing(Filtering):
    """What narrows and sorts a list of tickets."""

    list: ListKey = Field("open", description="A work list of the caller's role: see /tickets/counts")
    order: OrderKey | None = Field(None, description="How they are sorted; left out, as the work list itself is")
    after: str | None = Field(None, max_length=120, description="From `next` of the page before")
    before: str | None = Field(None, max_length=120, description="From `previous` of the page after")
    size: int = Field(25, ge=1, le=100, description="How many on a page")


class Searching(Filtering):
    """What is searched for: a number, an identity, a mobile, or words; "phrases" in quotation marks, and -without."""

    q: str = Field("", max_length=200, description="May be empty where filters narrow: all that pass, the newest first")
    after: str | None = Field(None, max_length=120, description="From `next` of the page before")
