"""Correcting the address of somebody who was registered and has not chosen a password yet."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.accounts import actions, policies, queries
from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotFound, Refused
from tawasul.people.models import User
from tawasul.people.queries import user_by_email
from tawasul.people.standing import standing_of
from tawasul.timeline.receipts import once
from tawasul.web.desk.office.forms import EmailCorrection, scope_of, take
from tawasul.web.desk.office.person import NOT_YET_ACTIVE, count_invitation
from tawasul.web.doors import StaffRequest, staff_only


@staff_only(Power.MANAGE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def correct_email(request: StaffRequest, user_id: int) -> HttpResponse:
    """The address as it stands, to be written anew; the invitation goes there at once."""
    user = queries.person_for(request.actor, user_id)
    if request.method != "POST" and not _correctable(request, user):
        messages.warning(request, _("This address is not yours to correct, or is in use already."))
        return redirect("desk:person", user_id=user.pk)
    form = EmailCorrection(request.POST or None, initial={"email": user.email, "seen": user.email})
    context: dict[str, Any] = {
        "title": _("Correct the e-mail address"),
        "person": user,
        "form": form,
        "once": request.POST.get("once") or uuid4(),
    }
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = dict(form.cleaned_data)
            try:
                _correct(request, user.pk, given)
            except Refused as refused:
                take(form, refused)
                status = refused.status
                user.refresh_from_db()  # what stands there now was seen with the refusal
                form.data = {**request.POST.dict(), "seen": user.email}
                if refused.code == "email-taken":
                    context["known"] = _known(request.actor, given["email"])
            else:
                messages.success(request, _("The address is corrected, and the invitation is on its way there."))
                return redirect("desk:person", user_id=user.pk)
    return render(request, "desk/office/person_email.html", context, status=status)


def _correct(request: StaffRequest, user_id: int, given: dict[str, Any]) -> None:
    at = timezone.now()

    def act() -> int:
        count_invitation(user_id, at)
        return actions.correct_email(actor=request.actor, user_id=user_id, at=at, **given).pk

    key = request.POST.get("once") or str(uuid4())
    once(scope=scope_of(request), key=key, asked=given | {"person": user_id}, at=at, act=act)


def _correctable(request: StaffRequest, user: User) -> bool:
    at = timezone.now()
    memberships = queries.memberships_of(user.pk)
    manages = policies.may_manage(request.actor, user_id=user.pk, memberships=memberships, on=timezone.localdate(at))
    return manages and standing_of(user, at) in NOT_YET_ACTIVE


def _known(actor: Actor, email: str) -> dict[str, Any]:
    """Whose the address is, and their page where the actor sees them."""
    holder = user_by_email(email)
    try:
        queries.person_for(actor, holder.pk)
    except NotFound:
        return {"user": holder, "url": ""}
    return {"user": holder, "url": reverse("desk:person", args=[holder.pk])}
