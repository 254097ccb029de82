"""How long somebody will wait, from what is happening now. Minutes everywhere. The method is told and measured in
docs/decisions/reception.md.

The hall is played forward twenty-five times. In each play whoever is at a desk, and whoever waits, takes as long as some
visit of the day took; people to be preferred come as they came in the last hour, and stand where `order` puts them; each desk
that becomes free takes the first of those whom it serves. What is told is the middle of what the plays say. The plays are
always the same ones, so that what is told changes with the hall and with nothing else.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import count
from operator import itemgetter
from random import Random
from statistics import fmean, median

from tawasul.reception.order import LONGEST_HEAD_START

PLAYS = 25
PRIOR_WEIGHT = 4  # the table's minutes count as much as this many visits of the day
LATELY = 60  # visits of a line that say how long it takes today
# Ten visits of one kind as they are anywhere, in proportion to the usual one: what is thought while the day has said little.
PRIOR_SPREAD = (0.3, 0.45, 0.6, 0.7, 0.8, 0.95, 1.1, 1.3, 1.6, 2.2)
LEAST_LEFT = (
    0.35  # of what it took so far: so much more is needed by whoever has been served for longer than nearly all others
)
FEWEST_LONGER = 3  # visits that took longer, to go by them alone
SHORTEST, LONGEST = 0.5, 60.0  # a visit outside of it says nothing of how long serving takes: a slip, a desk left open
EXACT, STEP = 30, 5  # minutes: up to which each is said, and to which longer ones are rounded
NEAR = 0.25  # of the real wait
_HEAD_START = LONGEST_HEAD_START.total_seconds() / 60
# The rank, the number in the queue or beyond it, and for how long they will be served.
_Waiting = tuple[float, int, float]


@dataclass(frozen=True, kw_only=True)
class OpenDesk:
    """A desk that calls: the lines it serves, and the line of whoever is there with the minutes since they were called."""

    lines: frozenset[str]
    key: int = 0
    busy_with: str = ""
    since: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in the queue: in which line, at which desk alone where they were passed on to one, and the rank by which they are
    called (`order.ranked`) in minutes from now, below zero before it."""

    line: str
    desk: int | None = None
    rank: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How serving goes today: the usual minutes of each line, and in what proportion to them single visits are, in order."""

    usual: Mapping[str, float]
    spread: Sequence[float]


@dataclass(frozen=True)
class _Coming:
    """Somebody preferred who comes during a play."""

    at: float
    line: str
    lasts: float


def said(minutes: float) -> int:
    """A wait as it is told: in whole minutes, long ones in fives."""
    return round(minutes) if minutes < EXACT else round(minutes / STEP) * STEP


def near_enough(told: float, real: float) -> bool:
    """Whether a wait that was told was right: within a quarter of the real one, in whole minutes as both are read."""
    return abs(said(told) - round(real)) <= round(real) * NEAR


def exceeded(told: float, waited: float) -> bool:
    """Whether a wait that was told is wrong already, whenever whoever has waited so long is called."""
    return waited > said(told) and not near_enough(told, waited)


def pace(lately: Mapping[str, Sequence[float]], prior: Mapping[str, float]) -> Pace:
    """How serving goes by the last visits of each line today, drawn towards `prior` while they are few."""
    usual, spread = {}, list(PRIOR_SPREAD)
    for line, minutes in prior.items():
        seen = [each for each in lately.get(line, ()) if SHORTEST <= each <= LONGEST][-LATELY:]
        usual[line] = (PRIOR_WEIGHT * minutes + sum(seen)) / (PRIOR_WEIGHT + len(seen))
        spread += [each / usual[line] for each in seen]
    middle = fmean(spread)
    return Pace(usual=usual, spread=sorted(each / middle for each in spread))


def starts(
    queue: Sequence[Place], desks: Sequence[OpenDesk], pace: Pace, coming: Mapping[str, float] | None = None
) -> list[float | None]:
    """The minutes until each of the queue (in the order of their ranks) is called; None for whom no open desk serves.

    `coming`: how many people to be preferred come to each line in a minute.
    """
    served = {line for desk in desks for line in desk.lines}
    keys = {desk.key for desk in desks}
    plays = [_play(queue, desks, pace, coming or {}, number) for number in range(PLAYS)]
    return [
        median(waits) if (place.line in served if place.desk is None else place.desk in keys) else None
        for place, waits in zip(queue, zip(*plays, strict=True), strict=True)
    ]


def _play(
    queue: Sequence[Place], desks: Sequence[OpenDesk], pace: Pace, coming: Mapping[str, float], play: int
) -> list[float]:
    """One way in which it may go: the minutes until each of the queue is called; 0 for whom nobody serves.

    What falls to somebody depends on none who stand behind them.
    """
    lot, lot_of_others = Random(play), Random(PLAYS + play)  # noqa: S311
    free = [(_left(desk, pace, lot.random()), number) for number, desk in enumerate(desks)]
    heapify(free)
    yet = _coming(coming, pace, lot_of_others)
    # By line, or by the desk for which alone they wait.
    lanes: defaultdict[str | int, list[_Waiting]] = defaultdict(list)
    for number, place in enumerate(queue):
        lane = lanes[place.line if place.desk is None else place.desk]
        heappush(lane, (place.rank, number, _lasts(place.line, pace, lot.random())))
    waits, others, left = [0.0] * len(queue), count(len(queue)), len(queue)
    while free and left:
        at, desk = heappop(free)
        while yet and yet[-1].at <= at:
            came = yet.pop()
            heappush(lanes[came.line], (came.at - _HEAD_START, next(others), came.lasts))
        mine = [lane for lane in (lanes[desks[desk].key], *map(lanes.__getitem__, desks[desk].lines)) if lane]
        if mine:
            _rank, who, lasts = heappop(min(mine, key=itemgetter(0)))
            if who < len(queue):
                waits[who], left = at, left - 1
            heappush(free, (at + lasts, desk))
        elif next_at := next((each.at for each in reversed(yet) if each.line in desks[desk].lines), None):
            heappush(free, (next_at, desk))
    return waits


def _coming(coming: Mapping[str, float], pace: Pace, lot: Random) -> list[_Coming]:
    """Who comes during the play and may go before others, the last first: nobody passes those who came an hour before them."""
    found = []
    for line in sorted(line for line, rate in coming.items() if rate > 0):
        at = lot.expovariate(coming[line])
        while at < _HEAD_START:
            found.append(_Coming(at, line, _lasts(line, pace, lot.random())))
            at += lot.expovariate(coming[line])
    return sorted(found, key=lambda each: -each.at)


def _lasts(line: str, pace: Pace, lot: float) -> float:
    return pace.usual[line] * pace.spread[int(lot * len(pace.spread))]


def _left(desk: OpenDesk, pace: Pace, lot: float) -> float:
    """Until the desk is free: as one of those visits went on that took longer than this one has taken."""
    if not desk.busy_with:
        return 0.0
    usual = pace.usual[desk.busy_with]
    longer = [usual * each - desk.since for each in pace.spread[bisect_right(pace.spread, desk.since / usual) :]]
    # Where one or two took longer, whoever reaches the length of theirs is not about to be free.
    longer += [desk.since * LEAST_LEFT] * (FEWEST_LONGER - len(longer))
    return longer[int(lot * len(longer))]
