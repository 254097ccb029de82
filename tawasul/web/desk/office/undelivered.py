"""What did not reach its reader, and sending it again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from tawasul.centres.roles import Power
from tawasul.lib.errors import NotFound
from tawasul.lib.reference import spoken
from tawasul.notices import actions, queries
from tawasul.notices.labels import MESSAGE_LABELS, NO_SUCH_NOTICE
from tawasul.notices.states import State
from tawasul.tickets.queries import SUBJECT_KIND, tickets_visible_to
from tawasul.web.desk.office.messages_in_reach import subjects_for
from tawasul.web.desk.office.paging import PAGE, before_of, page_urls
from tawasul.web.doors import StaffRequest, staff_only


@staff_only(Power.RESEND_MESSAGES)
@require_safe
def not_arrived(request: StaffRequest) -> HttpResponse:
    """The messages within the actor's reach that did not arrive, or perhaps not, newest first."""
    rows = queries.not_arrived(before=before_of(request), limit=PAGE + 1, about=subjects_for(request.actor))
    context = {"title": _("Messages that did not arrive"), "shown": _lines(request, rows[:PAGE])}
    return render(request, "desk/office/not_arrived.html", context | page_urls(request, rows, lambda row: row.id))


@staff_only(Power.RESEND_MESSAGES)
@require_POST
def send_again(request: StaffRequest, notice_id: int) -> HttpResponse:
    """Have it tried from the first attempt. A second click finds it on its way already, and changes nothing."""
    if not queries.has_not_arrived(notice_id, about=subjects_for(request.actor)):
        raise NotFound(NO_SUCH_NOTICE)
    actions.try_again(notice_id=notice_id, at=timezone.now())
    messages.success(request, _("The message is being sent again. It comes back here if it does not arrive."))
    return redirect("desk:not_arrived")


def _lines(request: StaffRequest, rows: list[queries.Shown]) -> list[dict[str, Any]]:
    about = [row.subject_id for row in rows if row.subject_kind == SUBJECT_KIND]
    references = dict(tickets_visible_to(request.actor).filter(pk__in=about).order_by().values_list("pk", "reference"))
    return [
        {
            "notice": row,
            "message": MESSAGE_LABELS[row.kind],
            "reference": reference,
            "spoken": spoken(reference) if reference else "",
            "standing": row.delivery_label or row.state_label,
            "tone": "warning" if row.state == State.UNSURE.value else "danger",
            "unsure": row.state == State.UNSURE.value,
        }
        for row in rows
        for reference in [references.get(row.subject_id, "") if row.subject_kind == SUBJECT_KIND else ""]
    ]
