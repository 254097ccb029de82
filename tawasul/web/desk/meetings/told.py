"""A request to meet the official in short: what its beneficiary may be told, for those who speak with them."""

from typing import Any

from django.urls import reverse

from tawasul.centres.actor import Actor
from tawasul.lib.reference import spoken
from tawasul.meetings import policies
from tawasul.meetings.callers import Told
from tawasul.meetings.labels import PUBLIC_STATE_EXPLANATIONS, STATE_LABELS, STATE_TONES
from tawasul.web.desk.work.showing import said_date, said_moment, sector_name


def card_of(actor: Actor, told: Told) -> dict[str, Any]:
    """In the reader's language. No names of staff, no notes, no rank, no turn among the reserves."""
    request, seat = told.request, told.seat
    return {
        "url": reverse("desk:meeting", args=[request.reference]) if policies.covers(actor, request) else "",
        "reference": request.reference,
        "spoken": spoken(request.reference),
        "subject": request.subject,
        "name": request.asked_as,
        "tone": STATE_TONES[request.state],
        "label": STATE_LABELS[request.state],
        "text": PUBLIC_STATE_EXPLANATIONS[request.state],
        "entity": sector_name(request.centre),
        "filed": said_date(request.filed_at),
        "promised": said_date(told.promised_at) if told.promised_at else "",
        "missing": told.missing,
        "date": said_moment(seat.begins_at) if seat else "",
        "room": seat.session.room if seat else "",
    }
