"""The way back from a ticket, and the way on after something was done."""

from typing import Any

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from tawasul.centres.actor import Actor
from tawasul.lib.errors import NotFound
from tawasul.tickets.queries import ticket_for
from tawasul.tickets.worklists import page_of, worklist
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.lists import list_url, page_url
from tawasul.web.desk.work.showing import ticket_url


def trail_to(actor: Actor, list_key: str, last: str) -> list[tuple[Any, str]]:
    """Breadcrumbs: my day, the list one came from, this."""
    trail: list[tuple[Any, str]] = [(_("My work"), reverse("desk:home"))]
    if list_key:
        trail.append((worklist(actor, list_key).title, page_url(list_key)))
    return [*trail, (last, "")]


def go_on(request: DeskRequest, reference: str, *, leaves: bool) -> HttpResponseRedirect:
    """After something was done: the next ticket of the list if this one left one's hands, or else the same ticket."""
    key, back = request.POST.get("list", ""), way_back(request.POST.get("back", ""))
    if back:
        return redirect(back)
    url = (_next_in(request.actor, key, reference) if leaves and key else "") or _same(request.actor, reference, key)
    return redirect(f"{url}{'&' if '?' in url else '?'}done={reference}")


def way_back(url: str) -> str:
    """The page of the desk that a form names to come back to, or "" where it names none of ours."""
    own = url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if own and url.startswith("/desk/") else ""


def _same(actor: Actor, reference: str, key: str) -> str:
    try:
        ticket_for(actor, reference)
    except NotFound:
        return list_url(key) if key else reverse("desk:home")
    return ticket_url(reference, key)


def _next_in(actor: Actor, key: str, reference: str) -> str:
    try:
        row = worklist(actor, key)
    except NotFound:
        return ""
    following = [ticket for ticket in page_of(actor, row, size=2).tickets if ticket.reference != reference]
    return ticket_url(following[0].reference, key) if following else list_url(key)
