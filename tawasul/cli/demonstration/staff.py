"""Who works where in the demonstration network: some 700 people, a few of them wearing two hats."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from tawasul.centres.roles import PlaceKind
from tawasul.cli.demonstration.departments import GENERAL_FOLLOWUP
from tawasul.cli.demonstration.names import Name, invent
from tawasul.cli.demonstration.network import SectorPlan, centre_code, department_code, unit_code

MAIL_DOMAIN = "tawasul.example"
FIRST_USER_NUMBER = 100_101

# role → function of the unit that it is held at ("" for the centre itself)
UNIT_OF = {
    "centre_supervisor": "",
    "assistant": "",
    "electronic_services_supervisor": "electronic_services",
    "complaint_officer": "complaints",
    "report_officer": "reports",
    "monitoring_officer": "monitoring",
    "quality_officer": "quality",
    "performance_officer": "electronic_services",
    "hall_supervisor": "beneficiary_services",
    "reception_officer": "beneficiary_services",
    "counter_officer": "beneficiary_services",
    "meetings_officer": "meetings",
    "referral_officer": "referrals",
    "representative": "representatives",
}

_SMALL = ("centre_supervisor", "complaint_officer", "report_officer", "quality_officer", "counter_officer")
_MIDDLE = (*_SMALL, "electronic_services_supervisor", "assistant", "referral_officer")
_LARGE = (
    *UNIT_OF,
    "complaint_officer",
    "counter_officer",
    "representative",
)
ROLES_BY_SIZE = {"small": _SMALL, "middle": _MIDDLE, "large": _LARGE}
# In small centres one person often does two jobs; the second is worn as another hat.
SECOND_JOBS = {
    "quality_officer": "performance_officer",
    "counter_officer": "meetings_officer",
    "report_officer": "monitoring_officer",
}
MINISTRY_ROLES = (
    *("minister", "ministry_supervisor", "network_administrator", "network_administrator"),
    *("minister_office",) * 2,
    *("ministry_officer",) * 4,
    *("call_centre_agent",) * 6,
)


@dataclass(frozen=True)
class Hat:
    """A role held at a place (by its code)."""

    role: str
    place: str


@dataclass(frozen=True)
class StaffPlan:
    """Somebody who works in the network, with every hat they wear; the first is their main one."""

    name: Name
    email: str
    user_number: str
    hats: tuple[Hat, ...]


def staff(rng: Random, plans: list[SectorPlan]) -> list[StaffPlan]:
    """Everybody, in the order of the tree."""
    made: list[StaffPlan] = []
    emails: dict[str, int] = {}
    for plan in plans:
        for hats in _jobs(plan):
            name = invent(rng, female=True if plan.sector.women_only and rng.random() < 0.9 else None)
            made.append(
                StaffPlan(
                    name=name,
                    email=_email(name, emails),
                    user_number=f"E{FIRST_USER_NUMBER + len(made)}",
                    hats=hats,
                )
            )
    return made


def _jobs(plan: SectorPlan) -> Iterator[tuple[Hat, ...]]:
    code = plan.sector.code
    if plan.kind is PlaceKind.MINISTRY:
        yield from ((Hat(role, code),) for role in MINISTRY_ROLES)
    else:
        yield (Hat("sector_official", code),)
        if plan.sector.size != "small":
            yield (Hat("sector_office", code),)
    yield from (_centre_job(plan, role) for role in ROLES_BY_SIZE[plan.sector.size])
    yield from _department_jobs(plan)


def _centre_job(plan: SectorPlan, role: str) -> tuple[Hat, ...]:
    hats = [_centre_hat(plan.sector.code, role)]
    if plan.sector.size == "small" and role in SECOND_JOBS:
        hats.append(_centre_hat(plan.sector.code, SECOND_JOBS[role]))
    if plan.sector.size == "middle" and role == "referral_officer":
        # Half the day in the centre, half in the follow-up department.
        hats.append(Hat("coordinator", department_code(plan.sector.code, GENERAL_FOLLOWUP)))
    return tuple(hats)


def _centre_hat(sector: str, role: str) -> Hat:
    function = UNIT_OF[role]
    return Hat(role, unit_code(sector, function) if function else centre_code(sector))


def _department_jobs(plan: SectorPlan) -> Iterator[tuple[Hat, ...]]:
    codes = [department_code(plan.sector.code, department.key) for department in plan.departments]
    if plan.sector.size == "large":
        yield from ((Hat("coordinator", code),) for code in codes)
        yield from ((Hat("department_supervisor", code),) for code in codes[:4])
        return
    # The follow-up department has its own; of the others one coordinator keeps three.
    yield (Hat("coordinator", codes[0]),)
    yield (Hat("department_supervisor", codes[0]),)
    for first in range(1, len(codes), 3):
        yield tuple(Hat("coordinator", code) for code in codes[first : first + 3])


def _email(name: Name, taken: dict[str, int]) -> str:
    parts = name.en.lower().split()
    stem = f"{parts[0][0]}.{parts[-1]}"
    taken[stem] = taken.get(stem, 0) + 1
    return f"{stem}{taken[stem] if taken[stem] > 1 else ''}@{MAIL_DOMAIN}"
