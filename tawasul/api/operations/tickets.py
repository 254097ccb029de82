"""Tickets: lists, counts, search, one as a whole, and its route."""

from hashlib import sha256
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import Query

from tawasul.api.caller import Call
from tawasul.api.noun import Noun
from tawasul.api.schemas.asked import Narrowing, Searching, UnmaskGiven
from tawasul.api.schemas.clocks import ClockRead, clock_read
from tawasul.api.schemas.places import Coordinator, coordinator
from tawasul.api.schemas.route import Route, happened, leg
from tawasul.api.schemas.tickets import Count, Found, LikelyTicket, TicketPage, Unmasked, likely_tickets, row
from tawasul.api.schemas.whole import TicketWhole, whole
from tawasul.centres.roles import Power
from tawasul.clocks.queries import clocks_of
from tawasul.lib.errors import Invalid
from tawasul.tickets import actions, assigning, loads, policies
from tawasul.tickets.duplicates.candidates import apart, like
from tawasul.tickets.finding import find
from tawasul.tickets.queries import SUBJECT_KIND, contents_of, durations, ticket_for
from tawasul.tickets.statements.queries import statements_of
from tawasul.tickets.worklists import Filters, Page, counts_for, page_of, worklist, worklists_for

router = Noun("tickets")
SEES = [Power.SEE_TICKETS]


@router.opens("GET", "/tickets", TicketPage, needs=SEES)
def list_tickets(request: Call, response: HttpResponse, how: Query[Narrowing]) -> TicketPage:
    """A page of a work list.

    Pages go by key, not by number: what is filed meanwhile neither repeats nor hides a ticket.
    """
    actor = request.auth.actor
    page = page_of(
        actor,
        worklist(actor, how.list),
        filters=how.filters,
        order=how.order or "",
        after=how.after or "",
        before=how.before or "",
        size=how.size,
    )
    _link(request, response, page)
    return TicketPage(
        tickets=[row(ticket) for ticket in page.tickets], next=page.next_key or None, previous=page.previous_key or None
    )


def _link(request: HttpRequest, response: HttpResponse, page: Page) -> None:
    """The addresses of the neighbouring pages (RFC 8288)."""
    links = []
    for relation, name, key in (("next", "after", page.next_key), ("prev", "before", page.previous_key)):
        if key:
            asked = {k: v for k, v in request.GET.items() if k not in {"after", "before"}}
            links.append(f'<{request.path}?{urlencode(asked | {name: key})}>; rel="{relation}"')
    if links:
        response.headers["Link"] = ", ".join(links)


@router.opens("GET", "/tickets/counts", list[Count], needs=SEES)
def count_tickets(request: Call) -> list[Count]:
    """The work lists of the caller's role, and how many tickets stand in each."""
    counts = counts_for(request.auth.actor)
    rows = worklists_for(request.auth.actor)
    return [Count(list=each.key, title=str(each.title), count=counts.get(each.key)) for each in rows]


@router.opens("GET", "/search", Found, needs=SEES)
def search(request: Call, how: Query[Searching]) -> Found:
    """Tickets by number, identity, mobile, name or words, in whatever Arabic spelling: in the ticket, the replies, statements
    and names of files. Open reports come first, then those with all words in the subject or the name, then the newest.

    "Words in quotation marks" are found as they follow each other; a ticket with a -word after a minus is left out.
    """
    asked = how.q.replace("\x00", " ")
    if not how.q and how.filters == Filters():
        said = _("Write what is searched for, or choose a filter.")
        raise Invalid(said, fields={"q": [said]})
    found = find(request.auth.actor, asked, how.filters, after=how.after or "")
    return Found(
        understood_as=found.understood_as,
        tickets=[row(ticket) for ticket in found.tickets],
        more=found.more,
        next=found.next_key or None,
    )


@router.opens("GET", "/tickets/{reference}", {200: TicketWhole, 304: None}, needs=SEES)
def read_ticket(request: Call, response: HttpResponse, reference: str) -> TicketWhole | HttpResponse:
    """A ticket with all that belongs to it, and the actions open to the caller now.

    `actions` is the same table from which the pages make their buttons. Identity, mobile and e-mail address are masked. With
    the ETag in If-None-Match, an unchanged ticket is answered with 304.
    """
    actor = request.auth.actor
    ticket = ticket_for(actor, reference)
    said = whole(ticket, contents_of(ticket), statements_of(ticket), policies.steps_open_to(actor, ticket))
    etag = f'"{sha256(said.model_dump_json().encode()).hexdigest()[:32]}"'
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": etag})
    response.headers["ETag"] = etag
    return said


@router.opens("GET", "/tickets/{reference}/route", Route, needs=SEES)
def read_route(request: Call, reference: str) -> Route:
    """What happened to a ticket, each event in one sentence; and whose hands it was in, for how many seconds."""
    contents = contents_of(ticket_for(request.auth.actor, reference))
    held = durations(contents.legs, request.auth.at)
    return Route(events=[happened(each) for each in contents.events], custody=[leg(each) for each in held])


@router.opens("GET", "/tickets/{reference}/clocks", list[ClockRead], needs=SEES)
def read_clocks(request: Call, reference: str, explain: bool = False) -> list[ClockRead]:
    """By when who must act, or had to: the beneficiary's own clock and one for each in whose hands the ticket was.

    With `explain=true` each says day by day how its due instant was counted.
    """
    ticket = ticket_for(request.auth.actor, reference)
    return [clock_read(clock, explained=explain) for clock in clocks_of(SUBJECT_KIND, ticket.pk)]


@router.opens("GET", "/tickets/{reference}/assignees", list[Coordinator], needs=[Power.DISTRIBUTE])
def read_assignees(request: Call, reference: str) -> list[Coordinator]:
    """Into whose hands the ticket may be put where it is, and how much unanswered work each has there."""
    ticket = ticket_for(request.auth.actor, reference)
    people = assigning.people_for(ticket, request.auth.at.date())
    held = loads.of_people(each.user_id for each in people)
    return [coordinator(each, {(each.place_id, each.user_id): held.get(each.user_id, 0)}) for each in people]


@router.opens("GET", "/tickets/{reference}/duplicates", list[LikelyTicket], needs=SEES)
def read_duplicates(request: Call, reference: str) -> list[LikelyTicket]:
    """Earlier tickets of the same person, anywhere in the network, that may be the same matter: open, or ended of late.

    Of one that the caller may not see it is told that it exists and at which centre.
    """
    caller = request.auth
    ticket = ticket_for(caller.actor, reference)
    return likely_tickets(*apart(caller.actor, like(ticket, caller.at)))


@router.opens("POST", "/tickets/{reference}/unmask", Unmasked, needs=[Power.UNMASK])
def unmask(request: Call, reference: str, body: UnmaskGiven) -> Unmasked:
    """The beneficiary's identity, mobile or e-mail address. Who looked, when and why is written down, on the route too."""
    caller = request.auth
    ticket = ticket_for(caller.actor, reference)
    value = actions.unmask(actor=caller.actor, ticket_id=ticket.pk, field=body.field, reason=body.reason, at=caller.at)
    return Unmasked(field=body.field, value=value)
