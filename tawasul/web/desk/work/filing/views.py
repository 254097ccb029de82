"""Filing for a beneficiary at the counter or on the telephone: one screen, by keyboard alone."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid, Refused
from tawasul.people.models import Beneficiary
from tawasul.tickets.actions import file_ticket
from tawasul.tickets.queries import tickets_of_beneficiary
from tawasul.timeline import receipts
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.filing.files import discard_taken_out, kept, receive_all
from tawasul.web.desk.work.filing.finding import found_context, shown, told_by
from tawasul.web.desk.work.filing.forms import FilingForm
from tawasul.web.desk.work.filing.marks import draft_key, once_in, person_of, scope_of
from tawasul.web.desk.work.showing import row_of, sector_name
from tawasul.web.doors import staff_only

EARLIER = 8


@staff_only(Power.FILE_FOR)
@require_http_methods(["GET", "HEAD", "POST"])
def file_for(request: DeskRequest) -> HttpResponse:
    """The screen, and its one button."""
    return _file(request, timezone.now()) if request.method == "POST" else _screen(request)


def _screen(request: DeskRequest) -> HttpResponse:
    """Find somebody, or begin with a new person."""
    person = person_of(request.GET.get("person", ""))
    known = told_by(request.GET.get("who", "")) if person is None else None
    form = FilingForm(actor=request.actor, person=person, known=known, initial=_own_centre(request.actor))
    return _rendered(request, form, person, once_in(""), fresh="new" in request.GET)


def _file(request: DeskRequest, at: datetime) -> HttpResponse:
    once, actor = once_in(request.POST.get("once", "")), request.actor
    if receipts.answer_of(scope=scope_of(actor), key=once) is not None:
        return redirect("desk:filed", once=once)
    person = person_of(request.POST.get("person", ""))
    discard_taken_out(request, once, at)
    refused_files = receive_all(request, once, at)
    form = FilingForm(request.POST, actor=actor, person=person)
    if not form.is_valid() or refused_files:
        return _rendered(request, form, person, once, file_problem=" ".join(refused_files), status=422)
    recorded = form.recorded_otherwise()
    if recorded is not None:
        form.add_error("identity", _("This number is recorded under another name."))
        return _rendered(request, form, person, once, recorded=recorded, status=409)
    given = form.cleaned_data

    def filed() -> dict[str, Any]:
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
        return {"filed": ticket.reference}

    asked = {name: str(value) for name, value in given.items()}
    try:
        receipts.once(scope=scope_of(actor), key=once, asked=asked, at=at, act=filed)
    except Invalid as error:
        form.blame(error)
        return _rendered(request, form, person, once, status=error.status)
    except Refused as error:
        form.add_error(None, str(error.message))
        return _rendered(request, form, person, once_in(""), status=error.status)
    return redirect("desk:filed", once=once)


def _rendered(
    request: DeskRequest,
    form: FilingForm,
    person: Beneficiary | None,
    once: str,
    *,
    fresh: bool = False,
    recorded: Beneficiary | None = None,
    file_problem: str = "",
    status: int = 200,
) -> HttpResponse:
    earlier = tickets_of_beneficiary(request.actor, person.pk, EARLIER) if person else []
    context = {
        "title": _("File for a beneficiary"),
        "breadcrumbs": [(_("My work"), reverse("desk:home")), (_("File for a beneficiary"), "")],
        "form": form,
        "person": shown(person) if person else None,
        "recorded": shown(recorded) if recorded else None,
        "fresh": fresh or form.is_bound,
        "earlier": [row_of(ticket) for ticket in earlier],
        "once": once,
        "kept": kept(request.actor, once),
        "file_problem": file_problem,
    }
    return render(
        request, "desk/work/filing/file_for.html", context | found_context(request.GET.get("who", "")), status=status
    )


def _own_centre(actor: Actor) -> dict[str, Any]:
    """The officer's own centre stands there already."""
    if actor.centre_id is None:
        return {}
    return {"centre": actor.centre_id, "centre_text": sector_name(centres.place(actor.centre_id))}
