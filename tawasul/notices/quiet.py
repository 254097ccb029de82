"""Hours in which no SMS leaves that can wait. Pure; hours are those of Riyadh."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tawasul.lib.hijri import RIYADH


@dataclass(frozen=True, kw_only=True)
class Hours:
    """From when to when, over midnight too; the same twice means none."""

    begins: time
    ends: time


TO_ACT = timedelta(hours=4)  # whoever reads of something has so long before it begins
OURS = Hours(begins=time(22), ends=time(7))  # until the ministry says otherwise


def too_soon_to_wait(moment: datetime, begins: datetime, hours: Hours) -> bool:
    """Whether what is said at `moment` of something that begins at `begins` cannot wait: it begins on the same day, or too
    soon after the quiet is over."""
    if begins.astimezone(RIYADH).date() == moment.astimezone(RIYADH).date():
        return True
    return begins < (waits_until(moment, hours) or moment) + TO_ACT


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
