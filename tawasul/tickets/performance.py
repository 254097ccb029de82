"""The desk of whoever follows work up (the guide's performance officer): what presses, by holder and by how late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, Count, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.clocks.explaining import times_late
from tawasul.clocks.queries import running_of_each
from tawasul.clocks.reading import promise_of
from tawasul.people.models import User
from tawasul.service_levels.amounts import Promise
from tawasul.tickets.lifecycle import HANDS, PERSONAL, Action, Hands
from tawasul.tickets.models import Intervention, Ticket
from tawasul.tickets.queries import RELATED, SUBJECT_KIND, tickets_lying_with
from tawasul.tickets.timekeeping import step_due
from tawasul.tickets.worklists import DUE_ORDER, WORKLISTS, Page, condition, paged

MOST_HOLDERS = 50
PAGE = 25
PRESSING = next(row for row in WORKLISTS if row.key == "pressing")
# One click each, one ticket or many: what is done about a ticket that presses.
MEASURES: tuple[Action, ...] = (Action.REMIND, Action.CALL_HOLDER, Action.REASSIGN, Action.RAISE)
_DAY = timedelta(days=1)
_REVIEWED = Q(state__in=[state.value for state, hands in HANDS.items() if hands is Hands.REVIEW])
_PERSONAL = Q(state__in=[state.value for state, hands in HANDS.items() if hands in PERSONAL])


@dataclass(frozen=True, kw_only=True)
class Degree:
    """How long ago, by the calendar: from `least` to less than `most` after the instant by which somebody had to act (None: not
    late; no end)."""

    key: str
    title: Any
    least: timedelta | None
    most: timedelta | None


DEGREES: tuple[Degree, ...] = (
    Degree(key="long", title=_("Due more than three days ago"), least=3 * _DAY, most=None),
    Degree(key="days", title=_("Due one to three days ago"), least=_DAY, most=3 * _DAY),
    Degree(key="hours", title=_("Due less than a day ago"), least=timedelta(), most=_DAY),
    Degree(key="urgent", title=_("Urgent, not late"), least=None, most=timedelta()),
)
BY_DEGREE = {degree.key: degree for degree in DEGREES}


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Whoever has tickets that press: a person, or (user None) the officers, department or reviewers of a place."""

    key: str
    user: User | None
    place: Place
    sector: Place | None
    reviewing: bool
    late: int
    urgent: int
    expedited: int
    untouched: int  # late, and nothing was done about it since
    oldest: datetime | None


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What narrows the desk: a holder's key and a degree's; empty means all."""

    holder: str = ""
    degree: str = ""


def pressing_tickets(actor: Actor) -> QuerySet[Ticket]:
    """What presses in the actor's reach: over what is open alone."""
    return tickets_lying_with(actor).filter(condition(actor, PRESSING))


def page(actor: Actor, chosen: Chosen, now: datetime, *, after: str = "", before: str = "") -> Page:
    """A page of them, reports first, then the longest late."""
    found = _of_holder(pressing_tickets(actor), chosen.holder)
    degree = BY_DEGREE.get(chosen.degree)
    found = found.filter(_within(degree, now)) if degree else found
    return paged(found.select_related(*RELATED), DUE_ORDER.columns, after=after, before=before, size=PAGE)


def degrees(actor: Actor, chosen: Chosen, now: datetime) -> dict[str, int]:
    """How many of each degree, of the holder chosen. One query."""
    found = _of_holder(pressing_tickets(actor), chosen.holder)
    counted = {degree.key: Count("pk", filter=_within(degree, now)) for degree in DEGREES}
    return found.order_by().aggregate(**counted)


def holders(actor: Actor, now: datetime) -> list[Holder]:
    """Whoever has something that presses, the most late first: at most MOST_HOLDERS. Three queries."""
    late = Q(due_at__lt=now)
    acted = Intervention.objects.filter(ticket=OuterRef("pk"), at__gte=OuterRef("due_at")).order_by().values("pk")[:1]
    rows = (
        _with_hands(pressing_tickets(actor))
        .annotate(acted=Subquery(acted))
        .order_by()
        .values("hands_user", "reviewing", "department_id", "centre_id", "sector_id")
        .annotate(
            late=Count("pk", filter=late),
            urgent=Count("pk", filter=Q(rank=0) | Q(priority__in=["high", "urgent"])),
            expedited=Count("pk", filter=Q(expedited_at__isnull=False)),
            untouched=Count("pk", filter=late & Q(acted=None)),
            oldest=Min("due_at", filter=late),
            newest=Max("pk"),
        )
        .order_by("-late", "-urgent", "newest")[:MOST_HOLDERS]
    )
    found = list(rows)
    users = User.objects.in_bulk({row["hands_user"] for row in found if row["hands_user"]})
    places = Place.objects.in_bulk(
        {row[level] for row in found for level in ("department_id", "centre_id", "sector_id")} - {None}
    )
    return [
        Holder(
            key=_key(row),
            user=users.get(row["hands_user"]),
            place=places[row["department_id"] or row["centre_id"]],
            sector=places.get(row["sector_id"]),
            reviewing=row["reviewing"],
            **{name: row[name] for name in ("late", "urgent", "expedited", "untouched", "oldest")},
        )
        for row in found
    ]


def last_interventions(tickets: Sequence[Ticket]) -> dict[int, Intervention]:
    """What was last done about each of these tickets. One query."""
    rows = Intervention.objects.filter(ticket__in=[ticket.pk for ticket in tickets]).select_related("by", "person")
    return {row.ticket_id: row for row in rows.order_by("ticket", "-at", "-id").distinct("ticket")}


@dataclass(frozen=True, kw_only=True)
class Late:
    """How late a ticket is, in the time that its clock counts in: `promise` says whether that is working time."""

    by: timedelta
    promise: Promise


def lateness(tickets: Sequence[Ticket], now: datetime) -> dict[int, Late]:
    """How late these tickets are, those that are; as their own pages say it. A fixed number of queries."""
    late = {ticket.pk: ticket.due_at for ticket in tickets if ticket.due_at is not None and ticket.due_at < now}
    clocks = running_of_each(SUBJECT_KIND, list(late))
    steps = {ticket.pk: step_due(ticket) for ticket in tickets}
    found = {pk: next((each for each in rows if each.step == steps[pk]), rows[0]) for pk, rows in clocks.items()}
    by = times_late({clock: late[pk] for pk, clock in found.items()}, now)
    return {pk: Late(by=by[clock.pk], promise=promise_of(clock)) for pk, clock in found.items()}


def _with_hands(found: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """A reply under review is its author's no longer: it is in the reviewers' hands."""
    return found.annotate(
        reviewing=Case(When(_REVIEWED, then=Value(True)), default=Value(False)),
        hands_user=Case(When(_PERSONAL, then=F("holder_id")), default=None),
    )


def _key(row: Mapping[str, Any]) -> str:
    place = row["department_id"] or row["centre_id"]
    return f"{place}-{'review' if row['reviewing'] else row['hands_user'] or 'all'}"


def _of_holder(found: QuerySet[Ticket], key: str) -> QuerySet[Ticket]:
    place, _, hands = key.partition("-")
    if not place.isdecimal() or len(place) > 9:
        return found
    found = found.filter(Q(department_id=int(place)) | Q(department_id=None, centre_id=int(place)))
    if hands == "review":
        return found.filter(_REVIEWED)
    if hands.isdecimal() and len(hands) <= 9:
        return found.filter(_PERSONAL, holder_id=int(hands))
    return found.filter(~_REVIEWED, ~(_PERSONAL & Q(holder__isnull=False)))


def _within(degree: Degree, now: datetime) -> Q:
    if degree.least is None:
        return Q(due_at__gte=now)
    within = Q(due_at__lt=now - degree.least) if not degree.least else Q(due_at__lte=now - degree.least)
    return within & Q(due_at__gt=now - degree.most) if degree.most else within
