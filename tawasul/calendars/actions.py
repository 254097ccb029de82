"""The only writers of calendars. `scope` is a place's path ("" the nation); `by` names who decided.

Calendars lie below the tree of centres and its powers: whoever calls has asked already whether the actor may. Every
verb is one transaction under one lock, adds a line to the list of changes, and makes remembered schedules old.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tawasul.calendars import holidays
from tawasul.calendars.changes import change
from tawasul.calendars.labels import HOLIDAY_LABELS
from tawasul.calendars.models import DayOff, ExtraWorkingDay, Said, WorkingHours, WorkingWindow
from tawasul.calendars.overlaps import refuse_overlaps
from tawasul.calendars.schedule import Window, Words, week
from tawasul.lib.errors import Conflict, Invalid, NotFound

Row = TypeVar("Row", bound=Said)


def set_hours(
    *,
    scope: str,
    windows: Mapping[int, Sequence[Window]],
    first_day: date,
    last_day: date | None = None,
    reason: Words,
    by: str,
    at: datetime,
) -> WorkingHours:
    """Say the week's windows (Monday is 0) from a day on; with `last_day`, special hours such as Ramadan's.

    Hours that begin on the same day for the same scope and range are replaced. Raises Invalid.
    """
    _in_order(first_day, last_day)
    _some_hours(windows)
    with change("hours_set", scope=scope, by=by, at=at, first_day=str(first_day), last_day=last_day and str(last_day)):
        _standing_hours(scope).filter(first_day=first_day, last_day=last_day).update(withdrawn_at=at, withdrawn_by=by)
        return _write_hours(scope, windows, first_day, last_day, reason, by, at)


def set_ramadan_hours(
    *,
    scope: str,
    hijri_year: int,
    windows: Mapping[int, Sequence[Window]],
    by: str,
    at: datetime,
    first_day: date | None = None,
    last_day: date | None = None,
) -> WorkingHours:
    """Say the hours of one Ramadan; its days are those of Umm al-Qura unless given as they were sighted.

    What the scope said of that Ramadan before is replaced, on whatever days it was thought to fall. Raises Invalid.
    """
    try:
        computed = holidays.ramadan(hijri_year)
    except OverflowError as error:
        raise Invalid(_("Give a Hijri year."), fields={"hijri_year": [_("Between 1343 and 1500.")]}) from error
    first, last = first_day or computed[0], last_day or computed[1]
    _in_order(first, last)
    if not holidays.near_ramadan(hijri_year, (first, last)):
        problem = _("By Umm al-Qura it begins on %(first)s and ends on %(last)s. A few days from these at most.")
        said = problem % {"first": computed[0].isoformat(), "last": computed[1].isoformat()}
        raise Invalid(_("These days are not in that Ramadan."), fields={"first_day": [said]})
    _some_hours(windows)
    with change("ramadan_set", scope=scope, by=by, at=at, year=hijri_year, first_day=str(first), last_day=str(last)):
        for hours in _standing_hours(scope).filter(last_day__isnull=False):
            if holidays.near_ramadan(hijri_year, (hours.first_day, hours.last_day or hours.first_day)):
                hours.withdrawn_at, hours.withdrawn_by = at, by
                hours.save(update_fields=["withdrawn_at", "withdrawn_by"])
        reason = Words(f"رمضان {hijri_year}هـ", f"Ramadan {hijri_year}")
        return _write_hours(scope, windows, first, last, reason, by, at)


def withdraw_hours(*, hours_id: int, by: str, at: datetime) -> WorkingHours:
    """Hours said by mistake stand no more; the nation keeps a common week. Raises NotFound, Conflict."""
    known = _standing(WorkingHours, hours_id)
    others = _standing_hours("").filter(last_day__isnull=True).exclude(pk=hours_id)
    if known.scope == "" and not known.special and not others.exists():
        raise Conflict(_("The nation needs a common week: set other hours in its place."))
    return _withdraw(WorkingHours, hours_id, by=by, at=at)


def propose_holidays(*, year: int, by: str, at: datetime) -> list[DayOff]:
    """Write the year's fixed holidays and bridges as proposals, where nothing stands on those days yet."""
    with change("holidays_proposed", scope="", by=by, at=at, year=year):
        standing = DayOff.objects.filter(
            scope="", withdrawn_at__isnull=True, first_day__year__lte=year + 1, last_day__year__gte=year - 1
        )
        announced = [(off.first_day, off.last_day) for off in standing if off.kind not in holidays.PROPOSED]
        taken = {off.first_day for off in standing if off.kind in holidays.PROPOSED}
        return [
            DayOff.objects.create(
                kind=proposal.kind.value,
                first_day=proposal.day,
                last_day=proposal.day,
                state=DayOff.State.PROPOSED,
                reason_ar=holidays.NAMES[proposal.kind].ar,
                reason_en=holidays.NAMES[proposal.kind].en,
                said_at=at,
                said_by=by,
            )
            for proposal in holidays.proposals(year, announced)
            if proposal.day not in taken
        ]


def add_day_off(
    *,
    scope: str,
    kind: str,
    first_day: date,
    last_day: date,
    reason: Words,
    by: str,
    at: datetime,
    assumed: bool = False,
) -> DayOff:
    """Close from `first_day` to `last_day`, both included: a holiday as announced, a closure.

    Raises Invalid, Conflict.
    """
    _in_order(first_day, last_day)
    if kind not in HOLIDAY_LABELS:
        raise Invalid(_("Choose what kind of day off this is."), fields={"kind": [_("Unknown kind.")]})
    with change(
        "day_off_added", scope=scope, by=by, at=at, first_day=str(first_day), last_day=str(last_day), kind=kind
    ):
        return _write_day_off(scope, kind, (first_day, last_day), reason, by, at, assumed=assumed)


def announce_day_off(*, day_off_id: int, first_day: date, last_day: date, by: str, at: datetime) -> DayOff:
    """A day off that was assumed, or proposed, or called otherwise, falls as is now announced: one change, not two.

    Raises Invalid, NotFound, Conflict.
    """
    _in_order(first_day, last_day)
    known = _standing(DayOff, day_off_id)
    days = {"first_day": str(first_day), "last_day": str(last_day)}
    with change("day_off_announced", scope=known.scope, by=by, at=at, day_off=known.pk, **days):
        off = _standing(DayOff, day_off_id)
        off.withdrawn_at, off.withdrawn_by = at, by
        off.save(update_fields=["withdrawn_at", "withdrawn_by"])
        return _write_day_off(off.scope, off.kind, (first_day, last_day), off.reason, by, at)


def confirm_day_off(*, day_off_id: int, by: str, at: datetime) -> DayOff:
    """A proposed day off closes from now on. Raises NotFound, Conflict when it was decided or withdrawn before."""
    known = _standing(DayOff, day_off_id)
    with change("day_off_confirmed", scope=known.scope, by=by, at=at, day_off=known.pk):
        off = _standing(DayOff, day_off_id)
        if off.state != DayOff.State.PROPOSED:
            raise Conflict(_("This was decided already."))
        off.state, off.decided_at, off.decided_by = DayOff.State.CONFIRMED, at, by
        off.save(update_fields=["state", "decided_at", "decided_by"])
    return off


def withdraw_day_off(*, day_off_id: int, by: str, at: datetime) -> DayOff:
    """A holiday that was called off, or a proposal refused. Raises NotFound, Conflict."""
    return _withdraw(DayOff, day_off_id, by=by, at=at)


def add_working_day(
    *, scope: str, day: date, windows: Sequence[Window], reason: Words, by: str, at: datetime
) -> list[ExtraWorkingDay]:
    """Work on a day that would be off, in these hours; what stood for that day is replaced. Raises Invalid."""
    if not windows:
        raise Invalid(_("Give the working hours of the day."), fields={"windows": [_("At least one is needed.")]})
    refuse_overlaps(week({day.weekday(): windows}))
    with change("working_day_added", scope=scope, by=by, at=at, day=str(day)):
        ExtraWorkingDay.objects.filter(scope=scope, day=day, withdrawn_at__isnull=True).update(
            withdrawn_at=at, withdrawn_by=by
        )
        return [
            ExtraWorkingDay.objects.create(
                scope=scope,
                day=day,
                opens=window.opens,
                closes=window.closes,
                reason_ar=reason.ar,
                reason_en=reason.en,
                said_at=at,
                said_by=by,
            )
            for window in windows
        ]


def withdraw_working_day(*, working_day_id: int, by: str, at: datetime) -> ExtraWorkingDay:
    """An extra day stands no more, with all its windows. Raises NotFound, Conflict."""
    known = _standing(ExtraWorkingDay, working_day_id)
    with change("withdrawn", scope=known.scope, by=by, at=at, kind="extraworkingday", row=known.pk):
        extra = _standing(ExtraWorkingDay, working_day_id)
        windows = ExtraWorkingDay.objects.filter(scope=extra.scope, day=extra.day, withdrawn_at__isnull=True)
        windows.update(withdrawn_at=at, withdrawn_by=by)
    return extra


def _standing_hours(scope: str) -> QuerySet[WorkingHours]:
    return WorkingHours.objects.filter(scope=scope, withdrawn_at__isnull=True)


def _write_hours(
    scope: str,
    windows: Mapping[int, Sequence[Window]],
    first_day: date,
    last_day: date | None,
    reason: Words,
    by: str,
    at: datetime,
) -> WorkingHours:
    hours = WorkingHours.objects.create(
        scope=scope,
        first_day=first_day,
        last_day=last_day,
        reason_ar=reason.ar,
        reason_en=reason.en,
        said_at=at,
        said_by=by,
    )
    WorkingWindow.objects.bulk_create(
        WorkingWindow(hours=hours, weekday=weekday, opens=window.opens, closes=window.closes)
        for weekday, of_day in windows.items()
        for window in of_day
    )
    return hours


def _write_day_off(
    scope: str, kind: str, days: holidays.DateRange, reason: Words, by: str, at: datetime, *, assumed: bool = False
) -> DayOff:
    first_day, last_day = days
    if DayOff.objects.filter(scope=scope, first_day=first_day, last_day=last_day, withdrawn_at__isnull=True).exists():
        raise Conflict(_("These days are off already."))
    return DayOff.objects.create(
        scope=scope,
        kind=kind,
        first_day=first_day,
        last_day=last_day,
        state=DayOff.State.CONFIRMED,
        assumed=assumed,
        decided_at=at,
        decided_by=by,
        reason_ar=reason.ar,
        reason_en=reason.en,
        said_at=at,
        said_by=by,
    )


def _some_hours(windows: Mapping[int, Sequence[Window]]) -> None:
    if not any(windows.values()):
        raise Invalid(_("Give the working hours of the week."), fields={"windows": [_("At least one is needed.")]})
    refuse_overlaps(week(windows))


def _withdraw(model: type[Row], row_id: int, *, by: str, at: datetime) -> Row:
    known = _standing(model, row_id)
    with change("withdrawn", scope=known.scope, by=by, at=at, kind=model._meta.model_name, row=known.pk):
        row = _standing(model, row_id)
        row.withdrawn_at, row.withdrawn_by = at, by
        row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    return row


def _standing(model: type[Row], row_id: int) -> Row:
    row = model._default_manager.filter(pk=row_id).first()
    if row is None:
        raise NotFound(_("There is no such line in the calendar."))
    if row.withdrawn_at is not None:
        raise Conflict(_("This was withdrawn already."))
    return row


def _in_order(first_day: date, last_day: date | None) -> None:
    if last_day is not None and last_day < first_day:
        raise Invalid(
            _("The last day comes before the first."), fields={"last_day": [_("Choose a later day, or the same.")]}
        )


def carry_over(*, before: str, after: str, by: str, at: datetime) -> int:
    """A place stands elsewhere in the tree, and so has another path: what its calendar says, it says there too; how many lines.

    The lines of the old path stay: by them deadlines were reckoned that ran before, and are explained.
    """
    kinds: tuple[type[Said], ...] = (WorkingHours, DayOff, ExtraWorkingDay)
    rows = [
        row for kind in kinds for row in kind._default_manager.filter(scope=before, withdrawn_at=None).order_by("pk")
    ]
    if not rows:
        return 0
    with change("carried_over", scope=after, by=by, at=at, before=before):
        for row in rows:
            windows = list(row.windows.all()) if isinstance(row, WorkingHours) else []
            row.pk, row.scope, row.said_at = None, after, at
            row._state.adding = True
            row.save(force_insert=True)
            for window in windows:
                WorkingWindow.objects.create(
                    hours_id=row.pk, weekday=window.weekday, opens=window.opens, closes=window.closes
                )
    return len(rows)
