"""Was this page useful? Counted by page and day; nothing is kept of who answered."""

from datetime import date
from urllib.parse import urlsplit

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tawasul.lib.errors import Invalid
from tawasul.web.portal import limits

_COUNT = """
INSERT INTO web_pageopinion (page, day, useful, not_useful) VALUES (%s, %s, %s, %s)
ON CONFLICT (page, day) DO UPDATE
SET useful = web_pageopinion.useful + EXCLUDED.useful, not_useful = web_pageopinion.not_useful + EXCLUDED.not_useful
"""


@require_POST
def useful(request: HttpRequest) -> HttpResponse:
    """Count an opinion of one of our pages; with script the question becomes a thank-you, without it the page says so."""
    at = timezone.now()
    limits.count("opinion", request, at=at)
    opinion = request.POST.get("useful", "")
    if opinion not in {"yes", "no"}:
        raise Invalid(_("Say whether the page was useful."))
    path = urlsplit(request.POST.get("page", "")).path
    count(_name_of(path), useful=opinion == "yes", day=timezone.localdate(at))
    if request.headers.get("HX-Request"):
        return render(request, "parts/useful_thanks.html")
    return HttpResponseRedirect(f"{path}#content")


def count(page: str, *, useful: bool, day: date) -> None:
    """Add one opinion to the page's day."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [page, day, int(useful), int(not useful)])


def _name_of(path: str) -> str:
    """The page's name in the table of addresses: only our own pages are counted, and an address in them names nobody."""
    try:
        return resolve(path).view_name[:100]
    except Resolver404:
        raise Invalid(_("Say whether the page was useful.")) from None
