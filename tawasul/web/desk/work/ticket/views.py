"""Reading a ticket."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tawasul.centres.roles import Power
from tawasul.tickets.queries import ticket_for
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.ticket.page import ticket_page
from tawasul.web.doors import staff_only


@staff_only(Power.SEE_TICKETS)
@require_safe
def ticket(request: DeskRequest, reference: str) -> HttpResponse:
    """The page of a ticket that the reader may see."""
    return ticket_page(request, ticket_for(request.actor, reference), timezone.now())
