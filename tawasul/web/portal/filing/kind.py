"""First step: what it is. Plain words help to choose, and a danger to life is sent to those who can help at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tawasul.meetings.labels import MEETING_EXPLANATION, MEETING_LABEL
from tawasul.service_levels.amounts import Subject
from tawasul.tickets.labels import TYPE_EXPLANATIONS, TYPE_LABELS
from tawasul.web.portal.commitment import TYPE_ICONS
from tawasul.web.portal.filing import draft as drafts
from tawasul.web.portal.filing import steps
from tawasul.web.portal.filing.draft import Draft

URL = "portal:file"
MEETING = {
    "value": Subject.MEETING.value,
    "label": MEETING_LABEL,
    "text": MEETING_EXPLANATION,
    "icon": TYPE_ICONS[Subject.MEETING.value],
    "urgent": False,
}


@require_http_methods(["GET", "HEAD", "POST"])
@steps.step(URL)
def choose(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Choose the type."""
    problems = []
    if request.method == "POST":
        chosen = request.POST.get("type", "")
        if chosen in offered(draft):
            draft.type = chosen
            drafts.keep(request, draft)
            return steps.onwards(draft)
        problems = [("", _("Choose one of them."))]
    context = steps.context(URL, draft) | {
        "choices": choices(draft),
        "chosen": draft.type or _asked(request, draft),
        "problems": problems,
    }
    return render(request, "portal/file/kind.html", context, status=422 if problems else 200)


@require_POST
def start_over(request: HttpRequest) -> HttpResponse:
    """Forget what was given and begin again."""
    drafts.drop(request)
    messages.info(request, _("What you had given was discarded."))
    return HttpResponseRedirect(f"{reverse('portal:file')}?new=1")


def offered(draft: Draft) -> list[str]:
    """What may be chosen: a letter becomes a ticket, and never a request to meet somebody."""
    return [*TYPE_LABELS] if draft.letter else [*TYPE_LABELS, Subject.MEETING.value]


def choices(draft: Draft) -> list[dict[str, object]]:
    """The types as large choices, and the meeting."""
    rows: list[dict[str, object]] = [
        {
            "value": kind,
            "label": label,
            "text": TYPE_EXPLANATIONS[kind],
            "icon": TYPE_ICONS[kind],
            "urgent": kind == "report",
        }
        for kind, label in TYPE_LABELS.items()
    ]
    return rows if draft.letter else [*rows, dict(MEETING)]


def _asked(request: HttpRequest, draft: Draft) -> str:
    """What a link to this page chose already."""
    asked = request.GET.get("type", "")
    return asked if asked in offered(draft) else ""
