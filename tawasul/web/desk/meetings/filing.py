"""Asking to meet the official at the counter or on the telephone: who asks, what for, and a number to read out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tawasul.centres import queries as centres
from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid, NotFound, Refused
from tawasul.lib.reference import spoken
from tawasul.meetings import queries
from tawasul.meetings.actions import file_request
from tawasul.meetings.callers import told_of
from tawasul.meetings.labels import NO_SUCH_REQUEST
from tawasul.meetings.models import MeetingRequest
from tawasul.meetings.policies import covers
from tawasul.people.models import Beneficiary
from tawasul.timeline import receipts
from tawasul.web.desk.meetings.forms import MeetingFilingForm
from tawasul.web.desk.meetings.showing import row_of
from tawasul.web.desk.meetings.told import card_of
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.filing.files import discard_taken_out, kept, receive_all
from tawasul.web.desk.work.filing.finding import found_context, shown, told_by
from tawasul.web.desk.work.filing.marks import draft_key, once_in, person_of, scope_of
from tawasul.web.desk.work.showing import said_date, said_moment, sector_name
from tawasul.web.desk.work.sought import put_aside, sought
from tawasul.web.doors import staff_only

EARLIER = 6
TITLE = _("Ask to meet the official, for a beneficiary")


@staff_only(Power.FILE_FOR)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_file(request: DeskRequest) -> HttpResponse:
    """The screen, and its one button."""
    if (aside := put_aside(request, request.path, "new")) is not None:
        return aside
    if request.method == "POST":
        return _file(request, timezone.now())
    person = person_of(request.GET.get("person", ""))
    known = told_by(sought(request)) if person is None else None
    form = MeetingFilingForm(actor=request.actor, person=person, known=known, initial=_own_centre(request))
    return _rendered(request, form, person, once_in(""), fresh="new" in request.GET)


@staff_only(Power.FIND_BENEFICIARIES)
@require_POST
def meeting_found(request: DeskRequest) -> HttpResponse:
    """The people whom the words find, for a page that asks as one types."""
    return render(request, "desk/meetings/found.html", found_context(request.POST.get("who", "")))


@staff_only(Power.FILE_FOR)
@require_safe
def meeting_filed(request: DeskRequest, once: UUID) -> HttpResponse:
    """What was filed under this mark by this officer: the number to be read out, and a slip."""
    answer = receipts.answer_of(scope=scope_of(request.actor), key=str(once))
    if not isinstance(answer, dict) or "meeting" not in answer:
        raise NotFound(NO_SUCH_REQUEST)
    asked = MeetingRequest.objects.select_related(*queries.RELATED).get(reference=answer["meeting"])
    context = {
        "title": pgettext_lazy("title", "Filed"),
        "meeting": asked,
        "spoken": spoken(asked.reference),
        "filed": said_moment(asked.filed_at),
        "committed": said_date(asked.committed_at),
        "may_open": covers(request.actor, asked),
    }
    return render(request, "desk/meetings/filed.html", context)


def _file(request: DeskRequest, at: datetime) -> HttpResponse:
    once, actor = once_in(request.POST.get("once", "")), request.actor
    if receipts.answer_of(scope=scope_of(actor), key=once) is not None:
        return redirect("desk:meeting_filed", once=once)
    person = person_of(request.POST.get("person", ""))
    discard_taken_out(request, once, at)
    refused_files = receive_all(request, once, at)
    form = MeetingFilingForm(request.POST, actor=actor, person=person)
    if not form.is_valid() or refused_files:
        return _rendered(request, form, person, once, file_problem=" ".join(refused_files), status=422)
    recorded = form.recorded_otherwise()
    if recorded is not None:
        form.add_error("identity", _("This number is recorded under another name."))
        return _rendered(request, form, person, once, recorded=recorded, status=409)
    given = form.cleaned_data
    same = queries.open_with_subject(form.asker().identity.number, given["subject"])
    if same and "another" not in request.POST:
        return _rendered(request, form, person, once, same=same, status=409)

    def filed() -> dict[str, Any]:
        asked = file_request(
            actor=actor,
            asker=form.asker(),
            channel=given["channel"],
            centre_id=given["centre"],
            subject=given["subject"],
            text=given["text"],
            concerned=given["concerned"],
            need=given["need"],
            draft_key=draft_key(actor, once),
            at=at,
        )
        return {"meeting": asked.reference}

    told = {name: str(value) for name, value in given.items()}
    try:
        receipts.once(scope=scope_of(actor), key=once, asked=told, at=at, act=filed)
    except Invalid as error:
        form.blame(error)
        return _rendered(request, form, person, once, status=error.status)
    except Refused as error:
        form.add_error(None, str(error.message))
        return _rendered(request, form, person, once_in(""), status=error.status)
    return redirect("desk:meeting_filed", once=once)


def _rendered(
    request: DeskRequest,
    form: MeetingFilingForm,
    person: Beneficiary | None,
    once: str,
    *,
    fresh: bool = False,
    recorded: Beneficiary | None = None,
    same: Sequence[MeetingRequest] = (),
    file_problem: str = "",
    status: int = 200,
) -> HttpResponse:
    at = timezone.now()
    earlier = queries.of_beneficiary(request.actor, person.pk, EARLIER) if person else []
    context = {
        "title": TITLE,
        "breadcrumbs": [(_("My work"), reverse("desk:home")), (TITLE, "")],
        "form": form,
        "person": shown(person) if person else None,
        "recorded": shown(recorded) if recorded else None,
        "same": [card_of(request.actor, told) for told in told_of(list(same))],
        "fresh": fresh or form.is_bound,
        "earlier": [row_of(row, at) for row in earlier],
        "once": once,
        "kept": kept(request.actor, once),
        "file_problem": file_problem,
    }
    found = found_context(sought(request))
    return render(request, "desk/meetings/file.html", context | found, status=status)


def _own_centre(request: DeskRequest) -> dict[str, Any]:
    """The officer's own centre stands there already."""
    if request.actor.centre_id is None:
        return {}
    return {
        "centre": request.actor.centre_id,
        "centre_text": sector_name(centres.place(request.actor.centre_id)),
    }
