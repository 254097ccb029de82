"""Before sending: "is it this one?" What was filed by the same person with the same mobile, and may be the same matter.

Nothing of anybody else's is ever shown: `candidates.own` asks for the identity given and the mobile that was just proved, both.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tawasul.centres.actor import Actor, beneficiary_actor
from tawasul.lib.errors import Refused
from tawasul.lib.hijri import dual_date
from tawasul.lib.reference import spoken
from tawasul.mailboxes.actions import becomes_of_its_writer
from tawasul.meetings.labels import PUBLIC_STATE_LABELS, STATE_TONES
from tawasul.meetings.models import MeetingRequest
from tawasul.meetings.queries import open_with_subject
from tawasul.tickets import actions, policies
from tawasul.tickets.duplicates.candidates import Likely, own
from tawasul.tickets.labels import TYPE_LABELS
from tawasul.tickets.lifecycle import Action, State
from tawasul.tickets.models import Completion, Ticket
from tawasul.tickets.public_words import label_of
from tawasul.tickets.queries import SUBJECT_KIND, furthest
from tawasul.timeline import receipts
from tawasul.timeline.queries import events_of_each
from tawasul.web.portal import limits
from tawasul.web.portal.answering import personal
from tawasul.web.portal.filing import draft as drafts
from tawasul.web.portal.filing import steps
from tawasul.web.portal.filing.draft import Draft
from tawasul.web.portal.filing.entity import said_of
from tawasul.web.portal.following import carrying
from tawasul.web.portal.following import session as followed
from tawasul.web.portal.meetings import session as meetings

URL = "portal:file_review"
SHOWN = 3
BEGINNING = 140  # letters of what they wrote then


@dataclass(frozen=True, kw_only=True)
class Way:
    """A row: how one goes on with an earlier request to which what was written belongs. `key` names the button."""

    key: str
    action: Action | None
    icon: str
    label: Any


# In this order; the first that stands open is offered.
WAYS = (
    Way(key="add", action=Action.ADD_WORDS, icon="plus-circle", label=_("Yes: add what I wrote to it")),
    Way(key="complete", action=Action.COMPLETE, icon="check2-square", label=_("Yes: complete it with what I wrote")),
    Way(key="object", action=Action.OBJECT, icon="exclamation-octagon", label=_("Yes: object to its reply")),
    Way(key="refer", action=None, icon="link-45deg", label=_("Yes: send mine, and refer to it")),
)
CARRIED = {way.key: way.action for way in WAYS if way.action in carrying.CARRIED_TO}


@require_POST
@personal
def choose(request: HttpRequest) -> HttpResponse:
    """It is this one (`ticket`): open it, go on with it by the way that stands open (`WAYS`), or refer to it; once.

    What belongs to one that waits for its beneficiary, or that was answered, is carried to the form there and sent from it.
    An adding whose answer was lost leads to the request to which it was added.
    """
    if not drafts.of(request).type and followed.standing(request, at=timezone.now()) is not None:
        return HttpResponseRedirect(reverse("portal:followed"))
    return _choose(request)  # type: ignore[return-value]


@steps.step(URL)
def _choose(request: HttpRequest, draft: Draft) -> HttpResponse:
    at = timezone.now()
    if "meeting" in request.POST:
        return _follow_meeting(request, draft, at)
    found = next((row.ticket for row in _own(draft, at) if row.ticket.reference == request.POST.get("ticket")), None)
    if found is None:
        messages.warning(request, gettext("That request is not there any more. Read what you wrote, and send it."))
        return HttpResponseRedirect(reverse(URL))
    way = _way(found)
    if way.key not in request.POST and any(each.key in request.POST for each in WAYS):
        messages.warning(request, gettext("That request is in another state now. See what can be done with it."))
        return HttpResponseRedirect(reverse(URL))
    if "refer" in request.POST:
        draft.refers_to = found.reference
        drafts.keep(request, draft)
        return HttpResponseRedirect(f"{reverse(URL)}#send")
    try:
        if "add" in request.POST:
            _add(request, draft, found, at)
            messages.success(
                request, gettext("What you wrote was added to your earlier request, and its officers are told.")
            )
    except Refused as error:
        messages.warning(request, str(error.message))
        return HttpResponseRedirect(reverse(URL))
    followed.begin(request, found, at=at)
    if "add" in request.POST:
        drafts.drop(request)
        return HttpResponseRedirect(f"{reverse('portal:followed')}?sent=1")
    to_form = CARRIED.get(way.key) if way.key in request.POST else None
    if to_form is not None:
        carrying.carry(request, found, to_form)
        return HttpResponseRedirect(f"{reverse('portal:followed')}#{way.key}")
    return HttpResponseRedirect(reverse("portal:followed"))


def _follow_meeting(request: HttpRequest, draft: Draft, at: datetime) -> HttpResponse:
    """They asked to meet the official about it before, and follow that: what they wrote stays where it is."""
    asked = next((row for row in meetings_like(draft) if row.reference == request.POST.get("meeting")), None)
    if asked is None:
        messages.warning(request, gettext("That request is not there any more. Read what you wrote, and send it."))
        return HttpResponseRedirect(reverse(URL))
    meetings.begin(request, asked, at=at)
    return HttpResponseRedirect(reverse("portal:followed_meeting"))


def meetings_like(draft: Draft) -> list[MeetingRequest]:
    """Their own open requests to meet the official under the same subject, made with the mobile that was just proved."""
    if not draft.is_meeting:
        return []
    found = open_with_subject(draft.identity.number, draft.subject)
    return [row for row in found if row.mobile == draft.mobile and not row.mobile_wrong][:SHOWN]


def meetings_shown(draft: Draft) -> list[dict[str, Any]]:
    """As the page says them."""
    language = get_language() or "ar"
    return [
        {
            "reference": row.reference,
            "spoken": spoken(row.reference),
            "subject": row.subject,
            "entity": said_of(row.centre),
            "filed": dual_date(row.filed_at, language),
            "label": PUBLIC_STATE_LABELS[row.state],
            "tone": STATE_TONES[row.state],
        }
        for row in meetings_like(draft)
    ]


@require_POST
@steps.step(URL)
def refer_to_none(request: HttpRequest, draft: Draft) -> HttpResponse:
    """It refers to none after all."""
    draft.refers_to = ""
    drafts.keep(request, draft)
    return HttpResponseRedirect(reverse(URL))


def earlier(draft: Draft, at: datetime) -> list[dict[str, Any]]:
    """The visitor's own earlier requests that may be what they are about to send. Four queries at most."""
    found = _own(draft, at)
    ids = [row.ticket.pk for row in found]
    events = events_of_each(SUBJECT_KIND, ids)
    missing = dict(Completion.objects.filter(ticket__in=ids, given_at=None).values_list("ticket", "missing"))
    return [
        _shown(row, furthest(events.get(row.ticket.pk, [])), draft, missing.get(row.ticket.pk, "")) for row in found
    ]


def referred_to(draft: Draft, at: datetime) -> int | None:
    """The earlier request to which the draft refers, if it is the visitor's still."""
    if not draft.refers_to:
        return None
    return next((row.ticket.pk for row in _own(draft, at) if row.ticket.reference == draft.refers_to), None)


def _own(draft: Draft, at: datetime) -> list[Likely]:
    """Nothing for an emergency, which is sent without a question and never added to what waits for days; nor for a meeting,
    which is asked for because of what was asked before."""
    if draft.is_report or draft.is_meeting:
        return []
    return own(draft.identity, draft.mobile, f"{draft.subject} {draft.text}", at)[:SHOWN]


def _shown(row: Likely, state: State, draft: Draft, missing: str) -> dict[str, Any]:
    ticket, language = row.ticket, get_language() or "ar"
    way = _way(ticket)
    return {
        "reference": ticket.reference,
        "spoken": spoken(ticket.reference),
        "subject": ticket.subject,
        "type_label": TYPE_LABELS[ticket.type],
        "entity": said_of(ticket.centre),
        "filed": dual_date(ticket.filed_at, language),
        "state": state.value,
        "state_label": label_of(ticket, state),
        "beginning": Truncator(ticket.text).chars(BEGINNING),
        "way": way,
        "why": _why(ticket, way, language),
        "missing": missing if way.key == "complete" else "",
        "referred": draft.refers_to == ticket.reference,
    }


def _way(ticket: Ticket) -> Way:
    """How one goes on with it now."""
    may = {step.action for step in policies.steps_open_to(_asking(ticket), ticket)}
    return next(way for way in WAYS if way.action is None or way.action in may)


def _why(ticket: Ticket, way: Way, language: str) -> str:
    """What the visitor must know to choose this way."""
    if way.key == "complete":
        return gettext("It waits for you. To go on with it, its officers need this:")
    if way.key == "object" and ticket.objectable_until is not None:
        day = dual_date(ticket.objectable_until, language)
        said = gettext("It was answered. If its reply does not answer you, you may object to it until %(day)s.")
        return said % {"day": day}
    if way.key != "refer":
        return ""
    if ticket.state == State.WITHDRAWN.value:
        return gettext("You withdrew it. Send what you wrote as a new request that refers to it.")
    return gettext(
        "It was answered, and an objection to its reply is not possible any more. Send what you wrote as a new request "
        "that refers to it: whoever receives it reads the earlier one too."
    )


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
