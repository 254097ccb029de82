"""The page of a directive: what was said, who must act by when, their answers with papers, and its history; and its letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from tawasul.attachments.models import Attachment
from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.roles import Power
from tawasul.directives import policies, queries
from tawasul.directives.actions import TICKET
from tawasul.directives.labels import ABOUT_LABELS, ABOUT_NUMBER_LABELS
from tawasul.directives.lifecycle import Act
from tawasul.directives.models import Answer, Directive
from tawasul.directives.paper import letter_of
from tawasul.documents.setting import pdf
from tawasul.lib.errors import Invalid
from tawasul.lib.masking import DOT, masked
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import tickets_visible_to
from tawasul.timeline.models import Event
from tawasul.web.accepted import ACCEPTED
from tawasul.web.desk.directives.forms import ERRANDS, ActForm, form_for, initial_for
from tawasul.web.desk.directives.listing import SEE
from tawasul.web.desk.directives.showing import breadcrumbs, head_of, said_day, sentence_of, today
from tawasul.web.desk.meetings.page import masked_facts
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import said_moment, said_short, ticket_url
from tawasul.web.desk.work.ticket.files import PICTURES, SERVED, handed_out, held_back
from tawasul.web.directed import DECISION, may_unmask, meeting_url, paper_behind, papers_behind, request_behind, unmask
from tawasul.web.doors import staff_only
from tawasul.web.enclosing import HINT
from tawasul.web.paper import handed_out_pdf

RECORDED = "new"  # `done` in the address: what was just done was its recording
NEW_DRAFTS = "directive-new-"
SIGNS: dict[str, tuple[str, str]] = {
    "issued": ("megaphone", ""),
    "reported": ("chat-left-text", ""),
    "answered": ("send", ""),
    "sent_back": ("arrow-return-left", "warning"),
    "finished": ("check2-circle", "success"),
    "finished_unanswered": ("check2-circle", "warning"),
    "reminded": ("bell", "warning"),
    "postponed": ("calendar-plus", ""),
    "withdrawn": ("x-circle", ""),
    "reopened": ("arrow-counterclockwise", "warning"),
    "sounded": ("alarm", "warning"),
    "went_over": ("signpost-split", ""),
}


@dataclass(frozen=True, kw_only=True)
class Return:
    """Why the page is shown again: what was being done, with what was typed, and what stood in the way; or what was just
    unmasked."""

    act: Act | None = None
    form: ActForm | None = None
    problem: Any = ""
    files_error: str = ""
    unmasked: Mapping[str, str] | None = None


@staff_only(*SEE)
@require_safe
def directive(request: DeskRequest, number: str) -> HttpResponse:
    """The page, as it is now."""
    return page(request, queries.directive_for(request.actor, number))


@staff_only(*SEE)
@require_safe
def letter(request: DeskRequest, number: str) -> HttpResponse:
    """The letter to the head of those who must act, as PDF, in the reader's language."""
    found = queries.directive_for(request.actor, number)
    behind, about = request_behind(request.actor, found), {}
    if behind is not None:
        ending = masked(behind.beneficiary.identity_number).lstrip(DOT)
        about = {"matter": behind.subject, "concerning": behind.asked_as, "identity_ending": ending}
    made = letter_of(found, get_language() or "ar", **about)
    return handed_out_pdf(pdf(made), f"directive-{found.number}.pdf")


@staff_only(*SEE)
@require_safe
def paper(request: DeskRequest, number: str, attachment_id: UUID) -> HttpResponse | FileResponse:
    """A paper of an answer, for whoever sees the directive."""
    return handed_out(queries.paper_of(request.actor, number, attachment_id), shown="show" in request.GET)


@staff_only(*SEE)
@require_safe
def request_paper(request: DeskRequest, number: str, attachment_id: UUID) -> HttpResponse | FileResponse:
    """A paper of the meeting request behind a directive, for those who have a part in it by name."""
    found = queries.directive_for(request.actor, number)
    return handed_out(paper_behind(request.actor, found, attachment_id), shown="show" in request.GET)


@staff_only(Power.UNMASK)
@require_POST
def request_unmask(request: DeskRequest, number: str, field: str) -> HttpResponse:
    """Show the identity or the mobile of whom it concerns, once, and write down who looked and why."""
    found = queries.directive_for(request.actor, number)
    reason = request.POST.get("reason", "")
    try:
        value = unmask(actor=request.actor, directive=found, field=field, reason=reason, at=timezone.now())
        answer = page(request, found, Return(unmasked={field: value}))
    except Invalid as error:
        said = next(iter(error.fields.values()))[0]
        answer = page(request, found, Return(problem=said), status=error.status)
    answer["Cache-Control"] = "no-store"
    return answer


def page(request: DeskRequest, found: Directive, again: Return | None = None, status: int = 200) -> HttpResponse:
    """The whole page; a fixed number of queries."""
    errands = _errands(request, found, again)
    context = {
        "directive": found,
        "head": head_of(found),
        "title": head_of(found)["line"],
        "breadcrumbs": breadcrumbs(head_of(found)["spoken"]),
        "again": again,
        "lost": _lost(again, errands),
        "errands": list(errands.values()),
        "answers": [_answer(found, row, papers) for row, papers in queries.answers_of(found)],
        "given": said_day(found.given_on),
        "issued": said_short(found.issued_at),
        "ended": said_short(found.ended_at) if found.ended_at else "",
        "about": _about(request, found),
        "behind": _behind(request, found, again.unmasked if again else None),
        "may_unmask": may_unmask(request.actor),
        "passages": [_passage(event) for event in queries.events_of(found)],
        "files_hint": HINT,
        "accepted": ACCEPTED,
        "drafts_done": _drafts_done(found, request.GET.get("done", "")),
    }
    return render(request, "desk/directives/page.html", context, status=status)


def _errands(request: DeskRequest, found: Directive, again: Return | None) -> dict[Act, dict[str, Any]]:
    shown = {}
    for step in policies.steps_open_to(request.actor, found):
        errand, mine = ERRANDS[step.act], again is not None and again.act is step.act
        form = (
            again.form
            if again is not None and again.form is not None and mine
            else form_for(errand, found, auto_id=f"{step.act.value}_%s", initial=initial_for(found.due_on, today()))
        )
        key = step.act.value
        drafts = drafts_of(found, key)
        shown[step.act] = {"errand": errand, "key": key, "form": form, "open": mine, "once": uuid4(), "drafts": drafts}
    return shown


def drafts_of(found: Directive, act: str) -> str:
    """How the keys of what is typed into an act's form begin; the field's name follows, so that no two fields share one."""
    return f"directive-{found.number}-{act}-"


def _drafts_done(found: Directive, done: str) -> list[str]:
    """The drafts that the device may forget, once the server has the text: those of an act, or of the recording."""
    if done == RECORDED:
        return [NEW_DRAFTS]
    return [drafts_of(found, done)] if done in ERRANDS else []


def _lost(again: Return | None, errands: dict[Act, dict[str, Any]]) -> str:
    """What was typed where it can be done no longer: to be copied."""
    if again is None or again.form is None or again.act in errands:
        return ""
    typed = (again.form.data.get(name) for name in ("text", "outcome", "reasons", "reason"))
    return next((str(text) for text in typed if text), "")


def _answer(found: Directive, row: Answer, papers: list[Attachment]) -> dict[str, Any]:
    return {
        "text": row.text,
        "author": row.author.name,
        "at": said_short(row.at),
        "reasons": row.reasons,
        "reviewer": row.reviewer.name if row.reviewer else "",
        "reviewed": said_short(row.reviewed_at) if row.reviewed_at else "",
        "files": [_file(found, each) for each in papers],
    }


def _file(found: Directive, each: Attachment) -> dict[str, Any]:
    url = reverse("desk:directive_file", args=[found.number, each.pk]) if each.file.scan in SERVED else ""
    return {"url": url, "name": each.name, "size": each.file.size, "held": held_back(each), "picture": ""}


def _behind(request: DeskRequest, found: Directive, shown: Mapping[str, str] | None) -> dict[str, Any] | None:
    """The meeting request whose decision it carries out: what was asked, with its papers, and by whom."""
    behind = request_behind(request.actor, found)
    if behind is None:
        return None
    return {
        "name": behind.asked_as,
        "subject": behind.subject,
        "summary": behind.summary,
        "text": behind.text,
        "facts": masked_facts(behind, shown or {}),
        "files": [_request_file(found, each) for each in papers_behind(behind)],
    }


def _request_file(found: Directive, each: Attachment) -> dict[str, Any]:
    url = reverse("desk:directive_request_file", args=[found.number, each.pk]) if each.file.scan in SERVED else ""
    picture = f"{url}?show" if url and each.file.content_type in PICTURES else ""
    return {"url": url, "name": each.name, "size": each.file.size, "held": held_back(each), "picture": picture}


def _about(request: DeskRequest, found: Directive) -> dict[str, Any]:
    """What it is about; a ticket, or the request of a meeting, with its address for those who see it."""
    url, label = "", ABOUT_LABELS[found.about_kind]
    if found.about_kind == TICKET:
        ticket: Ticket | None = tickets_visible_to(request.actor).filter(pk=found.about_id or 0).first()
        url = ticket_url(ticket.reference) if ticket else ""
    elif found.about_kind == DECISION:
        url = meeting_url(request.actor, found.about_id or 0)
    number_label = ABOUT_NUMBER_LABELS[found.about_kind]
    return {"label": label, "number_label": number_label, "said": found.about_said, "url": url}


def _passage(event: Event) -> dict[str, Any]:
    english = get_language() == "en"
    place = event.place_name_en if english else event.place_name_ar
    icon, tone = SIGNS.get(event.kind, ("dot", ""))
    return {
        "sentence": sentence_of(event),
        "who": " · ".join(str(part) for part in (ROLE_LABELS.get(event.role), place) if part),
        "at": event.at,
        "when": said_moment(event.at),
        "icon": icon,
        "tone": tone,
    }
