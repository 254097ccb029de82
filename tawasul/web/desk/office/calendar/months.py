"""A year as months of weeks, in either calendar, each day with what it is in a schedule. The template only draws."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tawasul.calendars.kinds import kind_of
from tawasul.calendars.models import DayOff as DayOffRow
from tawasul.calendars.schedule import Schedule
from tawasul.lib.hijri import gregorian, hijri
from tawasul.lib.month_names import GREGORIAN_MONTHS, HIJRI_MONTHS
from tawasul.lib.spoken_language import language_of

ONE_DAY = timedelta(days=1)
MONTHS = range(1, 13)
DAYS_OF_WEEK = 7


@dataclass(frozen=True, kw_only=True)
class Year:
    """A year of one of the calendars. Raises OverflowError, ValueError where it has no days that both can say."""

    number: int
    is_hijri: bool

    @property
    def first(self) -> date:
        """Its first day."""
        return self._month(1)

    @property
    def last(self) -> date:
        """Its last day."""
        return Year(number=self.number + 1, is_hijri=self.is_hijri).first - ONE_DAY

    def beside(self) -> int:
        """The year of the other calendar in which most of it lies."""
        middle = self.first + timedelta(days=180)
        return middle.year if self.is_hijri else hijri(middle).year

    def months(self) -> list[tuple[int, date, date]]:
        """Each month's number, first and last day."""
        begins = [*(self._month(number) for number in MONTHS), self.last + ONE_DAY]
        return [(number, begins[number - 1], begins[number] - ONE_DAY) for number in MONTHS]

    def _month(self, number: int) -> date:
        return gregorian(self.number, number, 1) if self.is_hijri else date(self.number, number, 1)


@dataclass(frozen=True, kw_only=True)
class Day:
    """A day as drawn: its number in both calendars, and what it is (`kind`: common, weekend, off, closure, special, extra)."""

    date: date
    number: int
    beside: int
    kind: str
    reason: str = ""
    hours: str = ""
    proposed: str = ""
    today: bool = False

    @property
    def tells(self) -> bool:
        """Whether it differs from the common week, or may come to."""
        return bool(self.proposed) or self.kind not in {"common", "weekend"}


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month: its names in both calendars, its weeks (None where a day is another month's), and what differs in it."""

    title: str
    beside: str
    weeks: list[list[Day | None]]
    differs: list[list[Day]] = field(default_factory=list)


class Drawing:
    """Draws a year of a schedule; `rows` are the days off that stand, proposals among them."""

    def __init__(self, schedule: Schedule, rows: Iterable[DayOffRow], today: date, language: str) -> None:
        self._schedule, self._today, self._language = schedule, today, language_of(language)
        self._proposals = [row for row in rows if row.state == DayOffRow.State.PROPOSED]

    def months(self, year: Year) -> list[Month]:
        """The months of a year."""
        return [self._month(year, number, first, last) for number, first, last in year.months()]

    def _month(self, year: Year, number: int, first: date, last: date) -> Month:
        days = [self._day(first + ahead * ONE_DAY, year) for ahead in range((last - first).days + 1)]
        cells: list[Day | None] = [None] * ((first.weekday() + 1) % DAYS_OF_WEEK) + [*days]
        cells += [None] * (-len(cells) % DAYS_OF_WEEK)
        own, other = (HIJRI_MONTHS, GREGORIAN_MONTHS) if year.is_hijri else (GREGORIAN_MONTHS, HIJRI_MONTHS)
        return Month(
            title=f"{own[self._language][number - 1]} {year.number}",
            beside=self._beside(other[self._language], first, last, year),
            weeks=[cells[begin : begin + DAYS_OF_WEEK] for begin in range(0, len(cells), DAYS_OF_WEEK)],
            differs=_runs(days),
        )

    def _beside(self, names: tuple[str, ...], first: date, last: date, year: Year) -> str:
        ends = [
            (day.month, day.year) if year.is_hijri else (hijri(day).month, hijri(day).year) for day in (first, last)
        ]
        (month, of), (last_month, last_of) = ends
        if ends[0] == ends[1]:
            return f"{names[month - 1]} {of}"
        begin = names[month - 1] if of == last_of else f"{names[month - 1]} {of}"
        return f"{begin} – {names[last_month - 1]} {last_of}"

    def _day(self, day: date, year: Year) -> Day:
        islamic = hijri(day)
        opening = self._schedule.on(day)
        proposed = next((row for row in self._proposals if row.first_day <= day <= row.last_day), None)
        reason = opening.reason.in_language(self._language) if opening.reason else ""
        kind = kind_of(self._schedule, day)
        return Day(
            date=day,
            number=islamic.day if year.is_hijri else day.day,
            beside=day.day if year.is_hijri else islamic.day,
            kind=kind,
            reason="" if kind == "weekend" else reason,
            hours=" · ".join(f"{span.begins:%H:%M}–{span.ends:%H:%M}" for span in opening.spans),
            proposed=proposed.reason.in_language(self._language) if proposed else "",
            today=day == self._today,
        )


def _runs(days: Iterable[Day]) -> list[list[Day]]:
    """The days that differ, those in a row for one reason together; a weekend within special hours does not part them."""
    runs: list[list[Day]] = []
    broken = True
    for day in days:
        if not day.tells:
            broken = broken or day.kind == "common"
            continue
        alike = runs and (runs[-1][0].kind, runs[-1][0].reason, runs[-1][0].proposed) == (
            day.kind,
            day.reason,
            day.proposed,
        )
        if alike and not broken:
            runs[-1].append(day)
        else:
            runs.append([day])
        broken = False
    return runs
