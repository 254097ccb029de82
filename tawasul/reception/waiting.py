"""How long somebody will wait, from what is happening now. Minutes everywhere. The method is told and measured in
docs/decisions/reception.md.

Those before somebody are dealt out, in their order, to the desks that are open: each desk is free when whoever it serves now
is likely to be done, takes the first of those whom it serves, and is busy with them for as long as that line takes today.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

PRIOR_WEIGHT = 4  # the table's minutes count as much as this many visits of the day
LATELY = 30  # visits of a line that say how long it takes today
LEAST_LEFT = 0.35  # of the usual time: whoever is served for longer than usual is thought to need so much more
MOST_TAKEN = 0.5  # of the desks, by those who go before: more than that does not last
NEAR, SHORT = 0.25, 3.0  # of the real wait; minutes
SHORTEST, LONGEST = 0.5, 60.0  # a visit outside of it says nothing of how long serving takes: a slip, a desk left open


@dataclass(frozen=True, kw_only=True)
class OpenDesk:
    """A desk that calls: the lines it serves, and the line of whoever is there with the minutes since they were called."""

    lines: frozenset[str]
    key: int = 0
    busy_with: str = ""
    since: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in the queue: in which line, and at which desk alone where they were passed on to one."""

    line: str
    desk: int | None = None


def near_enough(told: float, real: float) -> bool:
    """Whether a wait that was told was right: by a quarter of the real one, or three minutes where that is more."""
    return abs(told - real) <= max(real * NEAR, SHORT)


def takes(lately: Mapping[str, Sequence[float]], prior: Mapping[str, float]) -> dict[str, float]:
    """The minutes that serving takes in each line today: of the last visits, drawn towards `prior` while they are few."""
    said = {}
    for line, minutes in prior.items():
        seen = [each for each in lately.get(line, ()) if SHORTEST <= each <= LONGEST][-LATELY:]
        said[line] = (PRIOR_WEIGHT * minutes + sum(seen)) / (PRIOR_WEIGHT + len(seen))
    return said


def starts(
    queue: Sequence[Place],
    desks: Sequence[OpenDesk],
    minutes: Mapping[str, float],
    passing: Mapping[str, float] | None = None,
) -> list[float | None]:
    """The minutes until each of the queue is called, in its order; None for whom no open desk serves.

    `passing`: how many people a minute come to each line lately who go before the others; by as much as they are served
    meanwhile every wait grows. Leave it out for the wait of somebody preferred.
    """
    said: list[float | None] = [None] * len(queue)
    free = [(_left(desk, minutes), number) for number, desk in enumerate(desks)]
    heapify(free)
    waiting = list(range(len(queue)))
    while free and waiting:
        at, number = heappop(free)
        place = next((here for here, each in enumerate(waiting) if _serves(desks[number], queue[each])), None)
        if place is None:
            continue  # it serves none of them, and is asked no more
        each = waiting.pop(place)
        said[each] = _passed(at, queue[each].line, desks, minutes, passing or {})
        heappush(free, (at + minutes[queue[each].line], number))
    return said


def _serves(desk: OpenDesk, place: Place) -> bool:
    return place.line in desk.lines if place.desk is None else place.desk == desk.key


def _left(desk: OpenDesk, minutes: Mapping[str, float]) -> float:
    """Until the desk is free."""
    if not desk.busy_with:
        return 0.0
    usual = minutes[desk.busy_with]
    return max(usual - desk.since, usual * LEAST_LEFT)


def _passed(
    wait: float, line: str, desks: Sequence[OpenDesk], minutes: Mapping[str, float], passing: Mapping[str, float]
) -> float:
    """The wait with those who come during it and go before: as long as they may, an hour, a part of the desks is theirs."""
    serving = [desk for desk in desks if line in desk.lines]
    if not serving or not passing:
        return wait
    lines = frozenset().union(*(desk.lines for desk in serving))
    taken = min(sum(passing.get(each, 0.0) * minutes[each] for each in lines) / len(serving), MOST_TAKEN)
    return min(wait / (1 - taken), wait + taken * LONGEST)
