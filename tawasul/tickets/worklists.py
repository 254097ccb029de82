"""The work lists: a table of what each shows, counts over open tickets only, and pages by key."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.centres.roles import PlaceKind, Power
from tawasul.lib.errors import Invalid, NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.service_levels.amounts import Priority
from tawasul.tickets.calls import due
from tawasul.tickets.deciding import standing
from tawasul.tickets.lifecycle import FINAL_STATES, MAY_BE_MAIN, OPEN_STATES, UNANSWERED_STATES, State
from tawasul.tickets.models import Custody, JoinRequest, Objection, Reply, Ticket
from tawasul.tickets.queries import RELATED, tickets_lying_with, tickets_visible_to, with_last_reply
from tawasul.tickets.statements.queries import last_change

PAGE = 25
MOST_COUNTED = 1_000
_OPEN = sorted(state.value for state in OPEN_STATES)


class Timed(StrEnum):
    """How a ticket stands to the nearest instant by which somebody must act (`Ticket.due_at`)."""

    LATE = "late"
    TODAY = "today"  # still to come, before midnight in Riyadh
    WARNED = "warned"  # still to come, and a warning has sounded


class Moment(StrEnum):
    """The moment of a ticket that a row of a list shows, named by its column."""

    FILED = "filed_at"
    STATE = "state_since"
    ENDED = "ended_at"


@dataclass(frozen=True, kw_only=True)
class Worklist:
    """A row: key, title, the condition (for whoever looks), and the powers of which one is needed to have it."""

    key: str
    title: Any
    empty: Any
    states: tuple[State, ...]
    mine: bool = False
    not_mine_to_review: bool = False
    referred_again: bool = False
    for_powers: frozenset[Power] = frozenset({Power.SEE_TICKETS})
    not_for_departments: bool = False
    ended: bool = False
    timed: Timed | None = None
    expedited: bool = False
    pressing: bool = False
    mine_to_decide: bool = False
    awaiting: bool = False
    to_call: bool = False
    joining_asked: bool = False
    on_problem: bool = False
    joined_too: bool = False  # tickets that follow another are nobody's work


_S = State
_ANSWERABLE = tuple(state for state in State if state in UNANSWERED_STATES)
WORKLISTS: tuple[Worklist, ...] = (
    Worklist(
        key="mine",
        title=_("In my hands"),
        empty=_("Nothing is in your hands now."),
        states=(_S.IN_TRIAGE, _S.WITH_COORDINATOR, _S.REPLY_DRAFTED),
        mine=True,
        for_powers=frozenset({Power.TRIAGE, Power.ANSWER}),
    ),
    Worklist(
        key="late",
        title=_("Late"),
        empty=_("Nothing is late."),
        states=_ANSWERABLE,
        timed=Timed.LATE,
    ),
    Worklist(
        key="due-today",
        title=_("Due today"),
        empty=_("Nothing more is due today."),
        states=_ANSWERABLE,
        timed=Timed.TODAY,
    ),
    Worklist(
        key="warned",
        title=_("Running short of time"),
        empty=_("No ticket is running short of time."),
        states=_ANSWERABLE,
        timed=Timed.WARNED,
    ),
    Worklist(
        key="expedited",
        title=_("Expedited"),
        empty=_("No beneficiary waits for an answer to an expedite."),
        states=_ANSWERABLE,
        expedited=True,
    ),
    Worklist(
        key="pressing",
        title=_("Late and urgent"),
        empty=_("Nothing is late, urgent or expedited."),
        states=_ANSWERABLE,
        pressing=True,
        for_powers=frozenset({Power.FOLLOW_UP}),
    ),
    Worklist(
        key="calls",
        title=_("Calls of the day"),
        empty=_("Nobody is to be called today."),
        states=tuple(state for state in State if state in OPEN_STATES),
        to_call=True,
        joined_too=True,
        for_powers=frozenset({Power.CALL}),
    ),
    Worklist(
        key="to-decide",
        title=_("Awaiting my decision"),
        empty=_("No objection awaits your decision."),
        states=(_S.OBJECTED,),
        mine_to_decide=True,
        for_powers=frozenset({Power.DECIDE_OBJECTIONS}),
    ),
    Worklist(
        key="objected",
        title=_("Objected to"),
        empty=_("No objection is being considered."),
        states=(_S.OBJECTED,),
    ),
    Worklist(
        key="new",
        title=_("New"),
        empty=_("No new tickets. Whatever comes in appears here by itself."),
        states=(_S.SUBMITTED,),
        not_for_departments=True,
    ),
    Worklist(
        key="in-triage",
        title=_("In triage"),
        empty=_("No ticket is in triage."),
        states=(_S.IN_TRIAGE,),
        not_for_departments=True,
    ),
    Worklist(
        key="referred",
        title=_("Referred, not yet accepted"),
        empty=_("Every ticket that was referred has been accepted."),
        states=(_S.REFERRED,),
    ),
    Worklist(
        key="in-work",
        title=_("With coordinators"),
        empty=_("No coordinator has a ticket now."),
        states=(_S.WITH_COORDINATOR, _S.REPLY_DRAFTED),
    ),
    Worklist(
        key="sent-for-statement",
        title=_("Sent for statement"),
        empty=_("No statement is awaited from others."),
        states=_ANSWERABLE,
        awaiting=True,
    ),
    Worklist(
        key="on-problem",
        title=_("Waiting on a problem"),
        empty=_("No ticket waits on a problem with others."),
        states=_ANSWERABLE,
        on_problem=True,
    ),
    Worklist(
        key="to-join",
        title=_("Asked to be joined"),
        empty=_("No other centre asks to join a ticket with one of yours."),
        states=tuple(state for state in State if state in MAY_BE_MAIN),
        joining_asked=True,
        for_powers=frozenset({Power.REFER}),
    ),
    Worklist(
        key="to-review",
        title=_("Awaiting my review"),
        empty=_("No reply awaits your review."),
        states=(_S.UNDER_REVIEW,),
        not_mine_to_review=True,
        for_powers=frozenset({Power.REVIEW}),
    ),
    Worklist(
        key="under-review",
        title=_("Replies under review"),
        empty=_("No reply is under review."),
        states=(_S.UNDER_REVIEW,),
    ),
    Worklist(
        key="returned",
        title=_("Returned to beneficiaries"),
        empty=_("No ticket waits for its beneficiary."),
        states=(_S.RETURNED,),
    ),
    Worklist(
        key="referred-again",
        title=_("Referred more than once"),
        empty=_("No open ticket was referred more than once."),
        states=(
            _S.SUBMITTED,
            _S.IN_TRIAGE,
            _S.RETURNED,
            _S.REFERRED,
            _S.WITH_COORDINATOR,
            _S.REPLY_DRAFTED,
            _S.UNDER_REVIEW,
        ),
        referred_again=True,
    ),
    Worklist(
        key="replied",
        title=_("Replied"),
        empty=_("No replied ticket waits to be closed."),
        states=(_S.REPLIED,),
    ),
    Worklist(
        key="open",
        title=_("All open tickets"),
        empty=_("No ticket is open."),
        states=tuple(state for state in State if state in OPEN_STATES),
        joined_too=True,
    ),
    Worklist(
        key="ended",
        title=_("Closed and withdrawn"),
        empty=_("No ticket has ended yet."),
        states=tuple(state for state in State if state in FINAL_STATES),
        ended=True,
        joined_too=True,
    ),
)


def worklists_for(actor: Actor) -> list[Worklist]:
    """The lists that this actor has, in the order of the table."""
    return [row for row in WORKLISTS if _has(actor, row)]


def worklist(actor: Actor, key: str) -> Worklist:
    """Raises NotFound for a list that the actor does not have."""
    found = next((row for row in worklists_for(actor) if row.key == key), None)
    if found is None:
        raise NotFound(_("You have no such list."))
    return found


def _has(actor: Actor, row: Worklist) -> bool:
    if not actor.can(Power.SEE_TICKETS) or not actor.powers & row.for_powers:
        return False
    return not (row.not_for_departments and actor.place_kind is PlaceKind.DEPARTMENT)


def condition(actor: Actor, row: Worklist) -> Q:
    """What a ticket must be to stand in the list, apart from being visible."""
    found = Q(state__in=[state.value for state in row.states])
    if not row.joined_too:
        found &= Q(joined_to=None)
    if row.mine:
        found &= Q(holder_id__in=actor.hands)
        if actor.place_kind is PlaceKind.DEPARTMENT:
            found &= Q(department_id=actor.place_id)
        else:
            found &= Q(department_id=None)
    if row.not_mine_to_review:
        found &= ~Q(replies__author_id=actor.user_id)
    if row.referred_again:
        found &= Q(referral_count__gt=1)
    if row.timed is not None:
        found &= _by_time(row.timed, timezone.now())
    if row.mine_to_decide:
        found &= _mine_to_decide(actor)
    if row.expedited:
        found &= Q(expedited_at__isnull=False)
    if row.joining_asked:
        found &= Q(Exists(JoinRequest.objects.filter(other=OuterRef("pk"), answered_at=None)))
    if row.on_problem:
        found &= Q(problem__isnull=False)
    if row.awaiting:
        found &= Q(statements_open__gt=0)
    if row.to_call:
        found &= due.today(timezone.now())
    if row.pressing:
        found &= pressing(timezone.now())
    return found


def _mine_to_decide(actor: Actor) -> Q:
    """The same as `policies` asks of one ticket: above those who answered, and not one of them."""
    own = Q(author_id=actor.user_id) | Q(reviewer_id=actor.user_id)
    below = Objection.objects.filter(ticket=OuterRef("pk"), state=Objection.OPEN, above__lt=standing(actor.role))
    return Q(Exists(below)) & ~Q(Exists(Reply.objects.filter(own, ticket=OuterRef("pk"))))


def pressing(now: datetime) -> Q:
    """What somebody who follows work up looks at: late, an emergency, of a higher priority, or expedited; and not waiting
    for its beneficiary."""
    higher = [Priority.HIGH.value, Priority.URGENT.value]
    presses = Q(due_at__lt=now) | Q(rank=0) | Q(priority__in=higher) | Q(expedited_at__isnull=False)
    return presses & Q(due_at__isnull=False)


def _by_time(timed: Timed, now: datetime) -> Q:
    match timed:
        case Timed.LATE:
            return Q(due_at__lt=now)
        case Timed.TODAY:
            midnight = datetime.combine(now.astimezone(RIYADH).date() + timedelta(days=1), time.min, RIYADH)
            return Q(due_at__gte=now, due_at__lt=midnight)
        case Timed.WARNED:
            return Q(due_at__gte=now, warned=True)


def counts_for(actor: Actor) -> dict[str, int]:
    """How many tickets stand in each of the actor's lists: one query over what is open, never over what has ended."""
    rows = [row for row in worklists_for(actor) if not row.ended]
    if not rows:
        return {}
    plain = {row.key: Count("pk", filter=condition(actor, row)) for row in rows if not row.not_mine_to_review}
    open_tickets = tickets_lying_with(actor).filter(state__in=_OPEN)
    counts: dict[str, int] = open_tickets.order_by().aggregate(**{f"n_{i}": c for i, c in enumerate(plain.values())})
    said = dict(zip(plain, counts.values(), strict=True))
    for row in rows:
        if row.not_mine_to_review:
            said[row.key] = open_tickets.filter(condition(actor, row)).count()
    return {row.key: said[row.key] for row in rows}


@dataclass(frozen=True, kw_only=True)
class Order:
    """A way to sort: columns (a leading "-" turns one round) that end in the id, so that a page begins where one ended.

    `moment` is the ticket's moment that stands in each row, so that whoever reads down sees the order.
    """

    key: str
    title: Any
    columns: tuple[str, ...]
    moment: Moment = Moment.STATE


ORDERS: tuple[Order, ...] = (
    Order(key="oldest", title=_("Oldest first"), columns=("rank", "id"), moment=Moment.FILED),
    Order(key="newest", title=_("Newest first"), columns=("rank", "-id"), moment=Moment.FILED),
    Order(key="committed", title=_("Committed date first"), columns=("rank", "committed_at", "id")),
    Order(key="waiting", title=_("Longest in this state"), columns=("rank", "state_since", "id")),
)
DUE_ORDER = Order(key="due", title=_("Nearest date first"), columns=("rank", "due_at", "id"))
CALL_ORDER = Order(key="call", title=_("Whom to call first"), columns=("rank", "call_at", "id"))
ENDED_ORDER = Order(key="ended", title=_("Last ended first"), columns=("-ended_at", "-id"), moment=Moment.ENDED)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What narrows a list. Empty means: everything."""

    type: str = ""
    state: str = ""
    centre_id: int | None = None
    department_id: int | None = None
    holder_id: int | None = None
    channel: str = ""
    category: str = ""
    problem: str = ""  # its number
    filed_from: datetime | None = None
    filed_before: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some tickets of a list, and the keys from which the next and previous pages are asked for ("" where there are none)."""

    tickets: list[Ticket]
    next_key: str
    previous_key: str


def orders_of(row: Worklist) -> tuple[Order, ...]:
    """The ways in which a list may be sorted, the usual one first."""
    if row.ended:
        return (ENDED_ORDER,)
    if row.to_call:
        return (CALL_ORDER, *ORDERS)
    return (DUE_ORDER, *ORDERS) if row.timed or row.pressing else ORDERS


def order_of(row: Worklist, key: str) -> Order:
    """The order asked for; the usual one where it is not known."""
    return next((each for each in orders_of(row) if each.key == key), orders_of(row)[0])


def page_of(
    actor: Actor,
    row: Worklist,
    *,
    filters: Filters | None = None,
    order: str = "",
    after: str = "",
    before: str = "",
    size: int = PAGE,
) -> Page:
    """A page of a list: those after the key `after`, or those before the key `before`, or the first ones."""
    sorting = order_of(row, order)
    found = _found(actor, row, filters or Filters())
    return paged(
        with_last_reply(found.select_related(*RELATED)), sorting.columns, after=after, before=before, size=size
    )


def count_of(actor: Actor, row: Worklist, filters: Filters) -> int | None:
    """How many tickets of a list pass the filters: one beyond `MOST_COUNTED` stands for all that are more.

    None for what has ended: to count it, the whole past would be walked.
    """
    if row.ended:
        return None
    return _found(actor, row, filters).order_by()[: MOST_COUNTED + 1].count()


def _found(actor: Actor, row: Worklist, filters: Filters) -> QuerySet[Ticket]:
    """Whoever asks for a place by name gets what ended there too, though another took over from it since."""
    named = filters.centre_id is not None or filters.department_id is not None
    seen = tickets_visible_to(actor) if named else tickets_lying_with(actor)
    return narrowed(seen.filter(condition(actor, row)), filters)


def narrowed(found: QuerySet[Ticket], filters: Filters) -> QuerySet[Ticket]:
    """The tickets that pass the filters."""
    exact: dict[str, Any] = {
        "type": filters.type,
        "state": filters.state,
        "centre_id": filters.centre_id,
        "department_id": filters.department_id,
        "holder_id": filters.holder_id,
        "channel": filters.channel,
        "category": filters.category,
        "problem__number": filters.problem,
        "filed_at__gte": filters.filed_from,
        "filed_at__lt": filters.filed_before,
    }
    return found.filter(**{name: value for name, value in exact.items() if value})


def paged(found: QuerySet[Ticket], columns: tuple[str, ...], *, after: str, before: str, size: int) -> Page:
    """One page by key: never an offset, so that the thousandth page costs what the first does."""
    backwards = bool(before)
    turned = tuple(_turned(column) for column in columns) if backwards else columns
    key = before or after
    if key:
        found = found.filter(_beyond(turned, _values(key, turned)))
    rows = list(found.order_by(*turned)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_next = more if not backwards else True
    has_previous = more if backwards else bool(key)
    return Page(
        tickets=rows,
        next_key=_key(rows[-1], columns) if rows and has_next else "",
        previous_key=_key(rows[0], columns) if rows and has_previous else "",
    )


def _turned(column: str) -> str:
    return column.removeprefix("-") if column.startswith("-") else f"-{column}"


def _key(ticket: Ticket, columns: tuple[str, ...]) -> str:
    values = (getattr(ticket, column.removeprefix("-")) for column in columns)
    return "~".join(value.isoformat() if isinstance(value, datetime) else str(value) for value in values)


def _values(key: str, columns: tuple[str, ...]) -> list[Any]:
    parts = key.split("~")
    try:
        if len(parts) != len(columns):
            raise ValueError(key)
        return [
            _moment(part) if column.endswith(("_at", "_since")) else int(part)
            for part, column in zip(parts, columns, strict=True)
        ]
    except ValueError as error:
        raise Invalid(_("This page of the list is not known. Go back to the first one.")) from error


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _beyond(columns: tuple[str, ...], values: list[Any]) -> Q:
    """What comes after `values`: a > x, or a = x and b > y, or …"""
    beyond = Q()
    equal = Q()
    for column, value in zip(columns, values, strict=True):
        name = column.removeprefix("-")
        beyond |= equal & Q(**{f"{name}__{'lt' if column.startswith('-') else 'gt'}": value})
        equal &= Q(**{name: value})
    return beyond


def signature(actor: Actor, at: datetime) -> str:
    """A word that changes when anything in the actor's lists may have: three look-ups by index, whatever the size.

    It joins the last change among the tickets in reach, the last leg that ended there (a ticket that left), and the last change
    of a statement asked there. As a change may be committed a moment after a later one, it also changes by itself every few
    minutes.
    """
    changed = tickets_lying_with(actor).order_by().aggregate(last=Max("changed_at"))["last"]
    left = None
    if actor.reach is not None and actor.reach.column is not None:
        legs = Custody.objects.filter(ended_at__isnull=False, **{actor.reach.column: actor.reach.place_id})
        left = legs.order_by().aggregate(last=Max("ended_at"))["last"]
    moments = (changed, left, last_change(actor))
    minutes = int(at.timestamp()) // int(timedelta(minutes=5).total_seconds())
    return "-".join(
        str(part) for part in (actor.membership_id, *(each and each.timestamp() for each in moments), minutes)
    )
