"""What the plan of a ticket's life is made of; `plan` draws them, `loader` makes them happen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tawasul.cli.demonstration.desks import Worker
from tawasul.tickets.lifecycle import Action, State, TicketType

Doer = Worker | Literal["beneficiary", "system"]


@dataclass(frozen=True, kw_only=True)
class Filing:
    """How a life begins. `beneficiary` is the place in the list of beneficiaries; `by` None: the beneficiary in person.

    `centre` is a code; `files` are names in `enclosures`.
    """

    at: datetime
    type: TicketType
    channel: str
    centre: str
    beneficiary: int
    subject: str
    text: str
    incident_place: str
    files: tuple[str, ...]
    by: Worker | None


@dataclass(frozen=True, kw_only=True)
class Move:
    """One action: who, when, and what is given: words, the code of a department or centre, a coordinator, files, a choice
    (a priority, an outcome)."""

    at: datetime
    action: Action
    by: Doer
    text: str = ""
    place: str = ""
    coordinator: Worker | None = None
    files: tuple[str, ...] = ()
    choice: str = ""


@dataclass(frozen=True, kw_only=True)
class Life:
    """A ticket's life up to now, in order of time, and the state it ends in."""

    template: str
    filing: Filing
    moves: tuple[Move, ...]
    state: State


def encloses(life: Life) -> bool:
    """Whether files come with any step of it."""
    return bool(life.filing.files) or any(move.files for move in life.moves)
