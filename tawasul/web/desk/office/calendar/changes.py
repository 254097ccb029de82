"""How what may be changed of a calendar is asked for on pages: the words and the form of each row of the table of changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from tawasul.calendars import holidays, queries
from tawasul.calendars.sayings import windows_said
from tawasul.centres.queries import path_scopes
from tawasul.clocks import calendar_changes as changes
from tawasul.clocks.calendar_changes import Ask, Change, Given
from tawasul.lib.hijri import hijri
from tawasul.web.desk.office.calendar.forms import (
    Announced,
    CalendarForm,
    DaysOff,
    ExtraDay,
    FixedHolidays,
    RamadanHours,
    WeekHours,
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """The page of one change. Without `form` there is nothing to write: it is previewed at once."""

    change: Change
    title: Any
    icon: str = ""
    intro: Any = ""
    form: type[CalendarForm] | None = None
    initial: Callable[[Ask, Given], dict[str, Any]] = lambda _ask, _asked: {}
    done: Any

    @property
    def name(self) -> str:
        """The change's own."""
        return self.change.name


USUAL_IN_RAMADAN = "10:00-15:00"


def _first_asked(asked: Given, name: str = "first_day") -> dict[str, Any]:
    """The day that the year's page named."""
    return {name: asked["day"]} if asked.get("day") else {}


def _present_week(ask: Ask, asked: Given) -> dict[str, Any]:
    schedule = queries.schedule_for(path_scopes(ask.place))
    rule = next((hours for hours in schedule.hours if hours.last is None and hours.covers(ask.today)), None)
    week = rule.week if rule else ()
    shown = {f"on_{weekday}": windows_said(windows).replace(" · ", ", ") for weekday, windows in enumerate(week)}
    return shown | _first_asked(asked)


def _days_off(_ask: Ask, asked: Given) -> dict[str, Any]:
    return _first_asked(asked) | ({"kind": asked["kind"]} if asked.get("kind") else {})


def _next_ramadan(ask: Ask, asked: Given) -> dict[str, Any]:
    if asked.get("year"):
        return {"hijri_year": asked["year"], "windows": USUAL_IN_RAMADAN}
    year = hijri(ask.today).year
    coming = year if holidays.ramadan(year)[1] >= ask.today else year + 1
    return {"hijri_year": coming, "windows": USUAL_IN_RAMADAN}


OFF = Page(
    change=changes.OFF,
    title=_("Add days off"),
    icon="calendar-x",
    intro=_("A holiday as it was announced, or a closure: nothing is counted on these days."),
    form=DaysOff,
    initial=_days_off,
    done=_("The days are off."),
)
ANNOUNCE = Page(
    change=changes.ANNOUNCE,
    title=_("Enter the announced days"),
    intro=_("The days that stood until now are withdrawn, and these stand in their place: one change."),
    form=Announced,
    initial=lambda ask, _asked: {
        "first_day": ask.row.first_day.isoformat(),
        "last_day": ask.row.last_day.isoformat(),
    },
    done=_("The announced days stand."),
)
CONFIRM = Page(
    change=changes.CONFIRM,
    title=_("Confirm a day off"),
    done=_("The day off is confirmed."),
)
WITHDRAW_OFF = Page(
    change=changes.WITHDRAW_OFF,
    title=_("Withdraw a day off"),
    done=_("This line was withdrawn."),
)
PROPOSE = Page(
    change=changes.PROPOSE,
    title=_("Propose the year's fixed holidays"),
    icon="magic",
    intro=_(
        "The National Day and the Founding Day, moved and bridged as the rules say. They close nothing until confirmed."
    ),
    form=FixedHolidays,
    initial=lambda ask, asked: {"year": asked.get("year") or ask.today.year + 1},
    done=_("The holidays are proposed: confirm them one by one."),
)
HOURS = Page(
    change=changes.HOURS,
    title=_("Set working hours"),
    icon="calendar-week",
    intro=_(
        "From a day on they are the week's common hours; with a last day they stand before the common week for that while."
    ),
    form=WeekHours,
    initial=_present_week,
    done=_("The hours are set."),
)
RAMADAN = Page(
    change=changes.RAMADAN,
    title=_("Set Ramadan's hours"),
    icon="moon-stars",
    intro=_(
        "The days are those of Umm al-Qura; where the month was sighted otherwise, give its days."
        " What was said of that Ramadan before is replaced."
    ),
    form=RamadanHours,
    initial=_next_ramadan,
    done=_("The hours are set."),
)
WITHDRAW_HOURS = Page(
    change=changes.WITHDRAW_HOURS,
    title=_("Withdraw working hours"),
    done=_("This line was withdrawn."),
)
EXTRA = Page(
    change=changes.EXTRA,
    title=_("Add an extra working day"),
    icon="briefcase",
    intro=_("A day worked although the week, or a holiday said above, has it off."),
    form=ExtraDay,
    initial=lambda _ask, asked: _first_asked(asked, "day"),
    done=_("The day is worked."),
)
WITHDRAW_EXTRA = Page(
    change=changes.WITHDRAW_EXTRA,
    title=_("Withdraw an extra working day"),
    done=_("This line was withdrawn."),
)

ADDED: tuple[Page, ...] = (OFF, RAMADAN, HOURS, EXTRA, PROPOSE)
MEANT: tuple[Page, ...] = (CONFIRM, ANNOUNCE, WITHDRAW_OFF, WITHDRAW_HOURS, WITHDRAW_EXTRA)
