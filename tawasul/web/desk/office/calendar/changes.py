"""What may be changed of a calendar, as one table: its form, what it does, why deadlines move by it, which days it touches."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tawasul.calendars import actions, holidays, queries
from tawasul.calendars.labels import HOLIDAY_LABELS
from tawasul.calendars.models import DayOff, ExtraWorkingDay, Said, WorkingHours
from tawasul.calendars.sayings import windows_said
from tawasul.calendars.schedule import WORKING_WEEK, Hours, Window, Words
from tawasul.centres.models import Place
from tawasul.centres.queries import path_scopes
from tawasul.lib.errors import NotFound
from tawasul.lib.hijri import hijri, short_dual
from tawasul.web.desk.office.calendar.forms import (
    Announced,
    CalendarForm,
    DaysOff,
    ExtraDay,
    FixedHolidays,
    RamadanHours,
    WeekHours,
)

Given = Mapping[str, Any]
DateRange = tuple[date, date]
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Whose calendar is to change, by whom, at which instant; `row` is the line that is meant, where one is."""

    place: Place
    scope: str
    is_nation: bool
    by: str
    at: datetime
    today: date
    row: Any = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """One kind of change. Without `form` there is nothing to write: it is previewed at once."""

    name: str
    title: Any
    icon: str = ""
    intro: Any = ""
    form: type[CalendarForm] | None = None
    row: type[Said] | None = None
    initial: Callable[[Ask, Given], dict[str, Any]] = lambda _ask, _asked: {}
    make: Callable[[Ask, Given], object]
    cause: Callable[[Ask, Given], Words]
    days: Callable[[Ask, Given], DateRange]
    of_nation: bool = False
    moves: bool = True
    done: Any


def row_of(change: Change, ask_scope: str, row_id: int | None) -> Any:
    """The standing line that is meant, if it is of this calendar. Raises NotFound."""
    if change.row is None:
        return None
    row = change.row._default_manager.filter(pk=row_id, scope=ask_scope).first()
    if row is None:
        raise NotFound("line")
    return row


def in_both(say: Callable[[str], str]) -> Words:
    """What `say` says in Arabic and in English."""
    said = []
    for language in ("ar", "en"):
        with override(language):
            said.append(say(language))
    return Words(*said)


def dated(reason: Words, first: date, last: date) -> Words:
    """A reason with its days."""

    def say(language: str) -> str:
        days = short_dual(first, language)
        if last != first:
            days = f"{days} – {short_dual(last, language)}"
        return f"{reason.in_language(language)}: {days}"

    return in_both(say)


def _reason(given: Given, otherwise: Any) -> Words:
    label = in_both(lambda _language: str(otherwise))
    return Words(given.get("reason_ar") or label.ar, given.get("reason_en") or label.en)


def _range(given: Given) -> DateRange:
    return given["first_day"], given["last_day"]


def _first_asked(asked: Given, name: str = "first_day") -> dict[str, Any]:
    """The day that the year's page named."""
    return {name: asked["day"]} if asked.get("day") else {}


# Days off


def _off_reason(given: Given) -> Words:
    return _reason(given, HOLIDAY_LABELS[given["kind"]])


def _add_off(ask: Ask, given: Given) -> object:
    return actions.add_day_off(
        scope=ask.scope,
        kind=given["kind"],
        first_day=given["first_day"],
        last_day=given["last_day"],
        reason=_off_reason(given),
        assumed=given["assumed"],
        by=ask.by,
        at=ask.at,
    )


OFF = Change(
    name="off",
    title=_("Add days off"),
    icon="calendar-x",
    intro=_("A holiday as it was announced, or a closure: nothing is counted on these days."),
    form=DaysOff,
    initial=lambda _ask, asked: _first_asked(asked),
    make=_add_off,
    cause=lambda _ask, given: dated(_off_reason(given), *_range(given)),
    days=lambda _ask, given: _range(given),
    done=_("The days are off."),
)


def _announce(ask: Ask, given: Given) -> object:
    return actions.announce_day_off(
        day_off_id=ask.row.pk, first_day=given["first_day"], last_day=given["last_day"], by=ask.by, at=ask.at
    )


ANNOUNCE = Change(
    name="off_announce",
    title=_("Enter the announced days"),
    intro=_("The days that stood until now are withdrawn, and these stand in their place: one change."),
    form=Announced,
    row=DayOff,
    initial=lambda ask, _asked: {
        "first_day": ask.row.first_day.isoformat(),
        "last_day": ask.row.last_day.isoformat(),
    },
    make=_announce,
    cause=lambda ask, given: dated(ask.row.reason, *_range(given)),
    days=lambda ask, given: (min(ask.row.first_day, given["first_day"]), max(ask.row.last_day, given["last_day"])),
    done=_("The announced days stand."),
)
CONFIRM = Change(
    name="off_confirm",
    title=_("Confirm a day off"),
    row=DayOff,
    make=lambda ask, _given: actions.confirm_day_off(day_off_id=ask.row.pk, by=ask.by, at=ask.at),
    cause=lambda ask, _given: dated(ask.row.reason, ask.row.first_day, ask.row.last_day),
    days=lambda ask, _given: (ask.row.first_day, ask.row.last_day),
    done=_("The day off is confirmed."),
)


def _withdrawn(reason: Words, first: date, last: date) -> Words:
    said = dated(reason, first, last)
    return in_both(lambda language: gettext("withdrawn: %(what)s") % {"what": said.in_language(language)})


WITHDRAW_OFF = Change(
    name="off_withdraw",
    title=_("Withdraw a day off"),
    row=DayOff,
    make=lambda ask, _given: actions.withdraw_day_off(day_off_id=ask.row.pk, by=ask.by, at=ask.at),
    cause=lambda ask, _given: _withdrawn(ask.row.reason, ask.row.first_day, ask.row.last_day),
    days=lambda ask, _given: (ask.row.first_day, ask.row.last_day),
    done=_("This line was withdrawn."),
)
PROPOSE = Change(
    name="propose",
    title=_("Propose the year's fixed holidays"),
    icon="magic",
    intro=_(
        "The National Day and the Founding Day, moved and bridged as the rules say. They close nothing until confirmed."
    ),
    form=FixedHolidays,
    initial=lambda ask, _asked: {"year": ask.today.year + 1},
    make=lambda ask, given: actions.propose_holidays(year=given["year"], by=ask.by, at=ask.at),
    cause=lambda _ask, given: Words(str(given["year"]), str(given["year"])),
    days=lambda _ask, given: (date(given["year"], 1, 1), date(given["year"], 12, 31)),
    of_nation=True,
    moves=False,
    done=_("The holidays are proposed: confirm them one by one."),
)


# Hours


def _present_week(ask: Ask, asked: Given) -> dict[str, Any]:
    rule = next((hours for hours in _schedule_hours(ask) if hours.last is None and hours.covers(ask.today)), None)
    week = rule.week if rule else ()
    shown = {f"on_{weekday}": windows_said(windows).replace(" · ", ", ") for weekday, windows in enumerate(week)}
    return shown | _first_asked(asked)


def _schedule_hours(ask: Ask) -> tuple[Hours, ...]:
    return queries.schedule_for(path_scopes(ask.place)).hours


def _set_hours(ask: Ask, given: Given) -> object:
    return actions.set_hours(
        scope=ask.scope,
        windows=given["windows"],
        first_day=given["first_day"],
        last_day=given["last_day"],
        reason=_hours_reason(given),
        by=ask.by,
        at=ask.at,
    )


def _hours_reason(given: Given) -> Words:
    return _reason(given, _("Other working hours") if given["last_day"] else _("Working hours of the week"))


def _until(first: date, last: date | None) -> date:
    return last or first + A_YEAR


HOURS = Change(
    name="hours",
    title=_("Set working hours"),
    icon="calendar-week",
    intro=_(
        "From a day on they are the week's common hours; with a last day they stand before the common week for that while."
    ),
    form=WeekHours,
    initial=_present_week,
    make=_set_hours,
    cause=lambda _ask, given: dated(_hours_reason(given), given["first_day"], given["last_day"] or given["first_day"]),
    days=lambda _ask, given: (given["first_day"], _until(given["first_day"], given["last_day"])),
    done=_("The hours are set."),
)


def _ramadan_range(given: Given) -> DateRange:
    first, last = holidays.ramadan(given["hijri_year"])
    return given["first_day"] or first, given["last_day"] or last


def _set_ramadan(ask: Ask, given: Given) -> object:
    common = next((hours for hours in _schedule_hours(ask) if hours.last is None), None)
    windows: list[Window] = given["windows"]
    worked = [weekday for weekday, open_in in enumerate(common.week) if open_in] if common else WORKING_WEEK
    return actions.set_ramadan_hours(
        scope=ask.scope,
        hijri_year=given["hijri_year"],
        windows=dict.fromkeys(worked, windows),
        first_day=given["first_day"],
        last_day=given["last_day"],
        by=ask.by,
        at=ask.at,
    )


def _next_ramadan(ask: Ask, _asked: Given) -> dict[str, Any]:
    year = hijri(ask.today).year
    coming = year if holidays.ramadan(year)[1] >= ask.today else year + 1
    return {"hijri_year": coming, "windows": "10:00-15:00"}


def _ramadan_cause(given: Given) -> Words:
    year = given["hijri_year"]
    return dated(Words(f"رمضان {year}هـ", f"Ramadan {year}"), *_ramadan_range(given))


def _ramadan_days(_ask: Ask, given: Given) -> DateRange:
    computed, said = holidays.ramadan(given["hijri_year"]), _ramadan_range(given)
    around = holidays.MOST_CORRECTED
    return min(computed[0], said[0]) - around, max(computed[1], said[1]) + around


RAMADAN = Change(
    name="ramadan",
    title=_("Set Ramadan's hours"),
    icon="moon-stars",
    intro=_(
        "The days are those of Umm al-Qura; where the month was sighted otherwise, give its days."
        " What was said of that Ramadan before is replaced."
    ),
    form=RamadanHours,
    initial=_next_ramadan,
    make=_set_ramadan,
    cause=lambda _ask, given: _ramadan_cause(given),
    days=_ramadan_days,
    done=_("The hours are set."),
)


def _hours_days(ask: Ask, _given: Given) -> DateRange:
    return max(ask.row.first_day, ask.today - A_YEAR), ask.row.last_day or max(ask.today, ask.row.first_day) + A_YEAR


WITHDRAW_HOURS = Change(
    name="hours_withdraw",
    title=_("Withdraw working hours"),
    row=WorkingHours,
    make=lambda ask, _given: actions.withdraw_hours(hours_id=ask.row.pk, by=ask.by, at=ask.at),
    cause=lambda ask, _given: _withdrawn(ask.row.reason, ask.row.first_day, ask.row.last_day or ask.row.first_day),
    days=_hours_days,
    done=_("This line was withdrawn."),
)


# Extra days


def _extra_reason(given: Given) -> Words:
    return _reason(given, _("Extra working day"))


def _add_extra(ask: Ask, given: Given) -> object:
    return actions.add_working_day(
        scope=ask.scope,
        day=given["day"],
        windows=given["windows"],
        reason=_extra_reason(given),
        by=ask.by,
        at=ask.at,
    )


EXTRA = Change(
    name="extra",
    title=_("Add an extra working day"),
    icon="briefcase",
    intro=_("A day worked although the week, or a holiday said above, has it off."),
    form=ExtraDay,
    initial=lambda _ask, asked: _first_asked(asked, "day"),
    make=_add_extra,
    cause=lambda _ask, given: dated(_extra_reason(given), given["day"], given["day"]),
    days=lambda _ask, given: (given["day"], given["day"]),
    done=_("The day is worked."),
)
WITHDRAW_EXTRA = Change(
    name="extra_withdraw",
    title=_("Withdraw an extra working day"),
    row=ExtraWorkingDay,
    make=lambda ask, _given: actions.withdraw_working_day(working_day_id=ask.row.pk, by=ask.by, at=ask.at),
    cause=lambda ask, _given: _withdrawn(ask.row.reason, ask.row.day, ask.row.day),
    days=lambda ask, _given: (ask.row.day, ask.row.day),
    done=_("This line was withdrawn."),
)

ADDED: tuple[Change, ...] = (OFF, RAMADAN, HOURS, EXTRA, PROPOSE)
MEANT: tuple[Change, ...] = (CONFIRM, ANNOUNCE, WITHDRAW_OFF, WITHDRAW_HOURS, WITHDRAW_EXTRA)
