"""Places and people of the network, as the interface shows them."""

from pydantic import BaseModel, Field

from tawasul.api.schemas.moments import Moment
from tawasul.centres.models import Membership, Place
from tawasul.people.models import User


class Named(BaseModel):
    """A place or a person: an id, and the name in the caller's language."""

    id: int
    name: str


def named(thing: Place | User) -> Named:
    """Its id and name."""
    return Named(id=thing.pk, name=thing.name)


def named_if(thing: Place | User | None) -> Named | None:
    """The same, where there is one."""
    return named(thing) if thing is not None else None


class Centre(Named):
    """A centre, with the university or education department that it serves."""

    sector: Named


class Coordinator(BaseModel):
    """Somebody who answers in a department. `id` is what `refer_to_coordinator` takes."""

    id: int
    name: str
    role: str
    open_tickets: int
    stands_for: Named | None = Field(description="Who is away, where this is their deputy")


class PlaceHeld(Named):
    """Where a role is held."""

    kind: str


class Me(BaseModel):
    """Under whose role the token acts."""

    name: str
    role: str
    role_label: str
    stands_for: Named | None = Field(description="Whose role it is, where the token's person is a deputy")
    place: PlaceHeld
    powers: list[str]
    token: str
    expires_at: Moment


def coordinator(row: Membership, loads: dict[tuple[int, int], int]) -> Coordinator:
    """A membership that answers, and how many unanswered tickets the person has there."""
    open_tickets = loads.get((row.place_id, row.user_id), 0)
    stands_for = named(row.covers.user) if row.covers else None
    return Coordinator(id=row.pk, name=row.user.name, role=row.role, open_tickets=open_tickets, stands_for=stands_for)
