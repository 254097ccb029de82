"""The desk at which visitors are served: opened, the next called, served, passed on, let go; their tickets beside them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.contrib import messages
from django.forms import HiddenInput
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tawasul.attachments.uploads import Uploads
from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid, NotAllowed, NotFound, Refused
from tawasul.lib.mobile import local_form
from tawasul.lib.reference import spoken
from tawasul.reception import actions, policies, queries
from tawasul.reception.course import State, Step, may
from tawasul.reception.events import VISIT
from tawasul.reception.labels import LINE_LABELS, ONLINE_SAYINGS
from tawasul.reception.models import Desk, Visit
from tawasul.reception.reasons import Outcome, ReasonKey
from tawasul.tickets import actions as tickets
from tawasul.tickets.models import Ticket
from tawasul.tickets.policies import may_add_staff_files
from tawasul.tickets.queries import ticket_for, tickets_of_beneficiary
from tawasul.timeline import queries as timeline
from tawasul.timeline import receipts
from tawasul.web.accepted import PAPERS
from tawasul.web.desk.reception.door import no_hall
from tawasul.web.desk.reception.forms import DeskForm, FinishForm, ParkForm, TransferForm
from tawasul.web.desk.reception.showing import date_with_official, shown
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.filing.finding import shown as shown_person
from tawasul.web.desk.work.filing.forms import FilingForm
from tawasul.web.desk.work.filing.marks import once_in, scope_of, word_for
from tawasul.web.desk.work.filing.views import Filing, file_posted, own_centre, rendered, visit_in
from tawasul.web.desk.work.showing import row_of
from tawasul.web.doors import staff_only
from tawasul.web.enclosing import PAPERS_HINT
from tawasul.web.waits import tag_of

TICKETS_SHOWN = 10
NEXT_SHOWN = 8
LONGEST_ID = 18  # digits
NONE_ATTACHED = _("None of the files was attached: choose those that are right again.")


@staff_only(Power.RECEIVE_VISITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: DeskRequest) -> HttpResponse:
    """One's own desk; without one, the form with which it is opened."""
    if not policies.may_receive(request.actor):
        return no_hall(request, _("My desk"))
    at = timezone.now()
    desk = queries.desk_of(request.actor.user_id, request.actor.centre_id)
    if request.method == "POST":
        return _open(request, at)
    return _served(request, desk, at) if desk is not None else _closed(request, DeskForm())


@staff_only(Power.RECEIVE_VISITORS)
@require_safe
def counter_queue(request: DeskRequest) -> HttpResponse:
    """Who waits for this desk, for a page that refreshes itself: 304 while nothing happened in the hall."""
    at, actor = timezone.now(), request.actor
    desk = queries.desk_of(actor.user_id, actor.centre_id)
    if desk is None:  # closed by the hall's supervisor, or in another window
        return render(request, "desk/reception/desk_closed.html")
    tag = tag_of(queries.version_of(desk.centre_id), at, "counter", desk.pk)
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:
        return _tagged(HttpResponseNotModified(), tag)
    return _tagged(render(request, "desk/reception/queue.html", _queue(desk, at, tag)), tag)


@staff_only(Power.RECEIVE_VISITORS)
@require_POST
def counter_do(request: DeskRequest, deed: str) -> HttpResponse:
    """One step at one's desk; then the desk again."""
    act = STEPS.get(deed)
    if act is None:
        raise NotFound(_("There is no such step."))
    try:
        said = act(request, timezone.now())
    except (NotFound, NotAllowed):
        raise
    except Refused as refused:
        fields = refused.fields.values() if isinstance(refused, Invalid) else []
        said_more = [str(text) for texts in fields for text in texts]
        messages.warning(request, " ".join(said_more) or str(refused.message))
    else:
        if said:
            messages.success(request, str(said))
    return redirect("desk:counter")


@staff_only(Power.RECEIVE_VISITORS)
@require_POST
def counter_papers(request: DeskRequest, reference: str) -> HttpResponse:
    """Papers that the visitor brought, scanned or photographed, enclosed with a ticket of theirs."""
    actor, at = request.actor, timezone.now()
    ticket, uploads = ticket_for(actor, reference), Uploads(request.FILES.getlist("files"))

    def enclosed() -> dict[str, Any]:
        theirs = tickets.add_files(actor=actor, ticket_id=ticket.pk, uploads=uploads, at=at, for_beneficiary=True)
        return {"files": len(theirs)}

    mark = once_in(request.POST.get("once", ""))
    asked = {"ticket": reference, "files": " ".join(f"{each.name} {each.size}" for each in uploads.files)}
    try:
        receipts.once(scope=scope_of(actor), key=f"papers:{mark}", asked=asked, at=at, act=enclosed)
    except Invalid as refused:
        said = [str(text) for text in uploads.blamed(refused).fields.get("files", [refused.message])]
        desk = queries.desk_of(actor.user_id, actor.centre_id)
        here = queries.at_desk(desk) if desk is not None else None
        if desk is not None and here is not None and here.beneficiary_id == ticket.beneficiary_id:
            return _served(request, desk, at, wrong={reference: [*said, str(NONE_ATTACHED)] if uploads.files else said})
        messages.warning(request, " ".join(said))
    except NotFound:
        raise
    except Refused as refused:
        messages.warning(request, str(refused.message))
    else:
        messages.success(request, _("The papers are with the ticket."))
    return redirect("desk:counter")


@staff_only(Power.FILE_FOR)
@require_POST
def counter_file(request: DeskRequest) -> HttpResponse:
    """File a ticket for whoever is at one's desk; what is refused is said on the desk's own screen."""
    return file_posted(request, timezone.now(), _refused_here)


def _refused_here(request: DeskRequest, filing: Filing) -> HttpResponse:
    """The desk with the form open; the screen of filing where the visitor is not at it any more."""
    desk = queries.desk_of(request.actor.user_id, request.actor.centre_id)
    visit = queries.at_desk(desk) if desk is not None else None
    if desk is None or visit is None or visit.pk != visit_in(request):
        return rendered(request, filing)
    return _served(request, desk, timezone.now(), filing=filing)


def _open(request: DeskRequest, at: datetime) -> HttpResponse:
    form = DeskForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.open_desk(actor=request.actor, name=given["name"], lines=given["lines"], at=at)
            return redirect("desk:counter")
        except Invalid as error:
            for name, said in error.fields.items():
                form.add_error(name if name in form.fields else None, [str(each) for each in said])
        except Refused as error:
            form.add_error(None, str(error.message))
    return _closed(request, form, status=422)


def _closed(request: DeskRequest, form: DeskForm, status: int = 200) -> HttpResponse:
    return render(request, "desk/reception/desk_open.html", _frame() | {"form": form}, status=status)


def _frame() -> dict[str, Any]:
    return {"title": _("My desk"), "breadcrumbs": [(_("My work"), reverse("desk:home")), (_("My desk"), "")]}


def _served(
    request: DeskRequest,
    desk: Desk,
    at: datetime,
    *,
    wrong: Mapping[str, Sequence[str]] | None = None,
    filing: Filing | None = None,
) -> HttpResponse:
    """The desk; `wrong` is what was refused of the papers of a ticket, by its number, `filing` a ticket that was refused."""
    actor = request.actor
    tag = tag_of(queries.version_of(desk.centre_id), at, "counter", desk.pk)
    visit = queries.at_desk(desk)
    context = _frame() | _queue(desk, at, tag) | {"lines": [LINE_LABELS[line] for line in desk.lines], "visit": None}
    if visit is not None:
        filed = _filed_in(visit)
        others = [each for each in queries.desks_of(desk.centre_id) if each.user_id is not None and each.pk != desk.pk]
        context |= {
            "visit": shown(visit, at),
            "online": ONLINE_SAYINGS.get(visit.reason, ""),
            "may": {step.value: may(step, State(visit.state)) for step in Step},
            # A ticket that was filed at the desk says by itself how the visit seems to have ended.
            "finishing": FinishForm(
                auto_id="finish_%s", initial={"outcome": (Outcome.FILED if filed else Outcome.ANSWERED).value}
            ),
            "meeting_url": _meeting(actor, visit),
            "date": date_with_official(desk.centre_id, visit.beneficiary, at),
            "parking": ParkForm(auto_id="park_%s"),
            "passing": TransferForm(desks=others, auto_id="transfer_%s"),
            **_papers(actor, visit, filed, wrong or {}),
            **_filing(request, visit, filing),
        }
    status = filing.status if filing is not None else 422 if wrong else 200
    return render(request, "desk/reception/counter.html", context, status=status)


def _filed_in(visit: Visit) -> frozenset[str]:
    """The numbers, as they are said, of the tickets that were filed in this visit."""
    events = timeline.events_of(VISIT, visit.pk)
    return frozenset(str(event.data["ticket"]) for event in events if event.kind == "filed_here")


def _meeting(actor: Actor, visit: Visit) -> str:
    """Where a meeting with the official is asked for, for whoever came for that; "" for others."""
    if visit.reason != ReasonKey.MEETING.value or not actor.can(Power.FILE_FOR):
        return ""
    person = f"?person={quote(word_for(visit.beneficiary))}" if visit.beneficiary is not None else "?new=1"
    return reverse("desk:meeting_file") + person


def _papers(actor: Actor, visit: Visit, filed: frozenset[str], wrong: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The visitor's tickets that the officer may see, the one they come about first, each with what may be done here."""
    person = visit.beneficiary
    rows = tickets_of_beneficiary(actor, person.pk, TICKETS_SHOWN) if person is not None else []
    rows.sort(key=lambda ticket: ticket.pk != visit.ticket_id)
    return {
        "person": shown_person(person) if person is not None else None,
        "tickets": [
            _ticket(actor, ticket, visit, filed) | {"wrong": _lines(wrong.get(ticket.reference, ()))} for ticket in rows
        ],
        "papers_accepted": PAPERS,
        "papers_hint": PAPERS_HINT,
    }


def _lines(said: Sequence[str]) -> SafeString:
    """Each on a line of its own."""
    return format_html_join(mark_safe("<br>"), "{}", ((each,) for each in said))


def _filing(request: DeskRequest, visit: Visit, refused: Filing | None) -> dict[str, Any]:
    """The form by which a ticket is filed for whoever is at the desk, open where it was refused, and what was filed by it
    just now."""
    if not request.actor.can(Power.FILE_FOR):
        return {}
    filing = refused or _begun(request.actor, visit)
    for field in filing.form.fields.values():
        field.widget.attrs.pop("autofocus", None)  # the desk's first button has it
    filing.form.fields["channel"].widget = HiddenInput()  # they stand at the counter
    filing.form.fields["channel"].initial = "counter"
    context = filing.shown(request.actor)
    asker = context.pop("person")
    return context | {"asker": asker, "visit_id": visit.pk, "refused": refused is not None} | _filed(request)


def _begun(actor: Actor, visit: Visit) -> Filing:
    """A filing of which nothing is written but who asks."""
    person = visit.beneficiary
    known = {"name": visit.name} | ({"mobile": local_form(visit.mobile)} if visit.mobile else {})
    form = FilingForm(actor=actor, person=person, known=known if person is None else None, initial=own_centre(actor))
    return Filing(form, person, once_in(""))


def _filed(request: DeskRequest) -> dict[str, Any]:
    mark = request.GET.get("filed", "")
    answer = receipts.answer_of(scope=scope_of(request.actor), key=mark) if mark else None
    if not isinstance(answer, dict) or "filed" not in answer:
        return {}
    return {"filed_number": spoken(answer["filed"]), "filed_once": mark}


def _ticket(actor: Actor, ticket: Ticket, visit: Visit, filed: frozenset[str]) -> dict[str, Any]:
    about, may_add = ticket.pk == visit.ticket_id, may_add_staff_files(actor, ticket)
    filed_here = spoken(ticket.reference) in filed
    return {
        "row": row_of(ticket),
        "about": about and not filed_here,
        "filed_here": filed_here,
        "may_add": may_add,
        "once": uuid4(),
    }


def _queue(desk: Desk, at: datetime, tag: str) -> dict[str, Any]:
    """Who waits for the desk, and who is to come back."""
    here = list(queries.in_hall(desk.centre_id, at))
    mine = [
        visit
        for visit in here
        if visit.state == State.WAITING.value
        and (visit.for_desk_id == desk.pk or (visit.for_desk_id is None and visit.line in desk.lines))
    ]
    back = [visit for visit in here if visit.state in {State.PARKED.value, State.ABSENT.value}]
    return {
        "desk": desk,
        "tag": tag.strip('"'),
        "waiting": len(mine),
        "not_shown": max(0, len(mine) - NEXT_SHOWN),
        "next": [shown(visit, at) for visit in mine[:NEXT_SHOWN]],
        "back": [shown(visit, at) for visit in back],
        "busy": any(visit.at_a_desk and visit.desk_id == desk.pk for visit in here),
    }


def _tagged(answer: HttpResponse, tag: str) -> HttpResponse:
    answer["ETag"], answer["Cache-Control"] = tag, "private, no-cache"
    return answer


def _visit_in(request: DeskRequest) -> int:
    given = request.POST.get("visit", "")
    if not given.isdecimal() or len(given) > LONGEST_ID:
        raise NotFound(queries.NO_SUCH_VISIT)
    return int(given)


def _call(request: DeskRequest, at: datetime) -> Any:
    if "visit" in request.POST:
        actions.call_this(actor=request.actor, visit_id=_visit_in(request), at=at)
        return ""
    called = actions.call_next(actor=request.actor, at=at)
    return "" if called is not None else _("Nobody waits for your desk now.")


def _recall(request: DeskRequest, at: datetime) -> Any:
    actions.recall(actor=request.actor, visit_id=_visit_in(request), at=at)
    return _("The number was called again.")


def _begin(request: DeskRequest, at: datetime) -> Any:
    actions.begin(actor=request.actor, visit_id=_visit_in(request), at=at)
    return ""


def _miss(request: DeskRequest, at: datetime) -> Any:
    actions.miss(actor=request.actor, visit_id=_visit_in(request), at=at)
    return _("It is noted that they did not come. They may be put back in the queue.")


def _park(request: DeskRequest, at: datetime) -> Any:
    actions.park(actor=request.actor, visit_id=_visit_in(request), note=request.POST.get("note", ""), at=at)
    return _("The visitor keeps their turn, and is listed below until they are back.")


def _transfer(request: DeskRequest, at: datetime) -> Any:
    desks = [desk for desk in queries.desks_of(request.actor.centre_id or 0) if desk.user_id is not None]
    form = TransferForm(request.POST, desks=desks)
    if not form.is_valid():
        raise Invalid(_("Nothing was changed: choose a kind of service and a desk that is open."))
    given = form.cleaned_data
    actions.transfer(
        actor=request.actor,
        visit_id=_visit_in(request),
        line=given["line"],
        desk_id=form.desk_id,
        note=given["note"],
        at=at,
    )
    return _("The visitor was passed on, and keeps their number and turn.")


def _finish(request: DeskRequest, at: datetime) -> Any:
    """Finish; and, where the other button was pressed, call the next at once."""
    actions.finish(
        actor=request.actor,
        visit_id=_visit_in(request),
        outcome=request.POST.get("outcome", ""),
        note=request.POST.get("note", ""),
        at=at,
    )
    if "next" in request.POST and actions.call_next(actor=request.actor, at=at) is not None:
        return ""
    return _("The visit is finished.")


def _rise(request: DeskRequest, at: datetime) -> Any:
    actions.close_desk(actor=request.actor, at=at)
    return _("The desk is closed. Whoever was at it waits again, with their turn.")


STEPS: dict[str, Callable[[DeskRequest, datetime], Any]] = {
    Step.CALL.value: _call,
    Step.RECALL.value: _recall,
    Step.BEGIN.value: _begin,
    Step.MISS.value: _miss,
    Step.PARK.value: _park,
    Step.TRANSFER.value: _transfer,
    Step.FINISH.value: _finish,
    "close": _rise,
}
