"""How directives are read. What an actor may see comes from `directives_visible_to` and from nowhere else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from tawasul.attachments import queries as attachments
from tawasul.attachments.models import Attachment
from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.directives import policies
from tawasul.directives.events import ANSWER_KIND, SUBJECT_KIND
from tawasul.directives.labels import NO_SUCH_DIRECTIVE
from tawasul.directives.lifecycle import ENDED, RUNNING, Part, State
from tawasul.directives.models import Answer, Directive, Look, Office
from tawasul.directives.number import parse_number
from tawasul.lib.arabic import terms
from tawasul.lib.errors import NotFound, Refused
from tawasul.timeline import queries as timeline
from tawasul.timeline.models import Event

SEE_DIRECTIVES = tuple(sorted(policies.ANY))
PAGE = 25
MOST_SHOWN = 50  # on the official's page, of each kind
MOST_COUNTED = 1000
UNDER_WAY = timedelta(seconds=10)  # what was begun before a look and kept after it was not on the page
WITH = ("official", "acting", "following", "issued_by")
_RUNNING = sorted(state.value for state in RUNNING)
_ENDED = sorted(state.value for state in ENDED)


def directives_visible_to(actor: Actor) -> QuerySet[Directive]:
    """The directives in which a place of the actor's has a part that is theirs; the ministry's people see all that are not
    confidential besides."""
    if actor.kind is ActorKind.SYSTEM:
        return Directive.objects.all()
    parts = policies.parts_open_to(actor)
    if actor.kind is not ActorKind.STAFF or not parts:
        return Directive.objects.none()
    seen = _offices(actor, parts)
    if actor.place_kind is PlaceKind.MINISTRY:
        seen |= Q(confidential=False)
    return Directive.objects.filter(seen)


def _offices(actor: Actor, parts: Sequence[Part]) -> Q:
    """That a place of the actor's has one of these parts: looked up for each directive that is asked about, so that those
    that have ended cost nothing."""
    offices = Office.objects.filter(directive=OuterRef("pk"), place_id__in=policies.places_of(actor), part__in=parts)
    return Q(Exists(offices))


def directive_for(actor: Actor, number: str, *, lock: bool = False) -> Directive:
    """The directive of this number, locked where it is about to change. Raises NotFound where there is none to be seen."""
    try:
        digits = parse_number(number)
    except Refused:
        digits = ""
    rows = directives_visible_to(actor).select_related(*WITH)
    found = (rows.select_for_update(of=("self",)) if lock else rows).filter(number=digits).first()
    if found is None:
        raise NotFound(NO_SUCH_DIRECTIVE)
    return found


def directive_if_any(actor: Actor, number: str) -> Directive | None:
    """The same, or None."""
    try:
        parse_number(number)
        return directive_for(actor, number)
    except Refused:
        return None


def may_be_directed(official: Place, place_id: int, on: date) -> Place | None:
    """The place of this id, where the official directs it: an open department or centre in their part of the tree; for the
    minister a whole sector too, whose own official answers. None where they do not."""
    place = centres.places_to_ask(on, sectors=_directs_sectors(official)).filter(pk=place_id).first()
    return place if place is not None and official.pk in centres.path_ids(place) else None


def _directs_sectors(official: Place) -> bool:
    return official.kind == PlaceKind.MINISTRY.value


def suggest_acting(actor: Actor, text: str, on: date) -> list[Place]:
    """The places that the official may direct whose directives the actor records, by words of their names."""
    official = policies.official_place_of(actor)
    if official is None:
        return []
    return centres.suggest_to_ask(text, on, near=actor.centre_id, below=official, sectors=_directs_sectors(official))


def of_subject(actor: Actor, kind: str, pk: int) -> list[Directive]:
    """The directives about one thing that the actor sees, the newest first."""
    rows = directives_visible_to(actor).filter(about_kind=kind, about_id=pk)
    return list(rows.select_related(*WITH).order_by("-pk")[:PAGE])


def ended(directive_ids: Iterable[int]) -> set[int]:
    """Which of these have ended, done or withdrawn: for rooms that keep the id of a directive. Tells nothing else of them."""
    rows = Directive.objects.filter(pk__in=list(directive_ids), state__in=_ENDED)
    return set(rows.values_list("pk", flat=True))


def withdrawn(directive_ids: Iterable[int]) -> set[int]:
    """Which of these were taken back, likewise."""
    rows = Directive.objects.filter(pk__in=list(directive_ids), state=State.WITHDRAWN.value)
    return set(rows.values_list("pk", flat=True))


def events_of(directive: Directive) -> list[Event]:
    """What happened to it."""
    return timeline.events_of(SUBJECT_KIND, directive.pk)


def last_actions(directives: Sequence[Directive]) -> dict[int, Event]:
    """The last thing that somebody did about each; that its clock sounded is none. One query."""
    return timeline.last_of_each(SUBJECT_KIND, [row.pk for row in directives], without=("sounded",))


def answers_of(directive: Directive) -> list[tuple[Answer, list[Attachment]]]:
    """The rounds of its answer, the last first, each with its papers: two queries."""
    rows = list(directive.answers.select_related("author", "reviewer").order_by("-round"))
    papers = attachments.for_subjects(ANSWER_KIND, [row.pk for row in rows])
    return [(row, papers.get(row.pk, [])) for row in rows]


def paper_of(actor: Actor, number: str, attachment_id: UUID) -> Attachment:
    """A paper of an answer to a directive that the actor sees. Raises NotFound."""
    directive = directive_for(actor, number)
    rows = Answer.objects.filter(directive=directive).values_list("pk", flat=True)
    found = Attachment.objects.select_related("file").filter(
        pk=attachment_id, subject_kind=ANSWER_KIND, subject_id__in=list(rows)
    )
    paper = found.first()
    if paper is None:
        raise NotFound(NO_SUCH_DIRECTIVE)
    return paper


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What narrows the list of directives: `which` of the lists below, and words of the text."""

    which: str = "open"
    words: str = ""


# Each list, and the part that somebody must have to be offered it (None: whoever sees directives).
WHICH: dict[str, Part | None] = {
    "to-act": Part.ACTING,
    "to-look-at": Part.FOLLOWING,
    "late": None,
    "open": None,
    "done": None,
    "all": None,
}


def offered_to(actor: Actor) -> list[str]:
    """The lists that are of use to this actor."""
    parts = set(policies.parts_open_to(actor))
    return [which for which, part in WHICH.items() if part is None or part in parts]


def is_late(directive: Directive, today: date) -> bool:
    """The day has passed, and those who must act have not answered."""
    return directive.state == State.OPEN.value and directive.due_on < today


def _late(today: date) -> Q:
    return Q(state=State.OPEN.value, due_on__lt=today)


def _which(actor: Actor, which: str, today: date) -> Q:
    match which:
        case "to-act":
            return Q(state=State.OPEN.value) & _having(actor, Part.ACTING)
        case "to-look-at":
            return Q(state=State.ANSWERED.value) & _having(actor, Part.FOLLOWING)
        case "late":
            return _late(today)
        case "done":
            return Q(state__in=_ENDED)
        case "all":
            return Q()
    return Q(state__in=_RUNNING)


def _having(actor: Actor, part: Part) -> Q:
    return _offices(actor, [part])


def page_of(
    actor: Actor, chosen: Chosen, today: date, *, after: int | None = None, size: int = PAGE
) -> list[Directive]:
    """One more than a page of the directives that the actor sees, the newest first."""
    rows = directives_visible_to(actor).filter(_which(actor, chosen.which, today)).select_related(*WITH)
    for word in terms(chosen.words):
        rows = rows.filter(text_folded__contains=word)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(rows.order_by("-pk")[: size + 1])


def waiting_count(actor: Actor) -> int | None:
    """How many wait for the actor: to act, or to be looked at. None for whoever does neither."""
    parts = set(policies.parts_open_to(actor))
    if not parts & {Part.ACTING, Part.FOLLOWING}:
        return None
    waits = Q(pk__in=[])
    if Part.ACTING in parts:
        waits |= Q(state=State.OPEN.value) & _having(actor, Part.ACTING)
    if Part.FOLLOWING in parts:
        waits |= Q(state=State.ANSWERED.value) & _having(actor, Part.FOLLOWING)
    return directives_visible_to(actor).filter(waits)[:MOST_COUNTED].count()


def figures_of(actor: Actor, official_id: int, today: date) -> dict[str, int]:
    """How many of what the official of this place directed are `running`, `late` and `answered`. One query, of what runs."""
    own = directives_visible_to(actor).filter(official_id=official_id, state__in=_RUNNING)
    return own.aggregate(
        running=Count("pk"),
        late=Count("pk", filter=_late(today)),
        answered=Count("pk", filter=Q(state=State.ANSWERED.value)),
    )


@dataclass(frozen=True, kw_only=True)
class Overview:
    """An official's page: how many, the late ones, those that moved since the last look, and the others that run."""

    running: int
    late: int
    answered: int
    rows: list[Directive]
    moved: set[int]
    ended: list[Directive]
    since: datetime | None


def overview(actor: Actor, official_id: int, today: date) -> Overview:
    """What the official of this place directed. A fixed number of queries; only what runs, and what ended since the last
    look, is read."""
    look = Look.objects.filter(user_id=actor.user_id or 0, official_id=official_id).first()
    since = look.before if look else None
    seen_until = since - UNDER_WAY if since else None
    own = directives_visible_to(actor).filter(official_id=official_id)
    counts = figures_of(actor, official_id, today)
    rows = list(own.filter(state__in=_RUNNING).select_related(*WITH).order_by("due_on", "pk")[:MOST_SHOWN])
    over = own.filter(state__in=_ENDED)
    if seen_until is not None:
        over = over.filter(changed_at__gt=seen_until)
    return Overview(
        **counts,
        rows=rows,
        moved={row.pk for row in rows if seen_until is not None and row.changed_at > seen_until},
        ended=list(over.select_related(*WITH).order_by("-changed_at", "-pk")[:10]),
        since=since,
    )
