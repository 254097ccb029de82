"""One thing that people raise, with everything that its ticket's life may need said."""

from dataclasses import dataclass
from typing import Literal

Audience = Literal["parent", "student", "teacher", "staff", "company"]
SectorKind = Literal["education_department", "university", "ministry"]
TicketKind = Literal["inquiry", "complaint", "report", "suggestion"]


@dataclass(frozen=True, kw_only=True)
class Template:
    """Texts are wordings of `writing`: `{he|she}` and `{fact}`. Replies may name `{date}`, a working day to come.

    `department` is a key of `departments`; `season` the months in which the subject is raised twice as often.
    """

    key: str
    kind: TicketKind
    sector: SectorKind
    audience: Audience
    department: str
    subject: str
    texts: tuple[str, ...]
    missing: str
    replies: tuple[str, ...]
    season: tuple[int, ...] = ()
    weight: int = 1
    places: tuple[str, ...] = ()  # reports: where it happened
