"""Hours in which no SMS leaves that can wait. Pure; hours are those of Riyadh."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tawasul.lib.hijri import RIYADH


@dataclass(frozen=True, kw_only=True)
class Hours:
    """From when to when, over midnight too; the same twice means none."""

    begins: time
    ends: time


OURS = Hours(begins=time(22), ends=time(7))  # until the ministry says otherwise


def waits_until(moment: datetime, hours: Hours) -> datetime | None:
    """When the quiet in which `moment` lies is over, or None where it lies in none."""
    here = moment.astimezone(RIYADH)
    over_midnight = hours.ends <= hours.begins
    if hours.begins == hours.ends:
        return None
    if over_midnight:
        quiet = here.time() >= hours.begins or here.time() < hours.ends
        day = here.date() + timedelta(days=1) if here.time() >= hours.begins else here.date()
    else:
        quiet = hours.begins <= here.time() < hours.ends
        day = here.date()
    return datetime.combine(day, hours.ends, tzinfo=RIYADH) if quiet else None
