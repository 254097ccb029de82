"""Doing something to a directive: once however often it is sent, never on an old page, and nothing typed is lost."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tawasul.attachments.uploads import Uploads
from tawasul.directives import queries
from tawasul.directives.lifecycle import Act
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.web.desk.directives.forms import ERRANDS, Errand, form_for
from tawasul.web.desk.directives.listing import SEE
from tawasul.web.desk.directives.page import Return, page
from tawasul.web.desk.directives.showing import directive_url, say_if_nobody_works
from tawasul.web.desk.work.asking import DeskRequest, gone_page
from tawasul.web.desk.work.ticket.acting import once, once_of, seen_of
from tawasul.web.doors import staff_only

TYPED = ("text", "outcome", "reasons", "reason")


@staff_only(*SEE)
@require_POST
def act(request: DeskRequest, number: str, act: str) -> HttpResponse:
    """One step of a directive's life, from its form."""
    errand, at = _errand(act), timezone.now()
    try:
        found = queries.directive_for(request.actor, number)
    except NotFound as error:
        return gone_page(request, error, [text for text in map(request.POST.get, TYPED) if text])
    form = form_for(errand, found, request.POST, auto_id=f"{errand.act.value}_%s")
    if not form.is_valid():
        return page(request, found, Return(act=errand.act, form=form), status=422)
    uploads = Uploads(request.FILES.getlist("files") if errand.papers else [])
    given = dict(form.cleaned_data) | ({"uploads": uploads} if errand.papers else {})

    def done() -> dict[str, str]:
        errand.verb(actor=request.actor, number=found.number, at=at, seen=seen_of(request), **given)
        return {"number": found.number}

    asked: dict[str, Any] = {"act": errand.act.value, "directive": found.number}
    asked["given"] = {name: str(value) for name, value in form.cleaned_data.items()}
    asked["files"] = [f"{each.name} {each.size}" for each in uploads.files]
    try:
        once(request, once_of(request), asked, at, done)
    except Invalid as error:
        refused = uploads.blamed(error)
        for name, said in refused.fields.items():
            if name != "files":
                form.blame(name, " ".join(map(str, said)))
        files_error = " ".join(str(text) for text in refused.fields.get("files", []))
        again = Return(act=errand.act, form=form, files_error=files_error)
        return page(request, found, again, status=error.status)
    except (Conflict, NotAllowed) as error:
        now = queries.directive_for(request.actor, number)
        return page(request, now, Return(act=errand.act, form=form, problem=error.message), status=error.status)
    messages.success(request, errand.done)
    if "due_on" in form.cleaned_data:
        say_if_nobody_works(request, found.acting_id, form.cleaned_data["due_on"])
    return redirect(f"{directive_url(found)}?done={errand.act.value}")


def _errand(act: str) -> Errand:
    try:
        return ERRANDS[Act(act)]
    except ValueError:
        raise NotFound(_("There is no such action.")) from None
