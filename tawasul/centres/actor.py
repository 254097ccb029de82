"""Who acts, where, with which powers: built once per request and passed to every action and query."""

from dataclasses import dataclass
from enum import StrEnum

from tawasul.centres.roles import PlaceKind, Power


class ActorKind(StrEnum):
    """Staff act under a membership; a beneficiary on their own ticket; a guest, who has no account, on the one statement to
    which their link leads; the system by the clock."""

    STAFF = "staff"
    BENEFICIARY = "beneficiary"
    GUEST = "guest"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Reach:
    """The part of the tree that a staff member's powers cover.

    `column` names the ticket's column that holds places of this level (None: everything), `place_id` the value to find;
    `former` are the places that this one took over from: what was done there stays there, and is seen from here.
    """

    column: str | None
    place_id: int | None
    former: tuple[int, ...] = ()

    @property
    def places(self) -> tuple[int | None, ...]:
        """The place and those that it took over from."""
        return (self.place_id, *self.former)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody (or the clock) about to do something. Immutable; says nothing of the request it came in.

    `stands_for` is the user for whom a deputy acts.
    """

    kind: ActorKind
    name_ar: str = ""
    name_en: str = ""
    user_id: int | None = None
    membership_id: int | None = None
    role: str = ""
    place_id: int | None = None
    place_kind: PlaceKind | None = None
    place_name_ar: str = ""
    place_name_en: str = ""
    centre_id: int | None = None
    reach: Reach | None = None
    powers: frozenset[Power] = frozenset()
    stands_for: int | None = None
    beneficiary_id: int | None = None
    ticket_id: int | None = None
    statement_id: int | None = None
    meeting_id: int | None = None

    @property
    def hands(self) -> tuple[int, ...]:
        """Whose hands the actor's are: their own and, as a deputy, those of the person who is absent."""
        return tuple(pk for pk in (self.user_id, self.stands_for) if pk is not None)

    def can(self, power: Power) -> bool:
        """Whether the powers held say so (where they reach is asked apart)."""
        return power in self.powers


SYSTEM = Actor(kind=ActorKind.SYSTEM, name_ar="النظام", name_en="The system")


def beneficiary_actor(*, beneficiary_id: int, ticket_id: int | None, name: str, meeting_id: int | None = None) -> Actor:
    """A beneficiary who proved the mobile of one ticket or of one request for a meeting (or, before filing, of none)."""
    return Actor(
        kind=ActorKind.BENEFICIARY,
        beneficiary_id=beneficiary_id,
        ticket_id=ticket_id,
        meeting_id=meeting_id,
        name_ar=name,
        name_en=name,
    )


def guest_actor(*, statement_id: int, name: str) -> Actor:
    """Somebody of an entity without an account, before the one statement to which their link leads, under the name given."""
    return Actor(kind=ActorKind.GUEST, statement_id=statement_id, name_ar=name, name_en=name)
