"""Whom to call: the day's list and its neighbours, a fixed number of queries however long they are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.tickets.calls import due
from tawasul.tickets.lifecycle import OPEN_STATES
from tawasul.tickets.models import Call, Ticket
from tawasul.tickets.queries import RELATED, tickets_lying_with
from tawasul.tickets.worklists import Page, paged

_OPEN = sorted(state.value for state in OPEN_STATES)


@dataclass(frozen=True, kw_only=True)
class CallList:
    """A row: whose beneficiaries stand in it, in which order, and what is said where there are none."""

    key: str
    title: Any
    condition: Callable[[datetime], Q]
    columns: tuple[str, ...]
    empty: Any


CALL_LISTS: tuple[CallList, ...] = (
    CallList(
        key="today",
        title=_("To be called today"),
        condition=due.today,
        columns=("rank", "call_at", "id"),  # emergencies, then what was due longest, then what is still to come
        empty=_("Nobody is to be called today."),
    ),
    CallList(
        key="later",
        title=_("On another day"),
        condition=due.later,
        columns=("rank", "call_at", "id"),
        empty=_("No call is planned for another day."),
    ),
    CallList(
        key="wrong",
        title=_("Wrong number"),
        condition=lambda _now: Q(mobile_wrong=True),
        columns=("rank", "id"),
        empty=_("No number waits to be corrected."),
    ),
    CallList(
        key="unreached",
        title=_("Not reached: to be decided"),
        condition=lambda _now: Q(unreached_at__isnull=False),
        columns=("rank", "id"),
        empty=_("No beneficiary is out of reach."),
    ),
)
BY_KEY = {row.key: row for row in CALL_LISTS}


def page(
    actor: Actor, row: CallList, now: datetime, *, mine: bool, after: str = "", before: str = "", size: int = 25
) -> Page:
    """A page of a list; `mine`: only those whom the actor is to call. Raises Invalid for a page that is not known."""
    found = _within(actor).filter(row.condition(now)).select_related(*RELATED, "call_by")
    if mine:
        found = found.filter(call_by_id__in=actor.hands)
    return paged(found, row.columns, after=after, before=before, size=size)


def counts(actor: Actor, now: datetime, *, mine: bool) -> dict[str, int]:
    """How many stand in each list. One query."""
    found = _within(actor).filter(Q(call_at__isnull=False) | Q(unreached_at__isnull=False) | Q(mobile_wrong=True))
    if mine:
        found = found.filter(call_by_id__in=actor.hands)
    counted = {row.key: Count("pk", filter=row.condition(now)) for row in CALL_LISTS}
    return dict(found.order_by().aggregate(**counted))


def last_calls(tickets: Iterable[Ticket]) -> dict[int, Call]:
    """The last call that stands on each of these tickets. One query."""
    ids = [ticket.pk for ticket in tickets]
    rows = Call.objects.filter(ticket__in=ids, taken_back_at=None).select_related("by")
    return {row.ticket_id: row for row in rows.order_by("ticket_id", "-number").distinct("ticket_id")}


def _within(actor: Actor) -> Any:
    seen = tickets_lying_with(actor).filter(state__in=_OPEN)
    return seen if actor.can(Power.CALL) else seen.none()
