"""How tests let people come to the centre."""

from datetime import datetime
from typing import Any

from tawasul.lib.identity import parse_identity
from tawasul.reception import actions
from tawasul.reception.actions import Visitor
from tawasul.reception.models import Desk, Visit
from tests.cast import PARENT, SUNDAY, Cast

PARENT_COMES = Visitor(identity=PARENT.identity, name=PARENT.name, category=PARENT.category, mobile=PARENT.mobile)
SECOND = Visitor(identity=parse_identity("2000000006"), name="جون سميث", category="parent")


def named(name: str) -> Visitor:
    return Visitor(name=name)


def came(
    cast: Cast, visitor: Visitor | str = "زائر", *, at: datetime = SUNDAY, by: str = "reception_officer", **how: Any
) -> Visit:
    """Somebody is received at the door."""
    who = named(visitor) if isinstance(visitor, str) else visitor
    return actions.arrive(actor=cast.actor(by), visitor=who, reason=how.pop("reason", "file"), at=at, **how)


def seat(
    cast: Cast,
    name: str = "1",
    *,
    who: str = "counter_officer",
    lines: tuple[str, ...] = ("requests", "follow_up"),
    at: datetime = SUNDAY,
) -> Desk:
    """A member of staff sits down at a desk."""
    return actions.open_desk(actor=cast.actor(who), name=name, lines=lines, at=at)
