"""The import itself: everything is read and checked first; then all of it is done in one transaction, or nothing."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.db import connection, transaction

from tawasul.centres import actions as centres
from tawasul.centres.actor import SYSTEM
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import PlaceKind
from tawasul.cli.network_import import files, place_lines, staff_lines
from tawasul.cli.network_import.columns import PLACES
from tawasul.cli.network_import.faults import Fault
from tawasul.cli.network_import.place_lines import PlaceLine
from tawasul.cli.network_import.staff_lines import StaffLine
from tawasul.lib.errors import Refused
from tawasul.people import actions as people
from tawasul.people.models import User

_LOCK = 0x7461_7769  # one import at a time


@dataclass
class Outcome:
    """What was wrong, or else what was done: counts by what it was (opened, renamed, registered, appointed …)."""

    faults: list[Fault] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)


class _Undone(Exception):
    """Something was refused while writing: leave nothing."""


def import_network(paths: list[Path], *, at: datetime, only_check: bool = False) -> Outcome:
    """Import all files as one, or nothing of any; asked again for the same files, nothing more is done."""
    outcome = Outcome()
    places, staff = _read(paths, outcome)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            _check(places, staff, outcome)
            if outcome.faults or only_check:
                raise _Undone
            _apply(places, staff, at, outcome)
            if outcome.faults:
                raise _Undone
    except _Undone:
        outcome.done.clear()
    order = {path.name: place for place, path in enumerate(paths)}
    outcome.faults.sort(key=lambda fault: (order.get(fault.source.split(" [")[0], 0), fault.source, fault.line))
    return outcome


def _read(paths: list[Path], outcome: Outcome) -> tuple[list[PlaceLine], list[StaffLine]]:
    places: list[PlaceLine] = []
    staff: list[StaffLine] = []
    for path in paths:
        lines, faults = files.read(path)
        outcome.faults += faults
        for line in lines:
            if line.table is PLACES:
                place, wrong = place_lines.parse(line)
                places.append(place)
            else:
                person, wrong = staff_lines.parse(line)
                staff.append(person)
            outcome.faults += wrong
    return places, staff


def _check(places: list[PlaceLine], staff: list[StaffLine], outcome: Outcome) -> None:
    standing = {row.code: row for row in Place.objects.select_related("parent")}
    outcome.faults += place_lines.check(places, standing)
    kinds: dict[str, PlaceKind | None] = {code: PlaceKind(row.kind) for code, row in standing.items()}
    kinds |= {row.code: row.kind for row in places}
    known = {user.email.lower(): user for user in User.objects.all()}
    closed = {code for code, row in standing.items() if row.closed_on is not None}
    outcome.faults += staff_lines.check(staff, kinds, closed, known)


def _apply(places: list[PlaceLine], staff: list[StaffLine], at: datetime, outcome: Outcome) -> None:
    standing = {row.code: row for row in Place.objects.all()}
    for place in _parents_first(places, standing):
        try:
            outcome.done[_place(place, standing, at.date())] += 1
        except Refused as refused:
            outcome.faults.append(Fault(place.line.source, place.line.number, str(refused.message)))
            return
    users = {user.email.lower(): user for user in User.objects.all()}
    for said in staff:
        try:
            outcome.done += _person(said, standing, users, at)
        except Refused as refused:
            outcome.faults.append(Fault(said.line.source, said.line.number, str(refused.message)))
            return


def _parents_first(places: list[PlaceLine], standing: dict[str, Place]) -> list[PlaceLine]:
    made, left, ordered = set(standing), list(places), []
    while left:
        ready = [place for place in left if not place.parent or place.parent in made]
        ordered += ready
        made |= {place.code for place in ready}
        left = [place for place in left if place.code not in made]
    return ordered


def _place(place: PlaceLine, standing: dict[str, Place], today: date) -> str:
    known = standing.get(place.code)
    if place.kind is None:
        raise RuntimeError("a place without a kind is a fault, and nothing is imported")
    if known is None:
        standing[place.code] = centres.open_place(
            actor=SYSTEM,
            kind=place.kind,
            parent=standing.get(place.parent),
            code=place.code,
            name_ar=place.name_ar,
            name_en=place.name_en,
            function=place.function,
            opened_on=place.opened_on or today,
        )
        return "opened"
    if (known.name_ar, known.name_en) != (place.name_ar, place.name_en):
        centres.rename_place(actor=SYSTEM, place_id=known.pk, name_ar=place.name_ar, name_en=place.name_en, on=today)
        return "renamed"
    return "unchanged"


def _person(said: StaffLine, standing: dict[str, Place], users: dict[str, User], at: datetime) -> Counter[str]:
    done: Counter[str] = Counter()
    user = users.get(said.email)
    if user is None:
        user = users[said.email] = people.register_user(
            email=said.email,
            user_number=said.user_number,
            name_ar=said.name_ar,
            name_en=said.name_en,
            at=at,
            mobile=said.mobile,
        )
        done["registered"] += 1
    done[_role(said, user, standing[said.place], at)] += 1
    return done


def _role(said: StaffLine, user: User, place: Place, at: datetime) -> str:
    roles = Membership.objects.filter(user=user, role=said.role, place=place)
    open_ended = roles.filter(ends_on=None).first()
    if open_ended is not None and said.ends_on is None:
        return "unchanged"
    if open_ended is not None and said.ends_on is not None:
        centres.end_membership(actor=SYSTEM, membership_id=open_ended.pk, ends_on=said.ends_on)
        return "ended"
    if said.ends_on is not None and roles.filter(ends_on=said.ends_on).exists():
        return "unchanged"
    centres.appoint(
        actor=SYSTEM,
        user_id=user.pk,
        role=said.role,
        place_id=place.pk,
        begins_on=said.begins_on or min(at.date(), said.ends_on or at.date()),
        ends_on=said.ends_on,
        at=at,
    )
    return "appointed"
