"""The network: the part of the tree that one may see, place by place, and found by name."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres import policies, queries
from tawasul.centres.actor import Actor
from tawasul.centres.labels import FUNCTION_LABELS, PLACE_KIND_LABELS, PLACE_KINDS_LABELS
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import IN_ORDER, MAY_STAND_UNDER, ROLES, PlaceKind, Power
from tawasul.centres.saying import role_said
from tawasul.lib.arabic import fold
from tawasul.lib.errors import NotFound
from tawasul.web.doors import StaffRequest, staff_only

MOST_FOUND = 60


@staff_only(Power.SEE_NETWORK)
@require_safe
def tree(request: StaffRequest) -> HttpResponse:
    """The top of what the actor sees, or the places whose present or former name holds every word of `?q=`."""
    words = request.GET.get("find", "").strip()
    if words:
        return _found(request, words)
    root = queries.places_visible_to(request.actor).order_by("path").first()
    if root is None:
        raise NotFound()
    return _show(request, root)


@staff_only(Power.SEE_NETWORK)
@require_safe
def place_page(request: StaffRequest, place_id: int) -> HttpResponse:
    """A place: what it is, what stands below it, who works there."""
    return _show(request, visible_place(request.actor, place_id))


def visible_place(actor: Actor, place_id: int) -> Place:
    """The place, if the actor sees it. Raises NotFound."""
    found = queries.places_visible_to(actor).filter(pk=place_id).first()
    if found is None:
        raise NotFound()
    return found


def _found(request: StaffRequest, words: str) -> HttpResponse:
    places = _with_children(queries.places_visible_to(request.actor))
    for word in fold(words).split():
        places = places.filter(Q(name_folded__contains=word) | Q(code__iexact=word))
    rows = list(places.select_related("parent__parent").order_by("order_key")[:MOST_FOUND])
    context = {
        "title": _("The network"),
        "find": words,
        "found": [_row(place) | {"above": _above(place)} for place in rows],
        "more": len(rows) == MOST_FOUND,
    }
    return render(request, "desk/office/network_found.html", context)


def _show(request: StaffRequest, place: Place) -> HttpResponse:
    today = timezone.localdate()
    may_give = bool(roles_to_give(request.actor, place))
    seen = queries.places_visible_to(request.actor)
    above = list(seen.filter(pk__in=queries.path_ids(place)).order_by("path"))
    children = list(_with_children(Place.objects.filter(parent=place)).order_by("order_key"))
    context = {
        "title": place.name,
        "place": place,
        "kind": PLACE_KIND_LABELS[place.kind],
        "function": FUNCTION_LABELS.get(place.function, ""),
        "above": above[:-1],
        "groups": _groups(children),
        "members": _members(place, today),
        "former_names": list(place.former_names.order_by("-until")),
        "predecessors": list(seen.filter(pk__in=place.former_ids)) if place.former_ids else [],
        "may_manage": policies.may_manage_network(request.actor),
        "may_open_under": any(PlaceKind(place.kind) in under for under in MAY_STAND_UNDER.values()),
        "may_appoint": may_give,
        "may_register": may_give and request.actor.can(Power.MANAGE_MEMBERS),
    }
    return render(request, "desk/office/place.html", context)


def roles_to_give(actor: Actor, place: Place) -> list[str]:
    """The roles that this actor may give at this place, in the order of the table."""
    kind = PlaceKind(place.kind)
    return [
        role.key for role in ROLES if kind in role.held_at and policies.may_appoint(actor, role=role.key, place=place)
    ]


def _with_children(places: QuerySet[Place]) -> QuerySet[Place]:
    return places.annotate(children_count=Count("children", filter=Q(children__closed_on=None)))


def _groups(children: list[Place]) -> list[dict[str, Any]]:
    """The places below, by kind in the order of the tree."""
    groups = []
    for kind in IN_ORDER:
        rows = [_row(child) for child in children if child.kind == kind.value]
        if rows:
            groups.append({"label": PLACE_KINDS_LABELS[kind.value], "rows": rows})
    return groups


def _row(place: Place) -> dict[str, Any]:
    return {
        "place": place,
        "kind": PLACE_KIND_LABELS[place.kind],
        "children": getattr(place, "children_count", 0),
        "closed": place.closed_on is not None,
    }


def _above(place: Place) -> list[str]:
    parents: list[str] = []
    step = place.parent
    while step is not None and len(parents) < 2:
        parents.append(step.name)
        step = step.parent if len(parents) < 2 else None
    return parents


def _members(place: Place, today: date) -> list[dict[str, Any]]:
    held = Membership.objects.filter(queries.held_on(today), place=place)
    rows = held.select_related("user", "covers__user").order_by("role", "pk")
    return [{"row": row, "role": role_said(row)} for row in rows]
