"""Twelve hundred lives of tickets in the last 120 days, in every state, ending now; the same for a seed and a now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

from tawasul.centres.roles import PlaceKind
from tawasul.cli.demonstration import days
from tawasul.cli.demonstration.again import ask_again
from tawasul.cli.demonstration.beneficiaries import BeneficiaryPlan, beneficiaries
from tawasul.cli.demonstration.desks import Desks
from tawasul.cli.demonstration.lives import Life
from tawasul.cli.demonstration.network import SectorPlan, sectors
from tawasul.cli.demonstration.paths import Stage, Stretch, course
from tawasul.cli.demonstration.staff import StaffPlan, staff
from tawasul.cli.demonstration.storyteller import Setting, Storyteller
from tawasul.cli.demonstration.subjects import Template, suited
from tawasul.tickets.lifecycle import UNANSWERED_STATES, State, TicketType

_T = TypeVar("_T")

SEED = 1448
TICKETS = 1200
OLDEST_DAYS = 119

_TYPES = {TicketType.INQUIRY: 55, TicketType.COMPLAINT: 25, TicketType.REPORT: 6, TicketType.SUGGESTION: 14}
_STATES = {
    State.CLOSED: 56,
    State.OBJECTED: 2,
    State.REPLIED: 9,
    State.WITHDRAWN: 3,
    State.SUBMITTED: 5,
    State.IN_TRIAGE: 4,
    State.RETURNED: 4,
    State.REFERRED: 4,
    State.WITH_COORDINATOR: 5,
    State.REPLY_DRAFTED: 3,
    State.UNDER_REVIEW: 5,
}
_KINDS = {PlaceKind.EDUCATION_DEPARTMENT: 50, PlaceKind.UNIVERSITY: 36, PlaceKind.MINISTRY: 14}
_SIZES = {"large": 6, "middle": 3, "small": 1}
# Where one signs in to look around (see `people`), more is to be seen.
_BUSIEST = {"RUH": 16, "KSU": 9, "QSM": 12}
_BUSIEST_DESKS = {("RUH", "teachers"): 4}
_CHANNELS = {"portal": 66, "telephone": 15, "counter": 14, "email": 5}


@dataclass(frozen=True)
class Demonstration:
    """All of it, ready to be loaded."""

    sectors: list[SectorPlan]
    staff: list[StaffPlan]
    beneficiaries: list[BeneficiaryPlan]
    lives: list[Life]


def demonstration(now: datetime, *, seed: int = SEED, tickets: int = TICKETS) -> Demonstration:
    """Plan the whole demonstration as of `now`. Lives are in the order of their filing."""
    rng = Random(seed)  # noqa: S311 - invented data, no secret
    plans = sectors()
    people = staff(Random(SEED), plans)  # noqa: S311 - the same people whatever the seed: they are signed in as
    askers = beneficiaries(rng)
    drawing = _Drawing(rng, now, plans, Storyteller(rng, plans, Desks(people), askers))
    lives = [drawing.life(ticket_type, state) for ticket_type, state in _shares(rng, tickets)]
    lives = ask_again(sorted(lives, key=lambda life: life.filing.at), plans, askers)
    return Demonstration(plans, people, askers, lives)


class _Drawing:
    def __init__(self, rng: Random, now: datetime, plans: list[SectorPlan], storyteller: Storyteller) -> None:
        self.rng, self.now, self.plans, self.storyteller = rng, now.astimezone(days.RIYADH), plans, storyteller

    def life(self, ticket_type: TicketType, wanted: State) -> Life:
        """One life of this type that stands in this state now."""
        channel = "portal" if ticket_type is TicketType.REPORT else _drawn(self.rng, _CHANNELS)
        stages = course(self.rng, ticket_type, wanted=wanted)
        delays = [self.rng.randint(stage.stretch.least, stage.stretch.most) for stage in stages]
        if ticket_type is TicketType.REPORT and wanted in UNANSWERED_STATES:
            filed_at, instants = self._under_way(stages, delays)
        else:
            recent = wanted not in (State.CLOSED, State.WITHDRAWN)
            filed_at, instants = self._placed(stages, delays, channel, recent=recent)
        sector, template = self._matter(ticket_type, filed_at.date())
        setting = Setting(sector=sector, template=template, channel=channel, filed_at=filed_at)
        return self.storyteller.tell(setting, ticket_type, stages, instants, wanted)

    def _placed(
        self, stages: list[Stage], delays: list[int], channel: str, *, recent: bool
    ) -> tuple[datetime, list[datetime]]:
        """The latest filing from some day backwards whose whole life lies before now."""
        day = self._first_day(recent)
        while True:
            for _ in range(4):
                draw = days.written if channel in ("portal", "email") else days.visited
                filed_at = draw(self.rng, day)
                if channel == "email":
                    filed_at = days.after_work(filed_at, 20)  # an officer writes it down
                instants = _instants(filed_at, stages, delays, self.rng)
                if (instants[-1] if instants else filed_at) < self.now:
                    return filed_at, instants
            day -= timedelta(days=1)

    def _under_way(self, stages: list[Stage], delays: list[int]) -> tuple[datetime, list[datetime]]:
        """An emergency that is being handled now: its last step was minutes ago; of one in five, hours ago."""
        ago = self.rng.randint(90, 240) if self.rng.random() < 0.2 else self.rng.randint(3, 25)
        instants = _instants(self.now, stages, delays, self.rng)
        lasted = (instants[-1] if instants else self.now) - self.now
        back = lasted + timedelta(minutes=ago)
        return self.now - back, [instant - back for instant in instants]

    def _first_day(self, recent: bool) -> date:
        today = self.now.date()
        if recent and self.rng.random() < 0.88:
            return today - timedelta(days=self.rng.choice((0, 0, 0, 1, 2, 4)))
        if recent:
            return today - timedelta(days=self.rng.randint(9, 24))
        past = [today - timedelta(days=back) for back in range(2, OLDEST_DAYS)]
        return self.rng.choices(past, [days.weight(day) for day in past])[0]

    def _matter(self, ticket_type: TicketType, day: date) -> tuple[SectorPlan, Template]:
        kind = _drawn(self.rng, _KINDS)
        among = [plan for plan in self.plans if plan.kind is kind]
        weights = [_BUSIEST.get(plan.sector.code, _SIZES[plan.sector.size]) for plan in among]
        sector = self.rng.choices(among, weights)[0]
        keys = {department.key for department in sector.departments}
        fit = [row for row in suited(ticket_type.value, kind.value) if row.department in keys]
        weights = [_frequency(row, sector, day) for row in fit]
        return sector, self.rng.choices(fit, weights)[0]


def _frequency(template: Template, sector: SectorPlan, day: date) -> int:
    seasonal = 2 if day.month in template.season else 1
    return template.weight * seasonal * _BUSIEST_DESKS.get((sector.sector.code, template.department), 1)


def _instants(filed_at: datetime, stages: list[Stage], delays: list[int], rng: Random) -> list[datetime]:
    here, made = filed_at, []
    for stage, delay in zip(stages, delays, strict=True):
        here = _after(here, stage.stretch, delay) + timedelta(seconds=rng.randrange(1, 60))
        made.append(here)
    return made


def _after(instant: datetime, stretch: Stretch, delay: int) -> datetime:
    if stretch.pace == "work":
        return days.after_work(instant, delay)
    if stretch.pace == "minutes":
        return instant + timedelta(minutes=delay)
    later = instant + timedelta(days=delay, minutes=40 + delay * 37)
    return days.at_work(later) if stretch.who == "closer" else later


def _shares(rng: Random, tickets: int) -> list[tuple[TicketType, State]]:
    """Every type in every state, in the shares of the two tables."""
    shares = [
        (ticket_type, state)
        for ticket_type, in_hundred in _TYPES.items()
        for state, count in _STATES.items()
        for _ in range(max(1, round(tickets * in_hundred * count / 10_000)))
    ]
    shares += [(TicketType.INQUIRY, State.CLOSED)] * (tickets - len(shares))
    rng.shuffle(shares)
    return shares


def _drawn(rng: Random, table: dict[_T, int]) -> _T:
    return rng.choices(list(table), list(table.values()))[0]
