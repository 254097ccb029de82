"""The clocks of a ticket: what was promised, by when, in whose hands, and how it was counted."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import get_language
from pydantic import BaseModel, Field

from tawasul.api.schemas.moments import Moment
from tawasul.api.schemas.places import Named, named, named_if
from tawasul.calendars import explanation
from tawasul.calendars.expected import Expected
from tawasul.clocks.explaining import Explained, explain
from tawasul.clocks.models import Clock
from tawasul.clocks.reading import promise_of
from tawasul.service_levels.labels import STEP_LABELS, sentence
from tawasul.tickets.hands import holder_of_clock


class DayCounted(BaseModel):
    """One day of a reckoning: its opening hours, and what was counted of them."""

    date: date
    standing: str
    reason: str | None
    windows: list[list[Moment]] = Field(description="From and to")
    counted: list[list[Moment]]
    seconds: float
    share: float = Field(description="Of a working day, where the promise counts in days")
    said: str
    so_far: str | None = Field(description="What was counted until the end of the day, where the day gave anything")


class NotEntered(BaseModel):
    """What the calendar does not say yet of these days, and will: the date moves when it does."""

    occasion: str = Field(description="founding_day, ramadan, eid_al_fitr, eid_al_adha or national_day")
    about: date
    said: str


class Paused(BaseModel):
    """Time that did not count."""

    began_at: Moment
    ended_at: Moment | None
    reason: str


class Counted(BaseModel):
    """Why a clock is due when it is, by the calendar in force now; while it stands still, as if it went on now."""

    due_at: Moment
    pauses: list[Paused]
    days: list[DayCounted]
    not_entered: list[NotEntered]


class ClockRead(BaseModel):
    """A clock as it is stored. `step` is `whole` for the beneficiary's own; the others are of whoever had the ticket."""

    id: int
    step: str
    label: str
    leg: int
    centre: Named
    department: Named | None
    holder: Named | None = Field(
        description="The one person whose time it is, where one has it; a review is the reviewers'"
    )
    promise: str
    began_at: Moment
    due_at: Moment
    paused_at: Moment | None
    ended_at: Moment | None
    used_seconds: int | None = Field(description="In the time that the promise counts in, once it has ended")
    late_seconds: int | None = Field(description="Likewise; 0 where it was in time")
    explanation: Counted | None = Field(description="Where it was asked for")


def clock_read(clock: Clock, *, explained: bool) -> ClockRead:
    """A clock in the active language."""
    return ClockRead(
        id=clock.pk,
        step=clock.step,
        label=str(STEP_LABELS[clock.step]),
        leg=clock.leg,
        centre=named(clock.centre),
        department=named_if(clock.department),
        holder=named_if(holder_of_clock(clock)),
        promise=sentence(promise_of(clock), get_language() or "ar"),
        began_at=clock.began_at,
        due_at=clock.due_at,
        paused_at=clock.paused_at,
        ended_at=clock.ended_at,
        used_seconds=None if clock.used is None else int(clock.used.total_seconds()),
        late_seconds=None if clock.late_by is None else int(clock.late_by.total_seconds()),
        explanation=_counted(explain(clock)) if explained else None,
    )


def _counted(why: Explained) -> Counted:
    days = explanation.data(why.shown, get_language() or "ar")
    return Counted(
        due_at=why.shown.due,
        pauses=[Paused(began_at=row.began_at, ended_at=row.ended_at, reason=row.reason) for row in why.pauses],
        days=[DayCounted.model_validate(day) for day in days],
        not_entered=not_entered_read(why.not_entered, get_language() or "ar"),
    )


def not_entered_read(expected: Sequence[Expected], language: str) -> list[NotEntered]:
    """What is not in the calendar yet."""
    said = explanation.not_yet_known(expected, language)
    return [
        NotEntered(occasion=each.occasion.value, about=each.about, said=words)
        for each, words in zip(expected, said, strict=True)
    ]
