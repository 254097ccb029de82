"""Checking the lines that are places, against each other and against the tree that stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tawasul.centres.models import Place
from tawasul.centres.roles import MAY_STAND_UNDER, PlaceKind
from tawasul.cli.network_import import words
from tawasul.cli.network_import.faults import Fault
from tawasul.cli.network_import.files import Line
from tawasul.cli.network_import.reading import Reading

LONGEST_CODE = 40
LONGEST_NAME = 200


@dataclass(frozen=True)
class PlaceLine:
    """A place as its line says it. `opened_on` None: not said; `kind` None: it could not be read."""

    line: Line
    code: str
    parent: str
    kind: PlaceKind | None
    name_ar: str
    name_en: str
    function: str
    opened_on: date | None


def parse(line: Line) -> tuple[PlaceLine, list[Fault]]:
    """The place of a line as far as it can be read, and what is wrong within the line itself: it is mended in one go with what
    is wrong between lines."""
    reading = Reading(line)
    code = reading.text("code", LONGEST_CODE)
    name_ar, name_en = reading.text("name_ar", LONGEST_NAME), reading.text("name_en", LONGEST_NAME)
    kind = reading.read("kind", words.kind)
    function = reading.read("function", words.function)
    opened_on = reading.read("opened_on", words.day)
    known = PlaceKind(kind) if kind else None
    place = PlaceLine(line, code, line.values["parent"], known, name_ar, name_en, function or "", opened_on)
    return place, reading.faults


def check(places: list[PlaceLine], standing: dict[str, Place]) -> Iterator[Fault]:
    """What is wrong with places among each other and in the tree."""
    by_code: dict[str, PlaceLine] = {}
    for place in places:
        if place.code and place.code in by_code:
            said = _("The code %(code)s is there already, in line %(line)d.")
            yield _fault(place, said, code=place.code, line=by_code[place.code].line.number)
        if place.code:  # one without a code is told of its own fault, and nothing stands under it
            by_code.setdefault(place.code, place)
    ministries = {code for code, row in standing.items() if row.kind == PlaceKind.MINISTRY}
    for place in places:
        yield from _in_tree(place, by_code, standing)
        if place.kind is PlaceKind.MINISTRY:
            ministries.add(place.code)
            if len(ministries) > 1:
                yield _fault(place, _("There is one ministry only."))


def _in_tree(place: PlaceLine, by_code: dict[str, PlaceLine], standing: dict[str, Place]) -> Iterator[Fault]:
    if place.kind is PlaceKind.MINISTRY:
        if place.parent:
            yield _fault(place, _("The ministry stands under nothing."))
    elif not place.parent:
        yield _fault(place, _("Say under which place it stands."))
    elif place.parent not in by_code and place.parent not in standing:
        yield _fault(place, _("No place has the code %(code)s, here or in the network."), code=place.parent)
    else:
        above = _kind_of(place.parent, by_code, standing)
        if place.kind and above and above not in MAY_STAND_UNDER[place.kind]:
            yield _fault(place, _("A place of this kind cannot stand there."))
        elif _stands_in_itself(place, by_code):
            yield _fault(place, _("It stands under itself."))
    yield from _as_it_stands(place, standing)


def _as_it_stands(place: PlaceLine, standing: dict[str, Place]) -> Iterator[Fault]:
    known = standing.get(place.code)
    if known is None:
        return
    if place.kind and known.kind != place.kind.value:
        yield _fault(place, _("A place that stands does not change its kind."))
    if (known.parent.code if known.parent else "") != place.parent:
        yield _fault(place, _("A place that stands is not moved by an import."))
    if known.function != place.function:
        yield _fault(place, _("A place that stands does not change its function."))
    if known.closed_on is not None:
        yield _fault(place, _("This place has been closed."))


def _kind_of(code: str, by_code: dict[str, PlaceLine], standing: dict[str, Place]) -> PlaceKind | None:
    if code in by_code:
        return by_code[code].kind
    return PlaceKind(standing[code].kind) if code in standing else None


def _stands_in_itself(place: PlaceLine, by_code: dict[str, PlaceLine]) -> bool:
    seen, here = {place.code}, place.parent
    while here in by_code:
        if here in seen:
            return True
        seen.add(here)
        here = by_code[here].parent
    return False


def _fault(place: PlaceLine, message: str, **named: object) -> Fault:
    return Fault(place.line.source, place.line.number, message % named if named else message)
