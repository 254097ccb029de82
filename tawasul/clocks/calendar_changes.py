"""What may be changed of a calendar, as one table: what it does, why deadlines move by it, which days it touches.

A page and the interface for other systems ask the same: `ask_for` says whose calendar and which line is meant, `previewed` what
the change would do, `applied` does it. What is given is a mapping by the names that each row's functions read; whoever takes it
from people or systems gives each of them the shape that stands there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tawasul.calendars import actions, holidays, queries
from tawasul.calendars.changes import hold_version
from tawasul.calendars.differences import Difference, differences
from tawasul.calendars.labels import HOLIDAY_LABELS
from tawasul.calendars.models import DayOff, ExtraWorkingDay, Said, WorkingHours
from tawasul.calendars.schedule import WORKING_WEEK, Hours, Schedule, Window, Words
from tawasul.calendars.working_time import LONGEST_CLOSURE, NeverOpen, next_open
from tawasul.centres.models import Place
from tawasul.centres.queries import calendar_scope, path_scopes
from tawasul.centres.roles import PlaceKind
from tawasul.clocks.models import Recalculation
from tawasul.clocks.recalculation import Effect, begin_recalculation, effect_of
from tawasul.lib.errors import Conflict, Invalid, NotFound
from tawasul.lib.hijri import RIYADH, short_dual

Given = Mapping[str, Any]
DateRange = tuple[date, date]
ONE_DAY, A_YEAR = timedelta(days=1), timedelta(days=365)
EARLIEST, LATEST = date(2000, 1, 1), date(2076, 12, 31)
OWN_KINDS = (holidays.Holiday.CLOSURE.value, holidays.Holiday.OTHER.value)  # what a sector or a centre may say


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
    """One kind of change. `row` is the kind of line that is meant; none: something is added."""

    name: str
    row: type[Said] | None = None
    make: Callable[[Ask, Given], object]
    cause: Callable[[Ask, Given], Words]
    days: Callable[[Ask, Given], DateRange]
    of_nation: bool = False
    moves: bool = True


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a change would do, and the version of the calendars on which that was counted."""

    seen: int
    effect: Effect
    differences: list[Difference]
    proposed: list[DayOff]


@dataclass(frozen=True, kw_only=True)
class Applied:
    """The lines that a change wrote or withdrew, and the way on which it goes to the open deadlines (None: it moves none)."""

    rows: list[Said]
    moving: Recalculation | None


def ask_for(change: Change, place: Place, *, by: str, at: datetime, row_id: int | None = None) -> Ask:
    """Raises Conflict for what only the nation has, NotFound for a line that is not this calendar's."""
    scope, is_nation = calendar_scope(place), place.kind == PlaceKind.MINISTRY.value
    if change.of_nation and not is_nation:
        raise Conflict(_("Only the nation's calendar has this."))
    return Ask(
        place=place,
        scope=scope,
        is_nation=is_nation,
        by=by,
        at=at,
        today=timezone.localdate(at),
        row=_row_of(change, scope, row_id),
    )


def previewed(change: Change, ask: Ask, given: Given) -> Preview:
    """Make the change, look at what it does, and undo it. Raises what the change raises; Invalid where nothing would open."""
    scopes = path_scopes(ask.place)
    seen, before = queries.version(), queries.schedule_for(scopes)
    after: list[Schedule] = []
    made: list[object] = []

    def make() -> None:
        made.append(change.make(ask, given))
        after.append(queries.schedule_for(scopes))

    try:
        effect = effect_of(make, at=ask.at) if change.moves else _undone(make)
    except NeverOpen as error:
        raise _never_open() from error
    return Preview(
        seen=seen,
        effect=effect,
        differences=differences(before, after[0], *change.days(ask, given)),
        proposed=[row for row in _rows(made[0]) if isinstance(row, DayOff)] if change is PROPOSE else [],
    )


@transaction.atomic
def applied(change: Change, ask: Ask, given: Given, *, seen: int | None) -> Applied:
    """Make the change, and ask that it be carried to the open deadlines: in one transaction.

    Raises what the change raises; Conflict (code "changed") where the calendars are not those that were `seen`; Invalid
    where nothing would open any more.
    """
    if seen is not None:
        hold_version(seen)
    rows = _rows(change.make(ask, given))
    _require_open(change, ask, given)
    moving = begin_recalculation(cause=change.cause(ask, given), by=ask.by, at=ask.at) if change.moves else None
    return Applied(rows=rows, moving=moving)


def _require_open(change: Change, ask: Ask, given: Given) -> None:
    """No deadline could be reckoned in a closure that is too long, of which this change may be one part."""
    schedule = queries.schedule_for(path_scopes(ask.place))
    day = first = change.days(ask, given)[0]
    while not schedule.on(day - ONE_DAY).spans and first - day < LONGEST_CLOSURE:
        day -= ONE_DAY
    try:
        next_open(schedule, max(ask.at, datetime.combine(day, time.min, RIYADH)))
    except NeverOpen as error:
        raise _never_open() from error


def _never_open() -> Invalid:
    return Invalid(_("With this the calendar would have no working time any more."))


def _undone(make: Callable[[], None]) -> Effect:
    with transaction.atomic():
        make()
        transaction.set_rollback(True)
    return Effect()


def _rows(made: object) -> list[Said]:
    return [row for row in (made if isinstance(made, list) else [made]) if isinstance(row, Said)]


def _row_of(change: Change, scope: str, row_id: int | None) -> Any:
    """The standing line that is meant, if it is of this calendar. Raises NotFound."""
    if change.row is None:
        return None
    row = change.row._default_manager.filter(pk=row_id, scope=scope).first()
    if row is None:
        raise NotFound()
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


# Days off


def _off_reason(given: Given) -> Words:
    return _reason(given, HOLIDAY_LABELS[given["kind"]])


def _add_off(ask: Ask, given: Given) -> object:
    if not ask.is_nation and given["kind"] not in OWN_KINDS:
        said = _("A sector or a centre says closures and holidays of its own; the nation's are the ministry's to say.")
        raise Invalid(said, fields={"kind": [said]})
    if given["kind"] in OWN_KINDS:
        _require_reason(given)
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


def _require_reason(given: Given) -> None:
    """A holiday that everybody knows says itself; of any other its name is no reason. Raises Invalid."""
    said = _("Say why: beneficiaries read it where their date moves.")
    lacking = {name: [said] for name in ("reason_ar", "reason_en") if not str(given.get(name) or "").strip()}
    if lacking:
        raise Invalid(said, fields=lacking)


OFF = Change(
    name="off",
    make=_add_off,
    cause=lambda _ask, given: dated(_off_reason(given), *_range(given)),
    days=lambda _ask, given: _range(given),
)


def _announce(ask: Ask, given: Given) -> object:
    return actions.announce_day_off(
        day_off_id=ask.row.pk, first_day=given["first_day"], last_day=given["last_day"], by=ask.by, at=ask.at
    )


def _days_said(first: date, last: date, language: str) -> str:
    """In the figures of the Gregorian calendar alone: these sentences stand in text messages."""
    said = [f"{day:%d/%m/%Y}" for day in dict.fromkeys((first, last))]
    return " – ".join(said) + ("م" if language == "ar" else "")


def _other_days(reason: Words, before: DateRange, now: DateRange) -> Words:
    """A holiday that falls on other days than those that stood until now."""

    def say(language: str) -> str:
        days = {"what": reason.in_language(language), "before": _days_said(*before, language)}
        days["now"] = _days_said(*now, language)
        if before == now:
            return gettext("%(what)s is confirmed for %(now)s") % days
        return gettext("%(what)s is on %(now)s and no longer on %(before)s") % days

    return in_both(say)


ANNOUNCE = Change(
    name="off_announce",
    row=DayOff,
    make=_announce,
    cause=lambda ask, given: _other_days(ask.row.reason, (ask.row.first_day, ask.row.last_day), _range(given)),
    days=lambda ask, given: (min(ask.row.first_day, given["first_day"]), max(ask.row.last_day, given["last_day"])),
)
CONFIRM = Change(
    name="off_confirm",
    row=DayOff,
    make=lambda ask, _given: actions.confirm_day_off(day_off_id=ask.row.pk, by=ask.by, at=ask.at),
    cause=lambda ask, _given: dated(ask.row.reason, ask.row.first_day, ask.row.last_day),
    days=lambda ask, _given: (ask.row.first_day, ask.row.last_day),
)


def _withdrawn(reason: Words, first: date, last: date) -> Words:
    def say(language: str) -> str:
        days = {"what": reason.in_language(language), "days": _days_said(first, last, language)}
        return gettext("%(what)s (%(days)s) no longer stands") % days

    return in_both(say)


WITHDRAW_OFF = Change(
    name="off_withdraw",
    row=DayOff,
    make=lambda ask, _given: actions.withdraw_day_off(day_off_id=ask.row.pk, by=ask.by, at=ask.at),
    cause=lambda ask, _given: _withdrawn(ask.row.reason, ask.row.first_day, ask.row.last_day),
    days=lambda ask, _given: (ask.row.first_day, ask.row.last_day),
)
PROPOSE = Change(
    name="propose",
    make=lambda ask, given: actions.propose_holidays(year=given["year"], by=ask.by, at=ask.at),
    cause=lambda _ask, given: Words(str(given["year"]), str(given["year"])),
    days=lambda _ask, given: (date(given["year"], 1, 1), date(given["year"], 12, 31)),
    of_nation=True,
    moves=False,
)


# Hours


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
    make=_set_hours,
    cause=lambda _ask, given: dated(_hours_reason(given), given["first_day"], given["last_day"] or given["first_day"]),
    days=lambda _ask, given: (given["first_day"], _until(given["first_day"], given["last_day"])),
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


def _ramadan_cause(given: Given) -> Words:
    year = given["hijri_year"]
    return dated(Words(f"رمضان {year}هـ", f"Ramadan {year}"), *_ramadan_range(given))


def _ramadan_days(_ask: Ask, given: Given) -> DateRange:
    computed, said = holidays.ramadan(given["hijri_year"]), _ramadan_range(given)
    around = holidays.MOST_CORRECTED
    return min(computed[0], said[0]) - around, max(computed[1], said[1]) + around


RAMADAN = Change(
    name="ramadan",
    make=_set_ramadan,
    cause=lambda _ask, given: _ramadan_cause(given),
    days=_ramadan_days,
)


def _hours_days(ask: Ask, _given: Given) -> DateRange:
    return max(ask.row.first_day, ask.today - A_YEAR), ask.row.last_day or max(ask.today, ask.row.first_day) + A_YEAR


WITHDRAW_HOURS = Change(
    name="hours_withdraw",
    row=WorkingHours,
    make=lambda ask, _given: actions.withdraw_hours(hours_id=ask.row.pk, by=ask.by, at=ask.at),
    cause=lambda ask, _given: _withdrawn(ask.row.reason, ask.row.first_day, ask.row.last_day or ask.row.first_day),
    days=_hours_days,
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
    make=_add_extra,
    cause=lambda _ask, given: dated(_extra_reason(given), given["day"], given["day"]),
    days=lambda _ask, given: (given["day"], given["day"]),
)
WITHDRAW_EXTRA = Change(
    name="extra_withdraw",
    row=ExtraWorkingDay,
    make=lambda ask, _given: actions.withdraw_working_day(working_day_id=ask.row.pk, by=ask.by, at=ask.at),
    cause=lambda ask, _given: _withdrawn(ask.row.reason, ask.row.day, ask.row.day),
    days=lambda ask, _given: (ask.row.day, ask.row.day),
)

ADDED: tuple[Change, ...] = (OFF, RAMADAN, HOURS, EXTRA, PROPOSE)
MEANT: tuple[Change, ...] = (CONFIRM, ANNOUNCE, WITHDRAW_OFF, WITHDRAW_HOURS, WITHDRAW_EXTRA)
