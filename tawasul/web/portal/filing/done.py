"""After sending: the number, large and said in groups; what happens next, and by when."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tawasul.lib.durations import say_duration
from tawasul.lib.hijri import dual_date, dual_moment
from tawasul.lib.masking import masked
from tawasul.lib.mobile import local_form
from tawasul.lib.reference import spoken
from tawasul.meetings.models import MeetingRequest
from tawasul.tickets.labels import TYPE_LABELS
from tawasul.tickets.models import Ticket
from tawasul.web.portal.answering import personal
from tawasul.web.portal.filing.entity import said_of
from tawasul.web.portal.following import session as followed
from tawasul.web.portal.meetings import session as met

KEPT_AS = "filed"


def keep(request: HttpRequest, *, once: str, ticket_id: int | None = None, meeting_id: int | None = None) -> None:
    """Remember what was sent. Whoever filed has just proved the mobile, and may follow the request for a while."""
    request.session[KEPT_AS] = {"once": once}
    if meeting_id is not None:
        met.begin(request, MeetingRequest.objects.get(pk=meeting_id), at=timezone.now())
    elif ticket_id is not None:
        followed.begin(request, Ticket.objects.get(pk=ticket_id), at=timezone.now())


def is_done(request: HttpRequest, once: str) -> bool:
    """Whether this sending arrived already."""
    kept = request.session.get(KEPT_AS)
    return bool(once) and kept is not None and kept["once"] == once


@require_safe
@personal
def show(request: HttpRequest) -> HttpResponse:
    """The number, for as long as the request may be followed without a new code."""
    language = get_language() or "ar"
    asked = met.standing(request, at=timezone.now()) if KEPT_AS in request.session else None
    if asked is not None:
        return _show_meeting(request, asked.request, language)
    standing = followed.standing(request, at=timezone.now()) if KEPT_AS in request.session else None
    if standing is None:
        return HttpResponseRedirect(reverse("portal:follow"))
    ticket = standing.ticket
    urgent = ticket.type == "report"
    committed = (dual_moment if urgent else dual_date)(ticket.committed_at, language)
    said = spoken(ticket.reference)
    context = {
        "section": "file",
        "ticket": ticket,
        "spoken": said,
        "type_label": TYPE_LABELS[ticket.type],
        "entity": said_of(ticket.centre),
        "urgent": urgent,
        "committed": committed,
        "within": say_duration(ticket.committed_at - ticket.filed_at, language),
        "filed": dual_moment(ticket.filed_at, language),
        "mobile": masked(local_form(ticket.mobile)),
        "share_text": _("My request to the beneficiary care centres has the number %(number)s.") % {"number": said},
        "follow_url": request.build_absolute_uri(reverse("portal:follow")),
    }
    return render(request, "portal/file/done.html", context)


def _show_meeting(request: HttpRequest, asked: MeetingRequest, language: str) -> HttpResponse:
    said = spoken(asked.reference)
    context = {
        "section": "file",
        "meeting": asked,
        "spoken": said,
        "entity": said_of(asked.centre),
        "committed": dual_date(asked.committed_at, language),
        "filed": dual_moment(asked.filed_at, language),
        "mobile": masked(local_form(asked.mobile)),
        "share_text": _("My request to meet the official has the number %(number)s.") % {"number": said},
        "follow_url": request.build_absolute_uri(reverse("portal:follow")),
    }
    return render(request, "portal/meetings/done.html", context)
