"""One box that finds tickets, with what was found marked."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.centres.roles import Power
from tawasul.directives.queries import directive_if_any
from tawasul.lib.arabic import terms
from tawasul.lib.digits import compact, western
from tawasul.lib.errors import Invalid
from tawasul.lib.hijri import RIYADH
from tawasul.meetings import callers as meetings
from tawasul.meetings.queries import request_if_any
from tawasul.tickets.callers.finding import Kind, understood
from tawasul.tickets.finding import Doubt, doubt_about, find
from tawasul.tickets.models import Ticket
from tawasul.tickets.problems.queries import problem_if_any
from tawasul.tickets.search import said_of
from tawasul.tickets.sought import Sought
from tawasul.web.desk.directives.showing import head_of
from tawasul.web.desk.meetings.told import card_of
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.filters import SearchFilterForm
from tawasul.web.desk.work.marking import excerpt, found_in, marked
from tawasul.web.desk.work.showing import row_of
from tawasul.web.desk.work.sought import keep
from tawasul.web.desk.work.sought import sought as sought_for
from tawasul.web.doors import staff_only

UNDERSTOOD = {
    "number": _("Understood as a ticket number."),
    "identity": _("Understood as an identity number: the tickets of that person."),
    "document": _("Understood as the number of a passport or another document: the tickets of that person."),
    "mobile": _("Understood as a mobile number: the tickets filed with it."),
    "unfinished": _("Understood as a ticket number without its last digit, which was added."),
    "filters": _("All that the filters leave: open reports first, then the newest."),
    "words": _("Found by words, in whatever spelling: all of them occur in each ticket."),
}
WHERE = {
    "completion": _("In what the beneficiary added"),
    "addition": _("In what the beneficiary added"),
    "reply": _("In the reply"),
    "objection": _("In the objection"),
    "decision": _("In the decision on the objection"),
    "expedite": _("In an expedite"),
    "statement": _("In a statement"),
    "file": _("In the name of a file"),
}
LONGEST = 200
DIGITS = 10  # of an identity and of a mobile as it is said here
DOUBTS = {
    Doubt.NONE: _(
        "Only tickets that your role may see are searched. Try fewer words, another spelling of the name, or the whole number."
    ),
    Doubt.MISTYPED: _(
        "This is as long as a ticket number, but a digit is wrong: the last one tells. Ask for it again, digit by digit."
    ),
    Doubt.WRONG_IDENTITY: _(
        "As an identity number this has a wrong digit: the last one tells. Ask for it again, digit by digit. If it is a ticket "
        "number, give all eleven digits."
    ),
    Doubt.PART: _(
        "Numbers are found whole: a ticket number has eleven digits, an identity or a mobile ten. Only tickets that your role "
        "may see are searched."
    ),
}


@staff_only(Power.SEE_TICKETS)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: DeskRequest) -> HttpResponse:
    """The box and its results. The box is posted: words stand in the address of what they find, an identity or a mobile does
    not."""
    given = request.POST if request.method == "POST" else request.GET
    asked = " ".join(given.get("q", "").replace("\x00", "").split())[:LONGEST] or sought_for(request)
    form = SearchFilterForm(given, actor=request.actor, today=timezone.now().astimezone(RIYADH).date())
    if request.method == "POST" or (_is_of_a_person(asked) and "q" in given):
        return redirect(_url(request, asked, form))
    if (meeting := request_if_any(request.actor, asked)) is not None:
        return redirect("desk:meeting", meeting=meeting.reference)
    context: dict[str, Any] = {
        "title": _("Search"),
        "q": asked,
        "form": form,
        "narrowed": bool(form.asked()),
        "refused": form.refused,
    }
    if form.refused:
        context["everywhere"] = f"?{urlencode(_said(request, asked))}"
        return render(request, "desk/work/search.html", context, status=422)
    if asked or form.said():
        try:
            found = find(request.actor, asked, form.filters(), after=request.GET.get("after", ""))
        except Invalid:
            return redirect(_url(request, asked, form))
        said = said_of(found.tickets) if found.sought else {}
        context |= {
            "problem": problem_if_any(request.actor, asked),
            "directive": _directive(request, asked),
            "meetings": [] if form.asked() or "after" in request.GET else _meetings(request, asked),
            "why_nothing": DOUBTS[doubt_about(asked)],
            "understood": UNDERSTOOD[found.understood_as],
            "results": [_result(ticket, found.sought, said.get(ticket.pk, [])) for ticket in found.tickets],
            "asked": True,
            "later": "after" in request.GET,
            "first_url": _url(request, asked, form),
            "next_url": _url(request, asked, form, after=found.next_key) if found.more else "",
            "everywhere": f"?{urlencode(_said(request, asked))}",
        }
    return render(request, "desk/work/search.html", context)


def _directive(request: DeskRequest, asked: str) -> dict[str, Any] | None:
    """The directive of this number, for whoever sees it."""
    found = directive_if_any(request.actor, asked)
    return head_of(found) if found is not None else None


def _meetings(request: DeskRequest, asked: str) -> list[dict[str, Any]]:
    """The requests to meet the official that were meant, in short: by number, identity and mobile to those who tell people
    where they stand; by name to those who see them."""
    sought = understood(asked)
    if sought.kind is Kind.NOTHING:
        found = meetings.named(request.actor, terms(asked))
    else:
        found = meetings.requests_of(request.actor, sought)
    return [card_of(request.actor, told) for told in meetings.told_of(found)]


def _url(request: DeskRequest, asked: str, form: SearchFilterForm, **more: str) -> str:
    return f"{reverse('desk:search')}?{urlencode({**_said(request, asked), **form.kept(), **more})}"


def _said(request: DeskRequest, asked: str) -> dict[str, str]:
    """How an address says what is sought: by a key that says nothing, where it is somebody's number."""
    return {"sought": keep(request.session, asked)} if _is_of_a_person(asked) else {"q": asked}


def _is_of_a_person(asked: str) -> bool:
    """Whether it is the number of a document or a mobile, whole or with a wrong digit."""
    digits, read = compact(western(asked)), understood(asked)
    passport = (
        read.kind is Kind.IDENTITY and not digits.isdigit()
    )  # all digits of another length: a problem, a directive
    return read.kind is Kind.MOBILE or passport or (digits.isdigit() and len(digits) == DIGITS)


def _result(ticket: Ticket, sought: Sought, said: list[tuple[str, str]]) -> dict[str, Any]:
    """A ticket with what was found marked: in its text or, where more of it stands elsewhere, there."""
    where, text = max([("", ticket.text), *said], key=lambda part: found_in(part[1], sought))
    return {
        "row": row_of(ticket),
        "subject": marked(ticket.subject, sought),
        "beneficiary": marked(ticket.beneficiary.name, sought),
        "where": WHERE.get(where, ""),
        "excerpt": excerpt(text, sought),
    }
