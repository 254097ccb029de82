"""A version being prepared: begun, its note written, discarded, taken up again."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict, Refused
from tawasul.service_levels import actions, queries
from tawasul.service_levels.models import ServiceLevelDocument
from tawasul.timeline.receipts import once
from tawasul.web.desk.office.forms import scope_of, take
from tawasul.web.desk.office.service_levels.forms import NoteForm
from tawasul.web.desk.office.service_levels.showing import breadcrumbs, title_of
from tawasul.web.doors import StaffRequest, staff_only


def acted_once(request: StaffRequest, asked: dict[str, Any], act: Callable[[], Any]) -> Any:
    """Do what a form asks, once however often it is sent; `act` gives plain JSON."""
    key = request.POST.get("once") or str(uuid4())
    return once(scope=scope_of(request), key=key, asked=asked, at=timezone.now(), act=act)


def draft_for(request: StaffRequest, number: int) -> ServiceLevelDocument:
    """The version, if it is a draft. Raises NotFound, Conflict; where a form is sent the action says so, and it stays typed."""
    row = queries.version_of(number, timezone.localdate()).row
    if row.state != ServiceLevelDocument.State.DRAFT and request.method != "POST":
        raise Conflict(_("The version is no longer in that state."), code="not-now")
    return row


def with_values(given: QueryDict, **values: object) -> QueryDict:
    """What was given, with these values in the place of others."""
    changed = given.copy()
    for name, value in values.items():
        changed[name] = str(value)
    return changed


@staff_only(Power.DRAFT_SERVICE_LEVELS)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """Say what is to change, and begin the next version with the lines of the last."""
    form = NoteForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            note = form.cleaned_data["note"]
            try:
                number = acted_once(
                    request,
                    {"do": "begin", "note": note},
                    lambda: actions.draft(actor=request.actor, note=note, at=timezone.now()).number,
                )
            except Refused as refused:
                take(form, refused)
                status = refused.status
            else:
                messages.success(request, _("The draft is begun. Change its lines now."))
                return redirect("desk:service_level", number)
    context = {
        "title": _("Begin a new version"),
        "breadcrumbs": [*breadcrumbs(), (_("Begin a new version"), "")],
        "form": form,
        "once": _mark(request),
    }
    return render(request, "desk/office/service_levels/begin.html", context, status=status)


@staff_only(Power.DRAFT_SERVICE_LEVELS)
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: StaffRequest, number: int) -> HttpResponse:
    """What the version changes, and why; kept from being written over unseen."""
    row = draft_for(request, number)
    allowed = row.objections_allowed
    initial = {"note": row.note, "was": row.note, "objections_allowed": allowed, "objections_were": allowed}
    form = NoteForm(request.POST or None, initial=initial)
    status, changed = 200, False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                acted_once(request, {"do": "note", "number": number} | given, lambda: _noted(request, number, given))
            except Refused as refused:
                if isinstance(refused, Conflict) and refused.code == "changed":
                    changed = True
                    form = NoteForm(with_values(request.POST, was=row.note, objections_were=allowed))
                take(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Saved."))
                return redirect("desk:service_level", number)
    context = {
        "title": _("What changes, and why"),
        "breadcrumbs": [*breadcrumbs(number), (_("What changes, and why"), "")],
        "number": number,
        "document": title_of(number),
        "form": form,
        "theirs": row if changed else None,
        "once": str(uuid4()) if changed else _mark(request),
    }
    return render(request, "desk/office/service_levels/note.html", context, status=status)


def _noted(request: StaffRequest, number: int, given: dict[str, Any]) -> int:
    at = timezone.now()
    return actions.write_note(actor=request.actor, number=number, at=at, **given).number


def _mark(request: HttpRequest) -> str:
    return request.POST.get("once") or str(uuid4())


@staff_only(Power.DRAFT_SERVICE_LEVELS)
@require_POST
def discard(request: StaffRequest, number: int) -> HttpResponse:
    """Let a draft go."""
    acted_once(
        request,
        {"do": "discard", "number": number},
        lambda: actions.discard(actor=request.actor, number=number, at=timezone.now()).number,
    )
    messages.success(request, _("The draft is discarded. It stays readable, and may be taken up again."))
    return redirect("desk:service_level", number)


@staff_only(Power.DRAFT_SERVICE_LEVELS)
@require_POST
def take_up(request: StaffRequest, number: int) -> HttpResponse:
    """Go on with a draft that was discarded."""
    acted_once(
        request,
        {"do": "take up", "number": number},
        lambda: actions.take_up(actor=request.actor, number=number, at=timezone.now()).number,
    )
    messages.success(request, _("The draft is taken up again."))
    return redirect("desk:service_level", number)
