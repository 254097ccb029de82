"""The desk of whoever follows work up: what is late or urgent by holder, and what is done about it, one click each."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid
from tawasul.service_levels.labels import RUNG_LABELS
from tawasul.tickets import performance
from tawasul.tickets.labels import INTERVENTION_LABELS, OUTCOME_LABELS
from tawasul.tickets.lifecycle import Action, State, TicketType, step_for
from tawasul.tickets.models import Intervention, Ticket
from tawasul.tickets.performance import DEGREES, MEASURES, PRESSING, Chosen, Holder, Late
from tawasul.tickets.policies import may_take
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import row_of, said_short
from tawasul.web.desk.work.ticket.dates import said_length
from tawasul.web.desk.work.ticket.errands import ERRANDS
from tawasul.web.doors import staff_only

AT_ONCE = (Action.REMIND, Action.RAISE)  # what needs nothing but the click; the others ask who, or what was said


@staff_only(Power.FOLLOW_UP)
@require_safe
def desk(request: DeskRequest) -> HttpResponse:
    """The whole page. A fixed number of queries, however much presses."""
    now = timezone.now()
    chosen = Chosen(holder=request.GET.get("holder", ""), degree=request.GET.get("degree", ""))
    place = {key: request.GET[key] for key in ("after", "before") if request.GET.get(key)}
    try:
        page = performance.page(request.actor, chosen, now, **place)
    except Invalid:
        return redirect(_url(chosen))
    holders = performance.holders(request.actor, now)
    counts = performance.degrees(request.actor, chosen, now)
    done, late = performance.last_interventions(page.tickets), performance.lateness(page.tickets, now)
    context = {
        "title": _("Late and urgent"),
        "holders": [_holder(row, chosen, whose=_whose(request.actor)) for row in holders],
        "all_url": _url(Chosen(degree=chosen.degree)),
        "chosen": chosen,
        "chosen_name": next((_name(row) for row in holders if row.key == chosen.holder), ""),
        "degrees": [
            {
                "label": f"{row.title} ({counts[row.key]})",
                "url": _url(Chosen(holder=chosen.holder, degree="" if row.key == chosen.degree else row.key)),
                "active": row.key == chosen.degree,
            }
            for row in DEGREES
        ],
        "tickets": [_row(request, ticket, done.get(ticket.pk), late.get(ticket.pk), now) for ticket in page.tickets],
        "measures": [ERRANDS[action] for action in MEASURES],
        "here": _url(chosen, **place),
        "next_url": _url(chosen, after=page.next_key) if page.next_key else "",
        "previous_url": _url(chosen, before=page.previous_key) if page.previous_key else "",
    }
    return render(request, "desk/work/performance.html", context)


def _row(
    request: DeskRequest, ticket: Ticket, done: Intervention | None, late: Late | None, now: datetime
) -> dict[str, Any]:
    state, kind = State(ticket.state), TicketType(ticket.type)
    steps = [step_for(kind, state, action) for action in MEASURES]
    open_now = [step.action for step in steps if step is not None and may_take(request.actor, ticket, step)]
    return {
        "row": row_of(ticket, worklist=PRESSING.key),
        "version": ticket.version,
        "late": said_length(late.by, late.promise) if late else "",
        "grave": ticket.due_at is not None and ticket.due_at < now - timedelta(days=3),
        "priority": ticket.get_priority_display() if ticket.priority != "normal" else "",
        "done": _done(done) if done else "",
        "by": done.by.name if done and done.by else "",
        "when": said_short(done.at) if done else "",
        "at_once": [(ERRANDS[action], uuid4()) for action in open_now if action in AT_ONCE],
        "asking": [ERRANDS[action] for action in open_now if action not in AT_ONCE],
    }


def _done(row: Intervention) -> str:
    said = str(INTERVENTION_LABELS[row.kind])
    if row.outcome:
        return f"{said}: {OUTCOME_LABELS[row.outcome]}"
    if row.rung is not None:
        return f"{said}: {RUNG_LABELS[row.rung]}"
    return f"{said}: {row.person.name}" if row.person else said


def _whose(actor: Actor) -> bool:
    """Whether what the actor sees lies in several sectors: many have a department of the same name."""
    return actor.reach is not None and actor.reach.column is None


def _holder(row: Holder, chosen: Chosen, *, whose: bool) -> dict[str, Any]:
    places = [row.place.name] if row.user else []
    if whose and row.sector and row.sector.name not in row.place.name:
        places.append(row.sector.name)
    return {
        "name": _name(row),
        "place": " · ".join(places),
        "url": _url(Chosen(holder=row.key, degree=chosen.degree)),
        "active": row.key == chosen.holder,
        "late": row.late,
        "urgent": row.urgent,
        "expedited": row.expedited,
        "untouched": row.untouched,
        "oldest": said_short(row.oldest) if row.oldest else "",
    }


def _name(row: Holder) -> str:
    if row.user is not None:
        return row.user.name
    if row.reviewing:
        return _("Reviewers of %(place)s") % {"place": row.place.name}
    return row.place.name


def _url(chosen: Chosen, **more: str) -> str:
    query = {name: value for name, value in {"holder": chosen.holder, "degree": chosen.degree, **more}.items() if value}
    return f"{reverse('desk:performance')}?{urlencode(query)}" if query else reverse("desk:performance")
