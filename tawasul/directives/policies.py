"""May this actor do this to that directive? Read from its lifecycle's table, and from the offices that have a part in it."""

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.models import Place
from tawasul.centres.roles import SECTORS, PlaceKind, Power
from tawasul.directives.lifecycle import PART_POWERS, Part, State, Step, steps_from
from tawasul.directives.models import Directive

_OFFICIALS = frozenset({PlaceKind.MINISTRY, *SECTORS})
ANY = frozenset(power for powers in PART_POWERS.values() for power in powers)


def parts_open_to(actor: Actor) -> list[Part]:
    """The parts for which the actor has the power, wherever."""
    return [part for part, powers in PART_POWERS.items() if powers & actor.powers]


def places_of(actor: Actor) -> list[int]:
    """The places for which the actor stands: the one that their powers reach, and those that it took over from."""
    if actor.reach is None:
        return []
    own = [*actor.reach.places, actor.place_id]
    return [pk for pk in dict.fromkeys(own) if pk is not None]


def parts_of(actor: Actor, directive: Directive) -> set[Part]:
    """The parts that the actor has in a directive. One query."""
    if actor.kind is not ActorKind.STAFF:
        return set()
    rows = directive.offices.filter(place_id__in=places_of(actor), part__in=parts_open_to(actor))
    return {Part(part) for part in rows.values_list("part", flat=True)}


def official_place_of(actor: Actor) -> Place | None:
    """Of whose official the actor records directives: that of their own sector, or the ministry's."""
    if actor.kind is not ActorKind.STAFF or not actor.can(Power.ISSUE_DIRECTIVES) or actor.place_id is None:
        return None
    above = [
        place for place in centres.ancestors_of(centres.place(actor.place_id)) if PlaceKind(place.kind) in _OFFICIALS
    ]
    return above[-1] if above else None


def has_named_part(actor: Actor, *, official: Place, following: Place) -> bool:
    """Whether the actor sees a confidential directive of this official that is followed up there."""
    mine, parts = places_of(actor), parts_open_to(actor)
    named = ((official, Part.OFFICIAL), (following, Part.FOLLOWING))
    return any(place.pk in mine and part in parts for place, part in named)


def is_the_officials(actor: Actor) -> bool:
    """Whether the actor works in an official's own office, and has the official's page."""
    return actor.can(Power.OFFICIALS_OFFICE) and actor.place_kind in _OFFICIALS


def may_take(actor: Actor, directive: Directive, step: Step, parts: set[Part]) -> bool:
    """Whether the actor, who has these parts, may take this step of the directive's life."""
    if not parts & step.parts:
        return False
    return not step.not_author or not _gave_last_answer(actor, directive)


def steps_open_to(actor: Actor, directive: Directive) -> list[Step]:
    """What the actor may do to the directive now, in the order of the table."""
    parts = parts_of(actor, directive)
    return [row for row in steps_from(State(directive.state)) if may_take(actor, directive, row, parts)]


def _gave_last_answer(actor: Actor, directive: Directive) -> bool:
    last = directive.answers.order_by("-round").first()
    return last is not None and last.author_id == actor.user_id
