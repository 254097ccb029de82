"""One change to the calendars at a time, each with its line in the list of changes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Min, Q
from django.utils.translation import gettext_lazy as _

from tawasul.calendars.models import CalendarChange, CalendarVersion, DayOff, ExtraWorkingDay, WorkingHours
from tawasul.lib.errors import Conflict


@contextmanager
def change(what: str, *, scope: str, by: str, at: datetime, **data: Any) -> Iterator[None]:
    """Hold the lock of all calendars, let the block write, then record the change: all in one transaction."""
    with transaction.atomic():
        CalendarVersion.objects.get_or_create(id=1, defaults={"number": 0})
        version = CalendarVersion.objects.select_for_update().get(id=1)
        yield
        version.number = CalendarChange.objects.create(at=at, by=by, scope=scope, what=what, data=data).pk
        version.save(update_fields=["number"])


def hold_version(number: int) -> None:
    """Hold the lock of all calendars to the end of the transaction. Raises Conflict where they are no longer at `number`.

    Who has shown the effect of a change applies it under this lock: nothing else came in between.
    """
    row = CalendarVersion.objects.select_for_update().filter(id=1).first()
    if (row.number if row else 0) != number:
        raise Conflict(_("The calendar changed meanwhile. Look at the effect again."), code="changed")


def first_day_touched(change: CalendarChange) -> date | None:
    """The first day of whatever was said, decided or withdrawn in a change: all days before it are as they were.

    Changes of the same instant and place are taken together, which names no later day. None where nothing is found.
    """
    said = Q(scope=change.scope) & (Q(said_at=change.at) | Q(withdrawn_at=change.at))
    firsts = [
        WorkingHours.objects.filter(said).aggregate(day=Min("first_day"))["day"],
        DayOff.objects.filter(said | Q(scope=change.scope, decided_at=change.at)).aggregate(day=Min("first_day"))[
            "day"
        ],
        ExtraWorkingDay.objects.filter(said).aggregate(day=Min("day"))["day"],
    ]
    return min((day for day in firsts if day is not None), default=None)
