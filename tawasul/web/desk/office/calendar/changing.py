"""A change of a calendar: written, previewed with what it does to the open deadlines, and only then applied."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.calendars import queries as calendars
from tawasul.calendars.changes import hold_version
from tawasul.calendars.differences import Difference, differences
from tawasul.calendars.models import DayOff
from tawasul.calendars.schedule import Schedule
from tawasul.calendars.working_time import NeverOpen
from tawasul.centres.queries import calendar_scope, path_scopes
from tawasul.centres.roles import PlaceKind, Power
from tawasul.clocks.recalculation import Effect, begin_recalculation, effect_of
from tawasul.lib.digits import all_digits
from tawasul.lib.errors import Conflict, Invalid, Refused
from tawasul.timeline.receipts import once
from tawasul.web.desk.office.calendar.changes import ADDED, MEANT, Ask, Change, Given, row_of
from tawasul.web.desk.office.calendar.choosing import settable_calendar
from tawasul.web.desk.office.calendar.forms import CalendarForm, DayField
from tawasul.web.desk.office.forms import scope_of, take
from tawasul.web.doors import StaffRequest, View, staff_only

MOST_SHOWN = 40
OWN = {"csrfmiddlewaretoken", "once", "step", "seen"}


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a change would do, and the version of the calendars on which that was counted."""

    seen: int
    effect: Effect
    differences: list[Difference]
    proposed: list[DayOff]


def view_of(change: Change) -> View:
    """The pages of one change."""

    @staff_only(Power.MANAGE_CALENDARS)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: StaffRequest, place_id: int, row_id: int | None = None) -> HttpResponse:
        ask = _ask(request, change, place_id, row_id)
        form = _form(request, change, ask)
        step = request.POST.get("step", "")
        if form is not None and (not form.is_bound or not form.is_valid() or step == "back"):
            return _written(request, change, ask, form, status=422 if form.is_bound and form.errors else 200)
        given = form.cleaned_data if form is not None else {}
        try:
            if step == "apply":
                return _applied(request, change, ask, given)
            return _previewed(request, change, ask, given)
        except Refused as refused:
            if form is None:
                raise
            take(form, refused)
            return _written(request, change, ask, form, status=refused.status)

    return view


def _ask(request: StaffRequest, change: Change, place_id: int, row_id: int | None) -> Ask:
    place = settable_calendar(request.actor, place_id)
    scope = calendar_scope(place)
    is_nation = place.kind == PlaceKind.MINISTRY.value
    if change.of_nation and not is_nation:
        raise Conflict(_("Only the nation's calendar has this."))
    return Ask(
        place=place,
        scope=scope,
        is_nation=is_nation,
        by=request.user.user_number,
        at=timezone.now(),
        today=timezone.localdate(),
        row=row_of(change, scope, row_id),
    )


def _form(request: StaffRequest, change: Change, ask: Ask) -> CalendarForm | None:
    if change.form is None:
        return None
    initial = change.initial(ask, {"day": request.GET.get("day", "")[:30]})
    return change.form(request.POST if request.method == "POST" else None, initial=initial, is_nation=ask.is_nation)


def _written(request: StaffRequest, change: Change, ask: Ask, form: CalendarForm, *, status: int) -> HttpResponse:
    fields = [(field, isinstance(field.field, DayField)) for field in form.visible_fields()]
    context = _common(request, change, ask) | {"form": form, "fields": fields}
    return render(request, "desk/office/calendar/change.html", context, status=status)


def _previewed(request: StaffRequest, change: Change, ask: Ask, given: Given, notice: Any = "") -> HttpResponse:
    preview = previewed(change, ask, given)
    context = _common(request, change, ask) | {
        "preview": preview,
        "shown": preview.differences[:MOST_SHOWN],
        "more": len(preview.differences) - MOST_SHOWN,
        "days": sum(difference.days for difference in preview.differences),
        "said": change.cause(ask, given).in_language(get_language() or "ar"),
        "moves": change.moves,
        "kept": [(name, text) for name, texts in request.POST.lists() if name not in OWN for text in texts],
        "written": change.form is not None,
        "notice": notice,
    }
    return render(request, "desk/office/calendar/preview.html", context, status=409 if notice else 200)


def previewed(change: Change, ask: Ask, given: Given) -> Preview:
    """Make the change, look at what it does, and undo it. Raises what the change raises; Invalid where nothing would open."""
    scopes = path_scopes(ask.place)
    seen, before = calendars.version(), calendars.schedule_for(scopes)
    after: list[Schedule] = []
    made: list[object] = []

    def make() -> None:
        made.append(change.make(ask, given))
        after.append(calendars.schedule_for(scopes))

    try:
        effect = effect_of(make, at=ask.at) if change.moves else _undone(make)
    except NeverOpen as error:
        raise Invalid(_("With this the calendar would have no working time any more.")) from error
    rows = made[0] if isinstance(made[0], list) else []
    return Preview(
        seen=seen,
        effect=effect,
        differences=differences(before, after[0], *change.days(ask, given)),
        proposed=[row for row in rows if isinstance(row, DayOff)],
    )


def _undone(make: Callable[[], None]) -> Effect:
    with transaction.atomic():
        make()
        transaction.set_rollback(True)
    return Effect()


def _applied(request: StaffRequest, change: Change, ask: Ask, given: Given) -> HttpResponse:
    seen = request.POST.get("seen", "")

    def act() -> int:
        hold_version(int(seen) if all_digits(seen) and len(seen) < 19 else -1)
        change.make(ask, given)
        return begin_recalculation(cause=change.cause(ask, given), by=ask.by, at=ask.at).pk if change.moves else 0

    asked = {name: str(value) for name, value in given.items()}
    asked |= {"change": change.name, "place": str(ask.place.pk), "row": str(ask.row.pk if ask.row else "")}
    key = request.POST.get("once") or str(uuid4())
    try:
        moving = once(scope=scope_of(request), key=key, asked=asked, at=ask.at, act=act)
    except Conflict as conflict:
        if conflict.code != "changed":
            raise
        return _previewed(request, change, ask, given, notice=conflict.message)
    messages.success(request, change.done)
    if moving:
        return redirect("desk:calendar_moving", moving)
    return redirect(_common(request, change, ask)["back_url"])


def _common(request: StaffRequest, change: Change, ask: Ask) -> dict[str, Any]:
    return {
        "title": change.title,
        "intro": change.intro,
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
        *(path(f"{at}/{change.name}/", view_of(change), name=f"calendar_{change.name}") for change in ADDED),
        *(
            path(f"{at}/<int:row_id>/{change.name}/", view_of(change), name=f"calendar_{change.name}")
            for change in MEANT
        ),
    ]
