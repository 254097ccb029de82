"""Filing for a beneficiary at the counter, on the telephone or from their letter: one screen, by keyboard alone."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid, NotFound, Refused
from tawasul.mailboxes.actions import becomes, bring_enclosures
from tawasul.people.models import Beneficiary
from tawasul.reception.actions import filed_here
from tawasul.reception.queries import at_desk, desk_of
from tawasul.tickets.actions import add_words, file_ticket
from tawasul.tickets.duplicates.candidates import Likely, likely, person_asking
from tawasul.tickets.queries import tickets_of_beneficiary
from tawasul.timeline import receipts
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.filing.files import discard_taken_out, kept, receive_all
from tawasul.web.desk.work.filing.finding import found_context, shown, told_by
from tawasul.web.desk.work.filing.forms import REPORT, FilingForm
from tawasul.web.desk.work.filing.likely import shown_likely
from tawasul.web.desk.work.filing.marks import draft_key, once_in, person_of, scope_of
from tawasul.web.desk.work.filing.writing import Written, written_in
from tawasul.web.desk.work.showing import row_of, sector_name
from tawasul.web.desk.work.sought import put_aside, sought
from tawasul.web.doors import staff_only

EARLIER = 8


@dataclass(frozen=True)
class Filing:
    """A filing as it stands before it is filed: what is written, by whom it is asked, and what is refused of it."""

    form: FilingForm
    person: Beneficiary | None
    once: str
    _: KW_ONLY
    fresh: bool = False
    recorded: Beneficiary | None = None
    likely: dict[str, Any] | None = None
    written: Written | None = None
    file_problem: str = ""
    status: int = 200

    def shown(self, actor: Actor) -> dict[str, Any]:
        """What the form of a filing (`filing/form.html`) shows of it."""
        return {
            "form": self.form,
            "person": shown(self.person) if self.person else None,
            "recorded": shown(self.recorded) if self.recorded else None,
            "once": self.once,
            "kept": kept(actor, self.once),
            "file_problem": self.file_problem,
            "problems": [("files", self.file_problem)] if self.file_problem else [],
            "likely": self.likely,
            "written": self.written,
        }


Again = Callable[[DeskRequest, Filing], HttpResponse]


@staff_only(Power.FILE_FOR)
@require_http_methods(["GET", "HEAD", "POST"])
def file_for(request: DeskRequest) -> HttpResponse:
    """The screen, and its one button."""
    if (aside := put_aside(request, request.path, "mail", "new")) is not None:
        return aside
    return file_posted(request, timezone.now(), rendered) if request.method == "POST" else _screen(request)


def _screen(request: DeskRequest) -> HttpResponse:
    """Find somebody, or begin with a new person."""
    person = person_of(request.GET.get("person", ""))
    known = told_by(sought(request)) if person is None else None
    written, once = written_in(request.actor, request.GET.get("mail", "")), once_in("")
    initial = own_centre(request.actor) | (written.initial if written else {})
    form = FilingForm(actor=request.actor, person=person, known=known, written=written, initial=initial)
    fresh = "new" in request.GET
    if written is not None and (person or fresh):
        refused = bring_enclosures(
            actor=request.actor,
            message_id=written.message_id,
            draft_key=draft_key(request.actor, once),
            at=timezone.now(),
        )
        problem = " ".join(refused)
        return rendered(request, Filing(form, person, once, fresh=fresh, written=written, file_problem=problem))
    return rendered(request, Filing(form, person, once, fresh=fresh, written=written))


def file_posted(request: DeskRequest, at: datetime, again: Again) -> HttpResponse:
    """File what was written, and lead on; what is refused is shown by `again`, of the page on which it was written."""
    once, actor = once_in(request.POST.get("once", "")), request.actor
    if receipts.answer_of(scope=scope_of(actor), key=once) is not None:
        return _onwards(request, once)
    person = person_of(request.POST.get("person", ""))
    discard_taken_out(request, once, at)
    refused_files = receive_all(request, once, at)
    written = written_in(actor, request.POST.get("mail", ""))
    form = FilingForm(request.POST, actor=actor, person=person, written=written)
    if not form.is_valid() or refused_files:
        problem = " ".join(refused_files)
        return again(request, Filing(form, person, once, written=written, file_problem=problem, status=422))
    recorded = form.recorded_otherwise()
    if recorded is not None:
        form.add_error("identity", _("This number is recorded under another name."))
        return again(request, Filing(form, person, once, written=written, recorded=recorded, status=409))
    given = form.cleaned_data
    add_to = request.POST.get("add_to", "")
    found = _likely(form, at)
    if found and given["type"] != REPORT and not add_to and "another" not in request.POST:
        seen = shown_likely(actor, found)
        return again(request, Filing(form, person, once, written=written, likely=seen, status=409))

    def filed() -> dict[str, Any]:
        if add_to:
            ticket_id = _added(actor, form, add_to, draft_key(actor, once), at)
            if written is not None:
                becomes(actor=actor, message_id=written.message_id, ticket_id=ticket_id, how="joined", at=at)
            return {"added": add_to}
        ticket = file_ticket(
            actor=actor,
            asker=form.asker(),
            type=given["type"],
            channel=given["channel"],
            centre_id=given["centre"],
            subject=given["subject"],
            text=given["text"],
            incident_place=given["incident_place"],
            draft_key=draft_key(actor, once),
            at=at,
        )
        if written is not None:
            becomes(actor=actor, message_id=written.message_id, ticket_id=ticket.pk, how="made", at=at)
        if (visit_id := visit_in(request)) is not None:
            filed_here(actor=actor, visit_id=visit_id, ticket=ticket, at=at)
        return {"filed": ticket.reference}

    asked = {name: str(value) for name, value in given.items()}
    try:
        receipts.once(scope=scope_of(actor), key=once, asked=asked, at=at, act=filed)
    except Invalid as error:
        form.blame(error)
        return again(request, Filing(form, person, once, written=written, status=error.status))
    except Refused as error:
        form.add_error(None, str(error.message))
        return again(request, Filing(form, person, once_in(""), written=written, status=error.status))
    return _onwards(request, once)


def _onwards(request: DeskRequest, once: str) -> HttpResponse:
    """To the slip of what was filed, or to the ticket to which it was added; from a desk at which the visitor still is, back to
    it, where the number is said."""
    answer = receipts.answer_of(scope=scope_of(request.actor), key=once)
    if _is_at_desk(request, visit_in(request)):
        if isinstance(answer, dict) and "added" in answer:
            messages.success(request, gettext("It was added to this ticket, and whoever has it is told."))
        return redirect(f"{reverse('desk:counter')}?filed={once}")
    if isinstance(answer, dict) and "added" in answer:
        messages.success(request, gettext("It was added to this ticket, and whoever has it is told."))
        return redirect("desk:ticket", reference=answer["added"])
    return redirect("desk:filed", once=once)


def visit_in(request: DeskRequest) -> int | None:
    """The visit during which it is filed, at the desk of whoever files."""
    given = request.POST.get("visit", "")
    return int(given) if given.isdecimal() and len(given) < 19 and request.actor.can(Power.RECEIVE_VISITORS) else None


def _is_at_desk(request: DeskRequest, visit_id: int | None) -> bool:
    desk = desk_of(request.actor.user_id, request.actor.centre_id) if visit_id is not None else None
    visit = at_desk(desk) if desk is not None else None
    return visit is not None and visit.pk == visit_id


def _likely(form: FilingForm, at: datetime) -> list[Likely]:
    """What this person may have asked before."""
    asker, given = form.asker(), form.cleaned_data
    return likely(person_asking(asker.identity, asker.mobile), f"{given['subject']} {given['text']}", at)


def _added(actor: Actor, form: FilingForm, reference: str, key: str, at: datetime) -> int:
    """Add it to a ticket instead: one that the officer sees, of this person. Its id."""
    ticket = next((row.ticket for row in _likely(form, at) if row.ticket.reference == reference), None)
    if ticket is None:
        raise NotFound(gettext("That ticket is not there any more, or you may not see it."))
    text = f"{form.cleaned_data['subject']}\n{form.cleaned_data['text']}"
    add_words(actor=actor, ticket_id=ticket.pk, text=text, draft_key=key, at=at)
    return ticket.pk


def rendered(request: DeskRequest, filing: Filing) -> HttpResponse:
    """The screen on which a filing is written."""
    person = filing.person
    earlier = tickets_of_beneficiary(request.actor, person.pk, EARLIER) if person else []
    context = {
        "title": _("File for a beneficiary"),
        "breadcrumbs": [(_("My work"), reverse("desk:home")), (_("File for a beneficiary"), "")],
        "fresh": filing.fresh or filing.form.is_bound,
        "earlier": [row_of(ticket) for ticket in earlier],
        "with_mail": f"mail={filing.written.message_id}" if filing.written else "",
        "visit_id": visit_in(request),
    } | filing.shown(request.actor)
    context |= found_context(sought(request))
    return render(request, "desk/work/filing/file_for.html", context, status=filing.status)


def own_centre(actor: Actor) -> dict[str, Any]:
    """The officer's own centre stands there already."""
    if actor.centre_id is None:
        return {}
    return {"centre": actor.centre_id, "centre_text": sector_name(centres.place(actor.centre_id))}
