"""A centre goes over to another: who waits in its hall is not sent away."""

from datetime import datetime

from tawasul.centres import queries as centres
from tawasul.centres.actor import SYSTEM
from tawasul.reception.actions.arriving import next_number
from tawasul.reception.actions.changing import done, hall_of
from tawasul.reception.actions.desks import closed
from tawasul.reception.course import OPEN
from tawasul.reception.models import Desk, Hall, Visit
from tawasul.reception.queries import day_of
from tawasul.tickets.saying import named


def hand_hall_over(*, from_id: int, to_id: int, at: datetime) -> int:
    """Close the desks of one hall, and let those who wait in it today wait in the other's: with a number of that one, which
    their own page says from now on, and with the rank they had. How many. Part of changing the tree, in its transaction.

    Visits that ended stay in the log of where they were.
    """
    if not Hall.objects.filter(centre=from_id).exists():
        return 0
    for desk in Desk.objects.select_for_update(no_key=True).filter(centre=from_id, user__isnull=False).order_by("pk"):
        closed(SYSTEM, desk, at)
    states = sorted(state.value for state in OPEN)
    rows = Visit.objects.select_for_update(of=("self",)).filter(centre=from_id, day=day_of(at), state__in=states)
    going = list(rows.order_by("rank_at", "pk"))
    if not going:
        return 0
    hall_of(to_id)
    centre = centres.place(to_id)
    for visit in going:
        before = visit.spoken
        visit.centre, visit.sector = centre, centres.sector_of(centre)
        visit.number = next_number(to_id, at, visit.letter)
        done(SYSTEM, visit, "hall_changed", at, {"before": before, **named("centre", centre)})
    return len(going)
