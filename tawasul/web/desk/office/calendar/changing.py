"""A change of a calendar: written, previewed with what it does to the open deadlines, and only then applied."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from tawasul.centres.roles import Power
from tawasul.clocks.calendar_changes import Ask, Given, applied, ask_for, previewed
from tawasul.lib.digits import all_digits
from tawasul.lib.errors import Conflict, Refused
from tawasul.timeline.receipts import once
from tawasul.web.desk.office.calendar.changes import ADDED, MEANT, Page
from tawasul.web.desk.office.calendar.choosing import settable_calendar
from tawasul.web.desk.office.calendar.forms import CalendarForm
from tawasul.web.desk.office.forms import scope_of, take
from tawasul.web.doors import StaffRequest, View, staff_only

MOST_SHOWN = 40
ASKED = ("day", "kind", "year")  # with what the year's page lets a form begin
OWN = {"csrfmiddlewaretoken", "once", "step", "seen"}


def view_of(page: Page) -> View:
    """The pages of one change."""

    @staff_only(Power.MANAGE_CALENDARS)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: StaffRequest, place_id: int, row_id: int | None = None) -> HttpResponse:
        ask = _ask(request, page, place_id, row_id)
        form = _form(request, page, ask)
        step = request.POST.get("step", "")
        if form is not None and (not form.is_bound or not form.is_valid() or step == "back"):
            return _written(request, page, ask, form, status=422 if form.is_bound and form.errors else 200)
        given = form.cleaned_data if form is not None else {}
        try:
            if step == "apply":
                return _applied(request, page, ask, given)
            return _previewed(request, page, ask, given)
        except Refused as refused:
            if form is None:
                raise
            take(form, refused)
            return _written(request, page, ask, form, status=refused.status)

    return view


def _ask(request: StaffRequest, page: Page, place_id: int, row_id: int | None) -> Ask:
    place = settable_calendar(request.actor, place_id)
    return ask_for(page.change, place, by=request.user.user_number, at=timezone.now(), row_id=row_id)


def _form(request: StaffRequest, page: Page, ask: Ask) -> CalendarForm | None:
    if page.form is None:
        return None
    initial = page.initial(ask, {name: request.GET.get(name, "")[:30] for name in ASKED})
    return page.form(request.POST if request.method == "POST" else None, initial=initial, is_nation=ask.is_nation)


def _written(request: StaffRequest, page: Page, ask: Ask, form: CalendarForm, *, status: int) -> HttpResponse:
    context = _common(request, page, ask) | {"form": form}
    return render(request, "desk/office/calendar/change.html", context, status=status)


def _previewed(request: StaffRequest, page: Page, ask: Ask, given: Given, notice: Any = "") -> HttpResponse:
    preview = previewed(page.change, ask, given)
    context = _common(request, page, ask) | {
        "preview": preview,
        "shown": preview.differences[:MOST_SHOWN],
        "more": len(preview.differences) - MOST_SHOWN,
        "days": sum(difference.days for difference in preview.differences),
        "said": page.change.cause(ask, given).in_language(get_language() or "ar"),
        "moves": page.change.moves,
        "kept": [(name, text) for name, texts in request.POST.lists() if name not in OWN for text in texts],
        "written": page.form is not None,
        "notice": notice,
    }
    return render(request, "desk/office/calendar/preview.html", context, status=409 if notice else 200)


def _applied(request: StaffRequest, page: Page, ask: Ask, given: Given) -> HttpResponse:
    seen = request.POST.get("seen", "")
    version = int(seen) if all_digits(seen) and len(seen) < 19 else -1

    def act() -> int:
        moving = applied(page.change, ask, given, seen=version).moving
        return moving.pk if moving else 0

    asked = {name: str(value) for name, value in given.items()}
    asked |= {"change": page.name, "place": str(ask.place.pk), "row": str(ask.row.pk if ask.row else "")}
    key = request.POST.get("once") or str(uuid4())
    try:
        moving = once(scope=scope_of(request), key=key, asked=asked, at=ask.at, act=act)
    except Conflict as conflict:
        if conflict.code != "changed":
            raise
        return _previewed(request, page, ask, given, notice=conflict.message)
    messages.success(request, page.done)
    if moving:
        return redirect("desk:calendar_moving", moving)
    return redirect(_common(request, page, ask)["back_url"])


def _common(request: StaffRequest, page: Page, ask: Ask) -> dict[str, Any]:
    return {
        "title": page.title,
        "intro": page.intro,
        "place": ask.place,
        "is_nation": ask.is_nation,
        "row_reason": ask.row.reason.in_language(get_language() or "ar") if ask.row else "",
        "once": request.POST.get("once") or uuid4(),
        "back_url": f"{reverse('desk:calendar')}?place={ask.place.pk}",
    }


def routes() -> list[URLPattern]:
    """An address for each change: of a place, or of a line of its calendar."""
    at = "calendar/<int:place_id>"
    return [
        *(path(f"{at}/{page.name}/", view_of(page), name=f"calendar_{page.name}") for page in ADDED),
        *(path(f"{at}/<int:row_id>/{page.name}/", view_of(page), name=f"calendar_{page.name}") for page in MEANT),
    ]
