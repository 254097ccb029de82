"""Sixth step: read it once more, and send. Sent twice, it is received once."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tawasul.attachments import queries as attachments
from tawasul.centres import queries as centres
from tawasul.centres.actor import beneficiary_actor
from tawasul.lib.errors import Refused
from tawasul.lib.masking import masked
from tawasul.lib.mobile import local_form
from tawasul.mailboxes.actions import becomes_of_its_writer
from tawasul.mailboxes.queries import sender_of
from tawasul.meetings import actions as meetings
from tawasul.meetings.labels import NEED_LABELS
from tawasul.meetings.models import MeetingRequest
from tawasul.people.labels import CATEGORY_LABELS, IDENTITY_KIND_LABELS
from tawasul.service_levels.labels import SUBJECT_LABELS
from tawasul.tickets import actions
from tawasul.tickets.actions.filing import Asker
from tawasul.timeline import receipts
from tawasul.web.portal import limits
from tawasul.web.portal.answering import refused
from tawasul.web.portal.filing import done, same, steps
from tawasul.web.portal.filing import draft as drafts
from tawasul.web.portal.filing.draft import Draft
from tawasul.web.portal.filing.entity import said_of
from tawasul.web.templatetags.ui import number

URL = "portal:file_review"
SCOPE = "portal-filing"


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Read and send. A sending whose answer was lost leads to the number that it was given."""
    if request.method == "POST" and done.is_done(request, request.POST.get("once", "")):
        return HttpResponseRedirect(reverse("portal:file_done"))
    return _send(request)  # type: ignore[return-value]


@steps.step(URL)
def _send(request: HttpRequest, draft: Draft) -> HttpResponse:
    error: Refused | None = None
    if request.method == "POST":
        try:
            filed = file(request, draft, at=timezone.now())
            drafts.drop(request)
            done.keep(request, once=draft.once, ticket_id=filed.get("ticket"), meeting_id=filed.get("meeting"))
            return HttpResponseRedirect(reverse("portal:file_done"))
        except Refused as refusal:
            error = refusal
    context = steps.context(URL, draft) | {
        "parts": _parts(draft),
        "once": draft.once,
        "problems": _problems(error),
        "earlier": same.earlier(draft, timezone.now()),
        "meetings": same.meetings_shown(draft),
        "refers_to": draft.refers_to,
    }
    return refused(render(request, "portal/file/review.html", context), error)


def file(request: HttpRequest, draft: Draft, *, at: datetime) -> dict[str, Any]:
    """File the draft, once: {"ticket": id} or {"meeting": id}. Raises Invalid, TooMany."""

    def act() -> dict[str, Any]:
        limits.count("filing", request, at=at, mobile=draft.mobile)
        if draft.is_meeting:
            return {"meeting": _asked_to_meet(draft, at).pk}
        email = sender_of(draft.letter) if draft.letter else ""
        ticket = actions.file_ticket(
            actor=beneficiary_actor(beneficiary_id=0, ticket_id=None, name=draft.name),
            asker=_asker(draft, email),
            type=draft.type,
            channel="email" if draft.letter else "portal",
            centre_id=draft.centre_id,
            subject=draft.subject,
            text=draft.text,
            incident_place=draft.incident_place,
            draft_key=draft.key,
            refers_to_id=same.referred_to(draft, at),
            at=at,
        )
        if draft.letter:
            becomes_of_its_writer(message_id=draft.letter, ticket_id=ticket.pk, how="made", at=at)
        return {"ticket": ticket.pk}

    answer: dict[str, Any] = receipts.once(scope=SCOPE, key=draft.once, asked={"draft": draft.key}, at=at, act=act)
    return answer


def _asked_to_meet(draft: Draft, at: datetime) -> MeetingRequest:
    return meetings.file_request(
        actor=beneficiary_actor(beneficiary_id=0, ticket_id=None, name=draft.name),
        asker=_asker(draft),
        channel="portal",
        centre_id=draft.centre_id,
        subject=draft.subject,
        text=draft.text,
        concerned=draft.concerned,
        need=draft.need,
        draft_key=draft.key,
        at=at,
    )


def _asker(draft: Draft, email: str = "") -> Asker:
    return Asker(
        identity=draft.identity,
        name=draft.name,
        category=draft.category,
        mobile=draft.mobile,
        email=email,
        language=get_language() or "ar",
    )


def _problems(error: Refused | None) -> list[tuple[str, str]]:
    if error is None:
        return []
    texts = [str(text) for said in getattr(error, "fields", {}).values() for text in said]
    return [("", text) for text in texts or [str(error.message)]]


def _parts(draft: Draft) -> list[dict[str, Any]]:
    """What was given, by step, each with the way to change it."""
    centre = centres.centres(timezone.localdate()).filter(pk=draft.centre_id).first()
    files = list(attachments.for_draft(draft.key))
    told = [
        (_("Where"), draft.incident_place if draft.is_report else ""),
        (_("Subject"), draft.subject),
        (_("How many it concerns"), number(str(draft.concerned)) if draft.is_meeting else ""),
        (_("Special need"), NEED_LABELS[draft.need] if draft.is_meeting and draft.need != "none" else ""),
        (_("Attached files"), number(str(len(files))) if files else _("No files")),
    ]
    return [
        {"heading": _("What it is"), "url": "portal:file", "facts": [(_("Type"), SUBJECT_LABELS[draft.type])]},
        {"heading": _("Which entity"), "url": "portal:file_entity", "facts": [(_("Entity"), said_of(centre))]},
        {
            "heading": _("What happened"),
            "url": "portal:file_details",
            "facts": told,
            "text": draft.text,
            "files": files,
        },
        {
            "heading": _("Who you are"),
            "url": "portal:file_you",
            "facts": [
                (_("Name"), draft.name),
                (IDENTITY_KIND_LABELS[draft.identity_kind], number(masked(draft.identity_number))),
                (_("You ask as"), CATEGORY_LABELS[draft.category]),
                (_("Mobile"), number(local_form(draft.mobile))),
            ],
        },
    ]
