"""A neighbouring education department into which that of the tests is merged, and how a plan comes to be carried out."""

from datetime import date, datetime, timedelta

from tawasul.centres import actions as centres
from tawasul.centres.actor import SYSTEM
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.reorganisations import actions
from tawasul.reorganisations.models import Reorganisation
from tawasul.reorganisations.tree import Line, StepKind
from tests.cast import OPENED, SUNDAY, Cast, give_role

DAY = SUNDAY.date() + timedelta(days=1)
NOON = SUNDAY + timedelta(days=1, hours=3)
DECREE, REASON = "القرار 1448/12", "دمج إدارات التعليم في 16 إدارة"

PLACES: tuple[tuple[str, PlaceKind, str, str, str, str], ...] = (
    ("south", PlaceKind.EDUCATION_DEPARTMENT, "ministry", "إدارة تعليم الجنوب", "South Education Department", ""),
    ("south_centre", PlaceKind.CENTRE, "south", "مركز رعاية المستفيدين بالجنوب", "South Care Centre", ""),
    (
        "south_unit",
        PlaceKind.UNIT,
        "south_centre",
        "وحدة الخدمات الإلكترونية",
        "Electronic Services Unit",
        "electronic_services",
    ),
    ("south_transport", PlaceKind.DEPARTMENT, "south_centre", "إدارة النقل المدرسي", "School Transport Department", ""),
)


def settle(cast: Cast) -> Cast:
    """Open the neighbouring department and its places; its coordinator is `south_coordinator`."""
    for code, kind, parent, name_ar, name_en, function in PLACES:
        cast.places[code] = centres.open_place(
            actor=SYSTEM,
            kind=kind,
            parent=cast.places[parent],
            code=code,
            name_ar=name_ar,
            name_en=name_en,
            opened_on=OPENED,
            function=function,
        )
    cast.members["south_coordinator"] = give_role(
        cast.user("other_coordinator"), "coordinator", cast.places["south_transport"]
    )
    cast.members["south_supervisor"] = give_role(
        cast.user("stranger"), "centre_supervisor", cast.places["south_centre"]
    )
    return cast


def merge(code: str, into: str) -> Line:
    return Line(number=0, step=StepKind.MERGE, code=code, other=into)


def move(code: str, under: str) -> Line:
    return Line(number=0, step=StepKind.MOVE, code=code, other=under)


def drafted(cast: Cast, *lines: Line, on: date = DAY, at: datetime = SUNDAY) -> Reorganisation:
    plan = actions.draft(actor=cast.administrator, decree=DECREE, reason=REASON, takes_effect_on=on, at=at)
    return actions.add_lines(actor=cast.administrator, plan_id=plan.pk, lines=lines)


def carried_out(cast: Cast, *lines: Line, on: date = DAY) -> Reorganisation:
    """Drafted by one, confirmed by another the day before, and carried out on the day."""
    plan = drafted(cast, *lines, on=on)
    actions.confirm(actor=cast.ministry_supervisor, plan_id=plan.pk, at=SUNDAY)
    return actions.carry_out(plan_id=plan.pk, now=lambda: NOON)


def now(cast: Cast, code: str) -> Place:
    return Place.objects.get(pk=cast.places[code].pk)
