"""How plans are read, and what one would do: counted before anything is done."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language

from tawasul.centres.actor import Actor
from tawasul.centres.models import Membership, Place
from tawasul.centres.queries import not_over
from tawasul.centres.roles import SECTORS, PlaceKind
from tawasul.lib.arabic import fold
from tawasul.lib.errors import NotFound
from tawasul.mailboxes.models import Mailbox
from tawasul.reorganisations.labels import WHY_LABELS
from tawasul.reorganisations.models import Reorganisation
from tawasul.reorganisations.policies import may_see
from tawasul.reorganisations.reading import Wrong
from tawasul.reorganisations.tree import Fault, Line, Node, Plan, StepKind, Why, plan_of
from tawasul.tickets.lifecycle import OPEN_STATES, State
from tawasul.tickets.models import Statement, Ticket

_OPEN = sorted(state.value for state in OPEN_STATES)
PAGE = 25


def visible_to(actor: Actor) -> QuerySet[Reorganisation]:
    """All plans to those who draft or confirm them; none to others. The newest first."""
    rows = Reorganisation.objects.select_related("drafted_by", "confirmed_by").order_by("-pk")
    return rows if may_see(actor) else rows.none()


def plan_for(actor: Actor, pk: int) -> Reorganisation:
    """Raises NotFound."""
    found = visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def lines_of(reorganisation: Reorganisation) -> list[Line]:
    """The lines in their order."""
    return [
        Line(
            number=row.number,
            step=StepKind(row.step),
            code=row.code,
            other=row.other,
            kind=row.kind,
            name_ar=row.name_ar,
            name_en=row.name_en,
            function=row.function,
        )
        for row in reorganisation.lines.all()
    ]


def planned(lines: Iterable[Line]) -> Plan:
    """What these lines make of the tree as it stands. One query."""
    columns = ("pk", "code", "kind", "parent_id", "name_ar", "function", "closed_on")
    rows = list(Place.objects.order_by("pk").values_list(*columns))
    nodes = [
        Node(id=pk, code=code, kind=PlaceKind(kind), parent=parent, name=fold(name), function=function)
        for pk, code, kind, parent, name, function, closed in rows
        if closed is None
    ]
    return plan_of(nodes, lines, taken=(code for _pk, code, *_rest, closed in rows if closed is not None))


def complete_faults(plan: Plan) -> list[Fault]:
    """What stands against carrying it out: of the lines, and that it changes nothing."""
    return plan.faults or ([] if plan.changes else [Fault(number=0, why=Why.NOTHING)])


def said_of(fault: Fault, names: dict[str, str] | None = None) -> str:
    """Why, in the active language, places by their names where they are known."""
    about = [f"{names[code]} ({code})" if names and code in names else code for code in fault.about]
    first, second = [*about, "", ""][:2]
    return str(WHY_LABELS[fault.why.value]) % {"first": first, "second": second, "rest": "، ".join(about[1:])}


def faults_in_file(lines: Sequence[Line], unread: Sequence[Wrong], before: Sequence[Line] = ()) -> list[Wrong]:
    """All that is wrong with a file, line by line: what could not be read, and what cannot be done of the rest after the lines
    `before`. Of places that an unread line names nothing is said but by that line: it may have opened or closed them."""
    last = max((each.number for each in before), default=0)
    where = {last + position: each.number for position, each in enumerate(lines, start=1)}
    added = [replace(each, number=last + position) for position, each in enumerate(lines, start=1)]
    named = {each.code for each in unread if each.code}
    faults = [
        each
        for each in (planned([*before, *added]).faults if added else ())
        if each.number in where and not named & set(each.about)
    ]
    names = names_of_places({code for each in faults for code in each.about})
    found = [Wrong(line=where[each.number], why=said_of(each, names)) for each in faults]
    return sorted([*unread, *found], key=lambda each: each.line)


def names_of_places(codes: Iterable[str]) -> dict[str, str]:
    """The names of these places, by their codes, in the active language. One query."""
    return dict(Place.objects.filter(code__in=list(codes)).values_list("code", "name_ar" if _arabic() else "name_en"))


@dataclass(kw_only=True)
class Load:
    """What a place has that is to be handed over."""

    tickets: int = 0
    objected: int = 0
    statements: int = 0
    people: int = 0
    deputies: int = 0
    tokens: int = 0
    mailboxes: int = 0

    def add(self, other: "Load") -> None:
        """Count both."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A place that closes or moves: with which line, where to, and what it has; one that a line names, with all below it."""

    number: int
    place: Place
    to: str
    closes: bool
    named: bool
    load: Load


@dataclass(kw_only=True)
class Preview:
    """What a plan would do; nothing of it is done."""

    plan: Plan
    faults: list[tuple[int, str]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    total: Load = field(default_factory=Load)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    staying: list[Membership] = field(default_factory=list)  # they hold the role at the successor already


def preview(reorganisation: Reorganisation) -> Preview:
    """What it would do today. A fixed number of queries, each over what is open alone."""
    lines = lines_of(reorganisation)
    plan = planned(lines)
    names = dict(Place.objects.values_list("code", "name_ar" if _arabic() else "name_en"))
    names |= {line.code: line.name_ar if _arabic() else line.name_en for line in plan.opening.values()}
    touched = affected(plan)
    loads, day = loads_of(touched, reorganisation.takes_effect_on), reorganisation.takes_effect_on
    places = Place.objects.select_related("parent").in_bulk([*plan.closing, *plan.moving])
    made = Preview(plan=plan, faults=[(each.number, said_of(each, names)) for each in complete_faults(plan)])
    codes = {line.code for line in lines}
    together: dict[int, Load] = {}
    for pk in [*plan.closing, *plan.moving]:
        together.setdefault(plan.caused_by.get(pk, 0), Load()).add(loads.get(pk, Load()))
    for pk, to in [*plan.closing.items(), *plan.moving.items()]:
        place, own = places[pk], loads.get(pk, Load())
        number = plan.caused_by.get(pk, 0)
        if place.code in codes:
            own = Load(**{**vars(together[number]), "tickets": own.tickets, "objected": own.objected})
        row = Row(
            number=number,
            place=place,
            to=names.get(plan.nodes[to].code, plan.nodes[to].code),
            closes=pk in plan.closing,
            named=place.code in codes,
            load=own,
        )
        made.rows.append(row)
    made.rows.sort(key=lambda row: (row.number, row.place.order_key))
    for pk in touched:
        made.total.add(_own(loads.get(pk, Load())))
    made.total.tickets = tickets_to_bring(touched).count()
    made.total.objected = tickets_to_bring(touched).filter(state=State.OBJECTED.value).count()
    made.renamed = [(names[line.code], line.name_ar if _arabic() else line.name_en) for line in plan.renaming.values()]
    made.opened = [names[line.code] for line in plan.opening.values()]
    made.staying = _staying(plan, day)
    return made


def _own(load: Load) -> Load:
    return Load(**{**vars(load), "tickets": 0, "objected": 0})


def _arabic() -> bool:
    return get_language() != "en"


def affected(plan: Plan) -> list[int]:
    """The ids of all places that close, or move with all that stands below them."""
    paths = Place.objects.filter(pk__in=plan.moving).values_list("path", flat=True)
    moved = Q(pk__in=[*plan.closing])
    for path in paths:
        moved |= Q(path__startswith=path)
    return sorted(Place.objects.filter(moved).values_list("pk", flat=True))


def tickets_to_bring(places: Iterable[int]) -> QuerySet[Ticket]:
    """The open tickets that lie at these places: each of three indexes is asked."""
    ids = list(places)
    found = Q(centre__in=ids) | Q(department__in=ids) | Q(sector__in=ids)
    return Ticket.objects.filter(found, state__in=_OPEN)


def loads_of(places: Iterable[int], day: date) -> dict[int, Load]:
    """What each of these places has. Open tickets are counted at the place that has them: department, centre, sector."""
    ids = list(places)
    loads = {pk: Load() for pk in ids}
    kinds = dict(Place.objects.filter(pk__in=ids).values_list("pk", "kind"))
    column_of = {
        "department_id": {pk for pk, kind in kinds.items() if kind == PlaceKind.DEPARTMENT.value},
        "centre_id": {pk for pk, kind in kinds.items() if kind == PlaceKind.CENTRE.value},
        "sector_id": {pk for pk, kind in kinds.items() if PlaceKind(kind) in SECTORS},
    }
    for column, at in column_of.items():
        rows = Ticket.objects.filter(state__in=_OPEN, **{f"{column}__in": at}).order_by()
        for pk, state, count in rows.values_list(column, "state").annotate(count=Count("pk")):
            loads[pk].tickets += count
            loads[pk].objected += count if state == State.OBJECTED.value else 0
        asked = Statement.objects.filter(ended_at=None, **{f"{column}__in": at}).order_by()
        if column == "centre_id":
            asked = asked.filter(department=None)
        if column != "sector_id":
            for pk, count in asked.values_list(column).annotate(count=Count("pk")):
                loads[pk].statements += count
    held = Membership.objects.filter(not_over(day), place__in=ids).order_by()
    for pk, people, standing_in, systems in held.values_list("place").annotate(
        people=Count("user", distinct=True, filter=Q(covers=None)),
        standing_in=Count("pk", distinct=True, filter=Q(covers__isnull=False)),
        systems=Count("tokens", distinct=True, filter=Q(tokens__revoked_at=None, tokens__expires_at__date__gt=day)),
    ):
        loads[pk].people, loads[pk].deputies, loads[pk].tokens = people, standing_in, systems
    for pk, count in Counter(Mailbox.objects.filter(centre__in=ids).values_list("centre", flat=True)).items():
        loads[pk].mailboxes = count
    return loads


def _staying(plan: Plan, day: date) -> list[Membership]:
    """Those who hold their role at the successor already: it is not held twice. Two queries."""
    pairs = {old: new for old, new in plan.closing.items() if new > 0}
    there = Membership.objects.filter(not_over(day), place__in=pairs.values(), covers=None)
    holds = set(there.values_list("user", "role", "place"))
    here = Membership.objects.filter(not_over(day), place__in=pairs, covers=None).select_related("user", "place")
    return [row for row in here.order_by("pk") if (row.user_id, row.role, pairs[row.place_id]) in holds]


@dataclass(frozen=True, kw_only=True)
class Left:
    """A ticket that has not gone over yet, or whose statement has not: why, how often that was tried, and when last."""

    ticket: Ticket
    statement: bool
    why: str
    tries: int
    at: datetime


def left_of(plan: Reorganisation) -> list[Left]:
    """What was left over by a plan, the oldest first; it is tried again every minute. Two queries."""
    tickets = Ticket.objects.in_bulk([int(pk) for pk in leftovers(plan, "tickets")])
    statements = Statement.objects.select_related("ticket").in_bulk([int(pk) for pk in leftovers(plan, "statements")])
    found = [(tickets.get(int(pk)), False, said) for pk, said in leftovers(plan, "tickets").items()]
    found += [
        (statements[int(pk)].ticket if int(pk) in statements else None, True, said)
        for pk, said in leftovers(plan, "statements").items()
    ]
    return [
        Left(
            ticket=ticket,
            statement=statement,
            why=said["ar" if _arabic() else "en"],
            tries=said["tries"],
            at=datetime.fromisoformat(said["at"]),
        )
        for ticket, statement, said in found
        if ticket is not None
    ]


def leftovers(plan: Reorganisation, what: str) -> dict[str, dict[str, Any]]:
    """What did not go over of a plan's "tickets" or "statements": by its id, why ("ar", "en"), how often it was tried
    ("tries") and when last ("at"). A plan that was carried out when reasons were not kept names ids alone."""
    left = plan.outcome.get("left", {}).get(what, {})
    if what == "tickets" and plan.finished_at is not None:
        once = {"ar": "", "en": "", "tries": 1, "at": plan.finished_at.isoformat()}
        left = {str(pk): once for pk in plan.outcome.get("failed", [])} | left
    return dict(left)


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A page of plans."""

    plans: list[Reorganisation]
    next: int | None


def page_of(actor: Actor, *, after: int | None = None) -> Listed:
    """Some plans, the newest first."""
    rows = visible_to(actor)
    found: list[Any] = list((rows.filter(pk__lt=after) if after else rows)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    return Listed(plans=found, next=found[-1].pk if more else None)
