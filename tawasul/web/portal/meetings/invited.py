"""An invitation to meet the official, opened by its link: confirm, ask for another date, or need it no more. Works on a phone.

Opening a link changes nothing, for programs that look into messages open it too. It says when and where, and the request's
number; nothing of who they are or what they ask.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tawasul.centres.actor import beneficiary_actor
from tawasul.lib.errors import Invalid, NotFound, Refused
from tawasul.lib.hijri import dual_moment
from tawasul.lib.reference import spoken
from tawasul.meetings import actions, links
from tawasul.meetings.models import Seat
from tawasul.timeline import receipts
from tawasul.web.portal import limits
from tawasul.web.portal.answering import personal, refused
from tawasul.web.portal.filing.entity import said_of
from tawasul.web.portal.following.forms import WithdrawalForm
from tawasul.web.portal.meetings.forms import AnotherDateForm
from tawasul.web.portal.refusing import say_in

ANSWERS = ("confirm", "postpone", "decline")


@require_safe
@personal
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation."""
    limits.count("invitation", request, at=timezone.now())
    seat, opens = links.seat_of(token, at=timezone.now())
    return page(request, token, seat) if seat is not None and opens else _gone(request, seat)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def answer(request: HttpRequest, token: str, answer: str) -> HttpResponse:
    """One of the three answers: once however often it is sent."""
    if answer not in ANSWERS:
        raise NotFound()
    if request.method != "POST":
        return HttpResponseRedirect(reverse("portal:invited", args=[token]))
    at = timezone.now()
    limits.count("invitation", request, at=at)
    seat, opens = links.seat_of(token, at=at)
    key = request.POST.get("once", "")[:64]
    scope = f"invitation:{seat.pk if seat else 0}"
    if seat is None or (not opens and (not key or receipts.answer_of(scope=scope, key=key) is None)):
        return _gone(request, seat)
    form = {"postpone": AnotherDateForm, "decline": WithdrawalForm}.get(answer)
    bound = form(request.POST) if form is not None else None
    if bound is not None and not bound.is_valid():
        return page(request, token, seat, {answer: bound}, status=422)
    asked = seat.request
    actor = beneficiary_actor(
        beneficiary_id=asked.beneficiary_id, ticket_id=None, meeting_id=asked.pk, name=asked.asked_as
    )
    why = bound.cleaned_data["reason"] if bound is not None else ""
    later = bound.cleaned_data.get("not_before") if bound is not None else None

    def act() -> dict[str, Any]:
        if answer == "confirm":
            actions.confirm(actor=actor, request_id=asked.pk, at=at)
        elif answer == "postpone":
            actions.postpone(actor=actor, request_id=asked.pk, reason=why, not_before=later, at=at)
        else:
            actions.withdraw(actor=actor, request_id=asked.pk, reason=why, at=at)
        return {}

    try:
        receipts.once(scope=scope, key=key or str(uuid.uuid4()), asked={"answer": answer}, at=at, act=act)
    except Refused as error:
        now, still = links.seat_of(token, at=at)
        if now is None or not still:
            return _gone(request, now)
        if bound is not None and isinstance(error, Invalid):
            say_in(bound, error)
            return page(request, token, now, {answer: bound}, status=error.status)
        return refused(page(request, token, now, {answer: bound} if bound else {}, problem=error.message), error)
    if answer == "confirm":
        messages.success(request, SAID[answer]())
        return HttpResponseRedirect(reverse("portal:invited", args=[token]))
    return _gone(request, links.seat_of(token, at=at)[0], said=SAID[answer](), status=200)


SAID = {
    "confirm": lambda: _("Thank you: you are expected."),
    "postpone": lambda: _(
        "Your place was given to another. You keep your place in the order, and we tell you another date."
    ),
    "decline": lambda: _("The request was withdrawn. Thank you for telling us: another takes the place."),
}


def page(
    request: HttpRequest,
    token: str,
    seat: Seat,
    forms: dict[str, Any] | None = None,
    *,
    problem: Any = "",
    status: int = 200,
) -> HttpResponse:
    """The invitation, with the form that was refused."""
    forms = forms or {}
    context = {
        "token": token,
        "spoken": spoken(seat.request.reference),
        "when": dual_moment(seat.begins_at, get_language() or "ar"),
        "room": seat.session.room,
        "entity": said_of(seat.session.centre),
        "confirmed": seat.state == Seat.CONFIRMED,
        "another": forms.get("postpone") or AnotherDateForm(auto_id="another_%s"),
        "declining": forms.get("decline") or WithdrawalForm(auto_id="decline_%s"),
        "refused": next(iter(forms), ""),
        "problems": [("", str(problem))] if problem else [],
        "once": str(uuid.uuid4()),
    }
    return render(request, "portal/meetings/invited.html", context, status=status)


def _gone(request: HttpRequest, seat: Seat | None, *, said: str = "", status: int = 404) -> HttpResponse:
    """The link opens nothing now: said, with the way to follow the request. `said` is what has just been done by it."""
    number = seat.request.reference if seat is not None else ""
    return render(request, "portal/meetings/invited_gone.html", {"number": number, "said": said}, status=status)
