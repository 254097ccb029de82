"""Candidates for a problem: what rises among the newest tickets that somebody sees, against the weeks before.

A fixed number of rows is read, by indexes that begin at the newest end, whatever is kept: the newest `MOST_NOW` tickets of the
last seven days, and the newest `MOST_USUAL` of each of the four weeks before.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Left

from tawasul.centres.actor import Actor
from tawasul.tickets.lifecycle import LIFECYCLES, Action
from tawasul.tickets.models import Problem, Ticket
from tawasul.tickets.problems import rising
from tawasul.tickets.problems.queries import problems_visible_to
from tawasul.tickets.queries import RELATED, tickets_visible_to
from tawasul.timeline.models import Event

MOST_NOW, MOST_USUAL, WEEKS = 300, 150, 4
MOST_SHOWN = 12
MOST_TICKETS = 50  # of one candidate, that are shown and may be linked at once
READ = 400  # letters of a text; what a matter is about stands at the beginning
WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Row:
    """What is read of a ticket to find what rises."""

    pk: int
    subject: str
    text: str
    type: str
    centre_id: int
    problem_id: int | None


@dataclass(frozen=True, kw_only=True)
class Rise:
    """One thing that is asked more than usual: how many this week and in the usual weeks, and the tickets that may be linked.

    `type` is the type of tickets that rises at one centre; empty where their words are alike. `problem` is one on which others
    with these words wait already (None: there is none).
    """

    subject: str
    type: str
    now: int
    of: int
    usual: float  # in a week with as many tickets as were looked at this week
    surprise: float
    tickets: list[Ticket]
    more: int
    problem: Problem | None


def rising_for(actor: Actor, at: datetime) -> list[Rise]:
    """What rises, the most surprising first: at most twelve. Twelve queries, however many there are."""
    begins = _first_ids(at)
    seen = tickets_visible_to(actor)
    now = _rows(seen.filter(pk__gte=begins[0]), MOST_NOW) if begins[0] is not None else []
    usual = [row for week in range(WEEKS) for row in _usual(seen, begins, week)]
    found = [*_by_words(now, usual), *_by_place(now, usual)]
    found.sort(key=lambda each: -each.surprise)
    return _shown(actor, found[:MOST_SHOWN], len(now))


@dataclass(frozen=True, kw_only=True)
class _Found:
    subject: str
    type: str
    now: list[Row]
    before: int
    of_before: int
    surprise: float


def _by_words(now: Sequence[Row], usual: Sequence[Row]) -> list[_Found]:
    """Texts that ask one thing."""
    before = [rising.saying(_text(row)) for row in usual]
    common = rising.usual_words(before)
    before = [rising.weighed(each, common) for each in before]
    texts = [rising.weighed(rising.saying(_text(row)), common) for row in now]
    found = []
    for group in rising.grouped(texts):
        if len(group.members) < rising.LEAST:
            continue
        leader = texts[group.leader]
        past = sum(rising.alike(leader, each) >= rising.ALIKE for each in before)
        if rising.rises(len(group.members), len(now), past, len(usual)):
            found.append(
                _Found(
                    subject=now[group.leader].subject,
                    type="",
                    now=[now[place] for place in group.members],
                    before=past,
                    of_before=len(usual),
                    surprise=rising.surprise(len(group.members), len(now), past, len(usual)),
                )
            )
    return found


def _by_place(now: Sequence[Row], usual: Sequence[Row]) -> list[_Found]:
    """Tickets of one type at one centre."""
    before = Counter((row.centre_id, row.type) for row in usual)
    found = []
    for (centre_id, type_), count in Counter((row.centre_id, row.type) for row in now).items():
        past = before[centre_id, type_]
        if count < len(now) and rising.rises(count, len(now), past, len(usual)):
            rows = [row for row in now if (row.centre_id, row.type) == (centre_id, type_)]
            found.append(
                _Found(
                    subject="",
                    type=type_,
                    now=rows,
                    before=past,
                    of_before=len(usual),
                    surprise=rising.surprise(count, len(now), past, len(usual)),
                )
            )
    return found


def _first_ids(at: datetime) -> list[int | None]:
    """The first ticket that was filed in the last seven days, and in each of the weeks before: one query by the index of events
    by time, of which every few are of a filing. None where there is none since."""
    filings = Event.objects.filter(subject_kind="ticket", kind="filed").order_by("at", "pk")
    weeks = [
        filings.filter(at__gte=at - WEEK * n).values_list("subject_id", flat=True)[:1] for n in range(1, WEEKS + 2)
    ]
    return [next(iter(week), None) for week in weeks]


def _usual(seen: QuerySet[Ticket], begins: Sequence[int | None], week: int) -> list[Row]:
    begin, end = begins[week + 1], begins[week]
    if begin is None:
        return []
    rows = seen.filter(pk__gte=begin)
    return _rows(rows.filter(pk__lt=end) if end is not None else rows, MOST_USUAL)


def _rows(rows: QuerySet[Ticket], most: int) -> list[Row]:
    found = rows.order_by("-id").values_list("pk", "subject", Left("text", READ), "type", "centre_id", "problem_id")[
        :most
    ]
    return [
        Row(pk=pk, subject=subject, text=text, type=type_, centre_id=centre_id, problem_id=problem_id)
        for pk, subject, text, type_, centre_id, problem_id in found
    ]


def _text(row: Row) -> str:
    return f"{row.subject} {row.text}"


def _shown(actor: Actor, found: Sequence[_Found], of: int) -> list[Rise]:
    """With the tickets that may be linked still, and the problem on which others of them wait; those without are left out."""
    wanted = {row.pk for each in found for row in each.now}
    tickets = {row.pk: row for row in _linkable(actor).filter(pk__in=wanted)}
    problems = problems_visible_to(actor).in_bulk(
        {row.problem_id for each in found for row in each.now if row.problem_id}
    )
    shown = []
    for each in found:
        open_now = sorted((tickets[row.pk] for row in each.now if row.pk in tickets), key=lambda ticket: ticket.pk)
        waiting = Counter(row.problem_id for row in each.now if row.problem_id in problems and not each.type)
        if open_now:
            shown.append(
                Rise(
                    subject=each.subject,
                    type=each.type,
                    now=len(each.now),
                    of=of,
                    usual=each.before * of / each.of_before if each.of_before else 0.0,
                    surprise=each.surprise,
                    tickets=open_now[:MOST_TICKETS],
                    more=max(0, len(open_now) - MOST_TICKETS),
                    problem=problems[waiting.most_common(1)[0][0]] if waiting else None,
                )
            )
    return shown


_LINKABLE = sorted(
    {
        state.value
        for steps in LIFECYCLES.values()
        for row in steps
        if row.action is Action.LINK_PROBLEM
        for state in row.origin
    }
)


def _linkable(actor: Actor) -> QuerySet[Ticket]:
    rows = tickets_visible_to(actor).filter(state__in=_LINKABLE, problem=None, joined_to=None)
    return rows.select_related(*RELATED)
