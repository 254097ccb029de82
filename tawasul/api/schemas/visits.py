"""Visits of a centre, as another system sees them: identities masked."""

from datetime import date

from pydantic import BaseModel, Field

from tawasul.api.schemas.moments import Moment
from tawasul.api.schemas.places import Named, named
from tawasul.lib.masking import masked
from tawasul.reception.labels import LINE_LABELS, OUTCOME_LABELS, PRIORITY_LABELS, REASON_LABELS, STATE_LABELS
from tawasul.reception.models import Visit


class VisitRead(BaseModel):
    """One person's coming to a centre on a day."""

    id: int
    number: str = Field(description="As it is printed and called: A-014")
    day: date
    centre: Named
    name: str
    identity: str = Field(description="Masked; empty where only a name was given")
    reason: str
    reason_label: str
    line: str
    line_label: str
    priority: str
    priority_label: str
    state: str
    state_label: str
    ticket: str = Field(description="The number of the ticket they come about, if they come about one")
    desk: str
    served_by: str
    arrived_at: Moment
    called_at: Moment | None = Field(description="When they were called first")
    ended_at: Moment | None
    outcome: str
    outcome_label: str


class VisitPage(BaseModel):
    """A page by id, the newest first: `next` goes into `after`."""

    visits: list[VisitRead]
    next: int | None


def visit_read(visit: Visit) -> VisitRead:
    """A visit from a query with `queries.RELATED`."""
    return VisitRead(
        id=visit.pk,
        number=visit.spoken,
        day=visit.day,
        centre=named(visit.centre),
        name=visit.name,
        identity=masked(visit.beneficiary.identity_number) if visit.beneficiary else "",
        reason=visit.reason,
        reason_label=str(REASON_LABELS[visit.reason]),
        line=visit.line,
        line_label=str(LINE_LABELS[visit.line]),
        priority=visit.priority,
        priority_label=str(PRIORITY_LABELS[visit.priority]),
        state=visit.state,
        state_label=str(STATE_LABELS[visit.state]),
        ticket=visit.ticket.reference if visit.ticket else "",
        desk=visit.desk.name if visit.desk else "",
        served_by=visit.served_by.name if visit.served_by else "",
        arrived_at=visit.arrived_at,
        called_at=visit.first_called_at,
        ended_at=visit.ended_at,
        outcome=visit.outcome,
        outcome_label=str(OUTCOME_LABELS.get(visit.outcome, "")),
    )
