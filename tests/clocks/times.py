"""Instants as they are written in errands, and rounds of the timekeeper at a given time."""

from datetime import datetime, timedelta

from tawasul.clocks.models import Alarm, Clock
from tawasul.clocks.sounding import sound_due
from tawasul.clocks.telling import GATHER, tell_hearers
from tawasul.lib.reference import compose
from tawasul.tickets.models import Ticket
from tests.cast import RIYADH


def moment(text: str) -> datetime:
    """ "2026-09-17 10:00", Riyadh's time."""
    return datetime.fromisoformat(text).replace(tzinfo=RIYADH)


def sound(at: datetime) -> int:
    """All that is due, and everybody told who is to hear; how many alarms sounded."""
    before = Alarm.objects.count()
    while sound_due(at=at):
        pass
    tell_hearers(at=at + GATHER)
    return Alarm.objects.count() - before


def clock(ticket: Ticket, step: str = "whole", leg: int = 1) -> Clock:
    return Clock.objects.get(subject_kind="ticket", subject_id=ticket.pk, step=step, leg=leg)


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def copies(ticket: Ticket, number: int) -> list[Ticket]:
    """So many more of a ticket, each with clocks of its own that read the same: kept at once."""
    values = Ticket.objects.filter(pk=ticket.pk).values().get() | {"id": None}
    made = Ticket.objects.bulk_create(
        Ticket(**values | {"reference": compose(2030, 50_000_000 + ticket.pk % 1_000 * 10_000 + each)})
        for each in range(number)
    )
    clocks = Clock.objects.filter(subject_kind="ticket", subject_id=ticket.pk).order_by("pk").values()
    Clock.objects.bulk_create(
        Clock(**values | {"id": None, "subject_id": copy.pk}) for copy in made for values in clocks
    )
    return made


MINUTE = timedelta(minutes=1)
