"""The pages that are the same for everyone: the first page, privacy, help, accessibility."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tawasul.lib.hijri import dual_date
from tawasul.service_levels.queries import document_in_force
from tawasul.web.portal.commitment import kept
from tawasul.web.portal.questions import QUESTIONS

# When the words of a page last changed: change the date with the words.
CHANGED = {"home": date(2026, 11, 23), "privacy": date(2026, 11, 23), "help": date(2026, 11, 23)}
CHANGED["accessibility"] = date(2026, 11, 23)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Three things to do, and the emergency word."""
    promises = kept(document_in_force(timezone.now()).promises)
    return render(request, "portal/home.html", {"last_changed": _said(CHANGED["home"]), "promises": promises})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of a person, why, for how long, and their rights."""
    return render(request, "portal/privacy.html", {"last_changed": _said(CHANGED["privacy"])})


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Questions that people ask, with their answers."""
    context = {"section": "help", "questions": QUESTIONS, "last_changed": _said(CHANGED["help"])}
    return render(request, "portal/help.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What is done for those who read, see, hear or move differently."""
    return render(request, "portal/accessibility.html", {"last_changed": _said(CHANGED["accessibility"])})


def _said(day: date) -> str:
    return dual_date(day, get_language() or "ar")
