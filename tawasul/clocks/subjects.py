"""What clocks need of the things whose time they keep. A room whose things have clocks registers its `Subject` when it is
loaded (`AppConfig.ready`): clocks lie below it, and do not know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tawasul.calendars.schedule import Words
from tawasul.clocks.models import Alarm


@dataclass(frozen=True)
class Move:
    """A due instant that moved, of a clock of a subject: where it was before, and where it is now."""

    subject_id: int
    step: str
    was_due_at: datetime
    due_at: datetime


@dataclass(frozen=True)
class Hearers:
    """Ids of the users who are to hear; what is `urgent` is told at once."""

    users: frozenset[int]
    urgent: bool


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Why deadlines move: what was changed, who changed it (in both languages), and a name for that one change."""

    said: Words
    by: Words
    once: str


class Subject(Protocol):
    """One kind of thing that has clocks. `digest` is the message that says many of its alarms together; the same with
    "report_" before it says many emergencies."""

    kind: str
    digest: str

    def hold(self, ids: Sequence[int], *, wait: bool) -> set[int]:
        """Lock these things, in the order of their ids; without `wait`, leave out those that others hold."""

    def hearers(self, alarms: Sequence[Alarm], at: datetime) -> Mapping[int, Hearers]:
        """Who is to hear of each alarm, by its id and as the tree is at that instant."""

    def sounded(self, alarms: Sequence[Alarm], at: datetime) -> None:
        """Write down on the things (held) that these alarms sounded."""

    def moved(self, moves: Sequence[Move], cause: Cause, at: datetime) -> None:
        """Write down on the things (held) that their due instants moved, and why; tell those who wait for them."""

    def contexts(self, subject_ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
        """What a message says of each thing: number, subject, link, and what else its messages need."""

    def message_of(self, alarm: Alarm, *, urgent: bool) -> str:
        """The kind of message that says one alarm to one who hears it."""

    def list_of(self, *, late: bool) -> str:
        """The path of the list in which what is late, or only warned of, is looked at."""


SUBJECTS: dict[str, Subject] = {}


def register(subject: Subject) -> None:
    """Name what has clocks; a second of the same kind takes the place of the first."""
    SUBJECTS[subject.kind] = subject
