"""One member of staff: who they are, what they hold, how their account stands, and what may be done about it."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tawasul.accounts import actions, policies, queries
from tawasul.accounts.events import BY_KEY
from tawasul.centres.models import Membership
from tawasul.centres.policies import may_appoint, may_cover
from tawasul.centres.queries import absences, not_over, places_visible_to
from tawasul.centres.roles import Power
from tawasul.centres.saying import role_said
from tawasul.lib.hijri import dual_moment
from tawasul.lib.masking import masked
from tawasul.people.attempts import count_attempt
from tawasul.people.labels import IDENTITY_KIND_LABELS, STANDING_LABELS
from tawasul.people.models import User
from tawasul.people.standing import Standing, standing_of
from tawasul.tickets.queries import open_count_of
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import say
from tawasul.web.doors import StaffRequest, staff_only

TONES = {"waiting": "neutral", "invited": "information", "lapsed": "warning", "active": "success", "closed": "neutral"}
ICONS = {
    "registered": "person-plus", "invited": "envelope", "password_chosen": "key", "account_closed": "lock",
    "account_reopened": "unlock", "email_corrected": "envelope-check", "email_changed": "envelope-check",
    "absence_recorded": "person-walking", "absence_moved": "calendar-range", "absence_called_off": "calendar-x",
    "deputised": "person-check", "deputyship_moved": "calendar-range", "deputyship_called_off": "calendar-x",
}  # fmt: skip
NOT_YET_ACTIVE = frozenset({Standing.WAITING, Standing.INVITED, Standing.LAPSED})
INVITATIONS_AN_HOUR = 5


def standing_badge(user: User, at: datetime) -> dict[str, Any]:
    """How an account's standing is shown."""
    standing = standing_of(user, at)
    return {"key": standing.value, "label": STANDING_LABELS[standing.value], "tone": TONES[standing.value]}


@staff_only(Power.SEE_NETWORK)
@require_safe
def person_page(request: StaffRequest, user_id: int) -> HttpResponse:
    """Identity and mobile are shown masked; roles are those in the reader's part of the tree."""
    at, today = timezone.now(), timezone.localdate()
    user = queries.person_for(request.actor, user_id)
    memberships = queries.memberships_of(user.pk)
    current = [row for row in memberships if user.is_active and (row.ends_on is None or row.ends_on >= today)]
    manages = _manages(request, user, memberships, at)
    standing = standing_of(user, at)
    seen = set(
        places_visible_to(request.actor)
        .filter(pk__in=[row.place_id for row in memberships])
        .values_list("pk", flat=True)
    )
    context = {
        "title": user.name,
        "person": user,
        "other_name": user.name_ar if get_language() == "en" else user.name_en,
        "standing": standing_badge(user, at),
        "identity_kind": IDENTITY_KIND_LABELS.get(user.identity_kind, ""),
        "identity": masked(user.identity_number) if user.identity_number else "",
        "mobile": masked(user.mobile) if user.mobile else "",
        "roles": [_role(request, row, at) for row in memberships if row.place_id in seen],
        "elsewhere": any(row.place_id not in seen for row in memberships),
        "away": list(absences().filter(not_over(today), covers__user=user, place__in=seen).order_by("begins_on", "pk")),
        "may_record_absence": any(row.covers_id is None and may_cover(request.actor, row) for row in current),
        "history": [_happened(event) for event in queries.history_of(user.pk)],
        "may_invite": manages and standing in NOT_YET_ACTIVE,
        "own_to_change": manages and standing is Standing.ACTIVE,
        "may_close": manages and user.is_active,
        "may_reopen": manages and not user.is_active,
        "may_give": user.is_active and request.actor.can(Power.MANAGE_MEMBERS),
    }
    return render(request, "desk/office/person.html", context)


@staff_only(Power.MANAGE_MEMBERS)
@require_POST
def invite(request: StaffRequest, user_id: int) -> HttpResponse:
    """Send the invitation (again); the link sent before opens nothing any more."""
    at = timezone.now()
    user = queries.person_for(request.actor, user_id)
    count_invitation(user.pk, at)
    actions.send_invitation(actor=request.actor, user_id=user.pk, at=at)
    messages.success(request, _("The invitation is on its way. A link sent before does not work any more."))
    return redirect("desk:person", user_id=user.pk)


@staff_only(Power.MANAGE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: StaffRequest, user_id: int) -> HttpResponse:
    """Say what closing does, and do it when it is confirmed."""
    at = timezone.now()
    user = queries.person_for(request.actor, user_id)
    if request.method == "POST":
        actions.close_account(actor=request.actor, user_id=user.pk, at=at)
        messages.success(request, _("The account is closed."))
        return redirect("desk:person", user_id=user.pk)
    memberships = queries.memberships_of(user.pk)
    if not user.is_active or not _manages(request, user, memberships, at):
        messages.warning(request, _("You cannot close this account."))
        return redirect("desk:person", user_id=user.pk)
    today = timezone.localdate(at)
    held = [row for row in memberships if row.ends_on is None or row.ends_on > today]
    context = {
        "title": _("Close the account"),
        "person": user,
        "roles": [_role(request, row, at) for row in held],
        "in_hand": open_count_of(user.pk),
    }
    return render(request, "desk/office/account_close.html", context)


@staff_only(Power.MANAGE_MEMBERS)
@require_POST
def reopen(request: StaffRequest, user_id: int) -> HttpResponse:
    """Let the person sign in again; roles are given anew."""
    actions.reopen_account(actor=request.actor, user_id=user_id, at=timezone.now())
    messages.success(request, _("The account is open again. Give the person a role now."))
    return redirect("desk:person", user_id=user_id)


def count_invitation(user_id: int, at: datetime) -> None:
    """Raises TooMany where somebody is invited more often than a person would be."""
    count_attempt(what="invite", who=str(user_id), limit=INVITATIONS_AN_HOUR, window=timedelta(hours=1), at=at)


def _manages(request: StaffRequest, user: User, memberships: list[Membership], at: datetime) -> bool:
    return policies.may_manage(request.actor, user_id=user.pk, memberships=memberships, on=timezone.localdate(at))


def _role(request: StaffRequest, row: Membership, at: datetime) -> dict[str, Any]:
    today = timezone.localdate(at)
    ended = row.ends_on is not None and row.ends_on < today
    mine = row.user_id == request.user.pk
    return {
        "row": row,
        "role": role_said(row),
        "ended": ended,
        "begins_later": row.begins_on > today,
        "absence": row.pk if row.covers_id is not None else None,
        "may_end": row.ends_on is None and not mine and may_appoint(request.actor, role=row.role, place=row.place),
    }


def _happened(event: Event) -> dict[str, Any]:
    english = get_language() == "en"
    actor = event.actor_name_en if english else event.actor_name_ar
    return {
        "sentence": say(BY_KEY[event.kind].sentence, event.data, actor=actor),
        "when": dual_moment(event.at, "en" if english else "ar"),
        "at": event.at,
        "icon": ICONS[event.kind],
    }
