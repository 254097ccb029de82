"""Who is away in the demonstration: some people today, some next week, some last week; each recorded by their supervisor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from tawasul.accounts.actions import record_absence
from tawasul.cli.demonstration import days
from tawasul.cli.demonstration.cast import Cast
from tawasul.cli.demonstration.departments import GENERAL_FOLLOWUP
from tawasul.cli.demonstration.desks import Worker
from tawasul.cli.demonstration.network import SectorPlan, centre_code, department_code, unit_code
from tawasul.cli.demonstration.staff import Hat


@dataclass(frozen=True, kw_only=True)
class Away:
    """A row: who, who stands in, and which days before or after today; `told` days ago it was recorded."""

    absent: Hat
    deputy: Hat
    told: int
    first: int
    last: int


def _unit(sector: str, role: str, function: str) -> Hat:
    return Hat(role, unit_code(sector, function))


def _coordinator(sector: str, department: str) -> Hat:
    return Hat("coordinator", department_code(sector, department))


# Where one signs in to look around, an absence of each kind.
_IN_RIYADH = (
    Away(
        absent=_coordinator("RUH", GENERAL_FOLLOWUP),
        deputy=_coordinator("RUH", "teachers"),
        told=2, first=-1, last=5,
    ),
    Away(absent=_coordinator("RUH", "hr"), deputy=_coordinator("RUH", "exams"), told=4, first=0, last=9),
    Away(
        absent=_unit("RUH", "performance_officer", "electronic_services"),
        deputy=_unit("RUH", "electronic_services_supervisor", "electronic_services"),
        told=1, first=0, last=2,
    ),
    Away(
        absent=_unit("RUH", "quality_officer", "quality"),
        deputy=_unit("RUH", "electronic_services_supervisor", "electronic_services"),
        told=3, first=6, last=12,
    ),
    Away(
        absent=_unit("RUH", "meetings_officer", "meetings"),
        deputy=_unit("RUH", "hall_supervisor", "beneficiary_services"),
        told=12, first=-11, last=-4,
    ),
)  # fmt: skip


def record(cast: Cast, plans: list[SectorPlan], now: datetime) -> int:
    """Record them all as of the days on which they were told; how many there are."""
    rows = list(_rows(plans))
    for row in rows:
        at = now - timedelta(days=row.told)
        today = now.astimezone(days.RIYADH).date()
        record_absence(
            actor=cast.actors[_who(cast, Hat("centre_supervisor", centre_code(row.absent.place.split("-")[0])))],
            membership_ids=[cast.memberships[_who(cast, row.absent)].pk],
            deputy_id=cast.memberships[_who(cast, row.deputy)].user_id,
            begins_on=today + timedelta(days=row.first),
            ends_on=today + timedelta(days=row.last),
            at=at,
        )
    return len(rows)


def _rows(plans: list[SectorPlan]) -> Iterator[Away]:
    yield from _IN_RIYADH
    for number, plan in enumerate(plan for plan in plans if plan.sector.size == "large"):
        code, keys = plan.sector.code, [department.key for department in plan.departments]
        if code not in {"RUH", "MOE"}:
            yield Away(
                absent=_coordinator(code, keys[1]),
                deputy=_coordinator(code, keys[2]),
                told=3,
                first=-(number % 3),
                last=2 + number,
            )


def _who(cast: Cast, hat: Hat) -> Worker:
    """The first who wears it."""
    return next(worker for worker in cast.memberships if (worker.role, worker.place) == (hat.role, hat.place))
