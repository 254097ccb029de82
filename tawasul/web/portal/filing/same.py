"""Before sending: "is it this one?" What was filed by the same person with the same mobile, and may be the same matter.

Nothing of anybody else's is ever shown: `candidates.own` asks for the identity given and the mobile that was just proved, both.
"""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tawasul.centres.actor import Actor, beneficiary_actor
from tawasul.lib.errors import Refused
from tawasul.lib.hijri import dual_date
from tawasul.lib.reference import spoken
from tawasul.mailboxes.actions import becomes_of_its_writer
from tawasul.tickets import actions, policies
from tawasul.tickets.duplicates.candidates import Likely, own
from tawasul.tickets.labels import PUBLIC_STATE_LABELS, TYPE_LABELS
from tawasul.tickets.lifecycle import Action, State
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import SUBJECT_KIND, furthest
from tawasul.timeline import receipts
from tawasul.timeline.queries import events_of_each
from tawasul.web.portal import limits
from tawasul.web.portal.answering import personal
from tawasul.web.portal.filing import draft as drafts
from tawasul.web.portal.filing import steps
from tawasul.web.portal.filing.draft import Draft
from tawasul.web.portal.filing.entity import said_of
from tawasul.web.portal.following import session as followed

URL = "portal:file_review"
SHOWN = 3
BEGINNING = 140  # letters of what they wrote then


@require_POST
@personal
def choose(request: HttpRequest) -> HttpResponse:
    """It is this one (`ticket`): open it, and where `add` is asked, add to it what was about to be sent; once.

    An adding whose answer was lost leads to the request to which it was added.
    """
    if not drafts.of(request).type and followed.standing(request, at=timezone.now()) is not None:
        return HttpResponseRedirect(reverse("portal:followed"))
    return _choose(request)  # type: ignore[return-value]


@steps.step(URL)
def _choose(request: HttpRequest, draft: Draft) -> HttpResponse:
    at = timezone.now()
    found = next((row.ticket for row in _own(draft, at) if row.ticket.reference == request.POST.get("ticket")), None)
    if found is None:
        messages.warning(request, _("That request is not there any more. Read what you wrote, and send it."))
        return HttpResponseRedirect(reverse(URL))
    try:
        if "add" in request.POST:
            _add(request, draft, found, at)
            messages.success(request, _("What you wrote was added to your earlier request, and its officers are told."))
    except Refused as error:
        messages.warning(request, str(error.message))
        return HttpResponseRedirect(reverse(URL))
    followed.begin(request, found, at=at)
    if "add" in request.POST:
        drafts.drop(request)
        return HttpResponseRedirect(f"{reverse('portal:followed')}?sent=1")
    return HttpResponseRedirect(reverse("portal:followed"))


def earlier(draft: Draft, at: datetime) -> list[dict[str, Any]]:
    """The visitor's own earlier requests that may be what they are about to send. Three queries at most."""
    found = _own(draft, at)
    events = events_of_each(SUBJECT_KIND, [row.ticket.pk for row in found])
    return [_shown(row, furthest(events.get(row.ticket.pk, []))) for row in found]


def _own(draft: Draft, at: datetime) -> list[Likely]:
    """Nothing for an emergency, which is sent without a question and never added to what waits for days; nor for a meeting,
    which is asked for because of what was asked before."""
    if draft.is_report or draft.is_meeting:
        return []
    return own(draft.identity, draft.mobile, f"{draft.subject} {draft.text}", at)[:SHOWN]


def _shown(row: Likely, state: State) -> dict[str, Any]:
    ticket, language = row.ticket, get_language() or "ar"
    return {
        "reference": ticket.reference,
        "spoken": spoken(ticket.reference),
        "subject": ticket.subject,
        "type_label": TYPE_LABELS[ticket.type],
        "entity": said_of(ticket.centre),
        "filed": dual_date(ticket.filed_at, language),
        "state": state.value,
        "state_label": PUBLIC_STATE_LABELS[state.value],
        "beginning": Truncator(ticket.text).chars(BEGINNING),
        "may_add": Action.ADD_WORDS in {step.action for step in policies.steps_open_to(_asking(ticket), ticket)},
    }


def _add(request: HttpRequest, draft: Draft, ticket: Ticket, at: datetime) -> None:
    def act() -> dict[str, Any]:
        limits.count("filing", request, at=at, mobile=draft.mobile)
        text = f"{draft.subject}\n{draft.text}"
        actions.add_words(actor=_asking(ticket), ticket_id=ticket.pk, text=text, draft_key=draft.key, at=at)
        if draft.letter:
            becomes_of_its_writer(message_id=draft.letter, ticket_id=ticket.pk, how="joined", at=at)
        return {}

    asked = {"add": ticket.pk, "draft": draft.key}
    receipts.once(scope="portal-adding", key=draft.once, asked=asked, at=at, act=act)


def _asking(ticket: Ticket) -> Actor:
    return beneficiary_actor(beneficiary_id=ticket.beneficiary_id, ticket_id=ticket.pk, name=ticket.asked_as)
