"""A changed calendar on its way to the open deadlines: how far it came."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.calendars.schedule import Words
from tawasul.clocks.queries import recalculation_for
from tawasul.web.doors import StaffRequest, staff_only
from tawasul.web.templatetags.dates import day_said


@staff_only()
@require_safe
def moving(request: StaffRequest, pk: int) -> HttpResponse:
    """How many open deadlines were looked at and how many moved; it asks for itself again until all are done."""
    row, place = recalculation_for(request.actor, pk)
    context = {
        "title": _("A change is carried to the open deadlines"),
        "row": row,
        "place": place,
        "cause": Words(row.cause_ar, row.cause_en).in_language(get_language() or "ar"),
        "linked": "linked" in request.GET,
    }
    part = request.headers.get("X-Poll")
    return render(request, f"desk/office/calendar/{'moving_progress' if part else 'moving'}.html", context)


@staff_only()
@require_safe
def said_day(request: StaffRequest) -> HttpResponse:
    """A day that is being typed, said in both calendars; nothing while it is none."""
    text = next((value for value in request.GET.values() if value), "")
    return render(request, "desk/office/calendar/day_said.html", {"said": day_said(text)})
