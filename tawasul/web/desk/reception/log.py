"""The visitor log: who came, why, when they were served and by whom; what could have been done online is counted."""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from io import BytesIO, StringIO
from itertools import groupby
from math import ceil
from operator import attrgetter
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from openpyxl import Workbook

from tawasul.centres.queries import centre_of
from tawasul.centres.roles import Power
from tawasul.lib.arabic import isolate
from tawasul.lib.errors import Invalid, NotFound
from tawasul.reception import actions, policies, queries
from tawasul.reception.labels import ONLINE_SERVICES, REASON_LABELS
from tawasul.reception.models import Visit
from tawasul.reception.queries import Errands, Sought
from tawasul.reception.reasons import REASON_BY_KEY
from tawasul.web.desk.reception.forms import LogForm
from tawasul.web.desk.reception.showing import shown
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.doors import staff_only

PAGE = 50
LONGEST_PAGE = 4  # digits
MOST_EXPORTED = 20_000
MOST_PRINTED = 5_000  # visits: some 150 sheets; two days of the busiest hall
BOM = "\ufeff"  # by which spreadsheets know that Arabic is UTF-8
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so would be reckoned, not shown
COLUMNS = (
    (_("Day"), "day"), (_("Number"), "spoken"), (_("Visitor"), "name"), (_("Identity"), "identity"),
    (_("Why they come"), "reason"), (_("Priority"), "priority"), (_("Ticket"), "ticket"), (_("Arrived"), "arrived"),
    (_("Called at"), "called"), (_("Waited, in minutes"), "waited_minutes"), (_("Left at"), "ended"), (_("Desk"), "desk"),
    (_("Served by"), "served_by"), (_("Received by"), "registered_by"), (_("How the visit ended"), "outcome"),
    (_("State"), "state_label"), (_("Centre"), "centre"),
)  # fmt: skip
# What a sheet can count with: days, hours and lengths are such, not words.
COUNTED: dict[str, Callable[[str], Any]] = {
    "day": date.fromisoformat,
    "arrived": time.fromisoformat,
    "called": time.fromisoformat,
    "ended": time.fromisoformat,
    "waited_minutes": int,
}
FIGURES = (
    _("Ended at the door, without a desk"),
    _("Of the others: could have been done online"),
    _("Of these: with a mobile, to which the link could go"),
)
CANNOT_BE_READ = _("These days cannot be read. Choose them again.")


@staff_only(Power.RECEIVE_VISITORS, Power.SUPERVISE_HALL)
@require_http_methods(["GET", "HEAD", "POST"])
def visitor_log(request: DeskRequest) -> HttpResponse:
    """The log of some days; today's, unless others are asked for. What is asked for is sent, checked, and then stands in the
    address: a document's number never does."""
    at, today = timezone.now(), queries.day_of(timezone.now())
    form = LogForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        context = _head(request) | {"form": form, "readable": False}
        return render(request, "desk/reception/log.html", context, status=422)
    sought = form.sought(today)
    if request.method == "POST":
        return redirect(_url("desk:visitor_log", sought))
    visits = queries.visits_visible_to(request.actor)
    rows = queries.log_of(visits, sought)
    errands = queries.errands_of(rows)
    total = sum(each.came for each in errands.values())
    page = min(_page_number(request.GET.get("page", "")), max(1, ceil(total / PAGE)))
    found = list(rows[(page - 1) * PAGE : page * PAGE])
    context = _head(request) | _of_paper(request, sought, at) | {
        "form": LogForm(initial=_kept(sought)),
        "readable": True,
        "days": _by_day(found, at),
        "several_days": sought.first != today or sought.last != today,  # the hour alone says only what was today
        "total": total,
        **_leads(errands, queries.errands_of(queries.log_of(visits, sought.before)), sought),
        "kept": _kept(sought),
        "narrowed": bool(_conditions(sought)),
        "clear_url": _url("desk:visitor_log", Sought(first=sought.first, last=sought.last)),
        "print_url": _url("desk:visitor_log_print", sought) if total else "",
        "may_export": policies.may_supervise(request.actor) and 0 < total <= MOST_EXPORTED,
        "shown_first": (page - 1) * PAGE + 1,
        "shown_last": (page - 1) * PAGE + len(found),
        "previous_url": _url("desk:visitor_log", sought, page - 1) if page > 1 else "",
        "next_url": _url("desk:visitor_log", sought, page + 1) if page * PAGE < total else "",
    }  # fmt: skip
    return render(request, "desk/reception/log.html", context)


@staff_only(Power.RECEIVE_VISITORS, Power.SUPERVISE_HALL)
@require_safe
def visitor_log_print(request: DeskRequest) -> HttpResponse:
    """All that was asked for on one page for paper, which says whose log it is, of which days, and when it was printed."""
    at, form = timezone.now(), LogForm(request.GET)
    if not form.is_valid():
        raise Invalid(CANNOT_BE_READ)
    sought = form.sought(queries.day_of(at))
    rows = queries.log_of(queries.visits_visible_to(request.actor), sought)
    total = sum(queries.reasons_of(rows).values())
    # A log on paper is read as it was written: who came first stands first.
    found = list(rows.order_by("day", "arrived_at", "pk")) if total <= MOST_PRINTED else []
    context = _head(request) | _of_paper(request, sought, at) | {
        "days": _by_day(found, at),
        "total": total,
        "most": MOST_PRINTED,
        "too_many": total > MOST_PRINTED,
        "back_url": _url("desk:visitor_log", sought),
    }  # fmt: skip
    return render(request, "desk/reception/log_print.html", context)


@staff_only(Power.SUPERVISE_HALL)
@require_POST
def visitor_log_export(request: DeskRequest, kind: str) -> HttpResponse:
    """The same visits as a file, identities masked; that it left the house is written down."""
    at, makers = timezone.now(), {"csv": _as_csv, "xlsx": _as_xlsx}
    if kind not in makers:
        raise NotFound(_("There is no such kind of file."))
    form = LogForm(request.POST)
    if not form.is_valid():
        raise Invalid(CANNOT_BE_READ)
    sought = form.sought(queries.day_of(at))
    visits = list(queries.log_of(queries.visits_visible_to(request.actor), sought)[: MOST_EXPORTED + 1])
    if len(visits) > MOST_EXPORTED:
        raise Invalid(_("These are more than %(most)d visits. Choose fewer days.") % {"most": MOST_EXPORTED})
    actions.note_export(actor=request.actor, first=sought.first, last=sought.last, at=at)
    table = [[str(label) for label, _name in COLUMNS], *_cells(visits, at)]
    answer = makers[kind](table)
    answer["Content-Disposition"] = f'attachment; filename="visitors-{sought.first}-{sought.last}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _leads(now: Mapping[str, Errands], before: Mapping[str, Errands], sought: Sought) -> dict[str, Any]:
    """What leads to fewer visits: how many ended at the door, how many of the others could have been done online, by which
    service, and whom a link would have reached; each beside the same of as many days before."""
    reasons = [
        {
            "label": REASON_LABELS[key],
            "count": now[key].came,
            "before": before[key].came if key in before else 0,
            "at_door": now[key].at_door,
            "service": ONLINE_SERVICES.get(key, ""),
            "others": now[key].others,
            "reached": now[key].reached,
        }
        for key in sorted(now, key=lambda key: (not REASON_BY_KEY[key].online, -now[key].others))
    ]
    counted, earlier = _counted(now), _counted(before)
    figures = [
        {"label": label, "count": count, "share": _percent(share), "before": was, "share_before": _percent(share_was)}
        for label, (count, share), (was, share_was) in zip(FIGURES, counted, earlier, strict=True)
    ]
    return {"reasons": reasons, "figures": figures, "days_before": sought.days, "before": sought.before}


def _counted(errands: Mapping[str, Errands]) -> list[tuple[int, int]]:
    """For each of FIGURES how many, and how many in a hundred of those among whom they are counted."""
    came, at_door = sum(each.came for each in errands.values()), sum(each.at_door for each in errands.values())
    online = [each for key, each in errands.items() if REASON_BY_KEY[key].online]
    others, reached = sum(each.others for each in online), sum(each.reached for each in online)
    parts = ((at_door, came), (others, came - at_door), (reached, others))
    return [(part, round(100 * part / whole) if whole else 0) for part, whole in parts]


def _percent(share: int) -> str:
    """A share with its sign, which stands on the same side of it whatever stands before: after Arabic letters it would not."""
    return isolate(f"{share}%")


def _head(request: DeskRequest) -> dict[str, Any]:
    return {
        "title": _("Visitor log"),
        "breadcrumbs": [(_("My work"), reverse("desk:home")), (_("Visitor log"), "")],
        "several_centres": request.actor.centre_id is None,
    }


def _of_paper(request: DeskRequest, sought: Sought, at: datetime) -> dict[str, Any]:
    """What a sheet of the log says of itself."""
    return {
        "place": (centre_of(request.membership.place) or request.membership.place).name,
        "first": sought.first,
        "last": sought.last,
        "conditions": _conditions(sought),
        "printed_at": at,
        "printed_by": request.user.name,
    }


def _conditions(sought: Sought) -> list[tuple[str, str]]:
    """What is asked of the visits besides their days, as it is said."""
    fields = LogForm().fields
    endings = dict(fields["outcome"].choices)  # type: ignore[attr-defined]
    said = {
        "who": sought.who,
        "reason": str(REASON_LABELS.get(sought.reason, "")),
        "outcome": str(endings[sought.outcome]) if sought.outcome else "",
        "desk": sought.desk,
    }
    return [(str(fields[name].label), value) for name, value in said.items() if value]


def _by_day(visits: Iterable[Visit], at: datetime) -> list[dict[str, Any]]:
    return [
        {"day": day, "rows": [_line(visit, at) for visit in rows]} for day, rows in groupby(visits, attrgetter("day"))
    ]


def _cells(visits: Iterable[Visit], at: datetime) -> list[list[str]]:
    return [[_plain(str(line[name])) for _label, name in COLUMNS] for line in (_line(visit, at) for visit in visits)]


def _line(visit: Visit, at: datetime) -> dict[str, Any]:
    until = visit.first_called_at or visit.ended_at
    waited = int((until - visit.arrived_at).total_seconds() / 60) if until else ""
    return shown(visit, at) | {"day": visit.day.isoformat(), "centre": visit.centre.name, "waited_minutes": waited}


def _kept(sought: Sought) -> dict[str, str]:
    """What was asked for, as addresses and forms say it."""
    days = {"first": sought.first.isoformat(), "last": sought.last.isoformat()}
    more = {"who": sought.who, "reason": sought.reason, "outcome": sought.outcome, "desk": sought.desk}
    return days | {name: value for name, value in more.items() if value}


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
    kinds = [COUNTED.get(name, str) for _label, name in COLUMNS]
    sheet.append(table[0])
    for row in table[1:]:
        sheet.append([kind(cell) if cell else "" for kind, cell in zip(kinds, row, strict=True)])
    kept = BytesIO()
    book.save(kept)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(kept.getvalue(), content_type=kind)


def _page_number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= LONGEST_PAGE and int(text) else 1


def _url(page_name: str, sought: Sought, page: int = 1) -> str:
    numbered = {"page": str(page)} if page > 1 else {}
    return f"{reverse(page_name)}?{urlencode(_kept(sought) | numbered)}"
