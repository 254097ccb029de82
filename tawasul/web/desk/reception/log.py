"""The visitor log: who came, why, when they were served and by whom; what could have been done online is counted."""

import csv
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from openpyxl import Workbook

from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid, NotFound
from tawasul.lib.hijri import RIYADH, short_dual
from tawasul.reception import actions, policies, queries
from tawasul.reception.labels import REASON_LABELS
from tawasul.reception.models import Visit
from tawasul.reception.reasons import REASON_BY_KEY
from tawasul.web.desk.reception.forms import LogForm
from tawasul.web.desk.reception.showing import shown
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.doors import staff_only

PAGE = 50
LONGEST_PAGE = 4  # digits
MOST_EXPORTED = 20_000
BOM = "\ufeff"  # by which spreadsheets know that Arabic is UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so would be reckoned, not shown
COLUMNS = (
    (_("Day"), "day"), (_("Number"), "spoken"), (_("Visitor"), "name"), (_("Identity"), "identity"),
    (_("Why they come"), "reason"), (_("Priority"), "priority"), (_("Ticket"), "ticket"), (_("Arrived"), "arrived"),
    (_("Called at"), "called"), (_("Left at"), "ended"), (_("Desk"), "desk"), (_("Served by"), "served_by"),
    (_("Received by"), "registered_by"), (_("How the visit ended"), "outcome"), (_("State"), "state_label"),
    (_("Centre"), "centre"),
)  # fmt: skip


@staff_only(Power.RECEIVE_VISITORS, Power.SUPERVISE_HALL)
@require_safe
def visitor_log(request: DeskRequest) -> HttpResponse:
    """The log of some days; today's, unless others are asked for."""
    at = timezone.now()
    form, today = LogForm(request.GET), queries.day_of(at)
    readable = form.is_valid()
    first, last = form.days(today) if readable else (today, today)
    rows = queries.of_days(queries.visits_visible_to(request.actor), first, last)
    rows = rows if readable else rows.none()
    page = _page_number(request.GET.get("page", ""))
    found = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    reasons = queries.reasons_of(rows)
    total, online = sum(reasons.values()), sum(n for key, n in reasons.items() if REASON_BY_KEY[key].online)
    kept = {"first": first.isoformat(), "last": last.isoformat()}
    context = {
        "title": _("Visitor log"),
        "breadcrumbs": [(_("My work"), reverse("desk:home")), (_("Visitor log"), "")],
        "form": LogForm(initial=kept) if readable else form,
        "readable": readable,
        "rows": [_line(visit, at) for visit in found[:PAGE]],
        "several_days": first != today or last != today,  # the hour alone says only what was today
        "several_centres": request.actor.centre_id is None,
        "reasons": [
            {"label": REASON_LABELS[key], "count": reasons[key], "online": REASON_BY_KEY[key].online}
            for key in sorted(reasons, key=lambda key: -reasons[key])
        ],
        "total": total,
        "online": online,
        "share": round(100 * online / total) if total else 0,
        "kept": kept,
        "may_export": policies.may_supervise(request.actor) and total > 0,
        "previous_url": _url(kept, page - 1) if page > 1 else "",
        "next_url": _url(kept, page + 1) if len(found) > PAGE else "",
    }
    return render(request, "desk/reception/log.html", context, status=200 if readable else 422)


@staff_only(Power.SUPERVISE_HALL)
@require_POST
def visitor_log_export(request: DeskRequest, kind: str) -> HttpResponse:
    """The same days as a file, identities masked; that it left the house is written down."""
    at, makers = timezone.now(), {"csv": _as_csv, "xlsx": _as_xlsx}
    if kind not in makers:
        raise NotFound(_("There is no such kind of file."))
    form = LogForm(request.POST)
    if not form.is_valid():
        raise Invalid(_("These days cannot be read. Choose them again."))
    first, last = form.days(queries.day_of(at))
    actions.note_export(actor=request.actor, first=first, last=last, at=at)
    visits = queries.of_days(queries.visits_visible_to(request.actor), first, last)[:MOST_EXPORTED]
    table = [[str(label) for label, _name in COLUMNS], *_cells(visits, at)]
    answer = makers[kind](table)
    answer["Content-Disposition"] = f'attachment; filename="visitors-{first}-{last}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _cells(visits: QuerySet[Visit], at: datetime) -> list[list[str]]:
    return [[_plain(str(line[name])) for _label, name in COLUMNS] for line in (_line(visit, at) for visit in visits)]


def _line(visit: Visit, at: datetime) -> dict[str, Any]:
    return shown(visit, at) | {
        "day": visit.day.isoformat(),
        "day_said": short_dual(visit.arrived_at.astimezone(RIYADH), "en" if not get_language_bidi() else "ar"),
        "centre": visit.centre.name,
    }


def _plain(text: str) -> str:
    """What a person typed is never a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _as_csv(table: list[list[str]]) -> HttpResponse:
    written = StringIO()
    csv.writer(written).writerows(table)
    return HttpResponse(BOM + written.getvalue(), content_type="text/csv; charset=utf-8")


def _as_xlsx(table: list[list[str]]) -> HttpResponse:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Visitor log"))
    sheet.sheet_view.rightToLeft = get_language_bidi()
    for row in table:
        sheet.append(row)
    kept = BytesIO()
    book.save(kept)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(kept.getvalue(), content_type=kind)


def _page_number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= LONGEST_PAGE and int(text) else 1


def _url(kept: dict[str, str], page: int) -> str:
    return f"{reverse('desk:visitor_log')}?{urlencode(kept | {'page': page})}"
