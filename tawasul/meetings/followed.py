"""What carries decisions out: tickets, and whatever else is registered when it is loaded (`AppConfig.ready`).

A room on the same storey does not know this one: what joins the two, in the delivery layer, registers it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.reference import spoken
from tawasul.meetings.models import Decision
from tawasul.tickets.labels import STATE_LABELS
from tawasul.tickets.lifecycle import FINAL_STATES, State
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import SUBJECT_KIND as TICKET

_FINAL = sorted(state.value for state in FINAL_STATES)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How what carries a decision out stands: its number, its state in words, and where it is read."""

    number: str
    label: Any
    path: str


class Followed(Protocol):
    """One kind of thing that carries decisions out, and the noun for it."""

    kind: str
    noun: Any

    def ended(self, ids: Sequence[int]) -> set[int]:
        """Those of them that have ended."""

    def withdrawn(self, ids: Sequence[int]) -> set[int]:
        """Those of them that ended without being carried out."""

    def standing(self, ids: Sequence[int]) -> Mapping[int, Standing]:
        """How each of them stands."""


@runtime_checkable
class Begun(Followed, Protocol):
    """One kind that can be begun with a decision, besides tickets."""

    label: Any

    def may_begin(self, actor: Actor) -> bool:
        """Whether the actor may at all."""

    def begin(self, actor: Actor, decision: Decision, at: datetime, *, confidential: bool = False) -> tuple[int, str]:
        """Begin what carries the decision out, in the caller's transaction: its id, and its number as it is said. Raises
        what its own action raises."""


class Tickets:
    """Decisions that are carried out by a ticket."""

    kind = TICKET
    noun = _("Ticket")

    def ended(self, ids: Sequence[int]) -> set[int]:
        """The closed and the withdrawn. One query."""
        return set(Ticket.objects.filter(pk__in=ids, state__in=_FINAL).values_list("pk", flat=True))

    def withdrawn(self, ids: Sequence[int]) -> set[int]:
        """Whose beneficiary needs it no more. One query."""
        rows = Ticket.objects.filter(pk__in=ids, state=State.WITHDRAWN.value)
        return set(rows.values_list("pk", flat=True))

    def standing(self, ids: Sequence[int]) -> Mapping[int, Standing]:
        """By number and state. One query."""
        rows = Ticket.objects.filter(pk__in=ids).values_list("pk", "reference", "state")
        return {
            pk: Standing(number=spoken(reference), label=STATE_LABELS[state], path=f"/desk/tickets/{reference}/")
            for pk, reference, state in rows
        }


FOLLOWED: dict[str, Followed] = {}


def begun_by(actor: Actor) -> dict[str, Begun]:
    """What the actor may have carry a decision out, besides a ticket, by kind."""
    return {kind: each for kind, each in sorted(FOLLOWED.items()) if isinstance(each, Begun) and each.may_begin(actor)}


def register(followed: Followed) -> None:
    """Name what carries decisions out; a second of the same kind takes the place of the first."""
    FOLLOWED[followed.kind] = followed
