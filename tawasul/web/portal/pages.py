"""The pages that are the same for everyone: the first page, what we promise, privacy, help, accessibility."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tawasul.lib.hijri import dual_date
from tawasul.service_levels import queries as service_levels
from tawasul.service_levels.amounts import Step
from tawasul.service_levels.labels import sentence
from tawasul.tickets.labels import TYPE_EXPLANATIONS, TYPE_LABELS
from tawasul.web.portal.questions import QUESTIONS

# When the words of a page last changed: change the date with the words.
CHANGED = {"home": date(2026, 11, 23), "privacy": date(2026, 11, 23), "help": date(2026, 11, 23)}
CHANGED["accessibility"] = date(2026, 11, 23)
TYPE_ICONS = {
    "inquiry": "question-circle",
    "complaint": "chat-left-text",
    "report": "exclamation-triangle",
    "suggestion": "lightbulb",
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Three things to do, and the emergency word."""
    return render(request, "portal/home.html", {"last_changed": _said(CHANGED["home"]), "promises": _promises()})


@require_safe
def commitment(request: HttpRequest) -> HttpResponse:
    """What is promised, in plain words, from the document in force."""
    at = timezone.now()
    document = service_levels.published_commitments(at)
    context = {
        "promises": _promises(),
        "checked": sentence(document.promise("", Step.REVIEW), get_language() or "ar"),
        "read": sentence(document.promise("", Step.TRIAGE), get_language() or "ar"),
        "version": document.number,
        "last_changed": _said(document.in_force_from),
    }
    return render(request, "portal/commitment.html", context)


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


def _promises() -> list[dict[str, object]]:
    """One line for each thing a person may bring."""
    document = service_levels.published_commitments(timezone.now())
    return [
        {
            "label": label,
            "text": TYPE_EXPLANATIONS[kind],
            "within": sentence(document.promise(kind), get_language() or "ar"),
            "icon": TYPE_ICONS[kind],
            "urgent": kind == "report",
        }
        for kind, label in TYPE_LABELS.items()
    ]


def _said(day: date) -> str:
    return dual_date(day, get_language() or "ar")
