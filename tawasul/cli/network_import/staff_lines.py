"""Checking the lines that are people with a role, against the places and the people there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from tawasul.centres.roles import BY_KEY, PlaceKind
from tawasul.cli.network_import import words
from tawasul.cli.network_import.faults import Fault
from tawasul.cli.network_import.files import Line
from tawasul.cli.network_import.reading import Reading
from tawasul.lib.errors import Invalid
from tawasul.lib.mobile import parse_mobile
from tawasul.people.models import User

LONGEST_NAME = 150
LONGEST_NUMBER = 20


@dataclass(frozen=True)
class StaffLine:
    """Somebody's role at a place (its code), as the line says it. Days None: not said; what cannot be read is empty."""

    line: Line
    email: str
    user_number: str
    name_ar: str
    name_en: str
    mobile: str
    role: str
    place: str
    begins_on: date | None
    ends_on: date | None


def parse(line: Line) -> tuple[StaffLine, list[Fault]]:
    """The person and role of a line as far as they can be read, and what is wrong within the line itself."""
    reading = Reading(line)
    email = reading.read("email", _email)
    user_number = reading.text("user_number", LONGEST_NUMBER)
    name_ar, name_en = reading.text("name_ar", LONGEST_NAME), reading.text("name_en", LONGEST_NAME)
    mobile = reading.read("mobile", parse_mobile)
    role = reading.read("role", words.role)
    place = reading.text("place", 40)
    begins_on, ends_on = reading.read("begins_on", words.day), reading.read("ends_on", words.day)
    if begins_on and ends_on and ends_on < begins_on:
        reading.wrong(_("The last day is before the first."))
    said = StaffLine(
        line, email or "", user_number, name_ar, name_en, mobile or "", role or "", place, begins_on, ends_on
    )
    return said, reading.faults


def check(
    lines: list[StaffLine], kinds: dict[str, PlaceKind | None], closed: set[str], standing: dict[str, User]
) -> Iterator[Fault]:
    """What is wrong with people among each other, with their places (by code) and with who is known (by e-mail)."""
    persons: dict[str, StaffLine] = {}
    numbers = {user.user_number: user.email for user in standing.values()}
    held: dict[tuple[str, str, str], StaffLine] = {}
    for said in lines:
        yield from _at_its_place(said, kinds)
        if said.place in closed and said.ends_on is None:
            yield _fault(said, _("This place has been closed."))
        if said.email:
            yield from _as_known(said, persons, numbers, standing)
        if not (said.email and said.role and said.place):
            continue
        earlier = held.setdefault((said.email, said.role, said.place), said)
        if earlier is not said:
            yield _fault(said, _("Line %(line)d gives this person the same role here."), line=earlier.line.number)


def _as_known(
    said: StaffLine, persons: dict[str, StaffLine], numbers: dict[str, str], standing: dict[str, User]
) -> Iterator[Fault]:
    """One person has one number and name, and nobody else has theirs."""
    first = persons.setdefault(said.email, said)
    if (first.user_number, first.name_ar, first.name_en) != (said.user_number, said.name_ar, said.name_en):
        message = _("Line %(line)d says something else of this person: the same e-mail, another number or name.")
        yield _fault(said, message, line=first.line.number)
    elif said.user_number and numbers.setdefault(said.user_number, said.email) != said.email:
        yield _fault(said, _("Somebody else has the user number %(number)s."), number=said.user_number)
    known = standing.get(said.email)
    if known is not None and said.user_number and known.user_number != said.user_number:
        message = _("This person is known with the user number %(number)s.")
        yield _fault(said, message, number=known.user_number)


def _at_its_place(said: StaffLine, kinds: dict[str, PlaceKind | None]) -> Iterator[Fault]:
    if not said.place:
        return  # said already: it is empty
    kind = kinds.get(said.place)
    if said.place not in kinds:
        yield _fault(said, _("No place has the code %(code)s, here or in the network."), code=said.place)
    elif kind and said.role and kind not in BY_KEY[said.role].held_at:
        yield _fault(said, _("This role is not held at a place of this kind."))


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise Invalid(_("“%(text)s” is not an e-mail address.") % {"text": text}) from error
    return text.lower()


def _fault(said: StaffLine, message: str, **named: object) -> Fault:
    return Fault(said.line.source, said.line.number, message % named if named else message)
