"""Third step: what happened, with files."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tawasul.attachments import actions as attachments
from tawasul.attachments import queries
from tawasul.lib.errors import NotFound
from tawasul.web import enclosing
from tawasul.web.accepted import ACCEPTED
from tawasul.web.portal.filing import draft as drafts
from tawasul.web.portal.filing import steps, uploads
from tawasul.web.portal.filing.draft import Draft
from tawasul.web.portal.filing.forms import DetailsForm

URL = "portal:file_details"


@require_http_methods(["GET", "HEAD", "POST"])
@steps.step(URL)
def write(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Write what happened. Without script, files come with the form and are removed by buttons of their own."""
    form = DetailsForm(request.POST or None, type=draft.type, initial=_given(draft))
    problems: list[tuple[str, str]] = []
    if request.method == "POST":
        removing = request.POST.get("remove", "")
        _remove(request, draft, removing)
        problems = [("files", text) for text in uploads.take_all(request, draft)]
        if form.is_valid():
            _keep(request, draft, form)
            if removing:
                return HttpResponseRedirect(reverse(URL))
            if not problems:
                return steps.onwards(draft)
    context = steps.context(URL, draft) | {
        "form": form,
        "problems": problems,
        "kept": [{"id": row.pk, "name": row.name, "size": row.file.size} for row in queries.for_draft(draft.key)],
        "files_hint": enclosing.HINT,
        "accepted": ACCEPTED,
    }
    failed = bool(problems or form.errors)
    return render(request, "portal/file/details.html", context, status=422 if failed else 200)


def _given(draft: Draft) -> dict[str, str]:
    return {
        "subject": draft.subject,
        "text": draft.text,
        "incident_place": draft.incident_place,
        "concerned": str(draft.concerned),
        "need": draft.need,
    }


def _keep(request: HttpRequest, draft: Draft, form: DetailsForm) -> None:
    draft.subject = form.cleaned_data["subject"]
    draft.text = form.cleaned_data["text"].replace("\x00", "")
    draft.incident_place = form.cleaned_data.get("incident_place", "")
    draft.concerned = form.cleaned_data.get("concerned", 1)
    draft.need = form.cleaned_data.get("need", "none")
    drafts.keep(request, draft)


def _remove(request: HttpRequest, draft: Draft, removing: str) -> None:
    """Take out of the draft what the visitor took out of the list."""
    wanted = set(request.POST.getlist("files_id"))
    for row in queries.for_draft(draft.key):
        if str(row.pk) not in wanted or str(row.pk) == removing:
            _discard(row.pk, draft)


def _discard(pk: UUID, draft: Draft) -> None:
    try:
        attachments.discard(attachment_id=pk, draft_key=draft.key, at=timezone.now())
    except NotFound:
        return  # removed in another window: as wished
