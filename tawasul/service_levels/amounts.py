"""What a commitment promises, as plain values: a number and the unit it is counted in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from tawasul.calendars.working_time import Amount, RoundTheClock, WorkingDays


class Unit(StrEnum):
    """How a commitment's number is counted."""

    WORKING_DAYS = "working_days"
    WORKING_MINUTES = "working_minutes"
    MINUTES = "minutes"  # round the clock


class Step(StrEnum):
    """What is promised by when."""

    WHOLE = "whole"  # the beneficiary has the reply
    TRIAGE = "triage"
    ANSWER = "answer"  # a coordinator's draft
    REVIEW = "review"
    STATEMENT = "statement"  # another entity's answer when asked
    OBJECTING = "objecting"  # how long a reply may be objected to
    OBJECTION = "objection"  # the decision on an objection


class Subject(StrEnum):
    """What is asked of a centre. A ticket's type is one of these."""

    INQUIRY = "inquiry"
    COMPLAINT = "complaint"
    REPORT = "report"
    SUGGESTION = "suggestion"
    MEETING = "meeting"


class Priority(StrEnum):
    """How pressing a case is."""

    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Entity(StrEnum):
    """Who may be asked for a statement, the nearest first: inside the network by its people, outside it by a signed link."""

    DEPARTMENT = "department"
    CENTRE = "centre"
    SCHOOL = "school"
    BODY = "body"


class Pausing(StrEnum):
    """Whose owed statement lets the beneficiary's time stand still: the wider choice takes in the narrower."""

    NEVER = "never"
    BODIES = "bodies"  # a third party's: what the house itself owes always counts
    OUTSIDE = "outside"
    OTHERS = "others"
    ALWAYS = "always"


PAUSED_BY: dict[Pausing, frozenset[Entity]] = {
    Pausing.NEVER: frozenset(),
    Pausing.BODIES: frozenset({Entity.BODY}),
    Pausing.OUTSIDE: frozenset({Entity.BODY, Entity.SCHOOL}),
    Pausing.OTHERS: frozenset({Entity.BODY, Entity.SCHOOL, Entity.CENTRE}),
    Pausing.ALWAYS: frozenset(Entity),
}

MOST_RUNGS = 5  # coordinator, department, centre, sector, ministry: `tickets.escalation` says who stands on each
MOST_WARNINGS = 5

# The most that a line may promise, and that a rung may wait, by unit: about a year. What is longer was mistyped.
LONGEST: dict[Unit, int] = {
    Unit.WORKING_DAYS: 250,
    Unit.WORKING_MINUTES: 250 * 8 * 60,
    Unit.MINUTES: 365 * 24 * 60,
}

Key = tuple[str, str, str, str]  # subject, step, priority, category: what a line is about


@dataclass(frozen=True)
class Promise:
    """One commitment of a published document. Empty `subject`, `priority` or `category` means: any.

    `warnings` are shares of the time in hundredths, ascending: [50, 80] warns at half and at four fifths. `ladder` says how
    long after the due instant each rung hears of it, in the commitment's own unit, ascending; the first rung stands first.
    `source` says where the number was taken from; two lines that differ in it alone promise the same.
    `pauses`, of a line about statements, says whose let the beneficiary's time stand still while they are owed.
    """

    subject: str
    step: str
    priority: str
    number: int
    unit: Unit
    category: str = ""
    warnings: tuple[int, ...] = ()
    ladder: tuple[int, ...] = ()
    commitment_id: int | None = field(default=None, compare=False)  # the row it was read from
    source: str = field(default="", compare=False)
    pauses: Pausing = Pausing.BODIES

    @property
    def key(self) -> Key:
        """What the line is about: a document has one line for each."""
        return self.subject, self.step, self.priority, self.category

    @property
    def amount(self) -> Amount:
        """What working time is to count."""
        return amount_of(self.number, self.unit)

    @property
    def particular(self) -> tuple[bool, bool, bool]:
        """How particular the line is: of two that fit, the greater stands. Type before priority before category."""
        return bool(self.subject), bool(self.priority), bool(self.category)

    def counts_as(self, other: "Promise") -> bool:
        """Whether both are due, and sound, at the same instants, whatever they are promised for."""
        alike = (self.number, self.unit, self.warnings, self.ladder)
        return alike == (other.number, other.unit, other.warnings, other.ladder)

    @property
    def round_the_clock(self) -> bool:
        """Whether it runs outside working hours too."""
        return self.unit is Unit.MINUTES


def most_particular(promises: Iterable[Promise], key: Key) -> Promise | None:
    """Of the lines that fit a case the most particular one, or None where none fits.

    `key` is the case: its type ("" for one of no type), step, priority and category.
    """
    subject, step, priority, category = key
    fitting = (
        promise
        for promise in promises
        if promise.step == step
        and promise.subject in {"", subject}
        and promise.priority in {"", priority}
        and promise.category in {"", category}
    )
    return max(fitting, key=lambda promise: promise.particular, default=None)


def amount_of(number: int, unit: Unit) -> Amount:
    """So many of a unit, as working time counts them."""
    if unit is Unit.WORKING_DAYS:
        return WorkingDays(number)
    minutes = timedelta(minutes=number)
    return RoundTheClock(minutes) if unit is Unit.MINUTES else minutes
