"""The followed request to meet the official: where it stands, what is expected of whoever asked, and what happened."""

import uuid
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tawasul.lib.errors import Refused
from tawasul.lib.hijri import dual_date, dual_moment, short_dual
from tawasul.lib.reference import spoken
from tawasul.meetings import policies, queries
from tawasul.meetings.events import BY_KEY
from tawasul.meetings.labels import (
    ENDED_IN_PART,
    NEED_LABELS,
    PUBLIC_STATE_EXPLANATIONS,
    PUBLIC_STATE_LABELS,
    PUBLIC_STEPS,
    STATE_TONES,
)
from tawasul.meetings.lifecycle import REACHED, UNANSWERED_STATES, Act, State
from tawasul.meetings.links import path_to
from tawasul.meetings.models import MeetingRequest, Seat
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import say
from tawasul.web import enclosing
from tawasul.web.accepted import ACCEPTED
from tawasul.web.portal.answering import refused
from tawasul.web.portal.filing.entity import said_of
from tawasul.web.portal.following.forms import AdditionForm, CompletionForm
from tawasul.web.portal.meetings.decided import Came, came_of
from tawasul.web.portal.meetings.session import Standing, following

ICONS = {
    "filed": "inbox", "taken": "person-check", "returned": "arrow-return-left", "completed": "check2",
    "sorted": "sort-down", "declined": "x-circle", "withdrawn": "x-circle", "words_added": "plus-circle",
    "files_added": "paperclip", "invited": "calendar-check", "moved_up": "calendar-check", "date_reminded": "bell",
    "confirmed": "check2-circle",
    "postponed": "calendar-x", "taken_out": "calendar-x", "session_cancelled": "x-circle", "date_follows": "hourglass",
    "rebooked": "calendar-check", "attended": "person-check", "missed": "person-x", "decided": "hammer",
    "settled": "check2-circle", "ended": "check2-circle",
    "ended_in_part": "check2-circle", "decision_dropped": "x-circle", "decision_ended": "check2",
    "deadline_moved": "calendar3", "brought_over": "diagram-3",
}  # fmt: skip


@require_safe
@following
def show(request: HttpRequest, standing: Standing) -> HttpResponse:
    """The page."""
    return page(request, standing)


def page(
    request: HttpRequest,
    standing: Standing,
    *,
    completion: Form | None = None,
    adding: Form | None = None,
    error: Refused | None = None,
    kind: str = "",
) -> HttpResponse:
    """The page, with the form that was refused and what is wrong with it; what was typed stays. `kind` names the form."""
    asked, language = standing.request, get_language() or "ar"
    contents = queries.contents_of(asked, public=True)
    may = {step.act for step in policies.steps_open_to(standing.actor, asked)}
    came = came_of(asked, language)
    by_field = bool(getattr(error, "fields", {}))
    context: dict[str, Any] = {
        "section": "follow",
        "meeting": asked,
        "spoken": spoken(asked.reference),
        "state": asked.state,
        "state_label": PUBLIC_STATE_LABELS[asked.state],
        "state_text": _state_text(asked, came),
        "came": came,
        "tone": STATE_TONES[asked.state],
        "steps": PUBLIC_STEPS,
        "step": REACHED.get(State(asked.state), 0),
        "facts": _facts(asked, language),
        "missing": contents.missing if Act.COMPLETE in may else "",
        "reason": asked.reason if asked.state == State.DECLINED.value else "",
        "files": [
            {
                "url": reverse("portal:follow_meeting_file", args=[row.pk]),
                "name": row.name,
                "size": row.file.size,
                "when": short_dual(row.at, language),
            }
            for row in contents.files
        ],
        "added": [{"text": row.text, "when": dual_moment(row.at, language)} for row in contents.additions],
        "events": [_said(event, language) for event in reversed(contents.events)],
        "seat": shown_seat(queries.seat_now(asked), language),
        "may_add": Act.ADD in may,
        "may_withdraw": Act.WITHDRAW in may,
        "completion": completion or CompletionForm(),
        "adding": adding or AdditionForm(),
        "once": str(uuid.uuid4()),
        "files_hint": enclosing.HINT,
        "accepted": ACCEPTED,
        "files_error": " ".join(str(text) for text in getattr(error, "fields", {}).get("files", [])),
        "refused": kind,
        "problems": [("", str(error.message))] if error is not None and not by_field else [],
    }
    answer = render(request, "portal/meetings/request.html", context)
    if any(form is not None and form.errors for form in (completion, adding)):
        answer.status_code = 422
    return refused(answer, error)


def _state_text(asked: MeetingRequest, came: list[Came]) -> Any:
    """What the state means; where it has ended and something was cancelled, that too."""
    if asked.state == State.ENDED.value and any(each.key == "dropped" for each in came):
        return ENDED_IN_PART
    return PUBLIC_STATE_EXPLANATIONS[asked.state]


def shown_seat(seat: Seat | None, language: str) -> dict[str, Any] | None:
    """The date: when, where, whether it is confirmed, and where it is answered. Of a turn among the reserves nothing is
    said."""
    if seat is None or seat.place is None:
        return None
    return {
        "when": dual_moment(seat.begins_at, language),
        "room": seat.session.room,
        "confirmed": seat.state == Seat.CONFIRMED,
        "url": path_to(seat),
    }


def _facts(asked: MeetingRequest, language: str) -> list[tuple[str, object]]:
    return [
        (_("Entity"), said_of(asked.centre)),
        (_("Received"), dual_moment(asked.filed_at, language)),
        (_("We promised an answer by"), _committed(asked, language)),
        (_("How many it concerns"), asked.concerned if asked.concerned > 1 else ""),
        (_("Special need"), NEED_LABELS[asked.need] if asked.need != "none" else ""),
    ]


def _committed(asked: MeetingRequest, language: str) -> str:
    if State(asked.state) not in UNANSWERED_STATES:
        return ""
    if asked.state == State.RETURNED.value:
        return _("The time stands still until you complete what is missing.")
    return dual_date(asked.committed_at, language)


def _said(event: Event, language: str) -> dict[str, object]:
    return {
        "sentence": say(BY_KEY[event.kind].public_sentence, event.data),
        "when": dual_moment(event.at, language),
        "at": event.at,
        "icon": ICONS.get(event.kind, "dot"),
    }
