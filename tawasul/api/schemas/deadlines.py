"""When any case falls due, without a ticket: what is asked, and what is answered."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from tawasul.api.schemas.asked import CategoryKey, Id, OneOf
from tawasul.api.schemas.clocks import DayCounted, NotEntered
from tawasul.api.schemas.moments import Moment
from tawasul.service_levels.amounts import Priority, Step, Subject

Span = tuple[datetime, datetime | None]
SubjectKey = Annotated[str, OneOf([each.value for each in Subject])]
StepKey = Annotated[str, OneOf([each.value for each in Step])]
PriorityKey = Annotated[str, OneOf([each.value for each in Priority])]
MOST_PAUSES = 50


class Case(BaseModel):
    """A case that may never have been. Without a centre the nation's calendar counts."""

    model_config = ConfigDict(extra="forbid")

    type: SubjectKey
    filed: AwareDatetime = Field(description="With its offset", examples=["2026-09-17T10:00:00+03:00"])
    step: StepKey = Step.WHOLE.value
    priority: PriorityKey | None = None
    category: CategoryKey | None = None
    centre: Id | None = Field(None, description="Whose calendar counts")
    pause: list[str] = Field(
        [],
        max_length=MOST_PAUSES,
        description="FROM/TO, both with their offset; FROM/ where it still lasts; may be given often",
        examples=[["2026-09-21T08:00:00+03:00/2026-09-21T09:00:00+03:00"]],
    )
    document: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = Field(
        None, description="Version of the document, if not the one in force when it was filed"
    )
    explain: bool = False

    @field_validator("pause")
    @classmethod
    def _are_spans(cls, pauses: list[str]) -> list[str]:
        for text in pauses:
            span(text)
        return pauses


def span(text: str) -> Span:
    """ "FROM/TO" as instants, the second None where it still lasts.

    PydanticCustomError (a ValueError) where it is no such thing, ends before it begins, or names no offset.
    """
    begins, slash, ends = (part.strip() for part in text.partition("/"))
    try:
        pause = datetime.fromisoformat(begins), datetime.fromisoformat(ends) if ends else None
    except ValueError as error:
        raise PydanticCustomError("pause_form", "a pause is written FROM/TO, both with their offset") from error
    if not slash or any(each is not None and each.tzinfo is None for each in pause):
        raise PydanticCustomError("pause_form", "a pause is written FROM/TO, both with their offset")
    if pause[1] is not None and pause[1] < pause[0]:
        raise PydanticCustomError("pause_reversed", "the pause ends before it begins")
    return pause


class Deadline(BaseModel):
    """When it is due, by which promise, and day by day why."""

    document: int
    promise: str
    filed: Moment
    due: Moment
    said: str = Field(description="The due instant in both calendars")
    paused_since: Moment | None = Field(
        description="It stands still since then: `due` is its date if it goes on now, and moves until it does"
    )
    not_entered: list[NotEntered]
    days: list[DayCounted] | None = Field(description="Where `explain` asked for them")
