"""Many at once: what is to be done to the tickets chosen in a list, how far it came, and what was not done and why."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid
from tawasul.lib.hijri import RIYADH
from tawasul.lib.reference import spoken
from tawasul.tickets import many
from tawasul.tickets.lifecycle import Action, State, TicketType, step_for
from tawasul.tickets.models import Batch, BatchItem, Reply, Ticket
from tawasul.tickets.policies import may_take
from tawasul.tickets.queries import RELATED, tickets_visible_to
from tawasul.timeline.receipts import once
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import row_of
from tawasul.web.desk.work.ticket.errands import ERRANDS, NEEDING_SURROUNDINGS, Errand
from tawasul.web.desk.work.ticket.forms import StepForm
from tawasul.web.desk.work.ticket.surroundings import surroundings_of_many
from tawasul.web.desk.work.ticket.trail import way_back
from tawasul.web.doors import staff_only


@staff_only(Power.SEE_TICKETS)
@require_http_methods(["GET", "HEAD", "POST"])
def do_to_many(request: DeskRequest) -> HttpResponse:
    """Asks what the action needs for the tickets chosen, and has it done. GET shows the form, POST begins."""
    given = request.POST if request.method == "POST" else request.GET
    back = _back(given.get("back", ""))
    references = [each for each in given.getlist("ticket") if each.isdecimal()][: many.MOST]
    tickets = list(tickets_visible_to(request.actor).select_related(*RELATED).filter(reference__in=references))
    tickets.sort(key=lambda ticket: references.index(ticket.reference))
    errand = _errand(given.get("do", ""))
    if errand is None or not tickets:
        messages.warning(request, _("Choose tickets, and what is to be done to them."))
        return redirect(back)
    able = [ticket for ticket in tickets if _may(request, ticket, errand.act)]
    form = _form(request, errand, able or tickets)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("desk:many_done", batch_id=_ask(request, errand, references, form))
        except Invalid as error:
            form.add_error(None, str(error.message))
    context = {
        "title": errand.label,
        "errand": errand,
        "form": form,
        "tickets": [row_of(ticket) for ticket in able],
        "replies": _replies(able) if errand.act is Action.APPROVE_REPLY else [],
        "question": _question(errand, len(able)),
        "unable": [row_of(ticket) for ticket in tickets if ticket not in able],
        "references": [ticket.reference for ticket in tickets],
        "back": back,
        "once": uuid4(),
    }
    return render(request, "desk/work/many.html", context, status=422 if form.errors else 200)


@staff_only(Power.SEE_TICKETS)
@require_safe
def many_done(request: DeskRequest, batch_id: int) -> HttpResponse:
    """How far it came; once it ended, what was done and what was not. It asks for itself again until then."""
    batch = many.batch_of(request.actor, batch_id)
    items = list(batch.items.select_related("ticket__beneficiary").order_by("position"))
    refused = [item for item in items if item.state == BatchItem.REFUSED]
    context = {
        "title": _titled(batch),
        "batch": batch,
        "total": len(items),
        "so_far": sum(item.state != BatchItem.WAITING for item in items),
        "done": [_shown(item, request) for item in items if item.state == BatchItem.DONE],
        "refused": [_shown(item, request) for item in refused],
        "back": _back(request.GET.get("back", "")),
    }
    part = request.headers.get("X-Poll")
    return render(request, f"desk/work/{'many_progress' if part else 'many_done'}.html", context)


def _ask(request: DeskRequest, errand: Errand, references: list[str], form: StepForm) -> int:
    at = timezone.now()
    arguments = form.arguments()

    def act() -> int:
        return many.ask(actor=request.actor, action=errand.act, references=references, given=arguments, at=at).pk

    key = request.POST.get("once", "")[:80] or str(uuid4())
    asked = {"do": errand.act.value, "tickets": references, "given": arguments}
    batch_id: int = once(scope=f"many:{request.actor.membership_id}", key=key, asked=asked, at=at, act=act)
    if len(references) == 1:
        many.work_through(batch_id=batch_id, now=timezone.now)
    return batch_id


def _replies(tickets: list[Ticket]) -> list[dict[str, Any]]:
    """What would be sent, ticket by ticket, so that it is read before it is approved. One query."""
    rows = Reply.objects.filter(ticket__in=tickets, state=Reply.UNDER_REVIEW)
    texts = {reply.ticket_id: reply.text for reply in rows}
    return [
        {"spoken": spoken(ticket.reference), "subject": ticket.subject, "text": texts[ticket.pk]}
        for ticket in tickets
        if ticket.pk in texts
    ]


def _question(errand: Errand, count: int) -> Any:
    """What is asked before it is done: as of one ticket, with how many they are."""
    if errand.act is not Action.APPROVE_REPLY or count < 2:
        return errand.question
    said = ngettext(
        "Approve %(count)d reply and send it to its beneficiary?",
        "Approve %(count)d replies and send them to their beneficiaries?",
        count,
    )
    return said % {"count": count}


def _errand(key: str) -> Errand | None:
    return next((ERRANDS[action] for action in many.MANY if action.value == key), None)


def _may(request: DeskRequest, ticket: Ticket, action: Action) -> bool:
    step = step_for(TicketType(ticket.type), State(ticket.state), action)
    at = timezone.now()
    return step is not None and may_take(request.actor, ticket, step, at) and many.open_to_many(action, ticket, at)


def _form(request: DeskRequest, errand: Errand, tickets: list[Ticket]) -> StepForm:
    """The action's own form; departments and people are those that are possible for at least one of the tickets."""
    needed = errand.act in NEEDING_SURROUNDINGS
    around = surroundings_of_many(tickets, timezone.now().astimezone(RIYADH).date()) if needed else None
    if request.method == "POST":
        return errand.form(request.POST, ticket=tickets[0], around=around)
    return errand.form(ticket=tickets[0], around=around, initial=request.GET.dict())


def _shown(item: BatchItem, request: DeskRequest) -> dict[str, Any]:
    return {
        "url": reverse("desk:ticket", args=[item.ticket.reference]),
        "subject": item.ticket.subject,
        "spoken": spoken(item.ticket.reference),
        "why": item.why_en if getattr(request, "LANGUAGE_CODE", "ar") == "en" else item.why_ar,
    }


def _titled(batch: Batch) -> Any:
    return ERRANDS[Action(batch.action)].label


def _back(url: str) -> str:
    return way_back(url) or reverse("desk:home")
