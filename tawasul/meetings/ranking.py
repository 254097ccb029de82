"""Whom the official receives first: every request stands as if it had been made some days earlier than it was, and these days
are the sum of what the criteria below give it. Pure Python: a table that one can read aloud to whoever asks why.

So among requests of equal weight whoever asked first comes first; a weighty one goes before those asked up to that many days
before it; and as no sum exceeds `MOST`, nobody is ever passed by a request that is made more than that many days after theirs.
Waiting counts by itself: a rank never changes while one waits, and the order is one index.

The days are an assumption of the house, to be confirmed by the ministry.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Harm(StrEnum):
    """What happens to whoever asks if the matter is not put right."""

    NONE = "none"
    SOME = "some"
    SERIOUS = "serious"
    URGENT = "urgent"


class Need(StrEnum):
    """For whom others make room."""

    NONE = "none"
    DISABILITY = "disability"
    ELDERLY = "elderly"


class Tried(StrEnum):
    """Which other door was tried before: an official is the last, and not the first."""

    NO = "no"
    ASKED = "asked"
    ANSWERED = "answered"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of a request when it is sorted: `concerned` people whom the matter concerns; `late`, tickets of the same
    person that are past their date; `objections` of theirs that were not upheld or are undecided."""

    harm: Harm = Harm.NONE
    concerned: int = 1
    need: Need = Need.NONE
    tried: Tried = Tried.NO
    late: int = 0
    objections: int = 0


class Criterion(StrEnum):
    """What weighs."""

    HARM = "harm"
    CONCERNED = "concerned"
    NEED = "need"
    TRIED = "tried"
    LATE = "late"
    OBJECTIONS = "objections"


@dataclass(frozen=True, kw_only=True)
class Row:
    """A criterion: how many days it gives a request, and the most that it can give."""

    criterion: Criterion
    days: Callable[[Facts], int]
    most: int


HARM_DAYS = {Harm.NONE: 0, Harm.SOME: 5, Harm.SERIOUS: 12, Harm.URGENT: 20}
CONCERNED_DAYS = ((50, 10), (10, 6), (2, 3))  # from so many people on, so many days
NEED_DAYS = {Need.NONE: 0, Need.DISABILITY: 5, Need.ELDERLY: 5}
TRIED_DAYS = {Tried.NO: 0, Tried.ASKED: 2, Tried.ANSWERED: 4}
LATE_DAYS, LATE_COUNTED = 3, 3  # for each, of so many at most
OBJECTION_DAYS, OBJECTIONS_COUNTED = 2, 2


def _concerned(facts: Facts) -> int:
    return next((days for people, days in CONCERNED_DAYS if facts.concerned >= people), 0)


CRITERIA: tuple[Row, ...] = (
    Row(criterion=Criterion.HARM, days=lambda facts: HARM_DAYS[facts.harm], most=max(HARM_DAYS.values())),
    Row(criterion=Criterion.CONCERNED, days=_concerned, most=max(days for _people, days in CONCERNED_DAYS)),
    Row(criterion=Criterion.NEED, days=lambda facts: NEED_DAYS[facts.need], most=max(NEED_DAYS.values())),
    Row(criterion=Criterion.TRIED, days=lambda facts: TRIED_DAYS[facts.tried], most=max(TRIED_DAYS.values())),
    Row(
        criterion=Criterion.LATE,
        days=lambda facts: LATE_DAYS * min(facts.late, LATE_COUNTED),
        most=LATE_DAYS * LATE_COUNTED,
    ),
    Row(
        criterion=Criterion.OBJECTIONS,
        days=lambda facts: OBJECTION_DAYS * min(facts.objections, OBJECTIONS_COUNTED),
        most=OBJECTION_DAYS * OBJECTIONS_COUNTED,
    ),
)
MOST = sum(row.most for row in CRITERIA)


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """A criterion, and the days that it gave."""

    criterion: Criterion
    days: int


def weighed(facts: Facts) -> tuple[Weighed, ...]:
    """What each criterion gives, in the order of the table: the explanation of a rank."""
    return tuple(Weighed(criterion=row.criterion, days=row.days(facts)) for row in CRITERIA)


def head_start(facts: Facts) -> int:
    """The days by which a request stands before others that were made with it."""
    return sum(each.days for each in weighed(facts))


def ranked(filed_at: datetime, days: int) -> datetime:
    """The instant by which requests are ordered: the earlier, the sooner."""
    return filed_at - timedelta(days=days)
