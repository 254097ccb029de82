"""Delivery receipts of the SMS gateway.

A receipt is JSON (one object or a list of them) or a form. It names the message by our reference or by the gateway's own
number, and says a status. Whatever is not told (an unknown message, a status between) is answered like what is.
"""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tawasul.notices import actions
from tawasul.notices.states import Delivery
from tawasul.web.hooks.proof import is_proved

LONGEST = 256 * 1024  # bytes
MOST = 500  # receipts in one call
REFERENCES = ("reference", "CorrelationID", "correlationId", "MessageID", "messageId", "message_id", "msgId", "id")
STATUSES = ("status", "Status", "dlrStatus", "state")
SAID = {
    **dict.fromkeys(["delivered", "delivrd", "deliverd"], Delivery.DELIVERED),
    **dict.fromkeys(
        ["undelivered", "undeliv", "undeliverable", "failed", "rejected", "rejectd", "expired", "blocked"],
        Delivery.UNDELIVERED,
    ),
}


@csrf_exempt
@require_POST
def receipts(request: HttpRequest, gateway: str) -> HttpResponse:
    """204 for whatever the gateway proves to be its own, 403 for a stranger, 400 for what cannot be read."""
    if gateway != settings.SMS_SHAPE or not settings.SMS_HOOK_SECRET:
        raise Http404
    if int(request.headers.get("Content-Length") or 0) > LONGEST:
        return HttpResponse(status=413)
    if not is_proved(request, settings.SMS_HOOK_SECRET):
        return HttpResponse(status=403)
    told = _told(request)
    if told is None or len(told) > MOST:
        return HttpResponse(status=400)
    for receipt in told:
        delivery = SAID.get(_first(receipt, STATUSES).lower())
        for reference in _named(receipt) if delivery else ():
            if delivery and actions.record_delivery(reference=reference, delivery=delivery, at=timezone.now()):
                break
    return HttpResponse(status=204)


def _told(request: HttpRequest) -> list[Mapping[str, Any]] | None:
    if request.content_type != "application/json":
        return [request.POST.dict()]
    try:
        said = json.loads(request.body)
    except ValueError:
        return None
    rows = said if isinstance(said, list) else [said]
    return rows if all(isinstance(row, dict) for row in rows) else None


def _first(receipt: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next(iter(_texts(receipt, names)), "")


def _named(receipt: Mapping[str, Any]) -> list[str]:
    return _texts(receipt, REFERENCES)


def _texts(receipt: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    said = (str(receipt[name]).strip() for name in names if receipt.get(name) not in (None, ""))
    return [text[:100] for text in said if text and "\x00" not in text]
