"""Working calendars: what a place's days are, what is said of them and where, and what a change of one would do."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from django.utils.translation import get_language
from pydantic import AfterValidator, BaseModel, Field

from tawasul.api.schemas.asked import Asked, Day, Line, OneOf
from tawasul.api.schemas.moments import Moment
from tawasul.api.schemas.places import Named, PlaceHeld
from tawasul.calendars.differences import Difference
from tawasul.calendars.labels import HOLIDAY_LABELS
from tawasul.calendars.models import DayOff, ExtraWorkingDay, Said, WorkingHours
from tawasul.calendars.sayings import week_of
from tawasul.calendars.schedule import FRIDAY, MONDAY, SATURDAY, SUNDAY, THURSDAY, TUESDAY, WEDNESDAY, Opening, Window
from tawasul.centres.models import Place
from tawasul.clocks.calendar_changes import EARLIEST, LATEST, Preview
from tawasul.clocks.models import Recalculation
from tawasul.lib.hijri import dual_date, hijri

WEEKDAYS = {
    "sunday": SUNDAY, "monday": MONDAY, "tuesday": TUESDAY, "wednesday": WEDNESDAY, "thursday": THURSDAY,
    "friday": FRIDAY, "saturday": SATURDAY,
}  # fmt: skip
NAMES = {number: name for name, number in WEEKDAYS.items()}
HolidayKey = Annotated[str, OneOf(list(HOLIDAY_LABELS))]
WINDOW = r"^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$"
WindowText = Annotated[str, Field(pattern=WINDOW, examples=["07:30-14:30"])]
Windows = Annotated[list[WindowText], Field(max_length=6)]


def _in_reach(day: date) -> date:
    if not EARLIEST <= day <= LATEST:
        raise ValueError(f"between {EARLIEST} and {LATEST}")
    return day


CalendarDay = Annotated[Day, AfterValidator(_in_reach)]


# What is read


class Level(BaseModel):
    """Which place's calendar says so: the nation's is the ministry's."""

    level: str = Field(description="nation, sector or centre")
    place: Named


class DayRead(BaseModel):
    """What one day is for a place."""

    date: date
    hijri: str | None = Field(description="Year-month-day by Umm al-Qura", examples=["1448-06-15"])
    said: str = Field(description="In both calendars")
    weekday: str
    open: bool
    kind: str = Field(description="common, weekend, off, closure, special (other hours than the week's) or extra")
    windows: list[str] = Field(description="Opening hours; one that closes no later than it opens passes midnight")
    reason: str | None
    said_by: Level | None = Field(description="Whose calendar decides the day")
    proposed: str | None = Field(description="A holiday that is proposed for the day and closes nothing yet")
    assumed: bool = Field(description="Whether the holiday was not announced yet")


class Days(BaseModel):
    """The days of a place's calendar."""

    place: PlaceHeld
    version: int = Field(description="Of all calendars: it grows with every change of any")
    days: list[DayRead]


class LineRead(BaseModel):
    """One thing said of a calendar, which stands until it is withdrawn."""

    id: int
    line: str = Field(description="off (holidays and closures), hours or extra: what may be withdrawn as such")
    kind: str = Field(description="Of a day off its kind; else common, special or extra")
    label: str | None
    said_by: Level
    first_day: date
    last_day: date | None = Field(description="Empty: until further notice")
    reason_ar: str
    reason_en: str
    state: str = Field(description="confirmed; or proposed, which closes nothing")
    assumed: bool
    hours: dict[str, list[str]] = Field(description="The windows of each weekday that is open; of an extra day its own")
    said_at: Moment
    settable: bool = Field(description="Whether the caller may withdraw it")


class Lines(BaseModel):
    """What stands in a range of days, the nation's first, then the sector's, then the centre's own."""

    place: PlaceHeld
    version: int
    lines: list[LineRead]


class DifferenceRead(BaseModel):
    """Days that a change makes otherwise."""

    first_day: date
    last_day: date
    days: int
    before: list[str]
    after: list[str]
    reason: str | None


class Effect(BaseModel):
    """What a change would do to the open deadlines in its part of the tree, had it been made now. Nothing was changed."""

    seen: int = Field(description="The calendars' version: give it when you apply the change")
    open_deadlines: int
    moved: int
    become_late: int
    no_longer_late: int
    differences: list[DifferenceRead]
    proposed: list[date] = Field(description="Of proposed holidays: their days")


class Changed(BaseModel):
    """A change that was made, and how it goes to the open deadlines."""

    lines: list[int] = Field(description="The lines that were written, or that were withdrawn")
    recalculation: int | None = Field(description="See /recalculations; empty where no deadline can move")
    open_deadlines: int


class Progress(BaseModel):
    """A change on its way to the open deadlines."""

    id: int
    cause: str
    place: Named
    asked_at: Moment
    total: int = Field(description="Tickets that are open in its part of the tree")
    done: int
    moved: int
    become_late: int
    no_longer_late: int
    finished_at: Moment | None


# What is given


class Reasoned(Asked):
    """Why, in both languages: beneficiaries read it where their date moves. Left out, the kind's own name says it; of a closure
    or another holiday it is needed."""

    reason_ar: Line = ""
    reason_en: Line = ""


class DaysOffGiven(Reasoned):
    """A holiday as announced, or a closure."""

    kind: HolidayKey = Field(description="A sector or a centre says `closure` and `other`")
    first_day: CalendarDay
    last_day: CalendarDay | None = Field(None, description="Left out: one day")
    assumed: bool = Field(False, description="Not announced yet: it closes all the same, and is marked")


class AnnouncedGiven(Asked):
    """The days on which a holiday falls after all."""

    first_day: CalendarDay
    last_day: CalendarDay | None = Field(None, description="Left out: one day")


class HoursGiven(Reasoned):
    """The windows of each weekday that is open, from a day on or for a while."""

    first_day: CalendarDay
    last_day: CalendarDay | None = Field(None, description="Left out: the week's common hours from then on")
    hours: dict[Annotated[str, OneOf(list(WEEKDAYS))], Windows] = Field(
        min_length=1, examples=[{"sunday": ["08:00-12:00", "16:00-20:00"], "monday": ["08:00-14:00"]}]
    )


class RamadanGiven(Asked):
    """The hours of one Ramadan; its days as they were sighted."""

    hijri_year: Annotated[int, Field(ge=1343, le=1500)]
    windows: Annotated[list[WindowText], Field(min_length=1, max_length=6)] = Field(examples=[["10:00-15:00"]])
    first_day: CalendarDay | None = Field(None, description="Left out: as Umm al-Qura has it")
    last_day: CalendarDay | None = Field(None, description="Left out: as Umm al-Qura has it")


class ExtraDayGiven(Reasoned):
    """A day worked although it would be off."""

    day: CalendarDay
    windows: Annotated[list[WindowText], Field(min_length=1, max_length=6)]


class YearGiven(Asked):
    """The Gregorian year whose fixed holidays are to be proposed."""

    year: Annotated[int, Field(ge=EARLIEST.year, le=LATEST.year)]


class NothingGiven(Asked):
    """A line is meant; there is nothing to add."""


def given_of(body: Asked) -> dict[str, Any]:
    """What a change's functions read, from its body."""
    given: dict[str, Any] = body.model_dump()
    if "first_day" in given and not isinstance(body, HoursGiven | RamadanGiven):
        given["last_day"] = given["last_day"] or given["first_day"]
    if isinstance(body, HoursGiven):
        given["windows"] = {WEEKDAYS[day]: [Window.parse(text) for text in texts] for day, texts in body.hours.items()}
    elif "windows" in given:
        given["windows"] = [Window.parse(text) for text in given["windows"]]
    return given


# How it is said


def level_of(place: Place) -> Level:
    """Whose calendar a place's is."""
    levels = {"ministry": "nation", "centre": "centre"}
    return Level(level=levels.get(place.kind, "sector"), place=Named(id=place.pk, name=place.name))


def held(place: Place) -> PlaceHeld:
    """The place whose calendar is shown."""
    return PlaceHeld(id=place.pk, name=place.name, kind=place.kind)


def day_read(opening: Opening, kind: str, level: Level | None, off: DayOff | None, proposed: DayOff | None) -> DayRead:
    """A day, in the caller's language. `off` is the line that closes it, `proposed` one that may come to."""
    language = get_language() or "ar"
    return DayRead(
        date=opening.day,
        hijri=_hijri(opening.day),
        said=dual_date(opening.day, language),
        weekday=NAMES[opening.day.weekday()],
        open=bool(opening.spans),
        kind=kind,
        windows=[f"{span.begins:%H:%M}-{span.ends:%H:%M}" for span in opening.spans],
        reason=opening.reason.in_language(language) if opening.reason else None,
        said_by=level,
        proposed=proposed.reason.in_language(language) if proposed else None,
        assumed=off is not None and off.assumed,
    )


def _hijri(day: date) -> str | None:
    try:
        islamic = hijri(day)
    except OverflowError:
        return None
    return f"{islamic.year}-{islamic.month:02}-{islamic.day:02}"


def line_read(row: Said, windows: Sequence[ExtraWorkingDay], place: Place, *, settable: bool) -> LineRead:
    """A line of a calendar; `windows` are all of an extra day's."""
    common: dict[str, Any] = {
        "id": row.pk,
        "said_by": level_of(place),
        "reason_ar": row.reason_ar,
        "reason_en": row.reason_en,
        "said_at": row.said_at,
        "settable": settable,
    }
    nothing: dict[str, Any] = {"label": None, "state": "confirmed", "assumed": False, "hours": {}}
    if isinstance(row, DayOff):
        said = {"label": str(HOLIDAY_LABELS[row.kind]), "state": row.state, "assumed": row.assumed}
        days = {"line": "off", "kind": row.kind, "first_day": row.first_day, "last_day": row.last_day}
        return LineRead(**common | nothing | said | days)
    if isinstance(row, WorkingHours):
        kind = "special" if row.special else "common"
        days = {"line": "hours", "kind": kind, "first_day": row.first_day, "last_day": row.last_day}
        return LineRead(**common | nothing | days | {"hours": _week(week_of(row))})
    if isinstance(row, ExtraWorkingDay):
        days = {"line": "extra", "kind": "extra", "first_day": row.day, "last_day": row.day}
        hours = _week({row.day.weekday(): [each.window for each in windows]})
        return LineRead(**common | nothing | days | {"hours": hours})
    raise TypeError(row)


def _week(windows: Mapping[int, Sequence[Window]]) -> dict[str, list[str]]:
    return {
        name: [f"{window.opens:%H:%M}-{window.closes:%H:%M}" for window in sorted(windows[number])]
        for name, number in WEEKDAYS.items()
        if windows.get(number)
    }


def effect_read(preview: Preview) -> Effect:
    """What a change would do."""
    return Effect(
        seen=preview.seen,
        open_deadlines=preview.effect.open,
        moved=preview.effect.moved,
        become_late=preview.effect.become_late,
        no_longer_late=preview.effect.no_longer_late,
        differences=[_difference(each) for each in preview.differences],
        proposed=[row.first_day for row in preview.proposed],
    )


def _difference(each: Difference) -> DifferenceRead:
    return DifferenceRead(
        first_day=each.first,
        last_day=each.last,
        days=each.days,
        before=[hours.replace("–", "-") for hours in each.before],
        after=[hours.replace("–", "-") for hours in each.after],
        reason=each.reason.in_language(get_language() or "ar") if each.reason else None,
    )


def progress_read(row: Recalculation, place: Place) -> Progress:
    """How far a change came."""
    arabic = (get_language() or "ar").startswith("ar")
    return Progress(
        id=row.pk,
        cause=row.cause_ar if arabic else row.cause_en,
        place=Named(id=place.pk, name=place.name),
        asked_at=row.asked_at,
        total=row.total,
        done=row.done,
        moved=row.moved,
        become_late=row.become_late,
        no_longer_late=row.no_longer_late,
        finished_at=row.finished_at,
    )
