"""Visits: listed and read by whoever receives visitors of a centre, or supervises its hall."""

from ninja import Query
from pydantic import BaseModel, Field

from tawasul.api.caller import Call
from tawasul.api.noun import Noun
from tawasul.api.schemas.asked import Id
from tawasul.api.schemas.calendars import CalendarDay
from tawasul.api.schemas.visits import VisitPage, VisitRead, visit_read
from tawasul.reception import queries

router = Noun("visits")


class OfADay(BaseModel):
    """Of which day, and from where the page goes on."""

    day: CalendarDay | None = Field(None, description="In either calendar; today in Riyadh where none is given")
    after: Id | None = Field(None, description="From `next` of the page before")
    size: int = Field(25, ge=1, le=100)


@router.opens("GET", "/visits", VisitPage, needs=queries.SEE_VISITS)
def list_visits(request: Call, which: Query[OfADay]) -> VisitPage:
    """The visits of a day to the centres within the caller's reach, the newest first."""
    caller = request.auth
    day = which.day or queries.day_of(caller.at)
    rows = queries.visits_visible_to(caller.actor).select_related(*queries.RELATED).filter(day=day).order_by("-pk")
    if which.after is not None:
        rows = rows.filter(pk__lt=which.after)
    found = list(rows[: which.size + 1])
    visits = found[: which.size]
    return VisitPage(
        visits=[visit_read(each) for each in visits], next=visits[-1].pk if len(found) > which.size else None
    )


@router.opens("GET", "/visits/{visit}", VisitRead, needs=queries.SEE_VISITS)
def read_visit(request: Call, visit: Id) -> VisitRead:
    """One visit."""
    return visit_read(queries.visit_for(request.auth.actor, visit))
