"""The page of a ticket: everything that its reader may see and do, from one reading of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.forms import HiddenInput
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tawasul.lib.hijri import RIYADH
from tawasul.lib.mobile import local_form
from tawasul.lib.reference import spoken
from tawasul.people.labels import CATEGORY_LABELS
from tawasul.tickets.duplicates.candidates import like
from tawasul.tickets.duplicates.queries import asked_centres
from tawasul.tickets.escalation import counting_towards_climb
from tawasul.tickets.hands import hands_of, said_of
from tawasul.tickets.labels import (
    CHANNEL_LABELS,
    JOINED,
    OBJECTION_LABELS,
    REPLY_SENT_BACK,
    SENT_FOR_STATEMENT,
    STATE_LABELS,
    TYPE_LABELS,
)
from tawasul.tickets.lifecycle import Action, Hands, State, TicketType
from tawasul.tickets.models import Expedite, Objection, Reply, Ticket
from tawasul.tickets.policies import covers, may_be_main, may_unmask, steps_open_to
from tawasul.tickets.queries import contents_of, files_apart, taking_up_again, tickets_of_beneficiary
from tawasul.tickets.statements.queries import statements_of
from tawasul.tickets.worklists import worklists_for
from tawasul.web.decided import origin_of
from tawasul.web.desk.directives.showing import shown_on_ticket
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.duplicates import shown_duplicates
from tawasul.web.desk.work.problems.showing import shown_problem
from tawasul.web.desk.work.showing import UNANSWERED, row_of, said_date, said_moment, said_short, waiting_on
from tawasul.web.desk.work.ticket.calls import shown_calls
from tawasul.web.desk.work.ticket.dates import dates_of
from tawasul.web.desk.work.ticket.errands import (
    ADDING,
    CALLING,
    ELSEWHERE,
    ERRANDS,
    FOLLOWING_UP,
    NEEDING_SURROUNDINGS,
    ON_A_STATEMENT,
    REPLYING,
    REVIEWING,
    TAKING_UP,
)
from tawasul.web.desk.work.ticket.files import shown_files
from tawasul.web.desk.work.ticket.forms import JoinForm, JoinToForm, StepForm
from tawasul.web.desk.work.ticket.joined import shown_joined
from tawasul.web.desk.work.ticket.letters import shown_letters
from tawasul.web.desk.work.ticket.masked import masked_facts
from tawasul.web.desk.work.ticket.route import Passage, holders_of, passages_of
from tawasul.web.desk.work.ticket.statements import shown_statements
from tawasul.web.desk.work.ticket.surroundings import surroundings_of
from tawasul.web.desk.work.ticket.trail import trail_to, way_back
from tawasul.web.tones import OBJECTION_TONES

OTHERS = 12


@dataclass(frozen=True, kw_only=True)
class Return:
    """Why the page is shown again: what was being done, with what was typed, and what stood in the way."""

    action: Action | None = None
    form: StepForm | None = None
    problem: Any = ""
    changes: list[Passage] = field(default_factory=list)
    unmasked: Mapping[str, str] = field(default_factory=dict)
    call_problem: str = ""


def ticket_page(
    request: DeskRequest, ticket: Ticket, at: datetime, again: Return | None = None, status: int = 200
) -> HttpResponse:
    """The whole page."""
    again = again or Return()
    contents = contents_of(ticket)
    open_actions = [step.action for step in steps_open_to(request.actor, ticket)]
    others = tickets_of_beneficiary(request.actor, ticket.beneficiary_id, OTHERS + 1)
    came_from, back = _list_of(request), way_back(request.POST.get("back") or request.GET.get("back", ""))
    context = {
        "ticket": ticket,
        "title": ticket.subject,
        "breadcrumbs": trail_to(request.actor, came_from, spoken(ticket.reference)),
        "came_from": came_from,
        "back": back,
        "again": again,
        "passages": passages_of(contents.events),
        "holders": holders_of(contents.legs, at),
        "referrals": contents.referrals,
        "completions": [
            {
                "missing": row.missing,
                "asked": said_short(row.asked_at),
                "given": row.given,
                "when": row.given_at and said_short(row.given_at),
            }
            for row in contents.completions
        ],
        "additions": [
            {"text": row.text, "by": row.by.name if row.by else "", "when": said_short(row.at)}
            for row in contents.additions
        ],
        "notes": [{"author": row.author.name, "text": row.text, "when": said_short(row.at)} for row in contents.notes],
        "objections": [_objection(ticket, row) for row in contents.objections],
        "expedites": [_expedite(row) for row in contents.expedites],
        "expedites_counting": counting_towards_climb([row.at for row in contents.expedites], at),
        "files": shown_files(ticket, files_apart(contents.files, contents.objections)),
        "origin": origin_of(request.actor, ticket),
        "letters": shown_letters(request.actor, ticket),
        "others": [row_of(row) for row in others if row.pk != ticket.pk][:OTHERS],
        "refers_to": _way_to(request, ticket.refers_to) if ticket.refers_to else None,
        "taken_up_again": [_way_to(request, row) for row in taking_up_again(ticket)],
        "facts": masked_facts(ticket, again.unmasked),
        "may_unmask": may_unmask(request.actor, ticket),
        "number_to_call": again.unmasked.get("mobile", ""),
        "number_as_said": local_form(again.unmasked["mobile"]) if again.unmasked.get("mobile") else "",
    }
    context |= dates_of(ticket, at) | _header(ticket) | _replies(ticket, contents.replies, open_actions, again)
    errands = _errands(ticket, open_actions, at, again)
    in_hand = again.form["number"].value() if again.form is not None and "number" in again.form.fields else None
    context |= shown_calls(request.actor, ticket, contents.calls, errands["calling"], in_hand, at, back)
    context |= shown_on_ticket(request.actor, ticket)
    context |= shown_joined(request.actor, ticket) | {"duplicates": _duplicates(request, ticket, at, errands, again)}
    context |= errands | {"statements": shown_statements(statements_of(ticket), errands["on_a_statement"], in_hand, at)}
    return render(request, "desk/work/ticket/page.html", context, status=status)


def _way_to(request: DeskRequest, ticket: Ticket) -> dict[str, str]:
    """The number of another of this person's tickets, and the way to it where the reader may see it."""
    url = reverse("desk:ticket", args=[ticket.reference]) if covers(request.actor, ticket) else ""
    return {"spoken": spoken(ticket.reference), "url": url}


def _duplicates(
    request: DeskRequest, ticket: Ticket, at: datetime, errands: dict[str, Any], again: Return
) -> dict[str, Any] | None:
    """What may be the same matter, while there is something to be done about it; each with the form that joins to it."""
    found = like(ticket, at) if ticket.state in UNANSWERED and ticket.joined_to_id is None else []
    if not found:
        return None
    shown, join = shown_duplicates(request.actor, found), errands["join"]
    for each in shown["seen"]:
        other: Ticket = each["ticket"]
        able = join is not None and may_be_main(other)
        each["join"] = (
            _joining(join, ticket, other, again) if able and other.committed_at <= ticket.committed_at else None
        )
        each["later"] = other.committed_at > ticket.committed_at and may_be_main(ticket)
    waiting = asked_centres(ticket)
    for place in shown["elsewhere"]:
        place["asked"] = place["id"] in waiting
        place["ask"] = None if place["asked"] else _asking(errands["ask_to_join"], ticket, place["id"], again)
    return shown


def _asking(ask: dict[str, Any] | None, ticket: Ticket, centre_id: int, again: Return) -> dict[str, Any] | None:
    """The errand of asking this centre."""
    if ask is None:
        return None
    mine = (
        again.action is Action.ASK_TO_JOIN
        and again.form is not None
        and str(again.form["centre"].value()) == str(centre_id)
    )
    initial, prefix = {"centre": centre_id}, f"ask_{centre_id}_%s"
    errand = ERRANDS[Action.ASK_TO_JOIN]
    form = again.form if mine else errand.form(ticket=ticket, around=None, auto_id=prefix, initial=initial)
    return ask | {"form": form, "open": mine, "once": uuid4()}


def _joining(join: dict[str, Any] | None, ticket: Ticket, main: Ticket, again: Return) -> dict[str, Any]:
    """The errand of joining, for this one of the candidates."""
    mine = again.action is Action.JOIN and again.form is not None and again.form["main"].value() == main.reference
    auto_id, initial = f"join_{main.reference}_%s", {"main": main.reference}
    form: StepForm = JoinToForm(ticket=ticket, around=None, auto_id=auto_id, initial=initial)
    if mine and join is not None and again.form is not None:
        form = again.form  # what was refused stands here, and not where a number is typed
        form.fields["main"].widget = HiddenInput()
        join |= {"form": JoinForm(ticket=ticket, around=None, auto_id=auto_id), "open": False}
    return (join or {}) | {"form": form, "open": mine, "once": uuid4()}


def _objection(ticket: Ticket, row: Objection) -> dict[str, Any]:
    return {
        "papers": shown_files(ticket, [paper.attachment for paper in row.papers.all()]),
        "text": row.text,
        "when": said_short(row.at),
        "channel": CHANNEL_LABELS[row.channel],
        "by": row.by.name if row.by else "",
        "state": row.state,
        "label": OBJECTION_LABELS[row.state],
        "tone": OBJECTION_TONES[row.state],
        "reasons": row.reasons,
        "decided_by": row.decided_by.name if row.decided_by else "",
        "decided": row.decided_at and said_short(row.decided_at),
    }


def _expedite(row: Expedite) -> dict[str, Any]:
    return {
        "number": row.number,
        "text": row.text,
        "when": said_short(row.at),
        "channel": CHANNEL_LABELS[row.channel],
        "by": row.by.name if row.by else "",
        "answer": row.answer,
        "answered_by": row.answered_by.name if row.answered_by else "",
        "answered": row.answered_at and said_short(row.answered_at),
    }


def _header(ticket: Ticket) -> dict[str, Any]:
    objected = ticket.state == State.OBJECTED.value  # the reply was given when it was: what is awaited is the decision
    promised = (ticket.due_at if objected else ticket.committed_at) if ticket.state in UNANSWERED else None
    return {
        "spoken": spoken(ticket.reference),
        "having": said_of(ticket),
        "urgent": ticket.type == TicketType.REPORT.value,
        "type_label": TYPE_LABELS[ticket.type],
        "state_label": STATE_LABELS[ticket.state],
        "channel_label": CHANNEL_LABELS[ticket.channel],
        "category_label": CATEGORY_LABELS[ticket.category],
        "filed": said_short(ticket.filed_at),
        "promised_at": promised,
        "committed": said_moment(promised) if promised else "",
        "objected": objected,
        "replied": said_date(ticket.replied_at) if ticket.replied_at else "",
        "promise_is_late": promised is not None and promised < timezone.now(),
        "waits": hands_of(ticket) is Hands.BENEFICIARY,
        "stands": ticket.state in UNANSWERED and ticket.due_at is None and ticket.joined_to_id is None,
        "joined_badge": JOINED if ticket.joined_to_id is not None else "",
        "on_problem": waiting_on(ticket),
        "problem_waited_on": shown_problem(ticket),
        "sent_for_statement": SENT_FOR_STATEMENT if ticket.statements_open else "",
    }


def _replies(ticket: Ticket, replies: list[Reply], open_actions: list[Action], again: Return) -> dict[str, Any]:
    draft = next((row for row in replies if row.state == Reply.DRAFT), None)
    rounds = [
        {
            "round": row.round,
            "text": row.text,
            "state": row.state,
            "author": row.author.name,
            "reviewer": row.reviewer.name if row.reviewer else "",
            "reasons": row.reasons,
            "when": said_short(row.reviewed_at or row.submitted_at or row.saved_at),
        }
        for row in replies
    ]
    writes = Action.DRAFT_REPLY in open_actions and ticket.state != State.IN_TRIAGE.value
    typed = again.form["text"].value() if again.form is not None and again.action in REPLYING else None
    under_review = any(row.state == Reply.UNDER_REVIEW for row in replies)
    given = next((row for row in reversed(replies) if row.state != Reply.DRAFT), None)
    sent_back = given is not None and given.state == Reply.SENT_BACK and ticket.state == State.REPLY_DRAFTED.value
    may_review = under_review and bool(REVIEWING & set(open_actions))
    return {
        "may_draft": Action.DRAFT_REPLY in open_actions,
        "beside": under_review or writes,
        "leads_to": "review" if may_review else "reply" if writes and not under_review else "",
        "reply_sent_back": REPLY_SENT_BACK if sent_back else "",
        "draft_text": typed if typed is not None else draft.text if draft else "",
        "draft_errors": again.form["text"].errors if typed is not None and again.form is not None else [],
        "theirs": draft if again.problem and typed is not None and draft is not None and draft.text != typed else None,
        "draft_revision": draft.revision if draft else 0,
        "draft_saved": said_short(draft.saved_at) if draft else "",
        "draft_window": uuid4(),
        "reply_once": uuid4(),
        "for_review": next((row for row in rounds if row["state"] == Reply.UNDER_REVIEW), None),
        "approved": next((row for row in reversed(rounds) if row["state"] == Reply.APPROVED), None),
        "approved_before": ticket.cycle > 1 and ticket.replied_at is None,  # an objection to it was accepted
        "earlier": [row for row in rounds if row["state"] in {Reply.SENT_BACK, Reply.SET_ASIDE}],
        "last_reasons": next((row for row in reversed(rounds) if row["state"] == Reply.SENT_BACK), None)
        if draft
        else None,
    }


def _errands(ticket: Ticket, open_actions: list[Action], at: datetime, again: Return) -> dict[str, Any]:
    needed = NEEDING_SURROUNDINGS & set(open_actions)
    around = surroundings_of(ticket, at.astimezone(RIYADH).date()) if needed else None
    taking_up = TAKING_UP & set(open_actions)
    shown = {}
    for action in open_actions:
        if action in REPLYING:
            continue
        errand = ERRANDS[action]
        form = again.form if again.form is not None and again.action is action else None
        shown[action] = {
            "errand": errand,
            "key": action.value,
            "form": form or errand.form(ticket=ticket, around=around, prefix=None, auto_id=f"{action.value}_%s"),
            "open": again.action is action,
            "main": errand.main and (action in taking_up or not taking_up),
            "once": uuid4(),
        }
    return {
        "errands": _main_first([row for action, row in shown.items() if action not in ELSEWHERE | FOLLOWING_UP]),
        "following_up": [row for action, row in shown.items() if action in FOLLOWING_UP],
        "send_back": shown.get(Action.SEND_BACK_REPLY),
        "approve": shown.get(Action.APPROVE_REPLY),
        "on_a_statement": {action: row for action, row in shown.items() if action in ON_A_STATEMENT},
        "join": shown.get(Action.JOIN),
        "ask_to_join": shown.get(Action.ASK_TO_JOIN),
        "answer_joining": shown.get(Action.ANSWER_JOINING),
        "note": shown.get(Action.ADD_NOTE),
        "add_files": shown.get(Action.ADD_FILES),
        "calling": {action.value: row for action, row in shown.items() if action in CALLING},
        "lost": again.action is not None and again.action not in open_actions and again.form is not None,
        "may_do_nothing": not set(open_actions) - ADDING - CALLING,
    }


def _main_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What is usually done next stands first; the others keep the order of the lifecycle."""
    return sorted(rows, key=lambda row: not row["main"])


def _list_of(request: DeskRequest) -> str:
    """The key of the list from which the reader came, if it is one of theirs."""
    asked = request.POST.get("list") or request.GET.get("list", "")
    return next((row.key for row in worklists_for(request.actor) if row.key == asked), "")
