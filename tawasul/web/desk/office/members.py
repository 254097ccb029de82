"""People and their roles: who holds what where, giving a role and ending it."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tawasul.api.policies import may_issue
from tawasul.centres import actions, policies, queries
from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.models import Membership
from tawasul.centres.roles import PlaceKind, Power
from tawasul.centres.saying import role_said
from tawasul.lib.errors import NotFound, Refused
from tawasul.people.models import User
from tawasul.people.queries import find_staff, matching_staff
from tawasul.timeline.receipts import once
from tawasul.web.desk.office.forms import Appointment, LastDay, MembersFilter, scope_of, take
from tawasul.web.desk.office.network import roles_to_give, visible_place
from tawasul.web.desk.office.paging import PAGE, before_of, page_urls
from tawasul.web.desk.office.person import standing_badge
from tawasul.web.doors import StaffRequest, staff_only

_GIVES = (Power.MANAGE_MEMBERS, Power.APPOINT_COORDINATORS)


@staff_only(Power.SEE_NETWORK)
@require_safe
def people(request: StaffRequest) -> HttpResponse:
    """Who holds which role in the actor's part of the tree, in the order of the tree."""
    at = timezone.now()
    today = timezone.localdate(at)
    form = MembersFilter(request.GET, places=_places(request))
    rows = _narrowed(queries.members_visible_to(request.actor), form, today)
    shown = list(_after(rows, before_of(request))[: PAGE + 1])
    context = {
        "title": _("People and roles"),
        "form": form,
        "clear_url": reverse("desk:members") if request.GET else "",
        "may_register": request.actor.can(Power.MANAGE_MEMBERS),
        "members": [_row(request, row, today) | {"standing": standing_badge(row.user, at)} for row in shown[:PAGE]],
    }
    return render(request, "desk/office/members.html", context | page_urls(request, shown, lambda row: row.pk))


@staff_only(*_GIVES)
@require_safe
def person_options(request: StaffRequest) -> HttpResponse:
    """Those who might be given a role, as one types."""
    found = find_staff(request.GET.get("q", ""))
    options = [{"value": user.pk, "label": user.name, "detail": f"{user.user_number} · {user.email}"} for user in found]
    return render(request, "parts/options.html", {"options": options})


@staff_only(*_GIVES)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: StaffRequest, place_id: int) -> HttpResponse:
    """Give somebody a role at a place, within what the actor may give there."""
    place = visible_place(request.actor, place_id)
    form = Appointment(
        request.POST or None,
        roles=roles_to_give(request.actor, place),
        initial={"begins_on": timezone.localdate()},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _appoint(request, place.pk, form.cleaned_data)
            except Refused as refused:
                take(form, refused)
                status = refused.status
            else:
                messages.success(request, _("The role was given."))
                return redirect("desk:place", place_id=place.pk)
    chosen = request.POST.get("person") or request.GET.get("person", "")
    known = chosen.isdecimal() and len(chosen) < 19
    person = User.objects.filter(pk=int(chosen), is_active=True).first() if known else None
    context = {
        "title": _("Give a role"),
        "place": place,
        "form": form,
        "person": person,
        "once": request.POST.get("once") or uuid4(),
    }
    return render(request, "desk/office/appoint.html", context, status=status)


@staff_only(*_GIVES)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: StaffRequest, membership_id: int) -> HttpResponse:
    """End somebody's role on a day."""
    held = queries.members_visible_to(request.actor).filter(pk=membership_id).first()
    if held is None:
        raise NotFound()
    if held.covers_id is not None:  # a deputy's ends with the absence
        return redirect("desk:absence", absence_id=held.pk)
    form = LastDay(request.POST or None, initial={"on": timezone.localdate()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.end_membership(actor=request.actor, membership_id=held.pk, ends_on=form.cleaned_data["on"])
            except Refused as refused:
                take(form, refused)
                status = refused.status
            else:
                messages.success(request, _("The role ends on that day."))
                return redirect("desk:place", place_id=held.place_id)
    context = {"title": _("End a role"), "held": held, "role": ROLE_LABELS[held.role], "form": form}
    return render(request, "desk/office/membership_end.html", context, status=status)


def _appoint(request: StaffRequest, place_id: int, given: dict[str, Any]) -> None:
    at = timezone.now()
    if not User.objects.filter(pk=given["person"], is_active=True).exists():
        raise NotFound(_("There is no such person."))

    def act() -> int:
        return actions.appoint(
            actor=request.actor,
            user_id=given["person"],
            role=given["role"],
            place_id=place_id,
            begins_on=given["begins_on"],
            ends_on=given["ends_on"],
            at=at,
        ).pk

    asked = {name: str(value) for name, value in given.items()} | {"place": place_id}
    once(scope=scope_of(request), key=request.POST.get("once") or str(uuid4()), asked=asked, at=at, act=act)


def _places(request: StaffRequest) -> list[tuple[int, str]]:
    """Places to choose from: the sectors for the ministry, every place for a centre; and the one asked for."""
    seen = queries.places_visible_to(request.actor).order_by("order_key")
    if request.actor.place_kind is PlaceKind.MINISTRY:
        kinds = [PlaceKind.MINISTRY, PlaceKind.UNIVERSITY, PlaceKind.EDUCATION_DEPARTMENT]
        asked = request.GET.get("place", "")
        also = Q(pk=int(asked)) if asked.isdecimal() else Q()
        seen = seen.filter(
            Q(kind__in=[kind.value for kind in kinds]) | Q(kind="centre", parent__kind="ministry") | also
        )
    return [(place.pk, place.name) for place in seen]


def _narrowed(rows: QuerySet[Membership], form: MembersFilter, today: date) -> QuerySet[Membership]:
    given = form.cleaned_data if form.is_valid() else {}
    if given.get("place"):
        rows = rows.filter(place__path__startswith=queries.place(given["place"]).path)
    if given.get("role"):
        rows = rows.filter(role=given["role"])
    if given.get("name"):
        rows = rows.filter(user__in=matching_staff(given["name"]))
    if not given.get("ended"):
        rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=today))
    return rows


def _after(rows: QuerySet[Membership], key: int | None) -> QuerySet[Membership]:
    """Those that follow the membership `key` in the order of the tree."""
    last = Membership.objects.select_related("place").filter(pk=key).first() if key else None
    if last is None:
        return rows
    home = last.place.order_key
    return rows.filter(
        Q(place__order_key__gt=home)
        | Q(place__order_key=home, role__gt=last.role)
        | Q(place__order_key=home, role=last.role, pk__gt=last.pk)
    )


def _row(request: StaffRequest, row: Membership, today: date) -> dict[str, Any]:
    ended = row.ends_on is not None and row.ends_on < today
    mine = row.user_id == request.user.pk
    return {
        "row": row,
        "role": role_said(row),
        "absence": row.pk if row.covers_id is not None else None,
        "ended": ended,
        "begins_later": row.begins_on > today,
        "may_issue": not ended and row.user.is_active and row.begins_on <= today and may_issue(request.actor, row),
        "may_end": not ended
        and row.user.is_active
        and row.covers_id is None
        and not mine
        and policies.may_appoint(request.actor, role=row.role, place=row.place),
    }
