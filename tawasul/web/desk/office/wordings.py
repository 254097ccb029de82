"""What messages say: all of them, to whom they go, and which speak in the ministry's words."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres.roles import Power
from tawasul.notices import quieting, words
from tawasul.notices.labels import CHANNEL_LABELS, MESSAGE_LABELS
from tawasul.notices.message import Message
from tawasul.notices.messages import MESSAGES
from tawasul.people.models import LANGUAGES
from tawasul.web.doors import StaffRequest, staff_only


@staff_only(Power.EDIT_WORDINGS)
@require_safe
def all_wordings(request: StaffRequest) -> HttpResponse:
    """Every message with its languages, and the quiet hours in force."""
    reworded = words.latest()
    rows = [_row(message, reworded) for message in MESSAGES]
    context = {
        "title": _("What messages say"),
        "parts": [
            (_("To beneficiaries"), [row for row in rows if not row["to_staff"]]),
            (_("To staff"), [row for row in rows if row["to_staff"]]),
        ],
        "hours": quieting.in_force(),
    }
    return render(request, "desk/office/wordings.html", context)


def _row(message: Message, reworded: dict[tuple[str, str], Any]) -> dict[str, Any]:
    languages = []
    for code, label in LANGUAGES:
        row = reworded.get((message.kind, code))
        languages.append({"code": code, "label": label, "reworded": row is not None and not row.restored})
    return {
        "kind": message.kind,
        "label": MESSAGE_LABELS[message.kind],
        "channels": [CHANNEL_LABELS[channel.value] for channel in message.channels],
        "urgent": message.urgent,
        "awaited": message.awaited_for is not None,
        "to_staff": message.group is not None,
        "languages": languages,
    }
