"""API tokens: by which other systems act under somebody's role. A secret is shown once and kept nowhere."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tawasul.api import actions, policies, queries
from tawasul.api.models import Token
from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.models import Membership
from tawasul.centres.queries import held_on, members_visible_to
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotFound, Refused
from tawasul.timeline.receipts import once
from tawasul.web.desk.office.forms import NewToken, scope_of, take
from tawasul.web.desk.office.paging import PAGE, before_of, page_urls
from tawasul.web.doors import StaffRequest, staff_only

USUAL_LIFE = timedelta(days=90)
STANDING = {
    "active": (_("In force"), "success"),
    "expired": (_("Expired"), "neutral"),
    "revoked": (_("Revoked"), "neutral"),
    "out_of_role": (_("Its role has ended"), "warning"),
}


@staff_only(Power.ISSUE_TOKENS)
@require_safe
def tokens(request: StaffRequest) -> HttpResponse:
    """The tokens in the actor's part of the network, newest first."""
    at = timezone.now()
    found = queries.tokens_visible_to(request.actor).select_related("revoked_by")
    before = before_of(request)
    rows = list((found.filter(pk__lt=before) if before else found)[: PAGE + 1])
    context = {
        "title": _("API tokens"),
        "shown": [_row(request, token, at) for token in rows[:PAGE]],
    }
    return render(request, "desk/office/tokens.html", context | page_urls(request, rows, lambda row: row.pk))


@staff_only(Power.ISSUE_TOKENS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: StaffRequest, membership_id: int) -> HttpResponse:
    """Issue a token for a role that somebody holds; its secret stands on the answer and nowhere else."""
    today = timezone.localdate()
    held = members_visible_to(request.actor).filter(held_on(today), pk=membership_id).first()
    if held is None or not policies.may_issue(request.actor, held):
        raise NotFound()
    form = NewToken(request.POST or None, initial={"last_day": today + USUAL_LIFE})
    context: dict[str, Any] = {
        "title": _("Issue a token"),
        "held": held,
        "role": ROLE_LABELS[held.role],
        "form": form,
        "once": request.POST.get("once") or uuid4(),
    }
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                secret = _issued(request, held, form.cleaned_data)
            except Refused as refused:
                take(form, refused)
                status = refused.status
            else:
                return render(request, "desk/office/token_issued.html", context | {"secret": secret})
    return render(request, "desk/office/token_issue.html", context, status=status)


@staff_only(Power.ISSUE_TOKENS)
@require_POST
def revoke(request: StaffRequest, token_id: int) -> HttpResponse:
    """End a token at once."""
    actions.revoke_token(actor=request.actor, token_id=token_id, at=timezone.now())
    messages.success(request, _("The token opens nothing any more."))
    return redirect("desk:tokens")


def _issued(request: StaffRequest, held: Membership, given: dict[str, Any]) -> str:
    """The new token's secret; empty when the same click came before, whose answer showed it."""
    at = timezone.now()
    shown: list[str] = []
    ends = timezone.make_aware(datetime.combine(given["last_day"], time.max))

    def act() -> int:
        issued = actions.issue_token(
            actor=request.actor, membership_id=held.pk, name=given["name"], expires_at=ends, at=at
        )
        shown.append(issued.secret)
        return issued.token.pk

    asked = {"membership": held.pk, "name": given["name"], "last_day": str(given["last_day"])}
    once(scope=scope_of(request), key=request.POST.get("once") or str(uuid4()), asked=asked, at=at, act=act)
    return shown[0] if shown else ""


def _row(request: StaffRequest, token: Token, at: datetime) -> dict[str, Any]:
    standing = _standing(token, at)
    label, tone = STANDING[standing]
    return {
        "token": token,
        "role": ROLE_LABELS[token.membership.role],
        "label": label,
        "tone": tone,
        "standing": standing,
        "may_revoke": standing in {"active", "out_of_role"} and policies.may_revoke(request.actor, token),
    }


def _standing(token: Token, at: datetime) -> str:
    """As the token's own, but a token whose role is held no more, or by nobody active, opens nothing either."""
    standing, held, today = token.standing(at), token.membership, timezone.localdate(at)
    begun_not_ended = held.begins_on <= today and (held.ends_on is None or held.ends_on >= today)
    if standing == "active" and not (begun_not_ended and held.user.is_active):
        return "out_of_role"
    return standing
