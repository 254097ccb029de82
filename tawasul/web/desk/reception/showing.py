"""What the pages of reception show of visits: never more of a person than is needed to know them."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from tawasul.lib.hijri import RIYADH, clock
from tawasul.lib.masking import masked
from tawasul.lib.mobile import local_form
from tawasul.lib.reference import spoken
from tawasul.meetings.queries import expected_at
from tawasul.people.labels import IDENTITY_KIND_LABELS
from tawasul.people.models import Beneficiary
from tawasul.reception.course import State
from tawasul.reception.labels import (
    LINE_LABELS,
    OUTCOME_LABELS,
    PRIORITY_LABELS,
    REASON_LABELS,
    STATE_LABELS,
    STATE_TONES,
)
from tawasul.reception.models import Visit
from tawasul.reception.order import Priority
from tawasul.web.desk.work.showing import said_moment
from tawasul.web.waits import minutes_said, since_said


def date_with_official(centre_id: int | None, person: Beneficiary | None, at: datetime) -> dict[str, Any] | None:
    """When and where the official receives a person next, today or later; nothing of what about."""
    seat = expected_at(centre_id, person.pk, at) if centre_id is not None and person is not None else None
    if seat is None:
        return None
    return {
        "today": seat.begins_at.astimezone(RIYADH).date() == at.astimezone(RIYADH).date(),
        "hour": clock(seat.begins_at),
        "when": said_moment(seat.begins_at),
        "room": seat.session.room,
        "place": seat.place,
    }


def shown(visit: Visit, at: datetime) -> dict[str, Any]:
    """A visit in a list or on its page."""
    person = visit.beneficiary
    waits = visit.state == State.WAITING.value  # again perhaps: then it is counted from when they came back
    since, until = (
        (visit.waits_since, at) if waits else (visit.arrived_at, visit.first_called_at or visit.ended_at or at)
    )
    return {
        "id": visit.pk,
        "url": reverse("desk:visit", args=[visit.pk]),
        "spoken": visit.spoken,
        "name": visit.name,
        "identity": masked(person.identity_number) if person else "",
        "identity_kind": IDENTITY_KIND_LABELS[person.identity_kind] if person else "",
        "mobile": masked(local_form(visit.mobile)) if visit.mobile else "",
        "reason": REASON_LABELS[visit.reason],
        "line": LINE_LABELS[visit.line],
        "priority": PRIORITY_LABELS[visit.priority] if visit.priority != Priority.NONE.value else "",
        "state": visit.state,
        "state_label": STATE_LABELS[visit.state],
        "tone": STATE_TONES[visit.state],
        "arrived": clock(visit.arrived_at),
        "called": clock(visit.first_called_at) if visit.first_called_at else "",
        "ended": clock(visit.ended_at) if visit.ended_at else "",
        "waited": minutes_said((until - since).total_seconds() / 60),
        "waited_first": minutes_said(((visit.first_called_at or until) - visit.arrived_at).total_seconds() / 60),
        "waited_so_far": since_said((until - since).total_seconds() / 60),
        "served_by": visit.served_by.name if visit.served_by else "",
        "registered_by": visit.registered_by.name if visit.registered_by else "",
        "desk": visit.desk.name if visit.desk else "",
        "for_desk": visit.for_desk.name if visit.for_desk else "",
        "outcome": OUTCOME_LABELS.get(visit.outcome, ""),
        "note": visit.note,
        "ticket": spoken(visit.ticket.reference) if visit.ticket else "",
        "waits": waits,
    }
