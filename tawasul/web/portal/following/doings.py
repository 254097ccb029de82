"""What a beneficiary does to their own request: complete, add files, close, withdraw; and leave the page."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tawasul.attachments.uploads import Uploads
from tawasul.lib.errors import Invalid, Refused
from tawasul.lib.reference import spoken
from tawasul.mailboxes.actions import becomes_of_its_writer
from tawasul.tickets import actions, policies
from tawasul.tickets.lifecycle import Action
from tawasul.timeline import receipts
from tawasul.web.portal import limits
from tawasul.web.portal.answering import personal, refused
from tawasul.web.portal.following import session as followed
from tawasul.web.portal.following import ticket_page
from tawasul.web.portal.following.carrying import Carried, arrived, carried
from tawasul.web.portal.following.forms import AdditionForm, CompletionForm, ExpediteForm, ObjectionForm, WithdrawalForm
from tawasul.web.portal.following.session import Standing, following
from tawasul.web.portal.refusing import say_in


def _posted(view: Callable[[HttpRequest, Standing], HttpResponse]) -> Callable[[HttpRequest, Standing], HttpResponse]:
    """Whoever comes to the address otherwise (a reload, a change of language) is led to the request's page."""

    @wraps(view)
    def led(request: HttpRequest, standing: Standing) -> HttpResponse:
        return view(request, standing) if request.method == "POST" else HttpResponseRedirect(reverse("portal:followed"))

    return led


@following
@_posted
def complete(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Give what was missing, with files: all of it, or nothing."""
    at, form = timezone.now(), CompletionForm(request.POST)
    uploads = Uploads(request.FILES.getlist("files"))
    given = carried(request, standing.ticket, Action.COMPLETE)
    if not form.is_valid():
        return ticket_page.page(request, standing, completion=form, kind="complete")
    try:
        _count(request, uploads, at)
        _once(
            request,
            standing,
            "complete",
            at,
            lambda: _complete(standing, form.cleaned_data["text"], uploads, given, at),
        )
    except Refused as error:
        shown = uploads.blamed(error) if isinstance(error, Invalid) else error
        return ticket_page.page(request, standing, completion=form, error=shown, kind="complete")
    arrived(request)
    messages.success(request, _("Thank you. What you sent has reached us, and we are going on with your request."))
    return HttpResponseRedirect(f"{reverse('portal:followed')}?sent=1")


@following
@_posted
def add(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Add words, files or both to a request that is being worked on: all of it, or nothing."""
    at, form = timezone.now(), AdditionForm(request.POST)
    uploads = Uploads(request.FILES.getlist("files"))
    if not form.is_valid():
        return ticket_page.page(request, standing, adding=form, kind="add")
    words = form.cleaned_data["text"].strip()

    def act() -> None:
        if words:
            actions.add_words(actor=standing.actor, ticket_id=standing.ticket.pk, text=words, at=at)
        if uploads.files or not words:
            _add(standing, uploads, at)

    try:
        _count(request, uploads, at)
        _once(request, standing, "add", at, act)
    except Refused as error:
        shown = uploads.blamed(error) if isinstance(error, Invalid) else error
        return ticket_page.page(request, standing, adding=form, error=shown, kind="add")
    messages.success(
        request, _("It was added to your request, and whoever has it is told.") if words else _("The files were added.")
    )
    return HttpResponseRedirect(f"{reverse('portal:followed')}?sent=1")


@following
@_posted
def close(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Close an answered request: the reply was enough."""
    at = timezone.now()

    def act() -> None:
        actions.close(actor=standing.actor, ticket_id=standing.ticket.pk, at=at)

    try:
        _once(request, standing, "close", at, act)
    except Refused as error:
        return ticket_page.page(request, standing, error=error, kind="close")
    messages.success(request, _("The request is closed. Thank you."))
    return HttpResponseRedirect(reverse("portal:followed"))


@following
@_posted
def object_to_reply(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Object to the reply, with papers: all of it, or nothing."""
    at, form = timezone.now(), ObjectionForm(request.POST)
    uploads = Uploads(request.FILES.getlist("files"))
    given = carried(request, standing.ticket, Action.OBJECT)
    if not form.is_valid():
        return ticket_page.page(request, standing, objecting=form, kind="object")

    def act() -> None:
        text = form.cleaned_data["text"]
        actions.object_to_reply(
            actor=standing.actor,
            ticket_id=standing.ticket.pk,
            text=text,
            uploads=uploads,
            draft_key=_key(given),
            at=at,
        )
        _letter_joined(given, standing, at)

    try:
        _count(request, uploads, at)
        _once(request, standing, "object", at, act)
    except Refused as error:
        shown = uploads.blamed(error) if isinstance(error, Invalid) else error
        return ticket_page.page(request, standing, objecting=form, error=shown, kind="object")
    arrived(request)
    messages.success(request, _("Your objection has reached those who decide it."))
    return HttpResponseRedirect(f"{reverse('portal:followed')}?sent=1")


@following
@_posted
def drop_objection(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Leave it at the reply after all."""
    at = timezone.now()

    def act() -> None:
        said = _("The beneficiary leaves it at the reply.")
        actions.drop_objection(actor=standing.actor, ticket_id=standing.ticket.pk, reason=said, at=at)

    try:
        _once(request, standing, "drop", at, act)
    except Refused as error:
        return ticket_page.page(request, standing, error=error, kind="close")
    messages.success(request, _("The objection was dropped, and the request is closed."))
    return HttpResponseRedirect(reverse("portal:followed"))


@following
@_posted
def expedite(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Ask that it be hurried: those who have it, and their supervisors, are told."""
    at, form = timezone.now(), ExpediteForm(request.POST)
    if not form.is_valid():
        return ticket_page.page(request, standing, hurrying=form, kind="expedite")

    def act() -> None:
        actions.expedite(actor=standing.actor, ticket_id=standing.ticket.pk, reason=form.cleaned_data["reason"], at=at)

    try:
        _once(request, standing, "expedite", at, act)
    except Refused as error:
        return ticket_page.page(request, standing, hurrying=form, error=error, kind="expedite")
    messages.success(request, _("Those who have your request, and their supervisors, know that it presses."))
    return HttpResponseRedirect(f"{reverse('portal:followed')}?sent=1")


@require_http_methods(["GET", "HEAD", "POST"])
@following
def withdraw(request: HttpRequest, standing: Standing) -> HttpResponse:
    """A page of its own, so that nobody withdraws by a slip."""
    at, ticket = timezone.now(), standing.ticket
    if Action.WITHDRAW not in {step.action for step in policies.steps_open_to(standing.actor, ticket)}:
        return HttpResponseRedirect(reverse("portal:followed"))
    form = WithdrawalForm(request.POST or None)
    error: Refused | None = None
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.withdraw(actor=standing.actor, ticket_id=ticket.pk, reason=reason, at=at)
            messages.success(request, _("The request was withdrawn."))
            return HttpResponseRedirect(reverse("portal:followed"))
        except Refused as refusal:
            error = refusal
            say_in(form, refusal)
    context = {"section": "follow", "form": form, "ticket": ticket, "spoken": spoken(ticket.reference)}
    answer = render(request, "portal/follow/withdraw.html", context, status=422 if form.errors else 200)
    return refused(answer, error)


@require_POST
@personal
def leave(request: HttpRequest) -> HttpResponse:
    """Close the page on this device: for those who borrowed it."""
    followed.end(request)
    request.session.pop(followed.KEPT_MEETING_AS, None)
    request.session.pop("filed", None)
    messages.info(request, _("Your request is closed on this device."))
    return HttpResponseRedirect(reverse("portal:home"))


def _complete(standing: Standing, text: str, uploads: Uploads, given: Carried | None, at: datetime) -> None:
    if uploads.files:
        _add(standing, uploads, at)
    actions.complete(actor=standing.actor, ticket_id=standing.ticket.pk, text=text, draft_key=_key(given), at=at)
    _letter_joined(given, standing, at)


def _key(given: Carried | None) -> str:
    return given.draft_key if given is not None else ""


def _letter_joined(given: Carried | None, standing: Standing, at: datetime) -> None:
    if given is not None and given.letter:
        becomes_of_its_writer(message_id=given.letter, ticket_id=standing.ticket.pk, how="joined", at=at)


def _add(standing: Standing, uploads: Uploads, at: datetime) -> None:
    actions.add_files(actor=standing.actor, ticket_id=standing.ticket.pk, uploads=uploads, at=at)


def _count(request: HttpRequest, uploads: Uploads, at: datetime) -> None:
    for _upload in uploads.files:
        limits.count("upload", request, at=at)


def _once(request: HttpRequest, standing: Standing, what: str, at: datetime, act: Callable[[], Any]) -> None:
    """Act once for the form's mark, however often it is sent."""
    mark = request.POST.get("once", "")[:64]
    scope = f"portal-{what}:{standing.ticket.pk}"
    if not mark:
        act()
        return
    receipts.once(scope=scope, key=mark, asked={"what": what}, at=at, act=lambda: act() or {})
