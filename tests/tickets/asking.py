"""Asking for statements, as errands tell it."""

from datetime import datetime
from typing import Any

from tawasul.tickets import actions
from tawasul.tickets.models import Statement, Ticket
from tawasul.tickets.statements.entities import Asking
from tests.cast import Cast, hours

QUESTION = "متى عاد الباص إلى خط سيره، ومن كان السائق في تلك الأيام؟"
ANSWER = "عاد الباص إلى خط سيره يوم الأحد، وقد استُبدل السائق في اليوم نفسه."
BODY = Asking(kind="body", name="شركة نقل الواحة", email="fleet@example.sa", mobile="0551234567")
SCHOOL = Asking(kind="school", name="مدرسة الواحة الابتدائية الرابعة", email="school@example.sa")


def place(cast: Cast, name: str, **more: Any) -> Asking:
    return Asking(place=cast.places[name].pk, **more)


def asked(
    cast: Cast, ticket: Ticket, *entities: Asking, at: datetime | None = None, by: str = "coordinator"
) -> list[Statement]:
    """`by` asks these entities, four hours after the Sunday on which errands begin; where none is named, the department of
    follow-up."""
    return actions.ask_statements(
        actor=cast.actor(by),
        ticket_id=ticket.pk,
        entities=list(entities) or [place(cast, "followup")],
        question=QUESTION,
        at=at or hours(4),
    )


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)
