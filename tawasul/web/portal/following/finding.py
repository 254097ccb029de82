"""Finding one's request again: its number and mobile, then a code. The answers are the same whether it exists or not."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tawasul.lib.errors import Invalid, Refused, TooMany
from tawasul.meetings.models import MeetingRequest
from tawasul.meetings.queries import by_reference_and_mobile
from tawasul.people.codes import Purpose
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import ticket_by_reference_and_mobile
from tawasul.web.portal import limits, proving
from tawasul.web.portal.answering import personal, refused
from tawasul.web.portal.code_form import CodeForm
from tawasul.web.portal.following import session as followed
from tawasul.web.portal.following.forms import FindForm
from tawasul.web.portal.meetings import session as met
from tawasul.web.portal.proving import Pending
from tawasul.web.portal.refusing import say_in

KEPT_AS = "following"


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def find(request: HttpRequest) -> HttpResponse:
    """Number and mobile."""
    at = timezone.now()
    follows = followed.standing(request, at=at) is not None or met.standing(request, at=at) is not None
    if request.method != "POST" and follows and "another" not in request.GET:
        return HttpResponseRedirect(_address(request))
    form = FindForm(request.POST or None, initial={"number": request.GET.get("number", "")[:20]})
    error: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _send(request, form.cleaned_data["number"], form.cleaned_data["mobile"], at)
            return HttpResponseRedirect(reverse("portal:follow_code"))
        except Refused as refusal:
            error = refusal
            say_in(form, refusal)
    answer = render(request, "portal/follow/find.html", {"section": "follow", "form": form})
    if form.errors and error is None:
        answer.status_code = 422
    return refused(answer, error)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def prove(request: HttpRequest) -> HttpResponse:
    """The code, and with it the request."""
    at = timezone.now()
    kept = request.session.get(KEPT_AS)
    if kept is None:
        return HttpResponseRedirect(reverse("portal:follow"))
    pending = Pending(**kept["pending"])
    form = CodeForm(request.POST or None)
    error: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _open(request, kept["number"], pending, form.cleaned_data["code"], at)
            return HttpResponseRedirect(_address(request))
        except Refused as refusal:
            error = refusal
            say_in(form, refusal)
    context = {"section": "follow", "form": form, "pending": pending, "wait": pending.wait(at)}
    answer = render(request, "portal/follow/code.html", context, status=422 if form.errors else 200)
    return refused(answer, error)


@require_POST
@personal
def again(request: HttpRequest) -> HttpResponse:
    """Another code, not before a minute has passed."""
    at = timezone.now()
    kept = request.session.get(KEPT_AS)
    if kept is None:
        return HttpResponseRedirect(reverse("portal:follow"))
    pending = Pending(**kept["pending"])
    if not pending.may_ask_again(at):
        messages.warning(request, _("Wait until a minute has passed, then ask for another code."))
        return HttpResponseRedirect(reverse("portal:follow_code"))
    try:
        _send(request, kept["number"], pending.mobile, at)
        messages.success(request, _("If the number and the mobile belong together, another code is on its way."))
    except TooMany as error:
        messages.warning(request, str(error.message))
    return HttpResponseRedirect(reverse("portal:follow_code"))


def _address(request: HttpRequest) -> str:
    """Where what is followed now is read."""
    return reverse("portal:followed_meeting" if met.KEPT_AS in request.session else "portal:followed")


def _send(request: HttpRequest, number: str, mobile: str, at: datetime) -> None:
    """Send a code where the two belong together; elsewhere do the same work, and send nothing."""
    limits.count("following-code", request, at=at, mobile=mobile, number=number)
    pending = proving.send(mobile=mobile, purpose=Purpose.FOLLOWING, really=_asked(number, mobile) is not None, at=at)
    kept: dict[str, Any] = {"number": number, "pending": pending.as_kept()}
    request.session[KEPT_AS] = kept


def _open(request: HttpRequest, number: str, pending: Pending, code: str, at: datetime) -> None:
    """Accept the code and begin to follow. Raises Invalid (field `code`), TooMany."""
    proving.check(request, pending, purpose=Purpose.FOLLOWING, code=code, at=at)
    found = _asked(number, pending.mobile)
    if found is None or pending.target != pending.mobile:  # the decoy's code, guessed or shown in a demonstration
        said = _("The code is not right, or its time has passed. Check it, or ask for a new one.")
        raise Invalid(said, fields={"code": [said]})
    request.session.pop(KEPT_AS, None)
    request.session.pop("filed", None)
    if isinstance(found, MeetingRequest):
        met.begin(request, found, at=at)
    else:
        followed.begin(request, found, at=at)


def _asked(number: str, mobile: str) -> Ticket | MeetingRequest | None:
    """What has this number and was asked with this mobile: a ticket, or to meet the official. Both are always looked for, so
    that the time of an answer says nothing."""
    ticket, meeting = ticket_by_reference_and_mobile(number, mobile), by_reference_and_mobile(number, mobile)
    return ticket or meeting
