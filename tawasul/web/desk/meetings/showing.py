"""What the pages of meetings show of a request: never more of a person than is needed to know them."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from tawasul.lib.hijri import RIYADH, dual_date
from tawasul.lib.reference import spoken
from tawasul.meetings.actions.sorting import facts_of
from tawasul.meetings.labels import (
    CALL_PURPOSES,
    KIND_LABELS,
    NEED_LABELS,
    SEAT_LABELS,
    SHORT_CRITERION_LABELS,
    SHORT_HARM_LABELS,
    STATE_LABELS,
    STATE_TONES,
)
from tawasul.meetings.lifecycle import UNANSWERED_STATES, State
from tawasul.meetings.models import MeetingRequest, Seat
from tawasul.meetings.queries import entity_names
from tawasul.meetings.ranking import weighed
from tawasul.web.desk.work.showing import said_date, said_moment, said_short, sector_name


def breadcrumbs(*way: tuple[Any, str]) -> list[tuple[Any, str]]:
    """The way here, from my work on."""
    return [(_("My work"), reverse("desk:home")), (_("Meetings"), reverse("desk:meetings") if way else ""), *way]


def row_of(request: MeetingRequest, at: datetime) -> dict[str, Any]:
    """A request in a list, or at the head of its page."""
    names = entity_names(request)
    return {
        "url": reverse("desk:meeting", args=[request.reference]),
        "reference": request.reference,
        "spoken": spoken(request.reference),
        "name": request.asked_as,
        "subject": request.subject,
        "summary": request.summary,
        "kind": KIND_LABELS.get(request.kind, ""),
        "entity": names["en"] if get_language() == "en" else names["ar"],
        "concerned": request.concerned,
        "need": NEED_LABELS[request.need] if request.need != "none" else "",
        "state": request.state,
        "label": STATE_LABELS[request.state],
        "tone": STATE_TONES[request.state],
        "filed": said_short(request.filed_at),
        "ended": said_short(request.ended_at) if request.ended_at else "",
        "waited": (at - request.filed_at).days,
        "days": request.days,
        "by_hand": bool(request.rank_reason),
        "weighs": weighs(request),
        "not_before": said_day(request.not_before) if request.not_before and request.state == "ready" else "",
        "cause": request.cause.title if request.cause else "",
        "place": sector_name(request.centre),
        **due_of(request, at),
    }


def weighs(request: MeetingRequest) -> list[dict[str, Any]]:
    """What weighs most in a request, the heaviest first, with the days that each gives: three at most."""
    said = {
        "harm": SHORT_HARM_LABELS.get(request.harm, ""),
        "need": NEED_LABELS[request.need],
        "concerned": ngettext("concerns %(count)d person", "concerns %(count)d people", request.concerned)
        % {"count": request.concerned},
    }
    given = sorted((each for each in weighed(facts_of(request)) if each.days), key=lambda each: -each.days)
    return [
        {"said": said.get(each.criterion.value) or SHORT_CRITERION_LABELS[each.criterion.value], "days": each.days}
        for each in given[:3]
    ]


def seat_of(seat: Seat) -> dict[str, Any]:
    """A place in a list, or a turn among the reserves of a session."""
    return {
        "url": reverse("desk:meeting_session", args=[seat.session_id]),
        "when": said_moment(seat.begins_at),
        "reserve": seat.place is None,
        "label": SEAT_LABELS[seat.state],
    }


def said_day(day: date) -> str:
    """A day in both calendars."""
    return dual_date(day, get_language() or "ar")


def due_of(request: MeetingRequest, at: datetime) -> dict[str, str]:
    """By when an answer is promised, and how that presses."""
    if State(request.state) not in UNANSWERED_STATES:
        return {"due": "", "due_tone": ""}
    if request.due_at is None:
        return {"due": _("The time stands still"), "due_tone": ""}
    said = said_date(request.due_at)
    if request.due_at < at:
        return {"due": _("Late: was due %(when)s") % {"when": said}, "due_tone": "danger"}
    today = request.due_at.astimezone(RIYADH).date() == at.astimezone(RIYADH).date()
    return {"due": _("Answer by %(when)s") % {"when": said}, "due_tone": "warning" if today else ""}


def planned(request: MeetingRequest, at: datetime) -> dict[str, Any] | None:
    """The call that is planned: why, and when."""
    if request.call_at is None:
        return None
    return {
        "purpose": CALL_PURPOSES[request.call_purpose],
        "when": said_short(request.call_at),
        "due": request.call_at <= at,
    }
