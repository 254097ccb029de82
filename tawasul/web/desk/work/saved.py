"""Keeping, renaming and forgetting saved choices."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid
from tawasul.lib.hijri import RIYADH
from tawasul.tickets import choices
from tawasul.tickets.worklists import worklist
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.filters import FilterForm
from tawasul.web.desk.work.lists import list_url
from tawasul.web.doors import staff_only


@staff_only(Power.SEE_TICKETS)
@require_POST
def save(request: DeskRequest, slug: str) -> HttpResponse:
    """Keep the list as it is filtered now. What is no filter of this list is left out; a filter that is refused is not kept."""
    row = worklist(request.actor, slug)
    today = timezone.now().astimezone(RIYADH).date()
    form = FilterForm(QueryDict(request.POST.get("query", "")), actor=request.actor, row=row, today=today)
    if form.refused:
        messages.error(request, _("Mend the filters first; then the choice can be saved."))
        return redirect(list_url(row.key, form.asked()))
    kept = form.kept()
    name = request.POST.get("name", "")
    try:
        choice = choices.save_choice(actor=request.actor, name=name, worklist_key=row.key, filters=kept)
        messages.success(request, _("Saved as “%(name)s”.") % {"name": choice.name})
    except Invalid as error:
        messages.error(request, str(error.message))
    return redirect(list_url(row.key, kept))


@staff_only(Power.SEE_TICKETS)
@require_POST
def rename(request: DeskRequest, choice_id: int) -> HttpResponse:
    """Give a saved choice another name."""
    back = request.POST.get("list", "")
    try:
        choice = choices.rename_choice(actor=request.actor, choice_id=choice_id, name=request.POST.get("name", ""))
        messages.success(request, _("Renamed to “%(name)s”.") % {"name": choice.name})
        return redirect(list_url(choice.worklist, choice.filters))
    except Invalid as error:
        messages.error(request, str(error.message))
    return redirect(list_url(worklist(request.actor, back).key))


@staff_only(Power.SEE_TICKETS)
@require_POST
def delete(request: DeskRequest, choice_id: int) -> HttpResponse:
    """Forget a saved choice; its list stays open."""
    choice = choices.delete_choice(actor=request.actor, choice_id=choice_id)
    messages.success(request, _("“%(name)s” was deleted.") % {"name": choice.name})
    return redirect(list_url(choice.worklist))
