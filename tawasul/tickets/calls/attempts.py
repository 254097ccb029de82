"""What a call came to, and when calls are shown not to reach somebody. Pure Python.

Three failed attempts in a row on at least two different working days: the beneficiary is written to and asked to come to us,
and a supervisor decides how it goes on. In an emergency no second day is waited for.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ENOUGH, ON_DAYS = 3, 2


class Outcome(StrEnum):
    """What a call came to."""

    REACHED = "reached"
    LATER = "later"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    SWITCHED_OFF = "switched_off"
    OTHER_PERSON = "other_person"
    WRONG_NUMBER = "wrong_number"


SPOKEN = frozenset({Outcome.REACHED, Outcome.LATER})  # the beneficiary spoke: what was said is written down
FAILED = frozenset({Outcome.NO_ANSWER, Outcome.BUSY, Outcome.SWITCHED_OFF, Outcome.OTHER_PERSON})


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One call: on which day in Riyadh, and what it came to."""

    day: date
    outcome: Outcome


def failed_in_a_row(attempts: Sequence[Attempt]) -> list[Attempt]:
    """The failed attempts since the beneficiary was last spoken to. `attempts` are in their order; a wrong number is none."""
    failed: list[Attempt] = []
    for each in attempts:
        if each.outcome in SPOKEN:
            failed = []
        elif each.outcome in FAILED:
            failed.append(each)
    return failed


def out_of_reach(attempts: Sequence[Attempt], *, works: Callable[[date], bool], emergency: bool) -> bool:
    """Whether so many attempts have failed that the beneficiary is written to; `works`: whether a day is one of work."""
    failed = failed_in_a_row(attempts)
    if len(failed) < ENOUGH:
        return False
    return emergency or len({each.day for each in failed if works(each.day)}) >= ON_DAYS


def is_wrong(attempts: Sequence[Attempt]) -> bool:
    """Whether the number was last found to be another's."""
    return bool(attempts) and attempts[-1].outcome is Outcome.WRONG_NUMBER
