"""Which request to meet the official a visitor may follow now: one, for half an hour after its mobile was proved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tawasul.centres.actor import Actor, beneficiary_actor
from tawasul.lib.errors import NotFound
from tawasul.meetings import queries
from tawasul.meetings.models import MeetingRequest
from tawasul.web.portal.answering import personal
from tawasul.web.portal.following import session as followed
from tawasul.web.portal.following.session import KEPT_MEETING_AS as KEPT_AS
from tawasul.web.portal.following.session import LASTS

__all__ = ["KEPT_AS", "Standing", "begin", "end", "following", "standing"]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A beneficiary before their own request."""

    actor: Actor
    request: MeetingRequest


def begin(request: HttpRequest, asked: MeetingRequest, *, at: datetime) -> None:
    """Let the visitor follow this request from now on, under a new session's name; a ticket that was followed no more."""
    request.session.cycle_key()
    followed.end(request)
    request.session[KEPT_AS] = {
        "meeting": asked.pk,
        "reference": asked.reference,
        "until": (at + LASTS).timestamp(),
    }


def end(request: HttpRequest) -> None:
    """Forget it on this device."""
    request.session.pop(KEPT_AS, None)


def standing(request: HttpRequest, *, at: datetime) -> Standing | None:
    """The request that may be followed now; None where there is none, or its time has passed."""
    kept = request.session.get(KEPT_AS)
    if kept is None:
        return None
    if at.timestamp() > kept["until"]:
        end(request)
        return None
    try:
        asked = queries.request_for(_actor(kept["meeting"]), kept["reference"])
    except NotFound:
        end(request)
        return None
    actor = _actor(asked.pk, beneficiary_id=asked.beneficiary_id, name=asked.asked_as)
    return Standing(actor=actor, request=asked)


def following(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark a view as one of the followed request; others are led to where a code is asked for."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        had = KEPT_AS in request.session
        stands = standing(request, at=timezone.now())
        if stands is None:
            if had:
                messages.info(request, _("To protect your privacy the page was closed. Ask for a new code to go on."))
            return HttpResponseRedirect(reverse("portal:follow"))
        return view(request, stands, *args, **kwargs)

    return personal(guarded)


def _actor(meeting_id: int, *, beneficiary_id: int = 0, name: str = "") -> Actor:
    return beneficiary_actor(beneficiary_id=beneficiary_id, ticket_id=None, meeting_id=meeting_id, name=name)
