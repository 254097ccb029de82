"""What a beneficiary does to their own request to meet the official: complete, add, withdraw; and its papers."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tawasul.attachments import queries as attachments
from tawasul.attachments.labels import NOT_FOUND
from tawasul.attachments.uploads import Uploads
from tawasul.lib.errors import Invalid, NotFound, Refused
from tawasul.lib.reference import spoken
from tawasul.meetings import actions, policies
from tawasul.meetings.events import MEETING
from tawasul.meetings.lifecycle import Act
from tawasul.timeline import receipts
from tawasul.web.enclosing import handed_out
from tawasul.web.portal import limits
from tawasul.web.portal.answering import refused
from tawasul.web.portal.following.forms import AdditionForm, CompletionForm, WithdrawalForm
from tawasul.web.portal.meetings import page as pages
from tawasul.web.portal.meetings.session import Standing, following
from tawasul.web.portal.refusing import say_in

SENT = "?sent=1"


def _posted(view: Callable[[HttpRequest, Standing], HttpResponse]) -> Callable[[HttpRequest, Standing], HttpResponse]:
    """Whoever comes to the address otherwise (a reload, a change of language) is led to the request's page."""

    @wraps(view)
    def led(request: HttpRequest, standing: Standing) -> HttpResponse:
        return view(request, standing) if request.method == "POST" else HttpResponseRedirect(_home())

    return led


@following
@_posted
def complete(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Give what was missing, with papers: all of it, or nothing."""
    at, form = timezone.now(), CompletionForm(request.POST)
    uploads = Uploads(request.FILES.getlist("files"))
    if not form.is_valid():
        return pages.page(request, standing, completion=form, kind="complete")

    def act() -> None:
        text = form.cleaned_data["text"]
        actions.complete(actor=standing.actor, request_id=standing.request.pk, text=text, uploads=uploads, at=at)

    try:
        _count(request, uploads, at)
        _once(request, standing, "complete", at, act)
    except Refused as error:
        shown = uploads.blamed(error) if isinstance(error, Invalid) else error
        return pages.page(request, standing, completion=form, error=shown, kind="complete")
    messages.success(request, _("Thank you. What you sent has reached us, and we are going on with your request."))
    return HttpResponseRedirect(f"{_home()}{SENT}")


@following
@_posted
def add(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Add words, papers or both: all of it, or nothing."""
    at, form = timezone.now(), AdditionForm(request.POST)
    uploads = Uploads(request.FILES.getlist("files"))
    if not form.is_valid():
        return pages.page(request, standing, adding=form, kind="add")

    def act() -> None:
        text = form.cleaned_data["text"].strip()
        actions.add(actor=standing.actor, request_id=standing.request.pk, text=text, uploads=uploads, at=at)

    try:
        _count(request, uploads, at)
        _once(request, standing, "add", at, act)
    except Refused as error:
        shown = uploads.blamed(error) if isinstance(error, Invalid) else error
        if isinstance(shown, Invalid) and "text" in shown.fields:
            say_in(form, shown)
        return pages.page(request, standing, adding=form, error=shown, kind="add")
    messages.success(request, _("It was added to your request, and whoever has it is told."))
    return HttpResponseRedirect(f"{_home()}{SENT}")


@require_http_methods(["GET", "HEAD", "POST"])
@following
def withdraw(request: HttpRequest, standing: Standing) -> HttpResponse:
    """A page of its own, so that nobody withdraws by a slip."""
    at, asked = timezone.now(), standing.request
    if Act.WITHDRAW not in {step.act for step in policies.steps_open_to(standing.actor, asked)}:
        return HttpResponseRedirect(_home())
    form, error = WithdrawalForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(actor=standing.actor, request_id=asked.pk, reason=form.cleaned_data["reason"], at=at)
            messages.success(request, _("The request was withdrawn."))
            return HttpResponseRedirect(_home())
        except Refused as refusal:
            error = refusal
            say_in(form, refusal)
    context = {"section": "follow", "form": form, "meeting": asked, "spoken": spoken(asked.reference)}
    answer = render(request, "portal/meetings/withdraw.html", context, status=422 if form.errors else 200)
    return refused(answer, error)


@require_safe
@following
def download(request: HttpRequest, standing: Standing, attachment_id: UUID) -> FileResponse:  # noqa: ARG001
    """Hand a paper out. Raises NotFound for any that is not of this request."""
    attachment = attachments.get(attachment_id)
    home = (attachment.subject_kind, attachment.subject_id)
    if home != (MEETING, standing.request.pk) or not attachment.visible_to_beneficiary:
        raise NotFound(NOT_FOUND)
    return handed_out(attachment)


def _home() -> str:
    return reverse("portal:followed_meeting")


def _count(request: HttpRequest, uploads: Uploads, at: datetime) -> None:
    for _upload in uploads.files:
        limits.count("upload", request, at=at)


def _once(request: HttpRequest, standing: Standing, what: str, at: datetime, act: Callable[[], Any]) -> None:
    """Act once for the form's mark, however often it is sent."""
    mark = request.POST.get("once", "")[:64]
    if not mark:
        act()
        return
    scope = f"portal-meeting-{what}:{standing.request.pk}"
    receipts.once(scope=scope, key=mark, asked={"what": what}, at=at, act=lambda: act() or {})
