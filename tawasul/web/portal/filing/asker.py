"""Fourth step: who asks, told at once what for; then a code goes to the mobile."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tawasul.lib.errors import Refused
from tawasul.lib.mobile import local_form
from tawasul.people.codes import Purpose
from tawasul.web.portal import limits, proving
from tawasul.web.portal.answering import refused
from tawasul.web.portal.filing import draft as drafts
from tawasul.web.portal.filing import steps
from tawasul.web.portal.filing.draft import Draft
from tawasul.web.portal.filing.forms import HOME, AskerForm
from tawasul.web.portal.proving import Pending
from tawasul.web.portal.refusing import say_in

URL = "portal:file_you"


@require_http_methods(["GET", "HEAD", "POST"])
@steps.step(URL)
def give(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Give identity, name and mobile. A code is sent unless this mobile was proved already, or has one a minute old."""
    form = AskerForm(request.POST or None, report=draft.is_report, initial=_given(draft))
    error: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            _keep(draft, form)
            send_code(request, draft, at=timezone.now())
            drafts.keep(request, draft)
            return steps.onwards(draft)
        except Refused as refusal:
            error = refusal
            say_in(form, refusal)
    answer = render(request, "portal/file/you.html", steps.context(URL, draft) | {"form": form})
    if form.errors and error is None:
        answer.status_code = 422
    return refused(answer, error)


def send_code(request: HttpRequest, draft: Draft, *, at: datetime) -> None:
    """Send a code to the draft's mobile where one is needed. Raises TooMany."""
    if draft.proved == draft.mobile:
        return
    pending = Pending(**draft.pending) if draft.pending else None
    if pending is not None and pending.mobile == draft.mobile and not pending.may_ask_again(at):
        return
    limits.count("filing-code", request, at=at, mobile=draft.mobile)
    draft.pending = proving.send(mobile=draft.mobile, purpose=Purpose.FILING, really=True, at=at).as_kept()


def _given(draft: Draft) -> dict[str, str]:
    home = draft.identity_kind in {"", "national", "resident"}
    return {
        "identity_kind": HOME if home else draft.identity_kind,
        "identity_number": draft.identity_number,
        "name": draft.name,
        "category": draft.category,
        "mobile": local_form(draft.mobile) if draft.mobile else "",
    }


def _keep(draft: Draft, form: AskerForm) -> None:
    draft.identity_kind = form.identity.kind.value
    draft.identity_number = form.identity.number
    draft.name = form.cleaned_data["name"]
    draft.category = form.cleaned_data["category"]
    draft.mobile = form.cleaned_data["mobile"]
