"""The side navigation of the desk, the hats and the bell: made from the tables of lists and powers."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.centres.saying import role_said
from tawasul.directives import queries as directives
from tawasul.mailboxes import queries as mailboxes
from tawasul.meetings import queries as meetings
from tawasul.notices import queries as notices
from tawasul.tickets.statements.queries import waiting_count
from tawasul.tickets.worklists import counts_for, worklists_for

ASKED_OF_US = "asked-of-us"  # counted beside the work lists, which are of tickets
WRITTEN_TO_US = "written-to-us"
DIRECTED_TO_US = "directed-to-us"
TO_MEET = "to-meet"
LIST_ICONS = {
    "late": "alarm", "due-today": "calendar-event", "warned": "hourglass-split",
    "expedited": "lightning", "to-decide": "hammer", "objected": "exclamation-octagon", "pressing": "exclamation-diamond",
    "mine": "person-workspace", "new": "inbox", "in-triage": "funnel", "referred": "signpost-2", "in-work": "people",
    "to-join": "intersect", "on-problem": "diagram-2", "sent-for-statement": "chat-square-quote",
    "to-review": "check2-square", "under-review": "hourglass", "returned": "arrow-return-left",
    "referred-again": "arrow-left-right", "replied": "envelope-check", "open": "folder2-open", "ended": "archive",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A page in the navigation; any of `powers` shows it (none named: everybody has it)."""

    name: str
    label: Any
    icon: str
    powers: frozenset[Power] = frozenset()
    only_in_demonstration: bool = False
    of_a_centre: bool = False  # whoever stands above the centres has no use for it
    list: str = ""  # the work list that the page shows in its own way; its count stands here


@dataclass(kw_only=True)
class Item:
    """What the navigation shows: an entry with its address, or the heading of `children`."""

    label: Any
    url: str = ""
    icon: str = ""
    count: int | None = None
    active: bool = False
    children: list["Item"] = field(default_factory=list)


WORK: tuple[Entry, ...] = (
    Entry(name="home", label=_("My work"), icon="house"),
    Entry(
        name="performance",
        label=_("Late and urgent work"),
        icon="speedometer2",
        powers=frozenset({Power.FOLLOW_UP}),
        list="pressing",
    ),
    Entry(name="callers", label=_("Who calls 19996"), icon="headset", powers=frozenset({Power.ANSWER_CALLERS})),
    Entry(
        name="calls",
        label=_("Calls of the day"),
        icon="telephone-outbound",
        powers=frozenset({Power.CALL}),
        list="calls",
    ),
    Entry(
        name="statements",
        label=_("Statements asked of us"),
        icon="chat-square-quote",
        powers=frozenset({Power.ANSWER}),
        list=ASKED_OF_US,
    ),
    Entry(name="problems", label=_("Problems"), icon="diagram-2", powers=frozenset({Power.SEE_TICKETS})),
    Entry(
        name="directed",
        label=_("What I directed"),
        icon="eye",
        powers=frozenset({Power.OFFICIALS_OFFICE}),
    ),
    Entry(
        name="directives",
        label=_("Directives"),
        icon="megaphone",
        powers=frozenset(directives.SEE_DIRECTIVES),
        list=DIRECTED_TO_US,
    ),
    Entry(
        name="mailboxes",
        label=_("E-mail"),
        icon="envelope",
        powers=frozenset(mailboxes.SEE_BOXES),
        list=WRITTEN_TO_US,
    ),
    Entry(
        name="door",
        label=_("Reception"),
        icon="door-open",
        powers=frozenset({Power.RECEIVE_VISITORS}),
        of_a_centre=True,
    ),
    Entry(
        name="counter",
        label=_("My desk"),
        icon="person-raised-hand",
        powers=frozenset({Power.RECEIVE_VISITORS}),
        of_a_centre=True,
    ),
    Entry(name="hall", label=_("The hall"), icon="people", powers=frozenset({Power.SUPERVISE_HALL}), of_a_centre=True),
    Entry(
        name="visitor_log",
        label=_("Visitor log"),
        icon="journal-text",
        powers=frozenset({Power.RECEIVE_VISITORS, Power.SUPERVISE_HALL}),
    ),
    Entry(
        name="meetings",
        label=_("Meetings"),
        icon="calendar-heart",
        powers=frozenset({Power.SEE_MEETINGS}),
        list=TO_MEET,
    ),
    Entry(
        name="meeting_sessions",
        label=_("Sessions"),
        icon="calendar-week",
        powers=frozenset({Power.SEE_MEETINGS}),
    ),
    Entry(
        name="meeting_file",
        label=_("Ask to meet the official"),
        icon="person-plus",
        powers=frozenset({Power.FILE_FOR}),
    ),
    Entry(name="file_for", label=_("File for a beneficiary"), icon="plus-circle", powers=frozenset({Power.FILE_FOR})),
)
OFFICE: tuple[Entry, ...] = (
    Entry(name="calendar", label=_("Working calendar"), icon="calendar3"),
    Entry(
        name="service_levels",
        label=_("Service-level document"),
        icon="card-checklist",
        powers=frozenset({Power.SEE_TICKETS, Power.DRAFT_SERVICE_LEVELS, Power.APPROVE_SERVICE_LEVELS}),
    ),
    Entry(name="network", label=_("The network"), icon="diagram-3", powers=frozenset({Power.SEE_NETWORK})),
    Entry(
        name="reorganisations",
        label=_("Reorganisations"),
        icon="intersect",
        powers=frozenset({Power.MANAGE_NETWORK, Power.CONFIRM_REORGANISATIONS}),
    ),
    Entry(name="members", label=_("People and roles"), icon="people", powers=frozenset({Power.SEE_NETWORK})),
    Entry(name="absences", label=_("Absences and deputies"), icon="person-walking"),
    Entry(name="roles", label=_("Roles and powers"), icon="table"),
    Entry(name="unmaskings", label=_("Who unmasked what"), icon="eye", powers=frozenset({Power.SEE_UNMASKINGS})),
    Entry(name="tokens", label=_("API tokens"), icon="key", powers=frozenset({Power.ISSUE_TOKENS})),
    Entry(name="wordings", label=_("What messages say"), icon="chat-text", powers=frozenset({Power.EDIT_WORDINGS})),
    Entry(
        name="not_arrived",
        label=_("Messages that did not arrive"),
        icon="envelope-exclamation",
        powers=frozenset({Power.RESEND_MESSAGES}),
    ),
    Entry(
        name="operations",
        label=_("How the system runs"),
        icon="activity",
        powers=frozenset({Power.SEE_OPERATIONS}),
    ),
    Entry(name="outbox", label=_("Messages not really sent"), icon="phone", only_in_demonstration=True),
    Entry(name="help", label=_("Help for my role"), icon="question-circle"),
)

# Lists that have a page of their own.
ELSEWHERE = {entry.list: entry.name for entry in WORK if entry.list}


def desk(request: HttpRequest) -> dict[str, Any]:
    """Context of every desk page: navigation, hats, bell, whether one may search. Nothing is asked unless the page shows it."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        return {}
    return {
        "navigation": SimpleLazyObject(lambda: navigation(request, actor)),
        "hats": SimpleLazyObject(lambda: hats(request)),
        "may_search": actor.can(Power.SEE_TICKETS),
        "may_answer_callers": actor.can(Power.ANSWER_CALLERS),
        "notices": SimpleLazyObject(lambda: bell(request)),
    }


def navigation(request: HttpRequest, actor: Actor) -> list[Item]:
    """The pages and lists that this actor has; the counts are those of `counts_for`."""
    counts = counts_for(actor) | {ASKED_OF_US: waiting_count(actor)}
    counts |= _written_to_us(actor) | _directed_to_us(actor) | _to_meet(actor)
    lists = [
        Item(
            label=row.title,
            url=_url("list", row.key),
            icon=LIST_ICONS.get(row.key, "list-ul"),
            count=counts.get(row.key),
        )
        for row in worklists_for(actor)
        if row.key not in ELSEWHERE
    ]
    items = [*_entries(WORK, actor, counts)]
    if lists:
        items.append(Item(label=_("Lists"), children=lists))
    items.append(Item(label=_("Office"), children=_entries(OFFICE, actor, counts)))
    _mark(items, request.path)
    return items


def _written_to_us(actor: Actor) -> dict[str, int]:
    """Nothing is asked for whoever reads no letters."""
    waiting = mailboxes.waiting_count(actor)
    return {} if waiting is None else {WRITTEN_TO_US: waiting}


def _directed_to_us(actor: Actor) -> dict[str, int]:
    """Directives to act on, or answers to look at; nothing is asked for whoever has neither part."""
    waiting = directives.waiting_count(actor)
    return {} if waiting is None else {DIRECTED_TO_US: waiting}


def _to_meet(actor: Actor) -> dict[str, int]:
    """Nothing is asked for whoever does not handle meetings."""
    waiting = meetings.waiting_count(actor)
    return {} if waiting is None else {TO_MEET: waiting}


def hats(request: HttpRequest) -> list[dict[str, Any]]:
    """The roles held, the one worn marked."""
    worn = request.membership.pk  # type: ignore[attr-defined]
    return [
        {"id": row.pk, "label": role_said(row), "place": row.place.name, "active": row.pk == worn}
        for row in request.memberships  # type: ignore[attr-defined]
    ]


def bell(request: HttpRequest) -> dict[str, Any]:
    """The number of unread notices, and where they are."""
    return {"count": notices.unread_count(request.user.pk or 0), "url": reverse("desk:notices")}


def shows(entry: Entry, actor: Actor) -> bool:
    """Whether the actor has the page."""
    if entry.only_in_demonstration and not settings.DEMONSTRATION:
        return False
    if entry.of_a_centre and actor.centre_id is None:
        return False
    return not entry.powers or bool(entry.powers & actor.powers)


def _entries(entries: tuple[Entry, ...], actor: Actor, counts: dict[str, int]) -> list[Item]:
    return [
        Item(label=entry.label, url=_url(entry.name), icon=entry.icon, count=counts.get(entry.list))
        for entry in entries
        if shows(entry, actor)
    ]


def _url(name: str, *args: str) -> str:
    return reverse(f"desk:{name}", args=args)


def _mark(items: list[Item], path: str) -> None:
    flat = [*items, *(child for item in items for child in item.children)]
    home = reverse("desk:home")
    fitting = [
        item for item in flat if item.url and (path == item.url or (item.url != home and path.startswith(item.url)))
    ]
    if fitting:
        max(fitting, key=lambda item: len(item.url)).active = True
