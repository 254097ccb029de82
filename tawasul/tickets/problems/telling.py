"""Who hears of a problem: those to whom it is raised, those who approve its answer, and whoever has a ticket that gets it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tawasul.centres import queries as centres
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import BY_KEY, PlaceKind, Power
from tawasul.lib.hijri import RIYADH
from tawasul.notices import actions as notices
from tawasul.notices.recipients import of_users
from tawasul.people.models import User
from tawasul.tickets.escalation import CENTRE_REVIEWERS
from tawasul.tickets.models import Answer, Problem, Ticket
from tawasul.tickets.problems.events import SUBJECT_KIND
from tawasul.tickets.problems.number import spoken
from tawasul.tickets.problems.queries import scope_of
from tawasul.timeline.models import Event

_OWN_PEOPLE = frozenset({PlaceKind.MINISTRY.value, PlaceKind.CENTRE.value, PlaceKind.UNIT.value})


def raised(problem: Problem, event: Event, reason: str) -> None:
    """Whoever answers at the place to which it was raised."""
    if problem.raised_to is not None:
        rows = centres.members_with(Power.ANSWER, [problem.raised_to], _day(event))
        _owe(problem, "problem_raised", event, _users(rows), {"reason": reason})


def passed_on(problem: Problem, event: Event) -> None:
    """Its new owner."""
    _owe(problem, "problem_passed_on", event, [problem.owner], {})


def to_approve(problem: Problem, event: Event) -> None:
    """Those who review at the problem's place; where nobody does, the ministry's."""
    scope, day = scope_of(problem), _day(event)
    rows = _reviewers(scope, day)
    if not rows and scope.kind != PlaceKind.MINISTRY.value:
        rows = _reviewers(Place.objects.get(kind=PlaceKind.MINISTRY.value), day)
    _owe(problem, "problem_answer_to_approve", event, _users(rows), {})


def sent_back(problem: Problem, event: Event, answer: Answer) -> None:
    """The answer's author."""
    _owe(problem, "problem_answer_sent_back", event, [answer.author], {"reasons": answer.reasons})


def answered(problem: Problem, event: Event) -> None:
    """Whoever reviews where tickets wait, and whoever has one in hand: each of them once, however many tickets they have."""
    where = Ticket.objects.filter(problem=problem).order_by().values_list("centre_id", "department_id", "holder_id")
    found, day = list(where.distinct()), _day(event)
    departments = [centres.place(pk) for pk in sorted({row[1] for row in found if row[1] is not None})]
    rows = centres.members_with(Power.REVIEW, departments, day)
    served = {row.place_id for row in rows}
    for pk in sorted({centre for centre, department, _holder in found if department not in served}):
        rows += centres.members_in_roles(CENTRE_REVIEWERS, centres.place(pk), day)
    holders = User.objects.filter(pk__in={row[2] for row in found if row[2] is not None}, is_active=True)
    _owe(problem, "problem_answered", event, [*_users(rows), *holders], {})


def _reviewers(scope: Place, day: date) -> list[Membership]:
    roles = [row.key for row in BY_KEY.values() if Power.REVIEW in row.powers]
    if scope.kind != PlaceKind.CENTRE.value:
        return centres.members_with(Power.REVIEW, [scope], day)
    return [row for row in centres.members_in_roles(roles, scope, day) if row.place.kind in _OWN_PEOPLE]


def _users(rows: Iterable[Membership]) -> list[User]:
    return [row.user for row in centres.present(rows)]


def _day(event: Event) -> date:
    return event.at.astimezone(RIYADH).date()


def _owe(problem: Problem, kind: str, event: Event, users: Iterable[User], more: Mapping[str, Any]) -> None:
    """Who did it is not told of it."""
    readers = {user.pk: user for user in users if user.pk != event.user_id}
    place = scope_of(problem)
    notices.owe(
        kind=kind,
        once=f"event:{event.pk}:{kind}",
        at=event.at,
        subject_kind=SUBJECT_KIND,
        subject_id=problem.pk,
        recipients=of_users(readers.values()),
        context={
            "number": spoken(problem.number),
            "title": problem.title,
            "place": {"ar": place.name_ar, "en": place.name_en},
            "author": {"ar": event.actor_name_ar, "en": event.actor_name_en},
            "link": f"/desk/problems/{problem.number}/",
            **more,
        },
    )
