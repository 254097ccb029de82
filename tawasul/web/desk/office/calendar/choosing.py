"""Whose calendar: the one a reader begins with, those they may choose from, and the year."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tawasul.centres import policies, queries
from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.lib.arabic import fold
from tawasul.lib.digits import all_digits, western
from tawasul.lib.errors import NotFound
from tawasul.lib.hijri import hijri
from tawasul.web.desk.office.calendar.months import Year
from tawasul.web.desk.work.showing import kind_and_sector
from tawasul.web.doors import StaffRequest, staff_only

MOST_FOUND = 12
YEARS, HIJRI_YEARS = range(2000, 2077), range(1421, 1500)


@staff_only()
@require_safe
def place_options(request: StaffRequest) -> HttpResponse:
    """The places whose calendars the reader sees, as one types."""
    found = fitting(request.actor, request.GET.get("q", ""))
    options = [
        {"value": place.pk, "label": place.name, "detail": kind_and_sector(place)} for place in found[:MOST_FOUND]
    ]
    return render(request, "parts/options.html", {"options": options, "more": len(found) > MOST_FOUND})


def fitting(actor: Actor, text: str) -> list[Place]:
    """Those whose present or former name holds every word, in whatever spelling; one more than are shown, where more fit.

    All centres are called nearly alike: their university's or education department's name finds them too.
    """
    rows = queries.calendars_visible_to(actor)
    for word in fold(text).split():
        rows = rows.filter(name_folded__contains=word) | rows.filter(parent__name_folded__contains=word)
    return list(rows.select_related("parent__parent").order_by("order_key")[: MOST_FOUND + 1])


def visible_calendar(actor: Actor, place_id: int) -> Place:
    """The place, if the reader sees its calendar. Raises NotFound."""
    place = queries.place(place_id)
    if not policies.may_see_calendar(actor, place):
        raise NotFound()
    return place


def settable_calendar(actor: Actor, place_id: int) -> Place:
    """The place, if the reader may set its calendar. Raises NotFound."""
    place = visible_calendar(actor, place_id)
    if not policies.may_set_calendar(actor, place):
        raise NotFound()
    return place


def own_calendar(actor: Actor) -> Place:
    """The calendar of the reader's centre, sector or, at the ministry, of the nation."""
    return queries.place(actor.centre_id or actor.place_id or 0)


def chosen_place(request: StaffRequest) -> Place:
    """The place that `?place=` names, or the reader's own. Raises NotFound."""
    chosen = request.GET.get("place", "")
    if not chosen:
        return own_calendar(request.actor)
    if not all_digits(chosen) or len(chosen) > 18:
        raise NotFound()
    return visible_calendar(request.actor, int(chosen))


def chosen_year(request: HttpRequest, today: date) -> Year:
    """The year that `?year=` or `?hijri=` names, where the calendars reach so far; else the one that it is today."""
    for name, years, is_hijri in (("hijri", HIJRI_YEARS, True), ("year", YEARS, False)):
        given = western(request.GET.get(name, "")).strip()
        if all_digits(given) and len(given) == 4 and int(given) in years:
            return Year(number=int(given), is_hijri=is_hijri)
    if "hijri" in request.GET:
        return Year(number=hijri(today).year, is_hijri=True)
    return Year(number=today.year, is_hijri=False)


def in_reach(year: int, *, is_hijri: bool) -> bool:
    """Whether a year can be shown."""
    return year in (HIJRI_YEARS if is_hijri else YEARS)
