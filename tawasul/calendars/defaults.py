"""The calendars that a new installation starts from: rows like any other, for people to correct.

Frozen here as they were shipped, because a migration writes them; `holidays` proposes those of later years. The
hours are those of a published university schedule, Ramadan's the customary ones. The two Eids are announced by hand
each year: the dates here are assumed, and marked so, until somebody enters what was announced.
"""

from datetime import UTC, date, datetime, time
from typing import Any

SAID_BY = "defaults"
SAID_AT = datetime(2024, 12, 1, tzinfo=UTC)
SUNDAY_TO_THURSDAY = (6, 0, 1, 2, 3)

# first day, last day, opens, closes, reason
HOURS = (
    (date(2020, 1, 1), None, time(7, 30), time(14, 30), "ساعات العمل المعتادة", "Usual working hours"),
    (date(2026, 2, 18), date(2026, 3, 19), time(10), time(15), "رمضان 1447هـ", "Ramadan 1447"),
    (date(2027, 2, 8), date(2027, 3, 8), time(10), time(15), "رمضان 1448هـ", "Ramadan 1448"),
    (date(2028, 1, 28), date(2028, 2, 25), time(10), time(15), "رمضان 1449هـ", "Ramadan 1449"),
    (date(2029, 1, 16), date(2029, 2, 13), time(10), time(15), "رمضان 1450هـ", "Ramadan 1450"),
)

_FOUNDING = ("founding_day", False, "يوم التأسيس", "Founding Day")
_NATIONAL = ("national_day", False, "اليوم الوطني", "National Day")
_BRIDGE = ("bridge", False, "يوم عمل بين إجازتين", "Day between two holidays")
_FITR = ("eid_al_fitr", True, "إجازة عيد الفطر", "Eid al-Fitr holiday")
_ADHA = ("eid_al_adha", True, "إجازة عيد الأضحى", "Eid al-Adha holiday")

# first day, last day, (kind, assumed, reason)
DAYS_OFF = (
    (date(2025, 2, 23), date(2025, 2, 23), _FOUNDING),
    (date(2025, 3, 30), date(2025, 4, 3), _FITR),
    (date(2025, 6, 5), date(2025, 6, 10), _ADHA),
    (date(2025, 9, 23), date(2025, 9, 23), _NATIONAL),
    (date(2026, 2, 22), date(2026, 2, 22), _FOUNDING),
    (date(2026, 3, 19), date(2026, 3, 24), _FITR),
    (date(2026, 5, 26), date(2026, 5, 31), _ADHA),
    (date(2026, 9, 23), date(2026, 9, 23), _NATIONAL),
    (date(2026, 9, 24), date(2026, 9, 24), _BRIDGE),
    (date(2027, 2, 21), date(2027, 2, 21), _BRIDGE),
    (date(2027, 2, 22), date(2027, 2, 22), _FOUNDING),
    (date(2027, 9, 23), date(2027, 9, 23), _NATIONAL),
)


def install(apps: Any) -> None:
    """Write the defaults where no calendar stands yet. `apps` is a registry: a migration's, or Django's own."""

    def model(name: str) -> Any:
        return apps.get_model("calendars", name)

    version, made = model("CalendarVersion").objects.get_or_create(id=1, defaults={"number": 0})
    if not made:
        return
    said = {"said_at": SAID_AT, "said_by": SAID_BY}
    for first, last, opens, closes, reason_ar, reason_en in HOURS:
        hours = model("WorkingHours").objects.create(
            first_day=first, last_day=last, reason_ar=reason_ar, reason_en=reason_en, **said
        )
        model("WorkingWindow").objects.bulk_create(
            model("WorkingWindow")(hours=hours, weekday=weekday, opens=opens, closes=closes)
            for weekday in SUNDAY_TO_THURSDAY
        )
    model("DayOff").objects.bulk_create(
        model("DayOff")(
            first_day=first, last_day=last, kind=kind, assumed=assumed, reason_ar=reason_ar, reason_en=reason_en,
            state="confirmed", decided_at=SAID_AT, decided_by=SAID_BY, **said,
        )
        for first, last, (kind, assumed, reason_ar, reason_en) in DAYS_OFF
    )  # fmt: skip
    change = model("CalendarChange").objects.create(at=SAID_AT, by=SAID_BY, what="defaults_installed")
    version.number = change.pk
    version.save()
