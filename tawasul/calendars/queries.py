"""What others may ask of calendars: the schedule of a place, and the rows behind it."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet

from tawasul.calendars import schedule as plain
from tawasul.calendars.models import CalendarVersion, DayOff, ExtraWorkingDay, Said, WorkingHours
from tawasul.calendars.schedule import Schedule
from tawasul.lib.remembering import remembered

NATION = ""
_MOST_REMEMBERED = 4096
_remembered: dict[tuple[str, ...], tuple[int, Schedule]] = {}


def schedule_for(scopes: Sequence[str], number: int | None = None) -> Schedule:
    """When a place is open; `scopes` leads from the sector down to the place itself, the nation goes without saying.

    What is said further down stands before what is said above, exceptions before hours, special hours before the common
    week. One query when the schedule is remembered and nothing changed, five otherwise, however deep the tree. Whoever has
    just asked for the `version` gives it as `number`, and saves that one query.
    """
    chain = tuple(dict.fromkeys([NATION, *scopes]))
    number = version() if number is None else number
    known = _remembered.get(chain)
    if known is None or known[0] != number:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        known = _remembered[chain] = (number, _read(chain))
    return known[1]


@remembered
def version() -> int:
    """The number of the last change to any calendar."""
    return CalendarVersion.objects.values_list("number", flat=True).first() or 0


def days_off(scopes: Sequence[str], first: date, last: date) -> QuerySet[DayOff]:
    """Proposed and confirmed days off that touch a range of days, of the nation and of `scopes`, in order."""
    return DayOff.objects.filter(
        scope__in=[NATION, *scopes], withdrawn_at__isnull=True, first_day__lte=last, last_day__gte=first
    ).order_by("first_day", "scope")


def day_off(pk: int) -> DayOff | None:
    """A standing day off."""
    return DayOff.objects.filter(pk=pk, withdrawn_at__isnull=True).first()


def special_hours(scopes: Sequence[str], first: date, last: date) -> QuerySet[WorkingHours]:
    """Hours other than the common week's that touch a range of days, with their windows, in order."""
    return _hours(scopes).filter(last_day__gte=first, first_day__lte=last).order_by("first_day", "scope")


def common_hours(scopes: Sequence[str], last: date) -> QuerySet[WorkingHours]:
    """The common weeks said by a day, with their windows; of one scope the latest comes last."""
    return _hours(scopes).filter(last_day__isnull=True, first_day__lte=last).order_by("scope", "first_day")


def extra_days(scopes: Sequence[str], first: date, last: date) -> QuerySet[ExtraWorkingDay]:
    """The windows of extra working days in a range, in order: those of one day stand together."""
    rows = ExtraWorkingDay.objects.filter(scope__in=[NATION, *scopes], withdrawn_at__isnull=True)
    return rows.filter(day__gte=first, day__lte=last).order_by("scope", "day", "opens")


def lines(scopes: Sequence[str], first: date, last: date) -> Iterator[tuple[Said, list[ExtraWorkingDay]]]:
    """All that stands in these days for the nation and `scopes`, with the windows of an extra day; of the common weeks those
    that were in force on one of the days. A fixed number of queries."""
    rows = _lines(scopes, first, last)
    for key, group in groupby(rows, lambda row: (row.scope, row.day) if isinstance(row, ExtraWorkingDay) else row.pk):
        same = list(group)
        if isinstance(key, tuple):
            yield same[0], [row for row in same if isinstance(row, ExtraWorkingDay)]
        else:
            yield from ((row, []) for row in same)


def _lines(scopes: Sequence[str], first: date, last: date) -> Iterator[Said]:
    yield from days_off(scopes, first, last)
    yield from special_hours(scopes, first, last)
    for _scope, of_scope in groupby(list(common_hours(scopes, last)), lambda row: row.scope):
        said = list(of_scope)
        before = [row for row in said if row.first_day <= first][-1:]
        yield from [*before, *(row for row in said if row.first_day > first)]
    yield from extra_days(scopes, first, last)


def _hours(scopes: Sequence[str]) -> QuerySet[WorkingHours]:
    rows = WorkingHours.objects.filter(scope__in=[NATION, *scopes], withdrawn_at__isnull=True)
    return rows.prefetch_related("windows")


def _read(chain: tuple[str, ...]) -> Schedule:
    nearest_first = {scope: -depth for depth, scope in enumerate(chain)}
    standing = Q(scope__in=chain, withdrawn_at__isnull=True)
    hours = [*WorkingHours.objects.filter(standing).prefetch_related("windows")]
    # Special before common; then the nearest place; then the latest beginning, the shortest range, the last said.
    hours.sort(
        key=lambda row: (
            not row.special,
            nearest_first[row.scope],
            -row.first_day.toordinal(),
            row.last_day or date.max,
            -row.pk,
        )
    )
    exceptions = [(nearest_first[scope], 0, extra) for scope, extra in _extra_days(standing)]
    exceptions += [
        (nearest_first[off.scope], 1, plain.DayOff(off.first_day, off.last_day, off.reason, off.scope, off.kind))
        for off in DayOff.objects.filter(standing, state=DayOff.State.CONFIRMED).order_by("first_day", "pk")
    ]
    exceptions.sort(key=lambda ranked: ranked[:2])
    return Schedule(tuple(map(_plain_hours, hours)), tuple(exception for _, _, exception in exceptions))


def _plain_hours(row: WorkingHours) -> plain.Hours:
    windows = {weekday: [w.window for w in rows] for weekday, rows in groupby(row.windows.all(), lambda w: w.weekday)}
    reason = row.reason if row.special else None
    return plain.Hours(plain.week(windows), row.first_day, row.last_day, reason, row.scope)


def _extra_days(standing: Q) -> list[tuple[str, plain.DayOff | plain.ExtraDay]]:
    rows = ExtraWorkingDay.objects.filter(standing).order_by("scope", "day", "opens")
    extra: list[tuple[str, plain.DayOff | plain.ExtraDay]] = []
    for (scope, day), of_day in groupby(rows, lambda row: (row.scope, row.day)):
        windows = list(of_day)
        extra.append((scope, plain.ExtraDay(day, tuple(row.window for row in windows), windows[0].reason, scope)))
    return extra
