"""The demonstration tree as plans, every parent before its children; `loader` opens it by the actions of `centres`."""

from dataclasses import dataclass

from tawasul.centres.roles import PlaceKind
from tawasul.cli.demonstration.departments import (
    GENERAL_FOLLOWUP,
    OF_EDUCATION_DEPARTMENTS,
    OF_THE_MINISTRY,
    OF_UNIVERSITIES,
    Department,
)
from tawasul.cli.demonstration.sectors import EDUCATION_DEPARTMENTS, MINISTRY, UNIVERSITIES, Sector

DEPARTMENTS_BY_SIZE = {"large": 12, "middle": 10, "small": 8}

# The guide's units: function, parent unit's function, Arabic and English name.
UNITS: tuple[tuple[str, str, str, str], ...] = (
    ("electronic_services", "", "وحدة الخدمات الإلكترونية", "Electronic Services Unit"),
    ("complaints", "electronic_services", "وحدة متابعة خدمة شكوى", "Complaint Follow-up Unit"),
    ("reports", "electronic_services", "وحدة متابعة خدمة بلاغ", "Report Follow-up Unit"),
    ("monitoring", "electronic_services", "وحدة المتابعة والرصد", "Follow-up and Monitoring Unit"),
    ("quality", "electronic_services", "وحدة الجودة", "Quality Unit"),
    ("beneficiary_services", "", "وحدة خدمات المستفيدين", "Beneficiary Services Unit"),
    ("meetings", "beneficiary_services", "وحدة خدمة لقاء", "Meetings Unit"),
    ("referrals", "beneficiary_services", "وحدة متابعة الإحالات", "Referral Follow-up Unit"),
    (
        "representatives",
        "beneficiary_services",
        "وحدة ممثلي الإدارات الداخلية",
        "Internal Departments' Representatives Unit",
    ),
)


@dataclass(frozen=True, kw_only=True)
class PlacePlan:
    """A place to be opened. `parent` is a code, empty for the ministry."""

    code: str
    parent: str
    kind: PlaceKind
    name_ar: str
    name_en: str
    function: str = ""


@dataclass(frozen=True)
class SectorPlan:
    """A sector (or the ministry itself) with what stands in its centre: department keys in order."""

    sector: Sector
    kind: PlaceKind
    departments: tuple[Department, ...]

    @property
    def centre(self) -> str:
        """The code of its centre."""
        return centre_code(self.sector.code)

    def department(self, key: str) -> str:
        """The code of the department that answers for `key`; the general follow-up department where none does."""
        keys = {department.key for department in self.departments}
        return department_code(self.sector.code, key if key in keys else GENERAL_FOLLOWUP)


def centre_code(sector: str) -> str:
    """RUH → RUH-CENTRE."""
    return f"{sector}-CENTRE"


def unit_code(sector: str, function: str) -> str:
    """RUH, complaints → RUH-U-COMPLAINTS."""
    return f"{sector}-U-{function.upper()}"


def department_code(sector: str, key: str) -> str:
    """RUH, hr → RUH-D-HR."""
    return f"{sector}-D-{key.upper()}"


def sectors() -> list[SectorPlan]:
    """The ministry first, then education departments, then universities."""
    return [
        SectorPlan(MINISTRY, PlaceKind.MINISTRY, OF_THE_MINISTRY),
        *(_plan(s, PlaceKind.EDUCATION_DEPARTMENT, OF_EDUCATION_DEPARTMENTS) for s in EDUCATION_DEPARTMENTS),
        *(_plan(s, PlaceKind.UNIVERSITY, OF_UNIVERSITIES) for s in UNIVERSITIES),
    ]


def places() -> list[PlacePlan]:
    """The whole tree, every parent before its children."""
    return [place for plan in sectors() for place in _places_of(plan)]


def _plan(sector: Sector, kind: PlaceKind, departments: tuple[Department, ...]) -> SectorPlan:
    return SectorPlan(sector, kind, departments[: DEPARTMENTS_BY_SIZE[sector.size]])


def _places_of(plan: SectorPlan) -> list[PlacePlan]:
    sector, top = plan.sector, plan.kind is PlaceKind.MINISTRY
    return [
        PlacePlan(
            code=sector.code,
            parent="" if top else MINISTRY.code,
            kind=plan.kind,
            name_ar=sector.name_ar,
            name_en=sector.name_en,
        ),
        _centre(sector, top),
        *_units(sector.code, plan.centre),
        *(_department(sector.code, plan.centre, department) for department in plan.departments),
    ]


def _centre(sector: Sector, top: bool) -> PlacePlan:
    return PlacePlan(
        code=centre_code(sector.code),
        parent=sector.code,
        kind=PlaceKind.CENTRE,
        name_ar="المركز الرئيسي لرعاية المستفيدين" if top else f"مركز رعاية المستفيدين – {sector.name_ar}",
        name_en="Main Beneficiary Care Centre" if top else f"Beneficiary Care Centre – {sector.name_en}",
    )


def _units(sector: str, centre: str) -> list[PlacePlan]:
    return [
        PlacePlan(
            code=unit_code(sector, function),
            parent=unit_code(sector, above) if above else centre,
            kind=PlaceKind.UNIT,
            name_ar=name_ar,
            name_en=name_en,
            function=function,
        )
        for function, above, name_ar, name_en in UNITS
    ]


def _department(sector: str, centre: str, department: Department) -> PlacePlan:
    return PlacePlan(
        code=department_code(sector, department.key),
        parent=centre,
        kind=PlaceKind.DEPARTMENT,
        name_ar=department.name_ar,
        name_en=department.name_en,
        function=department.key if department.key == GENERAL_FOLLOWUP else "",
    )
