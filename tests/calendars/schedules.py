"""The schedules that the table of cases and the properties count in, and the shorthand that they are written in."""

from datetime import date, datetime, timedelta

from tawasul.calendars.schedule import (
    MONDAY,
    SATURDAY,
    SUNDAY,
    TUESDAY,
    DayOff,
    ExtraDay,
    Hours,
    Schedule,
    Window,
    Words,
    same_hours,
    week,
)
from tawasul.calendars.working_time import Amount, RoundTheClock, WorkingDays
from tawasul.lib.hijri import RIYADH


def words(text: str) -> Words:
    return Words(text, text)


def off(first: str, last: str = "", reason: str = "holiday") -> DayOff:
    return DayOff(date.fromisoformat(first), date.fromisoformat(last or first), words(reason))


def ramadan(first: str, last: str) -> Hours:
    return Hours(same_hours("10:00-15:00"), date.fromisoformat(first), date.fromisoformat(last), words("Ramadan"))


COMMON = Hours(same_hours("07:30-14:30"))
RAMADANS = (
    ramadan("2026-02-18", "2026-03-19"),
    ramadan("2027-02-08", "2027-03-08"),
    ramadan("2028-01-28", "2028-02-25"),
)
HOLIDAYS = (
    off("2026-02-22", reason="Founding Day"),
    off("2026-03-19", "2026-03-24", "Eid al-Fitr"),
    off("2026-05-26", "2026-05-31", "Eid al-Adha"),
    off("2026-09-23", reason="National Day"),
    off("2026-09-24", reason="bridge"),
    off("2027-02-21", "2027-02-22", "Founding Day and bridge"),
)
OWN = (
    off("2026-09-15", reason="sandstorm"),
    ExtraDay(date(2026, 9, 19), (Window.parse("09:00-12:00"),), words("registration")),
    ExtraDay(date(2026, 9, 23), (Window.parse("09:00-13:00"),), words("exhibition")),
)

SCHEDULES = {
    "ministry": Schedule((*RAMADANS, COMMON), HOLIDAYS),
    "centre": Schedule((*RAMADANS, COMMON), (*OWN, *HOLIDAYS)),
    "split": Schedule((Hours(same_hours("08:00-12:00 16:00-20:00")),)),
    "night": Schedule((Hours(same_hours("20:00-04:00")),)),
    "tue+sat": Schedule((Hours(same_hours("08:00-12:00", (TUESDAY, SATURDAY))),)),
    "always": Schedule((Hours(same_hours("00:00-24:00", range(7))),)),
    "overlap": Schedule((Hours(week({SUNDAY: [Window.parse("20:00-04:00")], MONDAY: [Window.parse("02:00-06:00")]})),)),
    "october": Schedule((Hours(same_hours("08:00-15:00"), date(2026, 10, 1)), COMMON)),
}


def at(text: str) -> datetime:
    """Riyadh's time."""
    return datetime.fromisoformat(text).replace(tzinfo=RIYADH)


def amount(text: str) -> Amount:
    """ "5d" working days, "4h" working hours, "2h!" round the clock."""
    if text.endswith("d"):
        return WorkingDays(int(text[:-1]))
    length = timedelta(hours=float(text.rstrip("!").removesuffix("h")))
    return RoundTheClock(length) if text.endswith("!") else length


def pauses(text: str) -> list[tuple[datetime, datetime]]:
    """ "2026-09-21 08:00/2026-09-21 09:00, …"."""
    pairs = [pair.strip().split("/") for pair in text.split(",") if pair.strip()]
    return [(at(begins), at(ends)) for begins, ends in pairs]
