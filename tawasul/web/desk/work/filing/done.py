"""After a filing: the number to be said aloud, a slip to print, and what happens next."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from tawasul.centres.roles import Power
from tawasul.lib.errors import NotFound
from tawasul.lib.masking import masked_email
from tawasul.lib.reference import spoken
from tawasul.tickets.labels import TYPE_LABELS
from tawasul.tickets.models import Ticket
from tawasul.tickets.policies import covers
from tawasul.tickets.queries import RELATED
from tawasul.timeline import receipts
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.filing.marks import scope_of
from tawasul.web.desk.work.showing import said_moment
from tawasul.web.doors import staff_only


@staff_only(Power.FILE_FOR)
@require_safe
def filed(request: DeskRequest, once: str) -> HttpResponse:
    """What was filed under this mark by this officer, though it may have gone to a centre they do not see."""
    answer = receipts.answer_of(scope=scope_of(request.actor), key=once)
    if not isinstance(answer, dict) or "filed" not in answer:
        raise NotFound(_("There is no such filing."))
    ticket = Ticket.objects.select_related(*RELATED).get(reference=answer["filed"])
    context = {
        "title": pgettext_lazy("title", "Filed"),
        "ticket": ticket,
        "spoken": spoken(ticket.reference),
        "type_label": TYPE_LABELS[ticket.type],
        "filed": said_moment(ticket.filed_at),
        "committed": said_moment(ticket.committed_at),
        "email": masked_email(ticket.email) if ticket.email else "",
        "may_open": covers(request.actor, ticket),
    }
    return render(request, "desk/work/filing/filed.html", context)
