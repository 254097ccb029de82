"""The sessions in which one is signed in, and ending those one does not know."""

import re
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.web.doors import StaffRequest, staff_only

# In this order: a browser also names those it descends from.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))  # fmt: skip
SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "macOS"),
           ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


@staff_only(needs_hat=False)
@require_http_methods(["GET", "HEAD", "POST"])
def own_sessions(request: StaffRequest) -> HttpResponse:
    """One's own sessions only; POST ends one of them (`session`), or all but this."""
    if request.method == "POST":
        return _end(request)
    rows = sorted(UserSession.objects.purge_and_list(request.user), key=lambda row: row.created_at, reverse=True)
    current = request.session.session_key
    shown = [_shown(row, current) for row in rows]
    return render(request, "desk/office/sessions.html", {"title": _("My sessions"), "sessions": shown})


def _end(request: StaffRequest) -> HttpResponse:
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    named = request.POST.get("session", "")
    ending = others.filter(pk=int(named)) if named.isdecimal() else others
    for row in list(ending):
        row.end()
    messages.success(request, _("Signed out there."))
    return redirect("desk:sessions")


def _shown(row: UserSession, current: str | None) -> dict[str, Any]:
    phone = re.search("iPhone|Android", row.user_agent) is not None
    return {
        "id": row.pk,
        "browser": _named(row.user_agent, BROWSERS),
        "system": _named(row.user_agent, SYSTEMS),
        "icon": "phone" if phone else "laptop",
        "address": row.ip,
        "began_at": row.created_at,
        "current": row.session_key == current,
    }


def _named(user_agent: str, table: tuple[tuple[str, str], ...]) -> Any:
    return next((name for mark, name in table if mark in user_agent), _("Unknown"))
