"""Why people come, and in which line each reason waits: tables that are walked by the pages, the log and the tests.

`online`: it can be done without a visit, and the door says so at once. `minutes`: how long one is served in a line where
nothing is known of the day yet (an assumption of the house, see docs/decisions/reception.md).
"""

from dataclasses import dataclass
from enum import StrEnum


class Line(StrEnum):
    """A kind of service for which people wait; its letter stands before the number."""

    REQUESTS = "requests"
    FOLLOW_UP = "follow_up"
    MEETINGS = "meetings"


@dataclass(frozen=True, kw_only=True)
class LineRow:
    """A line: the letter of its numbers, and the minutes that serving takes."""

    key: Line
    letter: str
    minutes: float


LINES: tuple[LineRow, ...] = (
    LineRow(key=Line.REQUESTS, letter="A", minutes=9),
    LineRow(key=Line.FOLLOW_UP, letter="B", minutes=6),
    LineRow(key=Line.MEETINGS, letter="C", minutes=10),
)
LINE_BY_KEY = {row.key.value: row for row in LINES}


class ReasonKey(StrEnum):
    """Why somebody comes."""

    FOLLOW_UP = "follow_up"
    FILE = "file"
    COMPLETE = "complete"
    ASK = "ask"
    OBJECT = "object"
    MEETING = "meeting"
    ATTEND = "attend"
    PAPERS = "papers"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """A reason, the line it leads to, whether it can be done without coming, and the path on the portal where it begins
    (empty: nowhere)."""

    key: ReasonKey
    line: Line
    online: bool
    path: str = ""


FOLLOW = "/follow/"  # its page takes the number of a ticket
REASONS: tuple[Reason, ...] = (
    Reason(key=ReasonKey.FOLLOW_UP, line=Line.FOLLOW_UP, online=True, path=FOLLOW),
    Reason(key=ReasonKey.FILE, line=Line.REQUESTS, online=True, path="/file/"),
    Reason(key=ReasonKey.COMPLETE, line=Line.REQUESTS, online=True, path=FOLLOW),
    Reason(key=ReasonKey.ASK, line=Line.FOLLOW_UP, online=True, path="/file/?type=inquiry"),
    Reason(key=ReasonKey.OBJECT, line=Line.REQUESTS, online=True, path=FOLLOW),
    Reason(key=ReasonKey.MEETING, line=Line.MEETINGS, online=True, path="/file/?type=meeting"),
    Reason(key=ReasonKey.ATTEND, line=Line.MEETINGS, online=False),  # nobody attends by telephone
    Reason(key=ReasonKey.PAPERS, line=Line.REQUESTS, online=False),
    Reason(key=ReasonKey.OTHER, line=Line.FOLLOW_UP, online=False),
)
REASON_BY_KEY = {row.key.value: row for row in REASONS}


def way_of(reason: str, reference: str = "") -> str:
    """Where on the portal it is done without coming, with the number of their ticket where it is asked for; "": nowhere."""
    path = REASON_BY_KEY[reason].path
    return f"{path}?number={reference}" if reference and path == FOLLOW else path


class Outcome(StrEnum):
    """How a visit ended at the desk."""

    ANSWERED = "answered"
    FILED = "filed"
    COMPLETED = "completed"
    GUIDED = "guided"
    OTHER = "other"


def spoken_number(letter: str, number: int) -> str:
    """A place in the queue as it is printed and called: A-014."""
    return f"{letter}-{number:03d}"
