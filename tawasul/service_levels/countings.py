"""How people count a length of time: a commitment is kept in one of three units, and written in one of six.

Four working hours are kept as 240 working minutes. Pure Python.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tawasul.service_levels.amounts import Unit


@dataclass(frozen=True)
class Counting:
    """A way to write a length of time: `times` of the unit in which it is kept."""

    key: str
    unit: Unit
    times: int


# Of one unit the largest stands first: what divides by it is said in it.
COUNTINGS: tuple[Counting, ...] = (
    Counting("working_days", Unit.WORKING_DAYS, 1),
    Counting("working_hours", Unit.WORKING_MINUTES, 60),
    Counting("working_minutes", Unit.WORKING_MINUTES, 1),
    Counting("days", Unit.MINUTES, 24 * 60),
    Counting("hours", Unit.MINUTES, 60),
    Counting("minutes", Unit.MINUTES, 1),
)
BY_KEY: dict[str, Counting] = {counting.key: counting for counting in COUNTINGS}


def counting_of(unit: Unit, numbers: Iterable[int]) -> Counting:
    """The largest way to write all of these numbers of a unit whole; nought says nothing about it."""
    counted = [number for number in numbers if number]
    of_unit = [counting for counting in COUNTINGS if counting.unit is unit]
    if not counted:
        return of_unit[-1]
    return next(counting for counting in of_unit if all(number % counting.times == 0 for number in counted))
