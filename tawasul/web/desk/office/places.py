"""Opening, renaming and closing places: for network administrators."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.centres import actions
from tawasul.centres.models import Place
from tawasul.centres.roles import MAY_STAND_UNDER, PlaceKind, Power
from tawasul.lib.errors import Conflict, Refused
from tawasul.tickets.queries import has_open_tickets
from tawasul.timeline.receipts import once
from tawasul.web.desk.office.forms import LastDay, Names, NewPlace, scope_of, take
from tawasul.web.desk.office.network import visible_place
from tawasul.web.doors import StaffRequest, staff_only

_methods = require_http_methods(["GET", "HEAD", "POST"])


@staff_only(Power.MANAGE_NETWORK)
@_methods
def open_under(request: StaffRequest, place_id: int) -> HttpResponse:
    """Open a place below this one, of a kind that may stand there."""
    parent = visible_place(request.actor, place_id)
    kinds = [kind.value for kind in PlaceKind if PlaceKind(parent.kind) in MAY_STAND_UNDER[kind]]
    form = NewPlace(request.POST or None, kinds=kinds, initial={"on": timezone.localdate()})

    def act(given: dict[str, Any]) -> Place:
        asked = {name: str(value) for name, value in given.items()} | {"parent": parent.pk}

        def opened() -> int:
            kept = {name: given[name] for name in ("code", "name_ar", "name_en", "function")}
            kind = PlaceKind(given["kind"])
            return actions.open_place(actor=request.actor, kind=kind, parent=parent, opened_on=given["on"], **kept).pk

        key = request.POST.get("once") or str(uuid4())
        made = once(scope=scope_of(request), key=key, asked=asked, at=timezone.now(), act=opened)
        return visible_place(request.actor, made)

    return _page(request, parent, form, act, title=_("Open a place here"), done=_("The place is open."))


@staff_only(Power.MANAGE_NETWORK)
@_methods
def rename(request: StaffRequest, place_id: int) -> HttpResponse:
    """Give a place a new name; the old one is kept and still finds it."""
    place = visible_place(request.actor, place_id)
    known = {"name_ar": place.name_ar, "name_en": place.name_en, "on": timezone.localdate()}
    form = Names(request.POST or None, initial=known)

    def act(given: dict[str, Any]) -> Place:
        return actions.rename_place(actor=request.actor, place_id=place.pk, **given)

    return _page(
        request, place, form, act, title=_("Rename"), done=_("The name was changed; the old one still finds it.")
    )


@staff_only(Power.MANAGE_NETWORK)
@_methods
def close(request: StaffRequest, place_id: int) -> HttpResponse:
    """Close a place from which everything has gone: open tickets, people, and what stood below."""
    place = visible_place(request.actor, place_id)
    form = LastDay(request.POST or None, initial={"on": timezone.localdate()})

    def act(given: dict[str, Any]) -> Place:
        if has_open_tickets(place):
            raise Conflict(_("Open tickets are still here: a reorganisation says who takes them over."), code="not-now")
        return actions.close_place(actor=request.actor, place_id=place.pk, on=given["on"])

    return _page(
        request,
        place,
        form,
        act,
        title=_("Close this place"),
        done=_("The place is closed; its history stays."),
        question=_("Close this place for good?"),
        instead=has_open_tickets(place),
    )


def _page(
    request: StaffRequest,
    place: Place,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Place],
    *,
    title: Any,
    done: Any,
    question: Any = "",
    instead: bool = False,
) -> HttpResponse:
    """The form, or what it did; a refusal comes back in the form with what was typed.

    `question`: asked before it is done; `instead`: leads to a reorganisation.
    """
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                changed = act(form.cleaned_data)
            except Refused as refused:
                take(form, refused)
                status = refused.status
            else:
                messages.success(request, done)
                return redirect("desk:place", place_id=changed.pk)
        status = status if status != 200 else 422
    context = {
        "title": title,
        "question": question,
        "place": place,
        "instead": instead,
        "form": form,
        "once": request.POST.get("once") or uuid4(),
    }
    return render(request, "desk/office/place_form.html", context, status=status)
