"""Who came to a centre in the last days, and its hall as it is now: told through the actions that people call there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from tawasul.centres.actor import Actor
from tawasul.cli.demonstration import days
from tawasul.cli.demonstration.beneficiaries import BeneficiaryPlan
from tawasul.cli.demonstration.cast import Cast
from tawasul.lib.errors import Conflict
from tawasul.lib.identity import Identity
from tawasul.reception import actions
from tawasul.reception.actions import Visitor
from tawasul.reception.models import Visit
from tawasul.reception.reasons import LINES

CENTRE = "RUH"
DAYS, EACH_DAY = 3, 34
MINUTE = timedelta(minutes=1)
LASTS_TODAY = 105 * MINUTE  # since when people have come today
EACH_MINUTE = 0.44  # of today: as many as its desks can just serve
_REASONS = {"follow_up": 34, "file": 22, "ask": 16, "complete": 10, "object": 4, "meeting": 6, "papers": 5, "other": 3}
_PRIORITIES = {"none": 84, "elderly": 10, "disability": 6}
_OUTCOMES = {"file": "filed", "complete": "completed", "papers": "completed"}
_SERVES = {
    "counter_officer": ("requests", "follow_up"),
    "meetings_officer": ("meetings",),
    "hall_supervisor": ("follow_up",),
}
_AT_MOST = {"counter_officer": 2, "meetings_officer": 1, "hall_supervisor": 1}  # desks
_NOTES = ("صورة العقد من السيارة", "أصل الهوية", "رقم الطلب من المنزل")
_LASTS = {row.key.value: row.minutes for row in LINES}


@dataclass
class _Hall:
    """One day of the hall: what happens next, and which desks have nobody to call."""

    rng: Random
    door: Actor
    desks: list[Actor]
    until: datetime
    coming: list[tuple[datetime, int, str, object]] = field(default_factory=list)
    idle: list[Actor] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)

    def later(self, at: datetime, what: str, whom: object) -> None:
        heappush(self.coming, (at, next(self.order), what, whom))

    def goes_on(self) -> int:
        """Let everything happen up to the end; how many were received."""
        came = 0
        while self.coming and self.coming[0][0] <= self.until:
            at, _number, what, whom = heappop(self.coming)
            if what == "come":
                came += self._comes(whom, at)  # type: ignore[arg-type]
            elif what == "call":
                self._calls(whom, at)  # type: ignore[arg-type]
            else:
                self._goes(what, *whom, at=at)  # type: ignore[misc]
        return came

    def _comes(self, person: BeneficiaryPlan, at: datetime) -> int:
        reason = _drawn(self.rng, _REASONS)
        who = Visitor(
            identity=Identity(person.identity_kind, person.identity_number),
            name=person.name,
            category=person.category,
            mobile=person.mobile,
        )
        priority = _drawn(self.rng, _PRIORITIES)
        try:
            visit = actions.arrive(actor=self.door, visitor=who, reason=reason, priority=priority, at=at)
        except Conflict:  # is here already
            return 0
        if reason in {"follow_up", "ask"} and self.rng.random() < 0.15:
            actions.guide(actor=self.door, visit_id=visit.pk, at=at + MINUTE / 2)
        while self.idle:
            self.later(at + MINUTE / 6, "call", self.idle.pop())
        return 1

    def _calls(self, desk: Actor, at: datetime) -> None:
        visit = actions.call_next(actor=desk, at=at)
        if visit is None:
            self.idle.append(desk)
            return
        chance = self.rng.random()
        if chance < 0.04:
            self.later(at + 2 * MINUTE, "miss", (desk, visit))
            return
        self.later(at + MINUTE / 2, "begin", (desk, visit))
        lasts = _LASTS[visit.line] * self.rng.uniform(0.5, 1.6) * MINUTE
        self.later(at + lasts, "park" if chance < 0.1 else "finish", (desk, visit))

    def _goes(self, what: str, desk: Actor, visit: Visit, *, at: datetime) -> None:
        if what == "begin":
            actions.begin(actor=desk, visit_id=visit.pk, at=at)
            return
        if what == "back":
            actions.bring_back(actor=self.door, visit_id=visit.pk, at=at)
            return
        if what == "miss":
            actions.miss(actor=desk, visit_id=visit.pk, at=at)
        elif what == "park":
            actions.park(actor=desk, visit_id=visit.pk, note=self.rng.choice(_NOTES), at=at)
            self.later(at + self.rng.randint(8, 40) * MINUTE, "back", (desk, visit))
        else:
            outcome = _OUTCOMES.get(visit.reason, "answered")
            actions.finish(actor=desk, visit_id=visit.pk, outcome=outcome, at=at)
        self.later(at + MINUTE / 4, "call", desk)


def receive_visitors(cast: Cast, people: list[BeneficiaryPlan], now: datetime, seed: int) -> int:
    """Let people come to the centre that the demonstration shows most of; how many came."""
    rng = Random(seed)  # noqa: S311 - invented data, no secret
    door, desks = _staff(cast)
    visitors = [person for person in people if person.category != "company"]
    local, came = now.astimezone(days.RIYADH), 0
    past = [local.date() - timedelta(days=back) for back in range(1, 12)]
    for day in reversed([day for day in past if days.is_working_day(day)][:DAYS]):
        opens = datetime.combine(day, time(8, 0), days.RIYADH)
        closes = opens + timedelta(hours=6)
        hall = _opened(rng, door, desks, opens, closes + timedelta(hours=1))
        for person in rng.sample(visitors, EACH_DAY):
            hall.later(opens + rng.uniform(0, 300) * MINUTE, "come", person)
        came += hall.goes_on()
        for desk in desks:
            actions.close_desk(actor=desk, at=closes + timedelta(hours=1))
    begins = max(datetime.combine(local.date(), time(0, 0), days.RIYADH), local - LASTS_TODAY)
    hall = _opened(rng, door, desks, begins, local)
    lasts = (local - begins) / MINUTE
    for person in rng.sample(visitors, round(lasts * EACH_MINUTE)):
        hall.later(begins + rng.uniform(0, lasts) * MINUTE, "come", person)
    return came + hall.goes_on()


def _opened(rng: Random, door: Actor, desks: list[Actor], at: datetime, until: datetime) -> _Hall:
    hall = _Hall(rng, door, desks, until)
    for number, desk in enumerate(desks, 1):
        actions.open_desk(actor=desk, name=str(number), lines=_SERVES[desk.role], at=at)
        hall.later(at + number * MINUTE, "call", desk)
    return hall


def _staff(cast: Cast) -> tuple[Actor, list[Actor]]:
    """Who stands at the door, and who sits at the desks: each person once."""
    here = [actor for worker, actor in cast.actors.items() if worker.place.startswith(f"{CENTRE}-")]
    door = next(actor for actor in here if actor.role == "reception_officer")
    desks: dict[int | None, Actor] = {}
    for role, most in _AT_MOST.items():
        fit = [actor for actor in here if actor.role == role and actor.user_id not in {door.user_id, *desks}]
        desks |= {actor.user_id: actor for actor in fit[:most]}
    return door, list(desks.values())


def _drawn(rng: Random, table: dict[str, int]) -> str:
    return rng.choices(list(table), list(table.values()))[0]
