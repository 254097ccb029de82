"""Which request a visitor may follow now: one, for half an hour after its mobile was proved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tawasul.centres.actor import Actor, beneficiary_actor
from tawasul.lib.errors import NotFound
from tawasul.tickets import queries
from tawasul.tickets.models import Ticket
from tawasul.web.portal.answering import personal

KEPT_AS = "followed"
KEPT_MEETING_AS = "followed_meeting"  # one thing is followed at a time
LASTS = timedelta(minutes=30)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A beneficiary before their own request."""

    actor: Actor
    ticket: Ticket


def begin(request: HttpRequest, ticket: Ticket, *, at: datetime) -> None:
    """Let the visitor follow this request from now on, under a new session's name."""
    request.session.cycle_key()
    request.session.pop(KEPT_MEETING_AS, None)
    request.session[KEPT_AS] = {
        "ticket": ticket.pk,
        "reference": ticket.reference,
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
    actor = beneficiary_actor(beneficiary_id=0, ticket_id=kept["ticket"], name="")
    try:
        ticket = queries.ticket_for(actor, kept["reference"])
    except NotFound:
        end(request)
        return None
    name = ticket.asked_as
    return Standing(
        actor=beneficiary_actor(beneficiary_id=ticket.beneficiary_id, ticket_id=ticket.pk, name=name), ticket=ticket
    )


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
