"""Looking at a beneficiary's identity, mobile or e-mail address: shown for one view to whoever says why, and written down."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid
from tawasul.tickets import actions
from tawasul.tickets.policies import may_unmask
from tawasul.tickets.queries import ticket_for
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.ticket.masked import masked_facts
from tawasul.web.desk.work.ticket.page import Return, ticket_page
from tawasul.web.doors import staff_only


@staff_only(Power.SEE_TICKETS)
@require_POST
def unmask(request: DeskRequest, reference: str, field: str) -> HttpResponse:
    """Show one of them, once, and write down who looked and why."""
    at = timezone.now()
    ticket = ticket_for(request.actor, reference)
    reason = request.POST.get("reason", "")
    found: dict[str, str] = {}
    problem: Any = ""
    try:
        found[field] = actions.unmask(actor=request.actor, ticket_id=ticket.pk, field=field, reason=reason, at=at)
    except Invalid as error:
        problem = next(iter(error.fields.values()))[0]
    status = 422 if problem else 200
    if request.htmx and not request.htmx.boosted:
        fact = next(fact for fact in masked_facts(ticket, found) if fact["field"] == field)
        context = {"ticket": ticket, "fact": fact, "problem": problem, "may_unmask": may_unmask(request.actor, ticket)}
        answer = render(request, "desk/work/ticket/masked.html", context, status=status)
    else:
        answer = ticket_page(request, ticket, at, Return(unmasked=found, problem=problem), status=status)
    answer["Cache-Control"] = "no-store"
    return answer
