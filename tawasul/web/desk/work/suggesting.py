"""Centres by type-ahead, for referring a ticket and for filing one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tawasul.centres import queries as centres
from tawasul.centres.roles import Power
from tawasul.lib.hijri import RIYADH
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import sector_name
from tawasul.web.doors import staff_only


@staff_only(Power.SEE_TICKETS, Power.FILE_FOR)
@require_safe
def centre_options(request: DeskRequest) -> HttpResponse:
    """The centres whose sector's or own name holds the words of `q`."""
    found = centres.suggest_centres(request.GET.get("q", ""), timezone.now().astimezone(RIYADH).date())
    options = [{"value": place.pk, "label": sector_name(place), "detail": place.name} for place in found]
    context = {"options": options, "more": len(found) >= centres.MOST_SUGGESTED}
    return render(request, "parts/options.html", context)
