"""Which centres and departments a list may be narrowed to: the open ones in the reader's reach and, where a list has what
ended, those that have closed since. One that is asked for is always understood, so that kept links show what ended there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.lib.hijri import short_dual

MOST_DIGITS = 18


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who narrows a list and to which places. `ended`: the list has what ended, so closed places are worth choosing."""

    actor: Actor
    centre: int | None
    department: int | None
    ended: bool
    today: date

    @property
    def looks_back(self) -> bool:
        """Whether the reader's place took over from others whose ended work the list may show."""
        return self.ended and self.actor.reach is not None and bool(self.actor.reach.former)


def number_of(given: Any) -> int | None:
    """The id of a place as an address carries it; None where none is asked for, 0 for what cannot be one."""
    text = str(given or "")
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 0


def centres_offered(asked: Asked) -> list[Place]:
    """One query; none for whoever works in one centre and neither looks back nor asks."""
    if asked.actor.centre_id is not None and asked.centre is None and not asked.looks_back:
        return []
    rows = centres.reached_centres(asked.actor, asked.today)
    if not asked.ended:
        rows = rows.filter(Q(centres.open_on(asked.today)) | Q(pk=asked.centre or 0))
    return list(rows)


def departments_offered(asked: Asked, within: list[Place]) -> list[Place]:
    """Those of the centre chosen, or of the only one; `within` is what `centres_offered` gave. At most three queries."""
    rows = [place for place in _near(asked, within) if asked.ended or is_open(place, asked.today)]
    if asked.department is not None and all(place.pk != asked.department for place in rows):
        rows += [place for place in _named(asked.department) if _reached(asked.actor, place)]
    return rows


def _near(asked: Asked, within: list[Place]) -> list[Place]:
    actor = asked.actor
    if actor.reach is None:
        return []
    if actor.place_kind is PlaceKind.DEPARTMENT:
        ids = [pk for pk in actor.reach.places if pk is not None]
        return list(Place.objects.filter(pk__in=ids).select_related("succeeded_by")) if asked.looks_back else []
    if asked.centre is not None:
        roots = [place for place in within if place.pk == asked.centre]
    elif actor.centre_id is not None:
        roots = within or [centres.place(actor.centre_id)]
    else:
        roots = within if len(within) == 1 else []
    return list(centres.departments_below(roots, asked.today)) if roots else []


def _named(pk: int) -> list[Place]:
    return list(Place.objects.filter(pk=pk, kind=PlaceKind.DEPARTMENT.value).select_related("succeeded_by"))


def _reached(actor: Actor, place: Place) -> bool:
    if actor.reach is None:
        return False
    return actor.reach.column is None or not set(actor.reach.places).isdisjoint(centres.path_ids(place))


def is_open(place: Place, today: date) -> bool:
    """Whether it has not closed before the day."""
    return place.closed_on is None or place.closed_on >= today


def said_choices(places: Iterable[Place], name: Callable[[Place], str], today: date) -> list[Any]:
    """The open places as a field offers them, and those that closed as a group below, with what became of each."""
    rows = list(places)
    found: list[Any] = [(str(place.pk), name(place)) for place in rows if is_open(place, today)]
    closed = [(str(place.pk), _said_closed(place, name)) for place in rows if not is_open(place, today)]
    return [*found, (_("Closed or merged"), closed)] if closed else found


def _said_closed(place: Place, name: Callable[[Place], str]) -> str:
    successor = place.succeeded_by
    if successor is None:
        day = short_dual(place.closed_on, get_language() or "ar") if place.closed_on else ""
        return _("Formerly: %(name)s (closed on %(day)s)") % {"name": name(place), "day": day}
    here, there = name(place), name(successor)
    if here == there:  # of one sector, by whose name both would be said
        here, there = place.name, successor.name
    if here == there:
        return _("Formerly: %(name)s") % {"name": here}
    return _("Formerly: %(name)s (now: %(successor)s)") % {"name": here, "successor": there}


def department_name(place: Place) -> str:
    """A department as a filter names it."""
    return place.name
