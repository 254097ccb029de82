"""Deciding on a version that others drafted: what it would do, approving it, sending it back, publishing it from a day."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict, Invalid, NotFound, Refused
from tawasul.lib.hijri import RIYADH
from tawasul.service_levels import actions, policies, queries
from tawasul.service_levels.checking import gaps, later_than_the_guide
from tawasul.service_levels.sayings import subject_said
from tawasul.service_levels.standing import Standing
from tawasul.web.desk.office.forms import take
from tawasul.web.desk.office.service_levels.drafting import acted_once
from tawasul.web.desk.office.service_levels.forms import PublishForm, SendBackForm
from tawasul.web.desk.office.service_levels.page import TRIED, readable
from tawasul.web.desk.office.service_levels.showing import badge, breadcrumbs, tables, title_of
from tawasul.web.desk.office.service_levels.trying import tried
from tawasul.web.doors import StaffRequest, staff_only


@staff_only(Power.DRAFT_SERVICE_LEVELS, Power.APPROVE_SERVICE_LEVELS)
@require_http_methods(["GET", "HEAD", "POST"])
def effect(request: StaffRequest, number: int) -> HttpResponse:
    """What the version changes, and by when a case that begins now would be due. POST approves it as it was read."""
    if request.method != "POST":
        return _effect(request, number)
    given = request.POST.get("revision", "")
    revision = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    try:
        acted_once(
            request,
            {"do": "approve", "number": number, "revision": revision},
            lambda: actions.approve(actor=request.actor, number=number, revision=revision, at=timezone.now()).number,
        )
    except Conflict as conflict:
        if conflict.code != "changed":
            raise
        return _effect(request, number, notice=conflict.message, status=conflict.status)
    except Invalid as invalid:
        return _effect(request, number, notice=invalid.message, status=invalid.status)
    messages.success(request, _("The version is approved. Publish it from a day to come."))
    return redirect("desk:service_level", number)


def _effect(request: StaffRequest, number: int, *, notice: Any = "", status: int = 200) -> HttpResponse:
    version = readable(request, number)
    row = version.row
    if version.standing not in TRIED:
        raise NotFound(_("There is no such version of the service-level document."))
    before = queries.before_it(row)
    lines = queries.lines_of(row)
    were = queries.lines_of(before) if before else []
    changed = [line for table in tables(lines, were) for line in table.rows if line.mark is not None]
    is_draft = version.standing is Standing.DRAFT
    context = {
        "title": _("What it would do"),
        "document": title_of(number),
        "breadcrumbs": [*breadcrumbs(number), (_("What it would do"), "")],
        "number": number,
        "badge": badge(version),
        "note": row.note,
        "before": before.number if before else None,
        "changed": changed,
        "objections_allowed": row.objections_allowed,
        "objections_before": before.objections_allowed if before else row.objections_allowed,
        "gaps": [subject_said(subject.value) for subject in gaps(lines)] if is_draft else [],
        "beyond_guide": later_than_the_guide(lines),
        "notice": notice,
        "revision": row.revision,
        "is_draft": is_draft,
        "own": policies.has_a_hand_in(request.user.user_number, row),
        "decides": policies.may_approve(request.actor),
        "approvers": [ROLE_LABELS[role] for role in policies.approving_roles()],
        "once": uuid4(),
        **tried(request, were, lines),
    }
    return render(request, "desk/office/service_levels/effect.html", context, status=status)


@staff_only(Power.APPROVE_SERVICE_LEVELS)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request: StaffRequest, number: int) -> HttpResponse:
    """Return it to those who draft it, with the reason."""
    version = readable(request, number)
    if version.standing not in {Standing.DRAFT, Standing.APPROVED}:
        raise Conflict(_("The version is no longer in that state."), code="not-now")
    form = SendBackForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            try:
                acted_once(
                    request,
                    {"do": "send back", "number": number, "reason": reason},
                    lambda: (
                        actions.send_back(actor=request.actor, number=number, reason=reason, at=timezone.now()).number
                    ),
                )
            except Refused as refused:
                take(form, refused)
                status = refused.status
            else:
                messages.success(request, _("The version went back to those who draft it."))
                return redirect("desk:service_level", number)
    context = {
        "title": _("Send back"),
        "document": title_of(number),
        "breadcrumbs": [*breadcrumbs(number), (_("Send back"), "")],
        "number": number,
        "approved": version.standing is Standing.APPROVED,
        "form": form,
        "once": request.POST.get("once") or uuid4(),
    }
    return render(request, "desk/office/service_levels/send_back.html", context, status=status)


@staff_only(Power.APPROVE_SERVICE_LEVELS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: StaffRequest, number: int) -> HttpResponse:
    """Choose the day from which it holds. What is filed until then keeps the version that it was filed under."""
    version = readable(request, number)
    if version.standing is not Standing.APPROVED and request.method != "POST":
        raise Conflict(_("The version is no longer in that state."), code="not-now")
    at = timezone.now()
    before = queries.before_it(version.row) if version.standing is Standing.APPROVED else None
    form = PublishForm(request.POST or None, initial={"in_force_from": _first_day(at, before)})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            day = form.cleaned_data["in_force_from"]
            try:
                acted_once(
                    request,
                    {"do": "publish", "number": number, "day": day.isoformat()},
                    lambda: actions.publish(actor=request.actor, number=number, in_force_from=day, at=at).number,
                )
            except Refused as refused:
                take(form, refused)
                status = refused.status
            else:
                messages.success(request, _("The version is published. Beneficiaries see it on the portal."))
                return redirect("desk:service_level", number)
    context = {
        "title": _("Publish"),
        "document": title_of(number),
        "breadcrumbs": [*breadcrumbs(number), (_("Publish"), "")],
        "number": number,
        "before": before.number if before else None,
        "coming": before if before and before.in_force_from and before.in_force_from > timezone.localdate(at) else None,
        "form": form,
        "once": request.POST.get("once") or uuid4(),
    }
    return render(request, "desk/office/service_levels/publish.html", context, status=status)


def _first_day(at: datetime, before: Any) -> str:
    """Tomorrow; or the day on which the version before begins, where that is still to come."""
    tomorrow = at.astimezone(RIYADH).date() + timedelta(days=1)
    return max(tomorrow, before.in_force_from if before else tomorrow).isoformat()
