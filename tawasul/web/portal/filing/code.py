"""Fifth step: the code that came to the mobile."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tawasul.lib.errors import Refused, TooMany
from tawasul.people.codes import Purpose
from tawasul.web.portal import proving
from tawasul.web.portal.answering import refused
from tawasul.web.portal.code_form import CodeForm
from tawasul.web.portal.filing import draft as drafts
from tawasul.web.portal.filing import steps
from tawasul.web.portal.filing.asker import send_code
from tawasul.web.portal.filing.draft import Draft
from tawasul.web.portal.proving import Pending
from tawasul.web.portal.refusing import say_in

URL = "portal:file_code"


@require_http_methods(["GET", "HEAD", "POST"])
@steps.step(URL)
def prove(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Type the code."""
    if draft.proved == draft.mobile or draft.pending is None:
        return steps.onwards(draft) if draft.pending else HttpResponseRedirect(reverse("portal:file_you"))
    at = timezone.now()
    pending = Pending(**draft.pending)
    form = CodeForm(request.POST or None)
    error: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            proving.check(request, pending, purpose=Purpose.FILING, code=form.cleaned_data["code"], at=at)
            draft.proved, draft.pending = draft.mobile, None
            drafts.keep(request, draft)
            return steps.onwards(draft)
        except Refused as refusal:
            error = refusal
            say_in(form, refusal)
    context = steps.context(URL, draft) | {"form": form, "pending": pending, "wait": pending.wait(at)}
    answer = render(request, "portal/file/code.html", context, status=422 if form.errors else 200)
    return refused(answer, error)


@require_POST
@steps.step(URL)
def again(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Send another code, not before a minute has passed."""
    at = timezone.now()
    if draft.pending is None or draft.proved == draft.mobile:
        return steps.onwards(draft)
    if not Pending(**draft.pending).may_ask_again(at):
        messages.warning(request, _("Wait until a minute has passed, then ask for another code."))
        return HttpResponseRedirect(reverse(URL))
    try:
        send_code(request, draft, at=at)
        drafts.keep(request, draft)
        messages.success(request, _("Another code is on its way. The earlier one no longer works."))
    except TooMany as error:
        messages.warning(request, str(error.message))
    return HttpResponseRedirect(reverse(URL))
