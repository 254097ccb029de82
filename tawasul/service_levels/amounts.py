"""What a commitment promises, as plain values: a number and the unit it is counted in."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Promise:
    """One commitment of a published document. Empty `subject` or `priority` means: any."""

    subject: str
    step: str
    priority: str
    number: int
    unit: Unit

    @property
    def amount(self) -> Amount:
        """What working time is to count."""
        if self.unit is Unit.WORKING_DAYS:
            return WorkingDays(self.number)
        minutes = timedelta(minutes=self.number)
        return RoundTheClock(minutes) if self.unit is Unit.MINUTES else minutes

    @property
    def round_the_clock(self) -> bool:
        """Whether it runs outside working hours too."""
        return self.unit is Unit.MINUTES
