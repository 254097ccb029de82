"""What the views of the desk's work are given, and a page for a ticket that has gone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from tawasul.lib.errors import Refused
from tawasul.web.doors import StaffRequest


class DeskRequest(StaffRequest):
    """A request of somebody who works here, perhaps sent by a script for a part of a page."""

    htmx: HtmxDetails


def gone_page(request: HttpRequest, refused: Refused, typed: list[str]) -> HttpResponse:
    """The ticket left the reader's reach while they wrote: what they wrote is given back."""
    context = {"refused": refused, "typed": typed}
    return render(request, "desk/work/gone.html", context, status=refused.status)
