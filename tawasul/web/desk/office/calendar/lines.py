"""What differs here, from above: each thing said of a year, by whom, when and why, and what the reader may do about it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tawasul.calendars import queries
from tawasul.calendars.labels import HOLIDAY_LABELS
from tawasul.calendars.models import DayOff, ExtraWorkingDay, Said, WorkingHours
from tawasul.calendars.sayings import week_of, week_said, windows_said
from tawasul.centres.models import Place
from tawasul.centres.queries import ancestors_of, calendar_scope
from tawasul.people.queries import names_of

SHIPPED = "defaults"
ICONS = {
    "off": "calendar-x",
    "closure": "cone-striped",
    "special": "clock-history",
    "extra": "briefcase",
    "common": "calendar-week",
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that one may do to a line."""

    label: Any
    url: str
    main: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing said of a calendar."""

    kind: str
    what: Any
    first: date
    last: date | None
    reason: str
    hours: list[tuple[str, str]]
    said_by: Any
    said_at: datetime
    decided_by: Any = ""
    decided_at: datetime | None = None
    proposed: bool = False
    assumed: bool = False
    steps: list[Step]

    @property
    def icon(self) -> str:
        """The sign of its kind."""
        return ICONS[self.kind]


@dataclass(frozen=True, kw_only=True)
class Level:
    """What is said of one place of the way from the top."""

    place: Place
    heading: Any
    here: bool
    lines: list[Line]


def levels(place: Place, first: date, last: date, *, settable: frozenset[int]) -> list[Level]:
    """What stands in these days for a place, by the place that said it, the nation first. `settable`: ids of those that the
    reader may set. A fixed number of queries."""
    above = ancestors_of(place)
    scopes = [calendar_scope(each) for each in above]
    said = list(queries.lines(scopes, first, last))
    names = names_of({name for row, _windows in said for name in (row.said_by, getattr(row, "decided_by", ""))} - {""})
    by_scope: dict[str, list[Line]] = {}
    for row, windows in said:
        owner = above[scopes.index(row.scope)]
        by_scope.setdefault(row.scope, []).append(_line(row, windows, owner, names, may=owner.pk in settable))
    return [
        Level(
            place=each,
            heading=_("The whole nation") if scope == queries.NATION else each.name,
            here=each.pk == place.pk,
            lines=sorted(by_scope.get(scope, ()), key=lambda line: (line.kind == "common", line.first)),
        )
        for each, scope in zip(above, scopes, strict=True)
    ]


def _line(row: Said, windows: list[ExtraWorkingDay], owner: Place, names: dict[str, str], *, may: bool) -> Line:
    common: dict[str, Any] = {
        "reason": row.reason.in_language(get_language() or "ar"),
        "said_by": _name(row.said_by, names),
        "said_at": row.said_at,
    }
    if isinstance(row, DayOff):
        return _day_off(row, owner, names, common, may=may)
    if isinstance(row, WorkingHours):
        return Line(
            kind="special" if row.special else "common",
            what=_("Other working hours") if row.special else _("Working hours of the week"),
            first=row.first_day,
            last=row.last_day,
            hours=week_said(week_of(row)),
            steps=_steps(owner, row.pk, "hours_withdraw") if may else [],
            **common,
        )
    day = windows[0].day
    return Line(
        kind="extra",
        what=_("Extra working day"),
        first=day,
        last=day,
        hours=[("", windows_said(each.window for each in windows))],
        steps=_steps(owner, row.pk, "extra_withdraw") if may else [],
        **common,
    )


def _day_off(row: DayOff, owner: Place, names: dict[str, str], common: dict[str, Any], *, may: bool) -> Line:
    proposed = row.state == DayOff.State.PROPOSED
    verbs = ["off_confirm", "off_announce", "off_withdraw"] if proposed else ["off_announce", "off_withdraw"]
    return Line(
        kind="closure" if row.kind == "closure" else "off",
        what=HOLIDAY_LABELS[row.kind],
        first=row.first_day,
        last=row.last_day,
        hours=[],
        decided_by="" if proposed or row.decided_at == row.said_at else _name(row.decided_by, names),
        decided_at=row.decided_at,
        proposed=proposed,
        assumed=row.assumed,
        steps=_steps(owner, row.pk, *verbs, refusing=proposed, announcing=row.assumed) if may else [],
        **common,
    )


def _steps(owner: Place, pk: int, *verbs: str, refusing: bool = False, announcing: bool = False) -> list[Step]:
    labels = {
        "off_confirm": _("Confirm"),
        "off_announce": _("Enter the announced days") if announcing else _("Change the days"),
        "off_withdraw": _("Refuse") if refusing else _("Withdraw"),
        "hours_withdraw": _("Withdraw"),
        "extra_withdraw": _("Withdraw"),
    }
    return [
        Step(
            label=labels[verb],
            url=reverse(f"desk:calendar_{verb}", args=[owner.pk, pk]),
            main=verb == "off_confirm" or (announcing and verb == "off_announce"),
        )
        for verb in verbs
    ]


def _name(number: str, names: dict[str, str]) -> Any:
    return _("Tawasul as it is shipped") if number == SHIPPED else names.get(number, number)
