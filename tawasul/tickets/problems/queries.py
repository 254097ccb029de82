"""How problems are read. What an actor may see comes from `problems_visible_to` and from nowhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import PlaceKind, Power
from tawasul.lib.arabic import terms
from tawasul.lib.digits import all_digits, compact
from tawasul.lib.errors import NotFound, Refused
from tawasul.tickets.models import Answer, Concern, Linking, Problem
from tawasul.tickets.problems.events import SUBJECT_KIND
from tawasul.tickets.problems.labels import NO_SUCH_PROBLEM
from tawasul.tickets.problems.lifecycle import ACTIVE, TAKES_TICKETS, State
from tawasul.tickets.problems.number import parse_number
from tawasul.tickets.queries import RELATED
from tawasul.timeline import queries as timeline
from tawasul.timeline.models import Event

PAGE = 25
MOST_OFFERED = 12
WITH = ("sector", "centre__parent", "owner", "owner_place", "raised_to")
_ACTIVE = sorted(state.value for state in ACTIVE)


def problems_visible_to(actor: Actor) -> QuerySet[Problem]:
    """The problems that concern a place of the actor's reach: one condition on one column. The ministry's people see all."""
    if actor.kind is ActorKind.SYSTEM:
        return Problem.objects.all()
    if actor.kind is not ActorKind.STAFF or actor.reach is None or not actor.can(Power.SEE_TICKETS):
        return Problem.objects.none()
    if actor.reach.column is None:
        return Problem.objects.all()
    places = [pk for pk in (actor.reach.place_id, actor.centre_id) if pk is not None]
    return Problem.objects.filter(pk__in=Concern.objects.filter(place_id__in=places).values("problem_id"))


def problem_for(actor: Actor, number: str, *, lock: bool = False) -> Problem:
    """The problem of this number, locked where it is about to change. Raises NotFound where there is none to be seen."""
    try:
        digits = parse_number(number)
    except Refused:
        digits = ""
    rows = problems_visible_to(actor).select_related(*WITH)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(number=digits).first()
    if found is None:
        raise NotFound(NO_SUCH_PROBLEM)
    return found


def problem_if_any(actor: Actor, number: str) -> Problem | None:
    """The same, or None."""
    try:
        return problem_for(actor, number)
    except NotFound:
        return None


def scope_of(problem: Problem) -> Place:
    """The lowest place over all of the problem: a centre, a sector, or the ministry."""
    return problem.centre or problem.sector or Place.objects.get(kind=PlaceKind.MINISTRY.value)


def events_of(problem: Problem) -> list[Event]:
    """What happened to it."""
    return timeline.events_of(SUBJECT_KIND, problem.pk)


def answers_of(problem: Problem) -> list[Answer]:
    """The rounds of its answer, the first one first."""
    return list(problem.answers.select_related("author", "reviewer").order_by("round"))


def answer_in_force(problem: Problem) -> Answer | None:
    """The answer that its tickets get; None while it is not answered, or was reopened."""
    if problem.state != State.ANSWERED.value:
        return None
    return problem.answers.filter(state=Answer.APPROVED).order_by("-round").first()


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """How many tickets of a problem wait, took the answer, could not, and have left; all of them, and those of the reader."""

    waiting: int
    given: int
    refused: int
    left: int
    own_waiting: int
    own_left: int

    @property
    def without(self) -> int:
        """Those that wait and have not taken the answer."""
        return self.waiting - self.given

    @property
    def others(self) -> int:
        """Those that wait elsewhere: the reader learns no more of them."""
        return self.waiting - self.own_waiting


def numbers_of(actor: Actor, problem: Problem) -> Numbers:
    """One query over the tickets of one problem."""
    here, own = Q(left_at=None), _own(actor)
    counts = Linking.objects.filter(problem=problem).aggregate(
        waiting=Count("pk", filter=here),
        given=Count("pk", filter=here & Q(giving=Linking.GIVEN)),
        refused=Count("pk", filter=here & Q(giving=Linking.REFUSED)),
        left=Count("pk", filter=~here),
        own_waiting=Count("pk", filter=here & own),
        own_left=Count("pk", filter=~here & own),
    )
    return Numbers(**counts)


def _own(actor: Actor) -> Q:
    """Linkings of tickets that the actor sees: by the same column as `tickets_visible_to`."""
    if actor.kind is ActorKind.SYSTEM or (actor.reach is not None and actor.reach.column is None):
        return Q()
    if actor.reach is None:
        return Q(pk__in=[])
    return Q(**{f"ticket__{actor.reach.column}": actor.reach.place_id})


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some rows, and after which id the next page begins (None: there is none)."""

    rows: list[Linking]
    next: int | None


def tickets_of(
    actor: Actor, problem: Problem, *, left: bool = False, after: int | None = None, size: int = PAGE
) -> Page:
    """The tickets of a problem that the actor sees, the last linked first; those that wait, or those that have left."""
    related = ("by", "left_by", *(f"ticket__{name}" for name in RELATED))
    rows = Linking.objects.filter(_own(actor), problem=problem, left_at__isnull=not left).select_related(*related)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-pk")[: size + 1])
    return Page(rows=found[:size], next=found[size - 1].pk if len(found) > size else None)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What narrows the list of problems: `which` of the tables below, words of the title, whose."""

    which: str = "open"
    words: str = ""


def _late(today: date) -> Q:
    return Q(state__in=_ACTIVE, due_on__lt=today)


WHICH = ("open", "mine", "to-approve", "late", "answered", "closed", "all")


def _which(actor: Actor, which: str, today: date) -> Q:
    match which:
        case "mine":
            return Q(owner_id__in=actor.hands) & ~Q(state=State.CLOSED.value)
        case "to-approve":
            waits = Answer.objects.filter(state=Answer.WAITING).exclude(author_id=actor.user_id)
            return Q(pk__in=waits.values("problem_id")) & _over(actor)
        case "late":
            return _late(today)
        case "answered" | "closed":
            return Q(state=which)
        case "all":
            return Q()
    return Q(state__in=_ACTIVE)


def _over(actor: Actor) -> Q:
    """The same as `policies.is_over`."""
    if actor.reach is None or not actor.can(Power.REVIEW):
        return Q(pk__in=[])
    match actor.reach.column:
        case None:
            return Q()
        case "sector_id":
            return Q(sector_id=actor.reach.place_id)
        case "centre_id":
            return Q(centre_id=actor.reach.place_id)
    return Q(pk__in=[])


def page_of(actor: Actor, chosen: Chosen, today: date, *, after: int | None = None, size: int = PAGE) -> list[Problem]:
    """One more than a page of the problems that the actor sees, the newest first, each with how many wait on it (`waiting`)."""
    rows = problems_visible_to(actor).filter(_which(actor, chosen.which, today)).select_related(*WITH)
    for word in terms(chosen.words):
        rows = rows.filter(title_folded__contains=word)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(rows.order_by("-pk")[: size + 1])


def waiting_counts(actor: Actor, problems: Sequence[Problem]) -> dict[int, tuple[int, int]]:
    """How many tickets wait on each, and how many of these the actor sees: one query."""
    rows = Linking.objects.filter(problem__in=[row.pk for row in problems], left_at=None).order_by()
    counted = rows.values("problem_id").annotate(n=Count("pk"), own=Count("pk", filter=_own(actor)))
    return {row["problem_id"]: (row["n"], row["own"]) for row in counted}


def without_answer(problems: Iterable[Problem]) -> dict[int, int]:
    """How many tickets have not taken the answer yet, of each of these that is answered. One query, none where none is."""
    answered = [row.pk for row in problems if row.state == State.ANSWERED.value]
    if not answered:
        return {}
    rows = Linking.objects.filter(problem__in=answered, left_at=None).exclude(giving=Linking.GIVEN).order_by()
    return {row["problem_id"]: row["n"] for row in rows.values("problem_id").annotate(n=Count("pk"))}


def offered_to(actor: Actor, asked: str = "") -> list[Problem]:
    """The newest problems to which the actor may link a ticket: of this number, or with all these words in their titles."""
    if not actor.can(Power.HANDLE_PROBLEMS):
        return []
    states = sorted(state.value for state in TAKES_TICKETS)
    rows = problems_visible_to(actor).filter(state__in=states).select_related(*WITH)
    digits = compact(asked)
    if digits and all_digits(digits):
        rows = rows.filter(number__startswith=digits)
    else:
        for word in terms(asked):
            rows = rows.filter(title_folded__contains=word)
    return list(rows.order_by("-pk")[:MOST_OFFERED])


def owners_for(problem: Problem, today: date) -> list[Membership]:
    """Who may answer for the problem: those who handle problems at its place or above it."""
    scope = scope_of(problem)
    above = centres.ancestors_of(scope)
    units = centres.units_of(scope.pk, today) if scope.kind == PlaceKind.CENTRE.value else []
    rows = centres.present(centres.members_with(Power.HANDLE_PROBLEMS, [*above, *units], today))
    return [row for row in rows if row.user_id != problem.owner_id]
