"""Registering somebody new: the place first, then who they are and their first role there."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tawasul.accounts import actions
from tawasul.accounts.queries import person_for
from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.centres.queries import open_on, places_visible_to
from tawasul.centres.roles import Power
from tawasul.lib.arabic import fold
from tawasul.lib.errors import NotFound, Refused
from tawasul.people.models import User
from tawasul.people.queries import known_as
from tawasul.timeline.receipts import once
from tawasul.web.desk.office.forms import Registration, scope_of, take
from tawasul.web.desk.office.network import roles_to_give, visible_place
from tawasul.web.doors import StaffRequest, staff_only

MOST_PLACES = 40


@staff_only(Power.MANAGE_MEMBERS)
@require_safe
def choose_place(request: StaffRequest) -> HttpResponse:
    """At which place: those whose names hold every word of `?find=`, in the order of the tree, from one's own down.

    With `?person=` it leads to giving a role to somebody who is registered, without it to registering somebody.
    """
    typed, person = request.GET.get("find", ""), _person(request)
    found = _places(request.actor, typed)
    context = {
        "title": _("Give a role") if person else _("Register a new member of staff"),
        "person": person,
        "find": typed,
        "places": [{"place": place, "url": _next(place, person)} for place in found[:MOST_PLACES]],
        "more": len(found) > MOST_PLACES,
    }
    return render(request, "desk/office/member_place.html", context)


@staff_only(Power.MANAGE_MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: StaffRequest, place_id: int) -> HttpResponse:
    """Register somebody with a role at this place, and send them an invitation."""
    place = visible_place(request.actor, place_id)
    roles = roles_to_give(request.actor, place)
    if place.closed_on is not None or not roles:
        raise NotFound()
    form = Registration(request.POST or None, roles=roles, initial={"begins_on": timezone.localdate()})
    context: dict[str, Any] = {
        "title": _("Register a new member of staff"),
        "place": place,
        "form": form,
        "once": request.POST.get("once") or uuid4(),
    }
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = dict(form.cleaned_data)
            try:
                made = _register(request, place, given)
            except Refused as refused:
                take(form, refused)
                status = refused.status
                if refused.code in {"email-taken", "identity-taken"}:
                    context["known"] = _known(request.actor, place, given)
            else:
                messages.success(request, _("The person is registered, and the invitation is on its way."))
                return redirect("desk:person", user_id=made)
    return render(request, "desk/office/member_new.html", context, status=status)


def _register(request: StaffRequest, place: Place, given: dict[str, Any]) -> int:
    at = timezone.now()
    kept = {name: value for name, value in given.items() if name != "identity_kind"}

    def act() -> int:
        return actions.register_member(actor=request.actor, place_id=place.pk, at=at, **kept).pk

    asked = {name: str(value) for name, value in given.items()} | {"place": place.pk}
    key = request.POST.get("once") or str(uuid4())
    return int(once(scope=scope_of(request), key=key, asked=asked, at=at, act=act))


def _known(actor: Actor, place: Place, given: dict[str, Any]) -> dict[str, Any] | None:
    """Who is registered already, and where a role is given to them: their page, or the form of this place."""
    user = known_as(email=given["email"], identity=given["identity"])
    if user is None:
        return None
    try:
        person_for(actor, user.pk)
    except NotFound:
        url = _next(place, user) if user.is_active else ""
    else:
        url = reverse("desk:person", args=[user.pk])
    return {"user": user, "url": url}


def _person(request: StaffRequest) -> User | None:
    asked = request.GET.get("person", "")
    if not (asked.isdecimal() and len(asked) < 19):
        return None
    return User.objects.filter(pk=int(asked), is_active=True).first()


def _next(place: Place, person: User | None) -> str:
    if person is None:
        return reverse("desk:member_register", args=[place.pk])
    return f"{reverse('desk:appoint', args=[place.pk])}?person={person.pk}"


def _places(actor: Actor, typed: str) -> list[Place]:
    """The open places that fit at which the actor may give a role; one more than are shown, where there are more."""
    seen = places_visible_to(actor).filter(open_on(timezone.localdate())).select_related("parent")
    for word in fold(typed).split():
        seen = seen.filter(name_folded__contains=word)
    found = list(seen.order_by("order_key")[: MOST_PLACES + 1])
    return [place for place in found if roles_to_give(actor, place)]
