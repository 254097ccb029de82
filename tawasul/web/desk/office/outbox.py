"""What a demonstration would have sent, as it would have been read. There is no such page in production."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.notices import queries
from tawasul.web.desk.office.messages_in_reach import subjects_for
from tawasul.web.desk.office.paging import PAGE, before_of, page_urls
from tawasul.web.doors import StaffRequest, staff_only


@staff_only()
@require_safe
def messages(request: StaffRequest) -> HttpResponse:
    """The messages within the actor's reach, newest first: SMS as on a telephone, e-mails as letters."""
    rows = queries.outbox(before=before_of(request), limit=PAGE + 1, about=subjects_for(request.actor))
    context = {"title": _("Messages not really sent"), "shown": rows[:PAGE]}
    return render(request, "desk/office/outbox.html", context | page_urls(request, rows, lambda row: row.id))
