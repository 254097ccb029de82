"""The holidays of the years behind us were announced, a few days before they came, on the days that had been assumed."""

from datetime import datetime, time, timedelta

from tawasul.calendars.actions import announce_day_off
from tawasul.calendars.models import DayOff
from tawasul.cli.demonstration.cast import Cast
from tawasul.lib.hijri import RIYADH
from tawasul.people.queries import number_of

AHEAD, EVENING = timedelta(days=3), time(20, 15)


def announce_past_holidays(cast: Cast, now: datetime) -> None:
    """Enter each as the ministry's centre did on the evening on which it heard."""
    supervisor = next(actor for worker, actor in cast.actors.items() if worker.role == "ministry_supervisor")
    number = number_of(supervisor.user_id or 0)
    past = DayOff.objects.filter(assumed=True, withdrawn_at=None, last_day__lt=now.astimezone(RIYADH).date())
    for row in past.order_by("first_day"):
        heard = datetime.combine(row.first_day - AHEAD, EVENING, RIYADH)
        announce_day_off(day_off_id=row.pk, first_day=row.first_day, last_day=row.last_day, by=number, at=heard)
