"""Recording somebody's absence: the person first, then the roles, the days and the deputy; or one's own."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tawasul.accounts import actions
from tawasul.accounts.queries import memberships_of, person_for
from tawasul.centres import policies, queries
from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.models import Membership
from tawasul.lib.errors import NotFound, Refused
from tawasul.people.models import User
from tawasul.people.queries import matching_staff
from tawasul.timeline.receipts import once
from tawasul.web.desk.office.absences.forms import Absence, OwnAbsence
from tawasul.web.desk.office.absences.listing import RECORDERS
from tawasul.web.desk.office.forms import scope_of, take
from tawasul.web.desk.work.showing import place_with_above
from tawasul.web.doors import StaffRequest, staff_only

MOST_PEOPLE = 40
MOST_DEPUTIES = 12


@staff_only(*RECORDERS)
@require_safe
def choose_person(request: StaffRequest) -> HttpResponse:
    """Whose absence: those whose roles the reader may give, by name, in the order of the tree."""
    today = timezone.localdate()
    typed = request.GET.get("find", "")[:100]
    rows = queries.members_visible_to(request.actor).filter(covers=None, user__is_active=True)
    rows = rows.filter(queries.not_over(today))
    if typed:
        rows = rows.filter(user__in=matching_staff(typed))
    found = _by_person(request, rows[: 4 * MOST_PEOPLE])
    context = {
        "title": _("Record an absence"),
        "find": typed,
        "people": found[:MOST_PEOPLE],
        "more": len(found) > MOST_PEOPLE,
    }
    return render(request, "desk/office/absences/person.html", context)


@staff_only(*RECORDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: StaffRequest, user_id: int) -> HttpResponse:
    """Somebody is away: in these roles, on these days, and this person stands in."""
    today = timezone.localdate()
    user = person_for(request.actor, user_id)
    held = coverable(request, user, today)
    if not held:
        raise NotFound()
    form = Absence(
        _with_deputy(request, held[0], today),
        roles=[(str(row.pk), _said(row)) for row in held],
        initial={"begins_on": today.isoformat()},
    )
    return _recorded(
        request,
        form,
        "desk/office/absences/record.html",
        {"title": _("Record an absence"), "person": user, "deputy": _deputy_of(form)},
        lambda given: {
            "membership_ids": given["roles"],
            "deputy_id": given["deputy"],
            "begins_on": given["begins_on"],
            "ends_on": given["ends_on"],
        },
    )


@staff_only(*RECORDERS)
@require_safe
def deputy_options(request: StaffRequest, user_id: int) -> HttpResponse:
    """Who might stand in for this person, as one types."""
    today = timezone.localdate()
    held = coverable(request, person_for(request.actor, user_id), today)
    if not held:
        raise NotFound()
    found = _deputies(held[0], request.GET.get("q", ""), today)
    options = [
        {
            "value": row.user_id,
            "label": row.user.name,
            "detail": f"{ROLE_LABELS[row.role]} · {place_with_above(row.place)}",
        }
        for row in found[:MOST_DEPUTIES]
    ]
    return render(request, "parts/options.html", {"options": options, "more": len(found) > MOST_DEPUTIES})


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def record_own(request: StaffRequest) -> HttpResponse:
    """One's own absence, with a colleague who holds the same role there. Who may name anybody is led to that form."""
    today = timezone.localdate()
    held = [row for row in memberships_of(request.user.pk) if row.covers_id is None and not _is_over(row, today)]
    if request.method != "POST" and held and all(policies.may_cover(request.actor, row) for row in held):
        return redirect("desk:absence_record", user_id=request.user.pk)
    groups = [(_said(row), _colleagues(row, today)) for row in held]
    form = OwnAbsence(
        request.POST or None,
        colleagues=[group for group in groups if group[1]],
        initial={"begins_on": today.isoformat()},
    )
    return _recorded(
        request,
        form,
        "desk/office/absences/own.html",
        {"title": _("Record my absence"), "alone": not any(people for _role, people in groups)},
        _own_given,
    )


def coverable(request: StaffRequest, user: User, today: date) -> list[Membership]:
    """The roles that somebody holds or will hold, as their own, for which the reader may name a deputy."""
    return [
        row
        for row in memberships_of(user.pk)
        if row.covers_id is None and not _is_over(row, today) and policies.may_cover(request.actor, row)
    ]


def _own_given(given: dict[str, Any]) -> dict[str, Any]:
    membership, _colon, deputy = str(given["colleague"]).partition(":")
    return {
        "membership_ids": [int(membership)],
        "deputy_id": int(deputy),
        "begins_on": given["begins_on"],
        "ends_on": given["ends_on"],
    }


def _recorded(request: StaffRequest, form: Any, template: str, context: dict[str, Any], asks: Any) -> HttpResponse:
    """The form, or, where it is right, the absence's page."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = _record(request, asks(dict(form.cleaned_data)))
            except Refused as refused:
                take(form, refused)
                status = refused.status
            else:
                messages.success(request, _("The absence is recorded, and both are told."))
                return redirect("desk:absence", absence_id=made)
    context |= {"form": form, "once": request.POST.get("once") or uuid4(), "back_url": reverse("desk:absences")}
    return render(request, template, context, status=status)


def _record(request: StaffRequest, given: dict[str, Any]) -> int:
    at = timezone.now()

    def act() -> int:
        return actions.record_absence(actor=request.actor, at=at, **given)[0].pk

    asked = {name: str(value) for name, value in given.items()}
    key = request.POST.get("once") or str(uuid4())
    return int(once(scope=scope_of(request), key=key, asked=asked, at=at, act=act))


def _by_person(request: StaffRequest, rows: QuerySet[Membership]) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        if policies.may_cover(request.actor, row):
            entry = found.setdefault(row.user_id, {"user": row.user, "roles": []})
            entry["roles"].append(_said(row))
    return list(found.values())


def _said(row: Membership) -> str:
    return f"{ROLE_LABELS[row.role]} · {row.place.name}"


def _is_over(row: Membership, today: date) -> bool:
    return row.ends_on is not None and row.ends_on < today


def _colleagues(row: Membership, today: date) -> list[tuple[str, str]]:
    return [(f"{row.pk}:{other.user_id}", other.user.name) for other in queries.colleagues_of(row, today, today)]


def _deputies(absent: Membership, text: str, today: date) -> list[Membership]:
    """One membership of each person who fits; one more than are offered, where more fit."""
    rows = queries.may_stand_in(absent, today, today).filter(user__in=matching_staff(text))
    found: dict[int, Membership] = {}
    for row in rows.select_related("place__parent__parent")[: 5 * MOST_DEPUTIES]:
        found.setdefault(row.user_id, row)
    return list(found.values())[: MOST_DEPUTIES + 1]


def _with_deputy(request: StaffRequest, absent: Membership, today: date) -> Any:
    """What was sent; where a browser without scripts sent only what was typed of the deputy, with whom that names."""
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    if not sent.get("deputy") and sent.get("deputy_text"):
        found = _deputies(absent, str(sent["deputy_text"]), today)
        if len(found) == 1:
            sent["deputy"] = str(found[0].user_id)
    return sent


def _deputy_of(form: Absence) -> User | None:
    chosen = str(form.data.get("deputy", "")) if form.is_bound else ""
    known = chosen.isdecimal() and len(chosen) < 19
    return User.objects.filter(pk=int(chosen), is_active=True).first() if known else None
