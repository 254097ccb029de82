"""A statement before whoever is asked by a link: the question and its papers, an answer or a question back. Works on a phone.

Opening a link changes nothing, for programs that look into mail open it too.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tawasul.attachments import queries as attachments
from tawasul.attachments.labels import NOT_FOUND
from tawasul.attachments.uploads import Uploads
from tawasul.centres.actor import guest_actor
from tawasul.lib.errors import Invalid, NotFound, Refused
from tawasul.lib.hijri import dual_moment, short_dual
from tawasul.tickets import actions
from tawasul.tickets.models import Statement, StatementTurn
from tawasul.tickets.statements import links, queries
from tawasul.tickets.statements.naming import name_of, spoken_number
from tawasul.timeline import receipts
from tawasul.web.accepted import ACCEPTED
from tawasul.web.enclosing import HINT, handed_out
from tawasul.web.guests.forms import GuestQuestionForm, GuestStateForm
from tawasul.web.guests.opening import by_link, gone

Act = Callable[[datetime], object]
# The field beside which is said what the action refuses of an argument; of files the page itself says it.
FIELDS: dict[type[forms.Form], dict[str, str]] = {
    GuestStateForm: {"text": "text", "name": "name"},
    GuestQuestionForm: {"text": "question", "name": "asked_by"},
}


@require_safe
@by_link
def show(request: HttpRequest, token: str, statement: Statement | None) -> HttpResponse:
    """The page."""
    return page(request, token, statement) if statement is not None else gone(request)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def answer(request: HttpRequest, token: str, statement: Statement | None) -> HttpResponse:
    """State, with files or without: once however often it is sent."""
    form, uploads = GuestStateForm(request.POST), Uploads(request.FILES.getlist("files"))

    def act(at: datetime) -> None:
        given, pk = form.cleaned_data, _id(token)
        guest = guest_actor(statement_id=pk, name=given["name"])
        actions.state(actor=guest, statement_id=pk, text=given["text"], uploads=uploads, at=at)

    return _attempted(request, token, statement, form, act, reverse("guests:done"), uploads)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def ask(request: HttpRequest, token: str, statement: Statement | None) -> HttpResponse:
    """Ask something first."""
    form = GuestQuestionForm(request.POST)

    def act(at: datetime) -> None:
        given, pk = form.cleaned_data, _id(token)
        guest = guest_actor(statement_id=pk, name=given["asked_by"])
        actions.ask_back(actor=guest, statement_id=pk, text=given["question"], at=at)

    here = f"{reverse('guests:statement', args=[token])}?sent=1"
    return _attempted(request, token, statement, form, act, here, None)


@require_safe
@by_link
def paper(
    request: HttpRequest,
    token: str,  # noqa: ARG001
    statement: Statement | None,
    *,
    attachment_id: UUID,
) -> HttpResponse | FileResponse:
    """A file that was chosen for those asked; none other, whatever its id."""
    if statement is None:
        return gone(request)
    attachment = attachments.get(attachment_id)
    if not statement.papers.filter(attachment=attachment).exists():
        raise NotFound(NOT_FOUND)
    return handed_out(attachment)


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Thanks; the link that led here opens nothing any more."""
    return render(request, "guests/done.html")


def page(
    request: HttpRequest,
    token: str,
    statement: Statement,
    *,
    form: forms.Form | None = None,
    error: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with the form that was refused and what is wrong with it; what was typed stays."""
    language = get_language() or "ar"
    (said,) = queries.said_of([statement])
    place = statement.ticket.department or statement.ticket.centre
    late = statement.state == Statement.ASKED and statement.due_at is not None and statement.due_at < timezone.now()
    context: dict[str, Any] = {
        "token": token,
        "number": spoken_number(statement),
        "entity": name_of(statement),
        "place": place.name,
        "sector": statement.ticket.sector.name if statement.ticket.sector else "",
        "question": statement.question,
        "asked": dual_moment(statement.asked_at, language),
        "due": dual_moment(statement.due_at, language) if statement.due_at else "",
        "late": late,
        "waits": statement.state == Statement.ASKED_BACK,
        "turns": [_turn(turn, language) for turn in said.turns],
        "papers": [
            {"url": reverse("guests:paper", args=[token, row.pk]), "name": row.name, "size": row.file.size}
            for row in said.papers
        ],
        "answer": form if isinstance(form, GuestStateForm) else GuestStateForm(),
        "asking": form if isinstance(form, GuestQuestionForm) else GuestQuestionForm(),
        "once": uuid4(),
        "once_asking": uuid4(),
        "autosave": f"g-{statement.pk}-",
        "files_hint": HINT,
        "accepted": ACCEPTED,
        "files_error": " ".join(str(text) for text in getattr(error, "fields", {}).get("files", [])),
        "problem": str(error.message) if error is not None and not getattr(error, "fields", {}) else "",
        "lost": form.data.get("question", "")
        if error is not None and form and statement.state != Statement.ASKED
        else "",
    }
    return render(request, "guests/statement.html", context, status=status)


def _turn(turn: StatementTurn, language: str) -> dict[str, Any]:
    return {
        "text": turn.text,
        "by": turn.by_name,
        "when": short_dual(turn.at, language),
        "answer": turn.answer,
        "answered": short_dual(turn.answered_at, language) if turn.answered_at else "",
    }


def _attempted(
    request: HttpRequest,
    token: str,
    statement: Statement | None,
    form: forms.Form,
    act: Act,
    onward: str,
    uploads: Uploads | None,
) -> HttpResponse:
    """Do it once for the mark of its form. What was acted on already is answered as it was, though the link is closed now."""
    at, pk = timezone.now(), links.signed_for(token, at=timezone.now())
    if request.method != "POST" or pk is None:
        return HttpResponseRedirect(reverse("guests:statement", args=[token]))
    mark, scope = request.POST.get("once", "")[:64] or str(uuid4()), f"statement:{pk}"
    if receipts.answer_of(scope=scope, key=mark) is not None:
        return HttpResponseRedirect(onward)
    if statement is None:
        return gone(request)
    if not form.is_valid():
        return page(request, token, statement, form=form, status=422)
    asked = {name: str(value) for name, value in form.cleaned_data.items()}
    asked |= {"files": " ".join(f"{each.name} {each.size}" for each in uploads.files) if uploads else ""}
    try:
        receipts.once(scope=scope, key=mark, asked=asked, at=at, act=lambda: act(at) or {"statement": pk})
    except Invalid as error:
        refused = uploads.blamed(error) if uploads is not None else error
        for name, texts in refused.fields.items():
            for text in texts:
                form.add_error(FIELDS[type(form)].get(name), str(text))
        return page(request, token, statement, form=form, error=refused, status=refused.status)
    except Refused as error:
        now = links.statement_of(token, at=at)
        return page(request, token, now, form=form, error=error, status=error.status) if now else gone(request)
    messages.success(request, _("It has been sent. Thank you."))
    return HttpResponseRedirect(onward)


def _id(token: str) -> int:
    return links.signed_for(token, at=timezone.now()) or 0
