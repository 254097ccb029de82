"""Reorganisations, as the interface shows them."""

from datetime import date

from pydantic import BaseModel, Field

from tawasul.api.schemas.asked import Id
from tawasul.api.schemas.moments import Moment
from tawasul.api.schemas.places import Named, named, named_if
from tawasul.centres.models import Place
from tawasul.reorganisations.models import PlanLine, Reorganisation


class Reorganised(BaseModel):
    """A plan by which the tree changes."""

    id: int
    decree: str
    reason: str
    takes_effect_on: date
    standing: str = Field(description="draft, confirmed, refused, under_way, done or discarded")
    drafted_by: Named | None = Field(description="None: by command")
    drafted_at: Moment
    confirmed_by: Named | None
    confirmed_at: Moment | None
    finished_at: Moment | None
    tickets: int = Field(description="Open tickets that go over; once it has begun")
    tickets_done: int


class PlanLineRead(BaseModel):
    """A line of a plan, places by their codes."""

    number: int
    step: str = Field(description="open, merge, move or rename")
    code: str
    other: str = Field(description="Who takes over, or under which it stands")
    name_ar: str
    name_en: str


class Became(BaseModel):
    """A place that closed, or went whole under another."""

    place: Named
    to: Named
    closed: bool
    tickets: int


class ReorganisedWhole(Reorganised):
    """A plan with its lines and, once it was carried out, what became of each place."""

    lines: list[PlanLineRead]
    places: list[Became]


class ReorganisationsAsked(BaseModel):
    """From where on."""

    after: Id | None = Field(None, description="From `next` of the page before")


class ReorganisationPage(BaseModel):
    """Some plans, the newest first; `next` is where the following ones begin."""

    reorganisations: list[Reorganised]
    next: int | None


def read(plan: Reorganisation) -> Reorganised:
    """A plan as one of many."""
    return Reorganised(
        id=plan.pk,
        decree=plan.decree,
        reason=plan.reason,
        takes_effect_on=plan.takes_effect_on,
        standing=plan.standing,
        drafted_by=named_if(plan.drafted_by),
        drafted_at=plan.drafted_at,
        confirmed_by=named_if(plan.confirmed_by),
        confirmed_at=plan.confirmed_at,
        finished_at=plan.finished_at,
        tickets=plan.total,
        tickets_done=plan.done,
    )


def whole(plan: Reorganisation) -> ReorganisedWhole:
    """A plan with all that belongs to it. Two queries."""
    outcome = plan.outcome
    rows = [(*row, closed) for closed, name in ((True, "closed"), (False, "moved")) for row in outcome.get(name, [])]
    places = Place.objects.in_bulk({pk for row in rows for pk in row[:2]})
    return ReorganisedWhole(
        **read(plan).model_dump(),
        lines=[_line(row) for row in plan.lines.all()],
        places=[
            Became(place=named(places[old]), to=named(places[new]), closed=closed, tickets=tickets)
            for old, new, tickets, closed in rows
        ],
    )


def _line(row: PlanLine) -> PlanLineRead:
    return PlanLineRead(
        number=row.number, step=row.step, code=row.code, other=row.other, name_ar=row.name_ar, name_en=row.name_en
    )
