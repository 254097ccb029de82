"""In whose hands a ticket is, said in one way wherever it is said: pages, lists, messages, clocks, the API.

A ticket keeps its `holder`, the person who works on it, while the reviewers read their reply and while the beneficiary owes
something, for it comes back to them. It is in their hands, and said to be, only where the lifecycle's hands are one
person's; so a reply under review is the reviewers', who may not be its author.
"""

from dataclasses import dataclass

from django.utils.translation import override

from tawasul.centres.models import Place
from tawasul.clocks.models import Clock
from tawasul.people.models import User
from tawasul.service_levels.amounts import Step as Promised
from tawasul.tickets.labels import HANDS_LABELS
from tawasul.tickets.lifecycle import HANDS, OWN_NAME, PERSONAL, Hands, State
from tawasul.tickets.models import Custody, Ticket

# The hands of several whose time a step's clock measures; any other's is the place's, or one person's there.
OF_STEP: dict[str, Hands] = {Promised.REVIEW.value: Hands.REVIEW, Promised.OBJECTION.value: Hands.DECIDERS}


def hands_of(ticket: Ticket) -> Hands:
    """Whose hands it is in now; nobody's while it follows another ticket, which is in somebody's."""
    if ticket.joined_to_id is not None:
        return Hands.NOBODY
    return HANDS[State(ticket.state)]


def holder_id_of(ticket: Ticket) -> int | None:
    """The id of the one person in whose hands it is; None where it is in nobody's, or in those of several."""
    return ticket.holder_id if hands_of(ticket) in PERSONAL else None


def holder_of(ticket: Ticket) -> User | None:
    """The one person in whose hands it is, likewise."""
    return ticket.holder if hands_of(ticket) in PERSONAL else None


def holder_of_leg(leg: Custody) -> User | None:
    """The one person in whose hands it was. Old legs of reviewers and beneficiaries keep one all the same."""
    return leg.holder if Hands(leg.hands) in PERSONAL else None


def holder_of_clock(clock: Clock) -> User | None:
    """The one person whose time it is. A review's is the reviewers', whatever an older clock has kept."""
    return None if clock.step == Promised.REVIEW.value else clock.holder


@dataclass(frozen=True, kw_only=True)
class Said:
    """Who has it, and where; `where` is empty when the place itself has it. `one`: `who` is a person's name."""

    who: str
    where: str
    one: bool = False

    def __str__(self) -> str:
        return f"{self.who} · {self.where}" if self.where else self.who


def said(hands: Hands, holder: User | None, place: Place) -> Said:
    """In the active language: a person, or the reviewers or the beneficiary, or else the place."""
    if holder is not None and hands in PERSONAL:
        return Said(who=holder.name, where=place.name, one=True)
    if hands in OWN_NAME:
        return Said(who=str(HANDS_LABELS[hands.value]), where=place.name)
    return Said(who=place.name, where="")


def said_of(ticket: Ticket) -> Said:
    """Who has a ticket now. It comes from a query with `RELATED`."""
    return said(hands_of(ticket), ticket.holder, ticket.department or ticket.centre)


def names_of(ticket: Ticket) -> dict[str, str]:
    """Who has a ticket now, in both languages, for a message."""
    names = {}
    for language in ("ar", "en"):
        with override(language):
            names[language] = said_of(ticket).who
    return names


def said_of_leg(leg: Custody) -> Said:
    """Who had it in a leg. The beneficiary had it wherever they were."""
    hands = Hands(leg.hands)
    told = said(hands, leg.holder, leg.department or leg.centre)
    return Said(who=told.who, where="") if hands is Hands.BENEFICIARY else told


def said_of_clock(clock: Clock) -> Said:
    """Whose time a leg's clock measures."""
    hands = OF_STEP.get(clock.step, Hands.COORDINATOR)
    return said(hands, clock.holder, clock.department or clock.centre)
