"""First step: what it is. Plain words help to choose, and a danger to life is sent to those who can help at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tawasul.tickets.labels import TYPE_EXPLANATIONS, TYPE_LABELS
from tawasul.web.portal.commitment import TYPE_ICONS
from tawasul.web.portal.filing import draft as drafts
from tawasul.web.portal.filing import steps
from tawasul.web.portal.filing.draft import Draft

URL = "portal:file"


@require_http_methods(["GET", "HEAD", "POST"])
@steps.step(URL)
def choose(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Choose the type."""
    problems = []
    if request.method == "POST":
        chosen = request.POST.get("type", "")
        if chosen in TYPE_LABELS:
            draft.type = chosen
            drafts.keep(request, draft)
            return steps.onwards(draft)
        problems = [("", _("Choose one of the four."))]
    context = steps.context(URL, draft) | {"choices": choices(), "problems": problems}
    return render(request, "portal/file/kind.html", context, status=422 if problems else 200)


@require_POST
def start_over(request: HttpRequest) -> HttpResponse:
    """Forget what was given and begin again."""
    drafts.drop(request)
    messages.info(request, _("What you had given was discarded."))
    return HttpResponseRedirect(f"{reverse('portal:file')}?new=1")


def choices() -> list[dict[str, object]]:
    """The four types as large choices."""
    return [
        {
            "value": kind,
            "label": label,
            "text": TYPE_EXPLANATIONS[kind],
            "icon": TYPE_ICONS[kind],
            "urgent": kind == "report",
        }
        for kind, label in TYPE_LABELS.items()
    ]
