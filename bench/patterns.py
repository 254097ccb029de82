"""The patterns as rows, read back from the database in which the actions wrote them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from tawasul.clocks.models import Clock, Pause
from tawasul.notices.models import Notice
from tawasul.tickets.models import Completion, Custody, Note, Referral, Reply, Ticket
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.timeline.models import Event

Row = dict[str, Any]
OWNED: tuple[type[models.Model], ...] = (Custody, Referral, Completion, Reply, Note)
ABOUT: tuple[type[models.Model], ...] = (Event, Notice, Clock)


@dataclass
class Pattern:
    """One ticket that was really told, with everything that belongs to it."""

    ticket: Row
    rows: dict[type[models.Model], list[Row]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.ticket["ended_at"] is None


def columns_of(model: type[models.Model]) -> list[str]:
    """The columns of a table, in order."""
    return [each.attname for each in model._meta.concrete_fields]


def read() -> list[Pattern]:
    """All tickets of the database as patterns, by id: a query for each table."""
    found = {row["id"]: Pattern(row) for row in _rows(Ticket, models.Q())}
    for model in OWNED:
        for row in _rows(model, models.Q()):
            found[row["ticket_id"]].rows[model].append(row)
    for model in ABOUT:
        for row in _rows(model, models.Q(subject_kind=SUBJECT_KIND)):
            found[row["subject_id"]].rows[model].append(row)
    ticket_of = {row["id"]: row["subject_id"] for pattern in found.values() for row in pattern.rows[Clock]}
    for row in _rows(Pause, models.Q()):
        found[ticket_of[row["clock_id"]]].rows[Pause].append(row)
    return list(found.values())


def _rows(model: type[models.Model], condition: models.Q) -> list[Row]:
    return list(model._default_manager.filter(condition).order_by("pk").values(*columns_of(model)))
