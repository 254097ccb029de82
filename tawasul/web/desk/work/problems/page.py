"""The page of a problem: what it is, whose, what is done about it, which of one's tickets wait, and the one answer."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.roles import Power
from tawasul.lib.hijri import RIYADH
from tawasul.tickets.models import Answer, Problem
from tawasul.tickets.problems import policies, queries
from tawasul.tickets.problems.events import BY_KEY
from tawasul.tickets.problems.lifecycle import Act, State
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import say
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.problems.forms import ERRANDS, ActForm
from tawasul.web.desk.work.problems.showing import breadcrumbs, head_of, problem_url, said_scope, shown_linking
from tawasul.web.desk.work.showing import said_moment, said_short
from tawasul.web.desk.work.ticket.errands import many_errands
from tawasul.web.doors import staff_only

SIGNS: dict[str, tuple[str, str]] = {
    "opened": ("diagram-2", ""),
    "changed": ("tag", ""),
    "cause_said": ("search", ""),
    "raised": ("arrow-up-circle", "warning"),
    "remedy_said": ("tools", ""),
    "went_over": ("signpost-split", ""),
    "widened": ("arrows-angle-expand", ""),
    "passed_on": ("person-up", ""),
    "answer_written": ("pencil", ""),
    "answer_sent_back": ("arrow-return-left", "warning"),
    "answer_approved": ("check-lg", "success"),
    "given_again": ("arrow-repeat", ""),
    "closed": ("check2-circle", "success"),
    "reopened": ("arrow-counterclockwise", "warning"),
}
ON_THE_ANSWER = frozenset({Act.APPROVE_ANSWER, Act.SEND_BACK_ANSWER, Act.GIVE_AGAIN})  # beside the answer
# What may be done to the tickets that wait, chosen on the page.
TO_TICKETS = frozenset({"unlink_problem", "approve_reply", "take", "remind"})


@dataclass(frozen=True, kw_only=True)
class Return:
    """Why the page is shown again: what was being done, with what was typed, and what stood in the way."""

    act: Act
    form: ActForm
    problem: Any = ""


@staff_only(Power.SEE_TICKETS)
@require_safe
def problem(request: DeskRequest, number: str) -> HttpResponse:
    """The page, as it is now."""
    return page(request, queries.problem_for(request.actor, number), timezone.now())


def page(
    request: DeskRequest, found: Problem, at: datetime, again: Return | None = None, status: int = 200
) -> HttpResponse:
    """The whole page; a fixed number of queries however many tickets wait."""
    actor, left = request.actor, request.GET.get("which") == "left"
    after = request.GET.get("after", "")
    tickets = queries.tickets_of(
        actor, found, left=left, after=int(after) if after.isdecimal() and len(after) < 19 else None
    )
    numbers, answers = queries.numbers_of(actor, found), queries.answers_of(found)
    errands = _errands(request, found, at, again)
    context = {
        "problem": found,
        "head": head_of(found, numbers.without if found.state == State.ANSWERED.value else 0),
        "title": found.title,
        "breadcrumbs": breadcrumbs(head_of(found)["spoken"]),
        "again": again,
        "place": said_scope(found),
        "opened": said_short(found.opened_at),
        "raised": said_short(found.raised_at) if found.raised_at else "",
        "answered": said_short(found.answered_at) if found.answered_at else "",
        "numbers": numbers,
        "answers": [_answer(row) for row in reversed(answers)],
        "errands": [row for act, row in errands.items() if act not in ON_THE_ANSWER],
        "on_the_answer": [row for act, row in errands.items() if act in ON_THE_ANSWER],
        "lost": _lost(again, errands),
        "left": left,
        "shown": [shown_linking(row) for row in tickets.rows],
        "many": [] if left else [row for row in many_errands(actor) if row.act.value in TO_TICKETS],
        "here": problem_url(found),
        "chips": [
            {"label": _("Still waiting"), "url": problem_url(found), "active": not left, "count": numbers.own_waiting},
            {
                "label": _("No longer waiting"),
                "url": f"{problem_url(found)}?which=left",
                "active": left,
                "count": numbers.own_left,
            },
        ],
        "next_url": _further(found, left, tickets.next) if tickets.next else "",
        "first_url": _further(found, left, None) if after else "",
        "passages": [_passage(event) for event in queries.events_of(found)],
        "places_url": reverse("desk:statement_places"),
    }
    return render(request, "desk/work/problems/page.html", context, status=status)


def _errands(request: DeskRequest, found: Problem, at: datetime, again: Return | None) -> dict[Act, dict[str, Any]]:
    today, shown = at.astimezone(RIYADH).date(), {}
    for step in policies.steps_open_to(request.actor, found):
        errand = ERRANDS[step.act]
        mine = again is not None and again.act is step.act
        form = (
            again.form
            if again is not None and mine
            else errand.form(problem=found, today=today, auto_id=f"{step.act.value}_%s")
        )
        shown[step.act] = {"errand": errand, "key": step.act.value, "form": form, "open": mine, "once": uuid4()}
    return shown


def _lost(again: Return | None, errands: dict[Act, dict[str, Any]]) -> str:
    """What was typed where it can be done no longer: to be copied."""
    if again is None or again.act in errands:
        return ""
    return next(
        (
            str(again.form.data[name])
            for name in ("text", "cause", "remedy", "reasons", "reason")
            if again.form.data.get(name)
        ),
        "",
    )


def _answer(row: Answer) -> dict[str, Any]:
    return {
        "round": row.round,
        "state": row.state,
        "text": row.text,
        "author": row.author.name,
        "written": said_short(row.written_at),
        "reviewer": row.reviewer.name if row.reviewer else "",
        "reviewed": said_short(row.reviewed_at) if row.reviewed_at else "",
        "reasons": row.reasons,
    }


def _passage(event: Event) -> dict[str, Any]:
    english = get_language() == "en"
    name, place = (event.actor_name_en, event.place_name_en) if english else (event.actor_name_ar, event.place_name_ar)
    icon, tone = SIGNS.get(event.kind, ("dot", ""))
    return {
        "sentence": say(BY_KEY[event.kind].sentence, event.data, actor=name),
        "who": " · ".join(str(part) for part in (ROLE_LABELS.get(event.role), place) if part),
        "at": event.at,
        "when": said_moment(event.at),
        "icon": icon,
        "tone": tone,
    }


def _further(found: Problem, left: bool, after: int | None) -> str:
    asked = ({"which": "left"} if left else {}) | ({"after": str(after)} if after else {})
    return f"{problem_url(found)}?{urlencode(asked)}" if asked else problem_url(found)
