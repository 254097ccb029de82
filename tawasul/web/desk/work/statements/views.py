"""Statements asked of one's own place: the list of them, the page of each, and what may be done there."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from tawasul.attachments import queries as attachments
from tawasul.attachments.labels import NOT_FOUND
from tawasul.attachments.uploads import Uploads
from tawasul.centres import queries as centres
from tawasul.centres.roles import PlaceKind, Power
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from tawasul.lib.hijri import RIYADH
from tawasul.tickets import actions
from tawasul.tickets.labels import STATEMENT_STATE_LABELS
from tawasul.tickets.models import Statement
from tawasul.tickets.policies import covers
from tawasul.tickets.statements import policies, queries
from tawasul.tickets.statements.naming import name_of, spoken_number
from tawasul.tickets.statements.telling import excerpt
from tawasul.web.accepted import ACCEPTED
from tawasul.web.desk.work.asking import DeskRequest, gone_page
from tawasul.web.desk.work.showing import options_of, said_moment, said_short, ticket_url
from tawasul.web.desk.work.statements.forms import QuestionForm, StateForm, blame
from tawasul.web.desk.work.ticket.acting import once, once_of
from tawasul.web.desk.work.ticket.files import handed_out
from tawasul.web.desk.work.ticket.statements import TONES, shown_of
from tawasul.web.doors import staff_only
from tawasul.web.enclosing import HINT

WAITING, BELOW, PAST = "waiting", "below", "past"
LISTS: dict[str, tuple[Any, Any, Any, Any]] = {
    WAITING: (
        queries.waiting_for,
        _("Waiting for us"),
        _("No statement is asked of you now"),
        _("When somebody needs to know something of you, it stands here, and you are told."),
    ),
    BELOW: (queries.below, _("Waiting for our departments"), _("Nothing waits for a department of yours"), ""),
    PAST: (queries.past, _("Stated, or not needed any more"), _("Nothing has been stated yet"), ""),
}


@staff_only(Power.ANSWER)
@require_safe
def asked_of_us(request: DeskRequest) -> HttpResponse:
    """What waits for one's place, or for what lies below it, or is past."""
    asked = request.GET.get("which", "")
    offered = [key for key in LISTS if key != BELOW or request.actor.place_kind is not PlaceKind.DEPARTMENT]
    which = asked if asked in offered else WAITING
    found, title, empty, empty_text = LISTS[which]
    after = request.GET.get("after", "")
    page = queries.page_of(
        found(request.actor),
        newest_first=which == PAST,
        after=int(after) if after.isdecimal() and len(after) < 19 else None,
    )
    at = timezone.now()
    context = {
        "title": _("Statements asked of us"),
        "breadcrumbs": [(_("My work"), reverse("desk:home")), (_("Statements asked of us"), "")],
        "chips": [{"label": LISTS[key][1], "url": _list_url(key), "active": key == which} for key in offered],
        "shown": [_line(row, at) for row in page.statements],
        "empty": empty,
        "empty_text": empty_text,
        "next_url": _list_url(which, page.next) if page.next else "",
        "first_url": _list_url(which) if after else "",
        "list_title": title,
    }
    return render(request, "desk/work/statements/list.html", context)


@staff_only(Power.SEE_TICKETS)
@require_safe
def statement(request: DeskRequest, statement_id: int) -> HttpResponse:
    """The page of a statement for those asked; whoever sees its ticket and is not asked reads it there."""
    found = queries.statement_for(request.actor, statement_id)
    if not policies.is_asked(request.actor, found) and covers(request.actor, found.ticket):
        return redirect(f"{ticket_url(found.ticket.reference)}#statements")
    return page(request, found, timezone.now())


@staff_only(Power.ANSWER)
@require_POST
def answer(request: DeskRequest, statement_id: int) -> HttpResponse:
    """State: once however often it is sent, with all its files or not at all."""
    form, uploads = StateForm(request.POST), Uploads(request.FILES.getlist("files"))

    def act(at: datetime) -> None:
        text = form.cleaned_data["text"]
        actions.state(actor=request.actor, statement_id=statement_id, text=text, uploads=uploads, at=at)

    return _attempted(
        request, statement_id, form, "state", act, gettext("Thank you. Those who asked have it."), uploads
    )


@staff_only(Power.ANSWER)
@require_POST
def ask(request: DeskRequest, statement_id: int) -> HttpResponse:
    """Ask something first."""
    form = QuestionForm(request.POST)

    def act(at: datetime) -> None:
        text = form.cleaned_data["question"]
        actions.ask_back(actor=request.actor, statement_id=statement_id, text=text, at=at)

    done = gettext("They are asked. You will be told when they answer.")
    return _attempted(request, statement_id, form, "ask", act, done, None)


@staff_only(Power.SEE_TICKETS)
@require_safe
def statement_file(request: DeskRequest, statement_id: int, attachment_id: UUID) -> HttpResponse | FileResponse:
    """A file that those asked were shown, or that came from them; for both sides, and for nobody else."""
    found = queries.statement_for(request.actor, statement_id)
    attachment = attachments.get(attachment_id)
    if not queries.file_of(found, attachment):
        raise NotFound(NOT_FOUND)
    return handed_out(attachment, shown="show" in request.GET)


@staff_only(Power.REFER, Power.HANDLE_PROBLEMS)
@require_safe
def place_options(request: DeskRequest) -> HttpResponse:
    """The departments and centres whose names hold the words of `q`, those of one's own centre first."""
    today = timezone.now().astimezone(RIYADH).date()
    found = centres.suggest_to_ask(request.GET.get("q", ""), today, near=request.actor.centre_id)
    more = len(found) >= centres.MOST_SUGGESTED
    return render(request, "parts/options.html", {"options": options_of(found), "more": more})


def page(
    request: DeskRequest,
    found: Statement,
    at: datetime,
    *,
    form: forms.Form | None = None,
    error: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with the form that was refused and what is wrong with it; what was typed stays."""
    (said,) = queries.said_of([found])
    each = shown_of(said, at)
    may_answer, may_ask = (may(request.actor, found) for may in (policies.may_answer, policies.may_ask_back))
    place = found.ticket.department or found.ticket.centre
    typed = next((str(form.data.get(name, "")) for name in ("text", "question") if form and form.data.get(name)), "")
    context = {
        "each": each | {"turns": [turn | {"answered_by": ""} for turn in each["turns"]]},
        "place": place.name,
        "due": gettext("Your time stands still until they answer.")
        if found.state == Statement.ASKED_BACK
        else each["due"],
        "breadcrumbs": [
            (_("My work"), reverse("desk:home")),
            (_("Statements asked of us"), _list_url(WAITING)),
            (each["number"], ""),
        ],
        "answer": (form if isinstance(form, StateForm) else StateForm()) if may_answer else None,
        "asking": (form if isinstance(form, QuestionForm) else QuestionForm()) if may_ask else None,
        "waits": may_answer and not may_ask,
        "once": uuid4(),
        "once_asking": uuid4(),
        "autosave": f"s-{found.pk}-statement",
        "drafts": f"s-{found.pk}-",
        "files_hint": HINT,
        "accepted": ACCEPTED,
        "files_error": " ".join(str(text) for text in getattr(error, "fields", {}).get("files", [])),
        "problem": error.message if isinstance(error, Conflict | NotAllowed) else "",
        "lost": typed if error is not None and not may_answer else "",
    }
    return render(request, "desk/work/statements/page.html", context, status=status)


def _attempted(
    request: DeskRequest,
    statement_id: int,
    form: forms.Form,
    what: str,
    act: Callable[[datetime], None],
    done: str,
    uploads: Uploads | None,
) -> HttpResponse:
    at = timezone.now()
    try:
        found = queries.statement_for(request.actor, statement_id)
    except NotFound as error:
        return gone_page(request, error, [text for text in map(request.POST.get, ("text", "question")) if text])
    if not form.is_valid():
        return page(request, found, at, form=form, status=422)
    asked = {"statement": statement_id, "what": what, "given": {name: str(v) for name, v in form.cleaned_data.items()}}
    if uploads is not None:
        asked["files"] = [f"{each.name} {each.size}" for each in uploads.files]

    def acted() -> dict[str, int]:
        act(at)
        return {"statement": statement_id}

    try:
        once(request, once_of(request), asked, at, acted)
    except Invalid as error:
        refused = uploads.blamed(error) if uploads is not None else error
        for name, texts in refused.fields.items():
            for text in texts:
                blame(form, name, text)
        return page(request, found, at, form=form, error=refused, status=error.status)
    except (Conflict, NotAllowed) as error:
        now = queries.statement_for(request.actor, statement_id)
        return page(request, now, at, form=form, error=error, status=error.status)
    messages.success(request, done)
    return redirect(f"{reverse('desk:statement', args=[statement_id])}?done=1")


def _line(row: Statement, at: datetime) -> dict[str, Any]:
    late = row.state == Statement.ASKED and row.due_at is not None and row.due_at < at
    due = row.due_at if row.state == Statement.ASKED else None
    place = row.ticket.department or row.ticket.centre
    return {
        "url": reverse("desk:statement", args=[row.pk]),
        "question": excerpt(row.question),
        "number": spoken_number(row),
        "state": STATEMENT_STATE_LABELS[row.state],
        "tone": "danger" if late else TONES[row.state],
        "entity": name_of(row),
        "place": place.name,
        "asked": said_short(row.asked_at),
        "due": said_moment(due) if due else "",
        "late": late,
    }


def _list_url(which: str, after: int | None = None) -> str:
    asked = {"which": which} if which != WAITING else {}
    asked |= {"after": str(after)} if after else {}
    url = reverse("desk:statements")
    return f"{url}?{urlencode(asked)}" if asked else url
