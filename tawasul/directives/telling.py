"""Who hears of a directive: those who must act, the follow-up officers, and the official's office.

Of a confidential one a message says the number and nothing else: messages are read on locked telephones.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils import translation

from tawasul.centres import queries as centres
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import SECTORS, PlaceKind, Power
from tawasul.directives.events import SUBJECT_KIND
from tawasul.directives.labels import CONFIDENTIAL, CONFIDENTIAL_SUBJECT
from tawasul.directives.ladder import Hearing
from tawasul.directives.models import Directive
from tawasul.directives.number import spoken
from tawasul.lib.hijri import RIYADH
from tawasul.notices import actions as notices
from tawasul.notices.recipients import of_users
from tawasul.people.models import User
from tawasul.timeline.models import Event

EXCERPT = 50  # letters of the text, in a message: an SMS has three parts with it, and no more
DEPARTMENT_HEADS = ("department_supervisor",)
CENTRE_HEADS = ("centre_supervisor",)


def told_acting(directive: Directive, kind: str, event: Event, **more: Any) -> None:
    """Those who must act."""
    _owe(directive, kind, event, acting(directive, _day(event)), more)


def told_following(directive: Directive, kind: str, event: Event, **more: Any) -> None:
    """The follow-up officers."""
    _owe(directive, kind, event, following(directive, _day(event)), more)


def told_all(directive: Directive, kind: str, event: Event, **more: Any) -> None:
    """The official's office, and those who must act."""
    day = _day(event)
    _owe(directive, kind, event, [*official(directive, day), *acting(directive, day)], more)


def sounded(directive: Directive, kind: str, event: Event, hearings: Iterable[Hearing]) -> None:
    """Those who hear of a stage of the ladder."""
    day = _day(event)
    _owe(directive, kind, event, [user for hearing in hearings for user in hearers(directive, hearing, day)], {})


def hearers(directive: Directive, hearing: Hearing, day: date) -> list[User]:
    """Who hears on a rung; of a confidential directive the named offices alone."""
    match hearing:
        case Hearing.ACTING:
            return acting(directive, day)
        case Hearing.ABOVE:
            return [*_in_roles(DEPARTMENT_HEADS, directive.acting, day), *following(directive, day)]
        case Hearing.CENTRE:
            centre = centres.centre_of(directive.acting)
            named = not directive.confidential or centre == directive.acting
            return _in_roles(CENTRE_HEADS, centre, day) if centre is not None and named else []
        case Hearing.OFFICIAL:
            return official(directive, day)


def acting(directive: Directive, day: date) -> list[User]:
    """Whoever answers at the place that must act; at a centre, in its units too; of a sector, its official and their office."""
    at_sector = PlaceKind(directive.acting.kind) in SECTORS
    return _with_power(Power.ANSWER_DIRECTIVES if at_sector else Power.ANSWER, directive.acting, day)


def following(directive: Directive, day: date) -> list[User]:
    """The officers who follow it up."""
    return _with_power(Power.FOLLOW_DIRECTIVES, directive.following, day)


def official(directive: Directive, day: date) -> list[User]:
    """The official, and whoever works in their office."""
    rows = centres.members_with(Power.OFFICIALS_OFFICE, [directive.official], day)
    return [row.user for row in centres.present(rows)]


def subject_of(directive: Directive) -> dict[str, str]:
    """How a message says what it is about."""
    if not directive.confidential:
        line = " ".join(directive.text.split())
        short = line if len(line) <= EXCERPT else f"{line[:EXCERPT].rsplit(' ', 1)[0]} …"
        return {"ar": short, "en": short}
    return _in_both(CONFIDENTIAL_SUBJECT)


def _with_power(power: Power, place: Place, day: date) -> list[User]:
    units = centres.units_of(place.pk, day) if place.kind == PlaceKind.CENTRE.value else []
    return _users(centres.members_with(power, [place, *units], day))


def _in_roles(roles: tuple[str, ...], place: Place, day: date) -> list[User]:
    return _users(row for row in centres.members_in_roles(roles, place, day) if row.place_id == place.pk)


def _users(rows: Iterable[Membership]) -> list[User]:
    return [row.user for row in centres.present(rows)]


def _day(event: Event) -> date:
    return event.at.astimezone(RIYADH).date()


def _owe(directive: Directive, kind: str, event: Event, users: Iterable[User], more: Mapping[str, Any]) -> None:
    """Who did it is not told of it. Words of a confidential directive stay on its page."""
    readers = {user.pk: user for user in users if user.pk != event.user_id}
    kept = {name: _in_both(CONFIDENTIAL) for name in more} if directive.confidential else more
    notices.owe(
        kind=kind,
        once=f"event:{event.pk}:{kind}",
        at=event.at,
        subject_kind=SUBJECT_KIND,
        subject_id=directive.pk,
        recipients=of_users(readers.values()),
        context={
            "number": spoken(directive.number),
            "place": _named(directive.official),
            "entity": _named(directive.acting),
            "subject": subject_of(directive),
            "last": directive.due_on,
            "link": f"/desk/directives/{directive.number}/",
            **kept,
        },
    )


def _named(place: Place) -> dict[str, str]:
    return {"ar": place.name_ar, "en": place.name_en}


def _in_both(label: Any) -> dict[str, str]:
    said = {}
    for language in ("ar", "en"):
        with translation.override(language):
            said[language] = str(label)
    return said
