"""A year of a place's calendar: twelve months in both calendars, what differs, and who said so."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.calendars import explanation
from tawasul.calendars import queries as calendars
from tawasul.calendars.expected import Expected, Occasion, not_entered
from tawasul.calendars.labels import WEEKDAY_LABELS
from tawasul.calendars.sayings import WEEK
from tawasul.centres import policies, queries
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.clocks.queries import recalculations
from tawasul.lib.hijri import hijri
from tawasul.lib.month_names import SHORT_WEEKDAYS
from tawasul.lib.spoken_language import language_of
from tawasul.web.desk.office.calendar.changes import ADDED, OFF, PROPOSE, RAMADAN, Page
from tawasul.web.desk.office.calendar.choosing import chosen_place, chosen_year, fitting, in_reach
from tawasul.web.desk.office.calendar.lines import ICONS, levels
from tawasul.web.desk.office.calendar.months import Drawing, Year
from tawasul.web.doors import StaffRequest, staff_only

# On which page each occasion is entered, and what that page is to begin with.
HOW_ENTERED: dict[Occasion, Callable[[date], tuple[Page, dict[str, Any]]]] = {
    Occasion.FOUNDING_DAY: lambda about: (PROPOSE, {"year": about.year}),
    Occasion.NATIONAL_DAY: lambda about: (PROPOSE, {"year": about.year}),
    Occasion.RAMADAN: lambda about: (RAMADAN, {"year": hijri(about).year}),
    Occasion.EID_AL_FITR: lambda about: (OFF, {"kind": Occasion.EID_AL_FITR.value, "day": about}),
    Occasion.EID_AL_ADHA: lambda about: (OFF, {"kind": Occasion.EID_AL_ADHA.value, "day": about}),
}
LEGEND = (
    ("off", _("Holiday")),
    ("closure", _("Closure")),
    ("special", _("Other working hours")),
    ("extra", _("Extra working day")),
    ("weekend", _("Weekend")),
)


@staff_only()
@require_safe
def calendar(request: StaffRequest) -> HttpResponse:
    """The year, whose it is, and what the reader may change."""
    today = timezone.localdate()
    place, year = chosen_place(request), chosen_year(request, today)
    scopes = queries.path_scopes(place)
    language = get_language() or "ar"
    off = list(calendars.days_off(scopes, year.first, year.last))
    schedule = calendars.schedule_for(scopes)
    shown = levels(place, year.first, year.last, settable=_settable(request, place))
    context = {
        "title": _("Working calendar"),
        "place": place,
        "is_nation": place.kind == PlaceKind.MINISTRY.value,
        "year": year,
        "months": Drawing(schedule, off, today, language).months(year),
        "weekdays": [(SHORT_WEEKDAYS[language_of(language)][day], WEEKDAY_LABELS[day]) for day in WEEK],
        "icons": ICONS,
        "legend": [(kind, label, ICONS.get(kind, "")) for kind, label in LEGEND],
        "levels": shown,
        "waiting": sum(line.proposed or line.assumed for level in shown for line in level.lines),
        "changes": _changes(request, place),
        "not_entered": _not_entered(
            request, queries.ancestors_of(place)[0], not_entered(schedule, max(year.first, today), year.last)
        ),
        "moving": [row for row in recalculations() if row.scope in scopes or not row.scope],
        **_years(place, year),
        "chooses": len(fitting(request.actor, "")) > 1,
    }
    return render(request, "desk/office/calendar/year.html", context)


def _not_entered(request: StaffRequest, nation: Place, expected: list[Expected]) -> list[dict[str, Any]]:
    """What the year still lacks, each with the page on which whoever sets the nation's calendar enters it."""
    may = policies.may_set_calendar(request.actor, nation)
    language = get_language() or "ar"
    return [
        {"said": explanation.occasion(each, language), "url": _entering(each, nation) if may else ""}
        for each in expected
    ]


def _entering(each: Expected, nation: Place) -> str:
    page, asked = HOW_ENTERED[each.occasion](each.about)
    return f"{reverse(f'desk:calendar_{page.name}', args=[nation.pk])}?{urlencode(asked)}"


def _settable(request: StaffRequest, place: Place) -> frozenset[int]:
    above = queries.ancestors_of(place)
    return frozenset(each.pk for each in above if policies.may_set_calendar(request.actor, each))


def _changes(request: StaffRequest, place: Place) -> list[dict[str, Any]]:
    if not policies.may_set_calendar(request.actor, place):
        return []
    is_nation = place.kind == PlaceKind.MINISTRY.value
    return [_link(page, place) for page in ADDED if is_nation or not page.change.of_nation]


def _link(page: Page, place: Place) -> dict[str, Any]:
    return {"label": page.title, "icon": page.icon, "url": reverse(f"desk:calendar_{page.name}", args=[place.pk])}


def _years(place: Place, year: Year) -> dict[str, Any]:
    """The neighbouring years, and this one in the other calendar."""

    def url(number: int, *, is_hijri: bool) -> str:
        if not in_reach(number, is_hijri=is_hijri):
            return ""
        asked = {"place": place.pk, "hijri" if is_hijri else "year": number}
        return f"{reverse('desk:calendar')}?{urlencode(asked)}"

    return {
        "before_url": url(year.number - 1, is_hijri=year.is_hijri),
        "after_url": url(year.number + 1, is_hijri=year.is_hijri),
        "other_url": url(year.beside(), is_hijri=not year.is_hijri),
        "other_year": year.beside(),
    }
