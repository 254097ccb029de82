"""Choosing the role for which a token is issued, among those that the actor may issue for."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.api.queries import memberships_open_to
from tawasul.centres.actor import Actor
from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.models import Membership
from tawasul.centres.roles import Power
from tawasul.lib.arabic import fold
from tawasul.people.queries import matching_staff
from tawasul.web.desk.work.showing import place_with_above
from tawasul.web.doors import StaffRequest, staff_only

MOST_FOUND = 10
FEWEST_LETTERS = 2


@staff_only(Power.ISSUE_TOKENS)
@require_safe
def choose(request: StaffRequest) -> HttpResponse:
    """Lead to issuing for the role that was chosen (`role`); without script, offer those that fit `role_text`."""
    chosen = request.GET.get("role", "")
    if chosen.isdecimal() and len(chosen) < 19:
        return redirect("desk:token_issue", membership_id=int(chosen))
    typed = request.GET.get("role_text", "")
    found = fitting(request.actor, typed)
    context = {
        "title": _("Choose a role"),
        "typed": typed,
        "found": [{"row": row, "role": ROLE_LABELS[row.role]} for row in found[:MOST_FOUND]],
        "more": len(found) > MOST_FOUND,
        "wrong": _("No match. Try other words.") if typed and not found else "",
        "own": request.membership.pk,
    }
    return render(request, "desk/office/token_choose.html", context)


@staff_only(Power.ISSUE_TOKENS)
@require_safe
def role_options(request: StaffRequest) -> HttpResponse:
    """The roles that fit, as one types."""
    found = fitting(request.actor, request.GET.get("q", ""))
    options = [
        {"value": row.pk, "label": row.user.name, "detail": f"{ROLE_LABELS[row.role]} · {place_with_above(row.place)}"}
        for row in found[:MOST_FOUND]
    ]
    return render(request, "parts/options.html", {"options": options, "more": len(found) > MOST_FOUND})


def fitting(actor: Actor, text: str) -> list[Membership]:
    """Those whose person (as `matching_staff`) or whose place's name fits; one more than are shown, where there are more."""
    words = fold(text).split()
    if not words or len(text.strip()) < FEWEST_LETTERS:
        return []
    at_place = Q()
    for word in words:
        at_place &= Q(place__name_folded__contains=word)
    among = Q(user__in=matching_staff(text)) | at_place
    return memberships_open_to(actor, timezone.localdate(), among, most=MOST_FOUND + 1)
