"""Showing the number so that the beneficiary is called: a look that is written down with the reason of the call."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tawasul.centres.roles import Power
from tawasul.tickets import actions
from tawasul.tickets.labels import CALL_PURPOSE_LABELS
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.queries import ticket_for
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.ticket.call_forms import CallBeneficiaryForm
from tawasul.web.desk.work.ticket.page import Return, ticket_page
from tawasul.web.doors import staff_only


@staff_only(Power.CALL)
@require_POST
def number(request: DeskRequest, reference: str) -> HttpResponse:
    """The page with the number shown once, and the form of the call opened under the reason chosen."""
    at = timezone.now()
    ticket = ticket_for(request.actor, reference)
    purpose = request.POST.get("purpose", "")
    if purpose not in CALL_PURPOSE_LABELS:
        problem = _("Say why the beneficiary is called.")
        return ticket_page(request, ticket, at, Return(call_problem=problem), status=422)
    reason = _("A call: %(purpose)s") % {"purpose": CALL_PURPOSE_LABELS[purpose]}
    shown = actions.unmask(actor=request.actor, ticket_id=ticket.pk, field="mobile", reason=reason, at=at)
    form = CallBeneficiaryForm(
        ticket=ticket, initial={"purpose": purpose}, auto_id=f"{Action.CALL_BENEFICIARY.value}_%s"
    )
    again = Return(action=Action.CALL_BENEFICIARY, form=form, unmasked={"mobile": shown})
    answer = ticket_page(request, ticket_for(request.actor, reference), at, again)
    answer["Cache-Control"] = "no-store"
    return answer
