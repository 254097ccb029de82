"""Help for whoever reads, from the tables in force: what their role may do, and how each type of ticket lives."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres.actor import Actor
from tawasul.centres.labels import POWER_LABELS, ROLE_LABELS
from tawasul.centres.roles import Power
from tawasul.directives.labels import ACT_EXPLANATIONS, ACT_LABELS
from tawasul.directives.lifecycle import LIFECYCLE
from tawasul.directives.policies import parts_open_to
from tawasul.meetings.labels import ACT_EXPLANATIONS as MEETING_EXPLANATIONS
from tawasul.meetings.labels import ACT_LABELS as MEETING_LABELS
from tawasul.meetings.lifecycle import LIFECYCLE as MEETINGS
from tawasul.reception.course import COURSE
from tawasul.reception.course import State as VisitState
from tawasul.reception.labels import STATE_LABELS as VISIT_LABELS
from tawasul.reception.labels import STEP_EXPLANATIONS, STEP_LABELS
from tawasul.tickets.labels import (
    ACTION_EXPLANATIONS,
    ACTION_LABELS,
    CLOCK_LABELS,
    CONDITION_LABELS,
    STANDING_LABELS,
    STATE_LABELS,
    TYPE_EXPLANATIONS,
    TYPE_LABELS,
)
from tawasul.tickets.lifecycle import FIRST_STATE, LIFECYCLES, Action, Clock, State, Step, TicketType
from tawasul.tickets.policies import could_take
from tawasul.web.desk.office.drawing import drawing_of
from tawasul.web.doors import StaffRequest, staff_only

# How what is promised changes, for those who have a part in it.
LEVELS = (
    _("Whoever drafts begins a version: it has the lines of the last one published, and says what changes and why."),
    _("Lines are changed, added and removed until they are right. Of two who change one line the second is told."),
    _("“What it would do” shows what differs, and by when a case filed now would be due instead of until now."),
    _("Somebody who neither drafted nor changed it approves it, or sends it back with the reason."),
    _(
        "It is published from a day to come. Beneficiaries see at once what is coming; what was filed before keeps its version."
    ),
)


@staff_only()
@require_safe
def help_page(request: StaffRequest) -> HttpResponse:
    """The reader's role first; then each lifecycle, drawn and as a table; what they may do themselves is marked."""
    actor = request.actor
    context = {
        "title": _("Help for my role"),
        "role": ROLE_LABELS[actor.role],
        "place": request.membership.place.name,
        "may": [POWER_LABELS[power.value] for power in Power if actor.can(power)],
        "mine": _own_steps(actor),
        "directed": _directed(actor),
        "met": _met(actor),
        "levels": LEVELS if actor.can(Power.DRAFT_SERVICE_LEVELS) or actor.can(Power.APPROVE_SERVICE_LEVELS) else (),
        "hall": _hall() if actor.can(Power.RECEIVE_VISITORS) else [],
        "lives": [_life(kind, actor) for kind in LIFECYCLES] if actor.can(Power.SEE_TICKETS) else [],
    }
    return render(request, "desk/office/help.html", context)


def _hall() -> list[dict[str, Any]]:
    """What is done with a visitor, in the order of the table."""
    return [
        {
            "label": STEP_LABELS[row.step.value],
            "text": STEP_EXPLANATIONS[row.step.value],
            "from": [VISIT_LABELS[state.value] for state in VisitState if state in row.from_],
            "to": VISIT_LABELS[row.to.value] if row.to else "",
        }
        for row in COURSE
    ]


def _own_steps(actor: Actor) -> list[dict[str, Any]]:
    """What is open to the actor in any lifecycle, each once, in the order of the table."""
    steps: dict[Action, Step] = {}
    for kind, rows in LIFECYCLES.items():
        for step in rows:
            if could_take(actor, kind, step):
                steps.setdefault(step.action, step)
    return [
        {
            "label": ACTION_LABELS[action.value],
            "text": ACTION_EXPLANATIONS[action.value],
            "who": STANDING_LABELS[step.standing.value],
            "condition": CONDITION_LABELS[step.condition.value] if step.condition else "",
        }
        for action, step in steps.items()
    ]


def _directed(actor: Actor) -> list[dict[str, Any]]:
    """What the actor's parts in directives let them do, each once, in the order of the table."""
    parts = set(parts_open_to(actor))
    acts = dict.fromkeys(row.act.value for row in LIFECYCLE if row.parts & parts)
    return [{"label": ACT_LABELS[act], "text": ACT_EXPLANATIONS[act]} for act in acts]


def _met(actor: Actor) -> list[dict[str, Any]]:
    """What the actor may do with a request to meet the official, each once, in the order of the table."""
    if not actor.can(Power.SEE_MEETINGS):
        return []
    acts = dict.fromkeys(row.act.value for row in MEETINGS if row.power is not None and actor.can(row.power))
    return [
        {"label": MEETING_LABELS[act], "text": MEETING_EXPLANATIONS[act]} for act in acts if act in MEETING_EXPLANATIONS
    ]


def _life(kind: TicketType, actor: Actor) -> dict[str, Any]:
    drawing = drawing_of(kind, right_to_left=get_language_bidi())
    return {
        "key": kind.value,
        "label": TYPE_LABELS[kind.value],
        "text": TYPE_EXPLANATIONS[kind.value],
        "first": STATE_LABELS[FIRST_STATE.value],
        "drawing": drawing,
        "steps": [_step(step, mine=could_take(actor, kind, step)) for step in LIFECYCLES[kind]],
    }


def _step(step: Step, *, mine: bool) -> dict[str, Any]:
    return {
        "label": ACTION_LABELS[step.action.value],
        "mine": mine,
        "origin": [STATE_LABELS[state.value] for state in State if state in step.origin],
        "anywhere": step.origin == frozenset(State),
        "to": STATE_LABELS[step.to.value] if step.to else _("stays as it is"),
        "power": POWER_LABELS[step.power.value] if step.power else "",
        "who": STANDING_LABELS[step.standing.value],
        "condition": CONDITION_LABELS[step.condition.value] if step.condition else "",
        "by_beneficiary": step.by_beneficiary,
        "clock": CLOCK_LABELS[step.clock.value] if step.clock is not Clock.RUNS_ON else "",
    }
