"""Reorganisations: which are planned, under way and carried out. They are drafted and confirmed in the pages alone."""

from ninja import Query

from tawasul.api.caller import Call
from tawasul.api.noun import Noun
from tawasul.api.schemas.asked import Id
from tawasul.api.schemas.reorganisations import (
    ReorganisationPage,
    ReorganisationsAsked,
    ReorganisedWhole,
    read,
    whole,
)
from tawasul.centres.roles import Power
from tawasul.reorganisations import queries

router = Noun("reorganisations")
MAY_SEE = [Power.MANAGE_NETWORK, Power.CONFIRM_REORGANISATIONS]


@router.opens("GET", "/reorganisations", ReorganisationPage, needs=MAY_SEE)
def list_reorganisations(request: Call, how: Query[ReorganisationsAsked]) -> ReorganisationPage:
    """The plans by which the tree of places changes, the newest first, 25 at a time."""
    page = queries.page_of(request.auth.actor, after=how.after)
    return ReorganisationPage(reorganisations=[read(plan) for plan in page.plans], next=page.next)


@router.opens("GET", "/reorganisations/{reorganisation}", ReorganisedWhole, needs=MAY_SEE)
def read_reorganisation(request: Call, reorganisation: Id) -> ReorganisedWhole:
    """A plan: its lines, how far it came and, once it was carried out, which place took over from which."""
    return whole(queries.plan_for(request.auth.actor, reorganisation))
