"""Who is away today and who stands in, who will be, and who was."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres import queries
from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.models import Membership
from tawasul.centres.queries import When
from tawasul.centres.roles import Power
from tawasul.people.queries import matching_staff
from tawasul.web.desk.office.absences.forms import Find
from tawasul.web.desk.office.paging import PAGE, before_of, page_urls
from tawasul.web.doors import StaffRequest, staff_only

RECORDERS = (Power.MANAGE_MEMBERS, Power.APPOINT_COORDINATORS)
TABS = {When.NOW: _("Away today"), When.COMING: _("Coming"), When.OVER: _("Over in the last month")}
EMPTY = {
    When.NOW: _("Nobody is away today"),
    When.COMING: _("No absence is coming"),
    When.OVER: _("No absence ended in the last month"),
}
STANDS = {
    When.NOW: {"tone": "warning", "label": _("Away now")},
    When.COMING: {"tone": "information", "label": _("Begins later")},
    When.OVER: {"tone": "neutral", "label": _("Over")},
}


@staff_only()
@require_safe
def absences(request: StaffRequest) -> HttpResponse:
    """Those of the reader's part of the network, and their own."""
    today = timezone.localdate()
    form = Find(request.GET)
    when = _when(request)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    rows = queries.absences_standing(queries.absences_visible_to(request.actor), when, today)
    if name:
        people = matching_staff(name).values("pk")
        rows = rows.filter(Q(user__in=people) | Q(covers__user__in=people))
    shown = list(queries.absences_after(rows, when, before_of(request))[: PAGE + 1])
    context = {
        "title": _("Absences and deputies"),
        "form": form,
        "clear_url": f"?{urlencode({'when': when.value})}" if name else "",
        "tabs": [
            {"label": label, "url": f"?{urlencode({'when': key.value, 'name': name})}", "active": key is when}
            for key, label in TABS.items()
        ],
        "shown": [line_of(row, today, request.user.pk) for row in shown[:PAGE]],
        "empty": _("Nobody fits") if name else EMPTY[when],
        "may_record": bool(request.actor.powers & set(RECORDERS)),
    }
    return render(request, "desk/office/absences/list.html", context | page_urls(request, shown, lambda row: row.pk))


def line_of(row: Membership, today: date, reader_id: int) -> dict[str, Any]:
    """An absence as it is shown."""
    absent = row.covers
    when = queries.when_of(row, today)
    return {
        "row": row,
        "absent": absent.user if absent else None,
        "absent_is_reader": absent is not None and absent.user_id == reader_id,
        "deputy_is_reader": row.user_id == reader_id,
        "deputy_left": not row.user.is_active,
        "role": ROLE_LABELS[row.role],
        "when": when.value,
        "stands": STANDS[when],
        "url": reverse("desk:absence", args=[row.pk]),
    }


def _when(request: StaffRequest) -> When:
    asked = request.GET.get("when", "")
    return When(asked) if asked in set(When) else When.NOW
