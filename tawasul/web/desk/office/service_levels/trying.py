"""A version tried on a case: filed now, or at another instant, at a centre that the reader chooses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from tawasul.calendars.queries import schedule_for
from tawasul.centres.models import Place
from tawasul.centres.queries import path_scopes
from tawasul.centres.roles import PlaceKind
from tawasul.lib.hijri import RIYADH
from tawasul.service_levels.amounts import Key, Priority, Promise, Step
from tawasul.service_levels.effects import Due, Effect, effects
from tawasul.service_levels.sayings import of_case, subject_said, within
from tawasul.web.desk.office.calendar.choosing import MOST_FOUND, chosen_place, fitting
from tawasul.web.desk.office.service_levels.forms import MomentForm
from tawasul.web.doors import StaffRequest


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case, as it is due until now and as it would be."""

    label: str
    before: str
    before_at: datetime | None
    after: str
    after_at: datetime | None
    sooner: bool | None
    same: bool


def tried(request: StaffRequest, before: Sequence[Promise], after: Sequence[Promise]) -> dict[str, Any]:
    """Context of the worked example: the place and the instant chosen, and each case under both."""
    place, found = _place(request)
    form = MomentForm(request.GET if "day" in request.GET or "time" in request.GET else None)
    begins_at = _instant(form)
    is_nation = place.kind == PlaceKind.MINISTRY.value
    cases = [_case(each) for each in effects(before, after, schedule_for(path_scopes(place)), begins_at)]
    local = begins_at.astimezone(RIYADH)
    return {
        "place": place,
        "is_nation": is_nation,
        "found": found,
        "found_none": bool(request.GET.get("place_text")) and found == [],
        "moment": form
        if form.is_bound
        else MomentForm(initial={"day": local.date().isoformat(), "time": local.time()}),
        "begins_at": begins_at,
        "cases": cases,
    }


def _place(request: StaffRequest) -> tuple[Place, list[Place] | None]:
    """The place whose calendar counts. Without script only a name comes: the one that fits, or those to choose from."""
    place = chosen_place(request)
    text = request.GET.get("place_text", "").strip()
    if not text or text == place.name:
        return place, None
    found = fitting(request.actor, text)
    if len(found) == 1:
        return found[0], None
    return place, found[:MOST_FOUND]


def _instant(form: MomentForm) -> datetime:
    """The instant that the form names, to the minute; now, where it names none."""
    now = timezone.now().astimezone(RIYADH).replace(second=0, microsecond=0)
    if not form.is_bound or not form.is_valid():
        return now
    day = form.cleaned_data["day"] or now.date()
    at: time = form.cleaned_data["time"] or now.time()
    return datetime.combine(day, at, tzinfo=RIYADH)


def _case(effect: Effect) -> Case:
    return Case(
        label=_label(effect.case),
        before=_within(effect.before),
        before_at=effect.was_due,
        after=_within(effect.after),
        after_at=effect.now_due,
        sooner=effect.sooner,
        same=effect.was_due == effect.now_due and _within(effect.before) == _within(effect.after),
    )


def _label(case: Key) -> str:
    subject, step, priority, category = case
    usual = step == Step.WHOLE.value and priority == Priority.NORMAL.value and not category
    return subject_said(subject) if usual else of_case(case)


def _within(due: Due | None) -> str:
    return within(due.promise) if due else ""
