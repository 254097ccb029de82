"""Whom one may ask: found among the places of the network, or given a name and an address; what is wrong is said of each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import queries as attachments
from tawasul.attachments.models import Attachment
from tawasul.centres import queries as centres
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.lib.errors import Invalid
from tawasul.lib.mobile import parse_mobile
from tawasul.service_levels.amounts import Entity, Promise
from tawasul.tickets.models import Statement, Ticket
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.tickets.statements.timekeeping import promise_for

MOST_AT_ONCE, MOST_AWAITED = 10, 20
SHORTEST_QUESTION, LONGEST_QUESTION, LONGEST_NAME = 10, 4_000, 200
OUTSIDE = frozenset({Entity.SCHOOL.value, Entity.BODY.value})
KINDS = {PlaceKind.DEPARTMENT.value: Entity.DEPARTMENT, PlaceKind.CENTRE.value: Entity.CENTRE}


@dataclass(frozen=True, kw_only=True)
class Asking:
    """One entity to be asked: a `place` (the id of a department or centre), or one without an account by `kind` ("school",
    "body"), `name` and an address. An empty `question` is the one asked of all; `papers` are files of the ticket that it
    may see; `within` is how much time it has, in the unit of what is promised (None: as much as is promised)."""

    place: int | None = None
    kind: str = ""
    name: str = ""
    email: str = ""
    mobile: str = ""
    question: str = ""
    papers: tuple[UUID, ...] = ()
    within: int | None = None


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """An entity that may be asked so: its statement, not kept yet, and what goes with it."""

    statement: Statement
    papers: list[Attachment]
    within: int | None


@dataclass
class _Faults:
    """What is wrong, by field and entity, so that a person corrects it in one go."""

    found: dict[str, list[Any]] = field(default_factory=dict)

    def note(self, place: int, name: str, said: Any) -> None:
        self.found.setdefault(f"entities.{place}.{name}", []).append(said)


def chosen(ticket: Ticket, entities: Sequence[Asking], question: str, day: date) -> list[Chosen]:
    """Each entity as a statement that may be asked on this ticket. Raises Invalid with everything that is wrong.

    A place is asked once at a time; nobody asks the place that has the ticket.
    """
    if not 1 <= len(entities) <= MOST_AT_ONCE:
        said = _("Choose between one and ten entities to ask.")
        raise Invalid(said, fields={"entities": [said]})
    if ticket.statements_open + len(entities) > MOST_AWAITED:
        too_many = _("Too many statements are awaited already: at most %(most)d.") % {"most": MOST_AWAITED}
        raise Invalid(too_many, fields={"entities": [too_many]})
    faults = _Faults()
    around = _Around(ticket, entities, day)
    rows = [_one(around, place, each, question, faults) for place, each in enumerate(entities)]
    if faults.found:
        raise Invalid(_("Some of what was given needs correction."), fields=faults.found)
    return rows


class _Around:
    """What the choices are held against, read once."""

    def __init__(self, ticket: Ticket, entities: Sequence[Asking], day: date) -> None:
        self.ticket = ticket
        self.promise: Promise | None = promise_for(ticket)
        self.places = centres.places_to_ask(day).in_bulk({each.place for each in entities if each.place})
        self.files = {row.pk: row for row in attachments.for_subject(SUBJECT_KIND, ticket.pk)}
        open_now = Statement.objects.filter(ticket=ticket, ended_at=None)
        self.asked = {each.department_id or each.centre_id for each in open_now}


def _one(around: _Around, position: int, given: Asking, question: str, faults: _Faults) -> Chosen:
    row = Statement(question=(given.question or question).replace("\x00", "").strip())
    if given.place is not None:
        _inside(around, position, given.place, row, faults)
    else:
        _outside(position, given, row, faults)
    if len(row.question) < SHORTEST_QUESTION:
        faults.note(position, "question", _("Write what you ask, in at least ten letters."))
    if len(row.question) > LONGEST_QUESTION:
        faults.note(
            position, "question", _("This is too long: at most %(longest)d letters.") % {"longest": LONGEST_QUESTION}
        )
    if any(paper not in around.files for paper in given.papers):
        faults.note(position, "papers", _("Choose among the files of this ticket."))
    if given.within is not None and (around.promise is None or not 1 <= given.within <= around.promise.number):
        faults.note(position, "within", _("No more time may be given than the service-level document promises."))
    papers = [around.files[paper] for paper in dict.fromkeys(given.papers) if paper in around.files]
    return Chosen(statement=row, papers=papers, within=given.within)


def _inside(around: _Around, position: int, place_id: int, row: Statement, faults: _Faults) -> None:
    place = around.places.get(place_id)
    if place is None:
        faults.note(position, "place", _("Choose a department or a centre from the list."))
        return
    if place.pk in {around.ticket.department_id, around.ticket.centre_id}:
        faults.note(position, "place", _("The ticket is there already: write a note instead."))
    if place.pk in around.asked:
        faults.note(position, "place", _("They are asked already, and their statement is awaited."))
    around.asked.add(place.pk)
    row.kind = KINDS[place.kind].value
    row.centre = place if row.kind == Entity.CENTRE.value else _centre_of(place)
    row.department = place if row.kind == Entity.DEPARTMENT.value else None
    row.sector = centres.sector_of(place)


def _centre_of(department: Place) -> Place:
    """A department stands below a centre, perhaps below another department of it."""
    return next(above for above in centres.ancestors_of(department) if above.kind == PlaceKind.CENTRE.value)


def _outside(position: int, given: Asking, row: Statement, faults: _Faults) -> None:
    if given.kind not in OUTSIDE:
        faults.note(position, "place", _("Choose a department or a centre, or write who is asked by a link."))
        return
    row.kind, row.name = given.kind, " ".join(given.name.replace("\x00", "").split())
    if not 3 <= len(row.name) <= LONGEST_NAME:
        faults.note(position, "name", _("Write the name of the entity, of 3 to 200 letters."))
    row.email = given.email.strip()
    if not row.email and not given.mobile.strip():
        faults.note(position, "email", _("Write an e-mail or a mobile to which the link is sent."))
    if row.email:
        try:
            validate_email(row.email)
        except ValidationError:
            faults.note(position, "email", _("Write a whole e-mail address, such as name@example.sa."))
        if len(row.email) > 254:
            faults.note(position, "email", _("This is too long: at most %(longest)d letters.") % {"longest": 254})
    if given.mobile.strip():
        try:
            row.mobile = parse_mobile(given.mobile)
        except Invalid as error:
            faults.note(position, "mobile", error.message)
