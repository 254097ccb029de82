"""Who does a step of a ticket's life: chosen among those whose role allows it at that place."""

from collections import defaultdict
from dataclasses import dataclass
from random import Random

from tawasul.cli.demonstration.network import SectorPlan
from tawasul.cli.demonstration.staff import StaffPlan
from tawasul.tickets.deciding import DECIDERS, standing
from tawasul.tickets.lifecycle import TicketType


@dataclass(frozen=True)
class Worker:
    """A member of staff under one of their hats."""

    email: str
    role: str
    place: str


_SORTERS = ("complaint_officer",) * 6 + ("electronic_services_supervisor",) * 2 + ("centre_supervisor",)
_REVIEWERS = ("quality_officer", "quality_officer", "electronic_services_supervisor", "centre_supervisor")


class Desks:
    """Everybody at work, found by sector and role, and by department."""

    def __init__(self, people: list[StaffPlan]) -> None:
        self._by_role: dict[tuple[str, str], list[Worker]] = defaultdict(list)
        self._by_place: dict[tuple[str, str], list[Worker]] = defaultdict(list)
        for person in people:
            for hat in person.hats:
                worker = Worker(person.email, hat.role, hat.place)
                self._by_role[hat.place.split("-")[0], hat.role].append(worker)
                self._by_place[hat.place, hat.role].append(worker)

    def sorter(self, rng: Random, sector: SectorPlan, ticket_type: TicketType) -> Worker:
        """Who sorts what comes in: the report officer reports, mostly the complaint officer all else."""
        if ticket_type is TicketType.REPORT:
            return self._one(rng, sector, ("report_officer",))
        return self._one(rng, sector, _SORTERS)

    def coordinator(self, rng: Random, department: str) -> Worker:
        """A coordinator of the department."""
        return rng.choice(self._by_place[department, "coordinator"])

    def reviewer(self, rng: Random, sector: SectorPlan, department: str | None, authors: set[str]) -> Worker:
        """Who reviews a reply and wrote none of the ticket's: the department's supervisor, or one of the centre."""
        supervisors = self._by_place.get((department or "", "department_supervisor"), [])
        fit = [worker for worker in supervisors if worker.email not in authors]
        if fit and rng.random() < 0.6:
            return rng.choice(fit)
        others = [worker for role in _REVIEWERS for worker in self._of(sector, role) if worker.email not in authors]
        return rng.choice(others)

    def follower(self, rng: Random, sector: SectorPlan) -> Worker:
        """Who follows late and urgent work up."""
        return self._one(rng, sector, ("performance_officer", "electronic_services_supervisor"))

    def leader(self, rng: Random, sector: SectorPlan, department: str) -> Worker:
        """The department's supervisor, or the centre's."""
        return rng.choice(
            self._by_place.get((department, "department_supervisor")) or self._of(sector, "centre_supervisor")
        )

    def decider(self, rng: Random, sector: SectorPlan, ministry: SectorPlan, above: int, involved: set[str]) -> Worker:
        """Who decides an objection: the nearest above those who answered, and not one of them.

        At the ministry that is its own people; those of its centre do not see what others answer.
        """
        top = [worker for role in DECIDERS for worker in self._by_place.get((ministry.sector.code, role), [])]
        found = [worker for role in DECIDERS for worker in self._of(sector, role)] + top
        able = [worker for worker in found if standing(worker.role) > above and worker.email not in involved]
        least = min(standing(worker.role) for worker in able)
        return rng.choice([worker for worker in able if standing(worker.role) == least])

    def colleague(self, rng: Random, department: str, holder: Worker | None) -> Worker | None:
        """Somebody else who answers in the department, if there is one."""
        answering = self._by_place[department, "coordinator"] + self._by_place[department, "department_supervisor"]
        others = [worker for worker in answering if worker != holder]
        return rng.choice(others) if others else None

    def closer(self, rng: Random, sector: SectorPlan) -> Worker:
        """The officer who closes what was answered."""
        return self._one(rng, sector, ("complaint_officer",))

    def filer(self, rng: Random, sector: SectorPlan, ministry: SectorPlan, channel: str) -> Worker:
        """Who files for a beneficiary: on the telephone the call centre, at the counter the counter officer."""
        if channel == "telephone":
            return self._one(rng, ministry, ("call_centre_agent",))
        return self._one(rng, sector, ("counter_officer",))

    def _one(self, rng: Random, sector: SectorPlan, roles: tuple[str, ...]) -> Worker:
        return rng.choice([worker for role in roles for worker in self._of(sector, role)])

    def _of(self, sector: SectorPlan, role: str) -> list[Worker]:
        return self._by_role.get((sector.sector.code, role), [])
