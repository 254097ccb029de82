"""A day of a hall, played with the rules in force: people come in waves, desks open and close, serving takes what it takes.

Only what the hall knows at the moment is told to `waiting`: who waits, which desks are open and whom they serve, how long
the last visits took. What really happens later (how long each takes, who comes, which desk closes) is drawn beforehand and
hidden from it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from math import log, sqrt
from random import Random

from tawasul.reception import waiting
from tawasul.reception.order import Priority, ranked
from tawasul.reception.reasons import LINES, Line

OPENS = datetime(2026, 11, 15, 4, 30, tzinfo=UTC)
LASTS = 390  # minutes in which people come
PRIOR = {row.key.value: row.minutes for row in LINES}
# How serving really goes on this day: another mean than the table's, and spread about it.
SPREAD = 0.5  # the standard deviation over the mean
SHARE = {Line.REQUESTS: 0.45, Line.FOLLOW_UP: 0.47, Line.MEETINGS: 0.08}
WAVES = (0.6, 1.15, 1.35, 1.2, 1.0, 0.9, 0.8)  # how busy each part of the day is
PREFERRED = 0.14
HOUR = 60


@dataclass
class Someone:
    number: int
    at: float
    line: str
    priority: Priority
    takes: float
    said: float | None = None
    called: float | None = None

    @property
    def rank(self) -> tuple[datetime, int]:
        return ranked(OPENS + timedelta(minutes=self.at), self.priority), self.number


@dataclass
class Sitting:
    """A desk with somebody at it, until they close it."""

    key: int
    lines: frozenset[str]
    closes: float
    serves: Someone | None = None
    since: float = 0.0


@dataclass
class Day:
    """`people` come to `desks` desks; `pace` is by how much serving takes longer (or less) than the table says."""

    people: int
    desks: int
    seed: int
    pace: float = 1.2
    preferred: list[tuple[float, str]] = field(default_factory=list)
    queue: list[Someone] = field(default_factory=list)
    lately: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def played(self) -> list[Someone]:
        """Everybody who was told a time and was called."""
        rng = Random(self.seed)
        order, events = count(), []
        everybody = [self._somebody(rng, number) for number in range(self.people)]
        for each in everybody:
            heappush(events, (each.at, next(order), "come", each))
        self.open = [self._sitting(rng, key) for key in range(self.desks)]
        while events:
            now, _number, what, whom = heappop(events)
            if what == "come":
                self._comes(whom, now)
            else:
                self.lately[whom.serves.line].append(now - whom.since)
                whom.serves = None
                if now >= whom.closes:  # somebody goes to pray or home; another sits down at once, at a fresh desk
                    whom.closes = now + rng.uniform(60, 180)
            for desk in self.open:
                if desk.serves is None and (called := self._next(desk)):
                    self.queue.remove(called)
                    called.called, desk.serves, desk.since = now, called, now
                    heappush(events, (now + called.takes, next(order), "done", desk))
        return [each for each in everybody if each.said is not None and each.called is not None]

    def _somebody(self, rng: Random, number: int) -> Someone:
        part = rng.choices(range(len(WAVES)), WAVES)[0]
        line = rng.choices(list(SHARE), list(SHARE.values()))[0].value
        mean = PRIOR[line] * self.pace
        sigma = sqrt(log(1 + SPREAD**2))
        preferred = rng.random() < PREFERRED
        return Someone(
            number=number,
            at=(part + rng.random()) * LASTS / len(WAVES),
            line=line,
            priority=rng.choice((Priority.ELDERLY, Priority.DISABILITY)) if preferred else Priority.NONE,
            takes=rng.lognormvariate(log(mean) - sigma**2 / 2, sigma),
        )

    def _sitting(self, rng: Random, key: int) -> Sitting:
        """Every tenth desk is for meetings; the others serve both kinds, a few one alone."""
        if key % 10 == 3:
            lines = frozenset({Line.MEETINGS.value})
        elif key % 10 == 7:
            lines = frozenset({Line.FOLLOW_UP.value})
        else:
            lines = frozenset({Line.REQUESTS.value, Line.FOLLOW_UP.value})
        return Sitting(key, lines, closes=rng.uniform(60, 180))

    def _next(self, desk: Sitting) -> Someone | None:
        return next((each for each in self.queue if each.line in desk.lines), None)

    def _comes(self, someone: Someone, now: float) -> None:
        if someone.priority is not Priority.NONE:
            self.preferred.append((now, someone.line))
        self.queue.append(someone)
        self.queue.sort(key=lambda each: each.rank)
        desks = [
            waiting.OpenDesk(
                lines=desk.lines,
                key=desk.key,
                busy_with=desk.serves.line if desk.serves else "",
                since=now - desk.since,
            )
            for desk in self.open
        ]
        until = self.queue.index(someone) + 1
        at = OPENS + timedelta(minutes=now)
        places = [
            waiting.Place(line=each.line, rank=(each.rank[0] - at).total_seconds() / HOUR)
            for each in self.queue[:until]
        ]
        pace = waiting.pace(self.lately, PRIOR)
        someone.said = waiting.starts(places, desks, pace, self._coming(now))[-1]

    def _coming(self, now: float) -> dict[str, float]:
        self.preferred = [(at, line) for at, line in self.preferred if at > now - HOUR]
        return {line.value: sum(each == line.value for _at, each in self.preferred) / HOUR for line in Line}
