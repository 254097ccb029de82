"""The network that the measurements run on: four sectors, each with a centre of eight departments and their people."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from tawasul.centres import actions as centres
from tawasul.centres import queries
from tawasul.centres.actor import SYSTEM, Actor
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import PlaceKind
from tawasul.people import actions as people
from tawasul.people.models import User

SECTORS, DEPARTMENTS = 4, 8
OPENED = date(2024, 1, 1)
AT = datetime(2024, 12, 1, 6, tzinfo=UTC)
SUBJECTS = (
    ("النقل المدرسي", "School Transport"), ("شؤون المعلمين", "Teachers' Affairs"), ("القبول والتسجيل", "Admission"),
    ("الاختبارات", "Examinations"), ("المباني", "Buildings"), ("التربية الخاصة", "Special Education"),
    ("الشؤون المالية", "Finance"), ("المتابعة", "Follow-up"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A department with everybody who touches its tickets."""

    centre: Place
    department: Place
    officer: Actor
    supervisor: Actor
    head: Actor
    coordinator: Actor


def email_of(role: str, place: str) -> str:
    """The sign-in of whoever holds a role at the place of this code."""
    return f"{role}.{place}@example.sa".replace("_", "-")


def assemble(sectors: int = SECTORS, departments: int = DEPARTMENTS) -> list[Desk]:
    """Make the network through the actions that people use; the desks, centre by centre."""
    ministry = _open(PlaceKind.MINISTRY, None, "ministry", "وزارة التعليم", "Ministry of Education")
    for role in ("ministry_supervisor", "call_centre_agent"):
        _appoint(role, ministry)
    return [desk for number in range(1, sectors + 1) for desk in _sector(ministry, number, departments)]


def _sector(ministry: Place, number: int, departments: int) -> list[Desk]:
    kind = PlaceKind.UNIVERSITY if number % 4 == 0 else PlaceKind.EDUCATION_DEPARTMENT
    sector = _open(kind, ministry, f"s{number}", f"القطاع التعليمي {number}", f"Education Sector {number}")
    _appoint("sector_official", sector)
    centre = _open(PlaceKind.CENTRE, sector, f"s{number}-c", f"مركز القطاع {number}", f"Centre of Sector {number}")
    unit = _open(
        PlaceKind.UNIT,
        centre,
        f"s{number}-u",
        "وحدة الخدمات الإلكترونية",
        "Electronic Services Unit",
        "electronic_services",
    )
    supervisor = _appoint("centre_supervisor", centre)
    officer = _appoint("complaint_officer", unit)
    _appoint("report_officer", unit)
    desks = []
    for each in range(1, departments + 1):
        name_ar, name_en = SUBJECTS[(each - 1) % len(SUBJECTS)]
        department = _open(
            PlaceKind.DEPARTMENT, centre, f"s{number}-d{each}", f"إدارة {name_ar}", f"{name_en} Department"
        )
        desks.append(
            Desk(
                centre=centre,
                department=department,
                officer=officer,
                supervisor=supervisor,
                head=_appoint("department_supervisor", department),
                coordinator=_appoint("coordinator", department),
            )
        )
    return desks


def _open(kind: PlaceKind, parent: Place | None, code: str, name_ar: str, name_en: str, function: str = "") -> Place:
    return centres.open_place(
        actor=SYSTEM,
        kind=kind,
        parent=parent,
        code=code,
        name_ar=name_ar,
        name_en=name_en,
        opened_on=OPENED,
        function=function,
    )


def _appoint(role: str, place: Place) -> Actor:
    email = email_of(role, place.code)
    user = people.register_user(
        email=email,
        user_number=f"E{User.objects.count() + 1:06}",
        name_ar=f"موظف {place.pk}",
        name_en=f"Officer {place.pk}",
        at=AT,
    )
    made = centres.appoint(
        actor=SYSTEM, user_id=user.pk, role=role, place_id=place.pk, begins_on=OPENED, ends_on=None, at=AT
    )
    return queries.actor_for(Membership.objects.select_related("user", "place").get(pk=made.pk))
