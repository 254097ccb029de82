"""The people by whom one tries the demonstration: whom to sign in as, and what each can do."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tawasul.centres.labels import ROLE_LABELS
from tawasul.cli.demonstration.network import PlacePlan, department_code, places, sectors, unit_code
from tawasul.cli.demonstration.plan import SEED
from tawasul.cli.demonstration.staff import Hat, StaffPlan, staff

# The same for everybody; it exists in demonstration mode alone.
PASSWORD = "tawasul-demonstration-1448"  # noqa: S105

_Chosen = Callable[[StaffPlan], bool]


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """Somebody to sign in as. `name`, `role`, `place` and `can` are said in the language of whoever reads."""

    email: str
    name_ar: str
    name_en: str
    hats: tuple[tuple[str, PlacePlan], ...]
    can: Any

    @property
    def name(self) -> str:
        """Their name."""
        return self.name_en if get_language() == "en" else self.name_ar

    @property
    def role(self) -> str:
        """Their roles, the main one first."""
        return " · ".join(str(ROLE_LABELS[role]) for role in dict(self.hats))

    @property
    def place(self) -> str:
        """Where they hold them: the sector, and the unit or department where there is one."""
        names = [place.name_en if get_language() == "en" else place.name_ar for _role, place in self.hats]
        return " · ".join(dict.fromkeys(names))


def sign_ins() -> list[SignIn]:
    """About twenty people who between them show everything; reads no database."""
    people = staff(Random(SEED), sectors())  # noqa: S311 - the same people as in `plan`
    found = {place.code: place for place in places()}
    return [_sign_in(people, found, chosen, can) for chosen, can in _CHOSEN]


def _sign_in(people: list[StaffPlan], found: dict[str, PlacePlan], chosen: _Chosen, can: Any) -> SignIn:
    person = next(person for person in people if chosen(person))
    return SignIn(
        email=person.email,
        name_ar=person.name.ar,
        name_en=person.name.en,
        hats=tuple((hat.role, _named(found, hat.place)) for hat in person.hats),
        can=can,
    )


def _named(found: dict[str, PlacePlan], code: str) -> PlacePlan:
    """A place whose own name tells little (a unit, a department) with its sector's."""
    place, sector = found[code], found[code.split("-", maxsplit=1)[0]]
    if sector.name_ar in place.name_ar:
        return place
    return PlacePlan(
        code=code,
        parent=place.parent,
        kind=place.kind,
        name_ar=f"{place.name_ar} – {sector.name_ar}",
        name_en=f"{place.name_en} – {sector.name_en}",
    )


def _wears(role: str, place: str) -> _Chosen:
    return lambda person: Hat(role, place) in person.hats


def _wears_two(first: str, second: str, place: str) -> _Chosen:
    def both(person: StaffPlan) -> bool:
        roles = [hat.role for hat in person.hats if hat.place.startswith(place)]
        return roles == [first, second]

    return both


_TEACHERS = department_code("RUH", "teachers")
_CHOSEN: tuple[tuple[_Chosen, Any], ...] = (
    (
        _wears("ministry_supervisor", "MOE"),
        _("Sees every centre of the network; sorts, refers and reviews anywhere; appoints people."),
    ),
    (
        _wears("ministry_officer", "MOE"),
        _("Follows every centre of the network, and drafts the service-level document that another approves."),
    ),
    (
        _wears("minister", "MOE"),
        _(
            "Sees every centre of the network; reads what they directed, what moved since they looked, and what is late."
        ),
    ),
    (
        _wears("minister_office", "MOE"),
        _(
            "Records what the minister directs and follows it to its end; sets the times at which the minister receives."
        ),
    ),
    (
        _wears("monitoring_officer", unit_code("RUH", "monitoring")),
        _("Follows directives of the official: reminds those who must act, looks at their answers, says what is done."),
    ),
    (
        _wears("centre_supervisor", "RUH-CENTRE"),
        _("Leads one centre: sees all its tickets, distributes work, reviews replies, manages its people."),
    ),
    (
        _wears("complaint_officer", unit_code("RUH", "complaints")),
        _("Sorts what comes in: takes, returns for completion, refers, answers inquiries, closes."),
    ),
    (
        _wears("report_officer", unit_code("RUH", "reports")),
        _("Handles emergency reports within two hours: refers them at once and follows them to their end."),
    ),
    (
        _wears("reception_officer", unit_code("RUH", "beneficiary_services")),
        _("Receives visitors at the door: finds or registers them, gives a number, shows what needs no waiting."),
    ),
    (
        _wears("hall_supervisor", unit_code("RUH", "beneficiary_services")),
        _("Sees the hall: who waits and who serves; moves people, and keeps the visitor log."),
    ),
    (
        _wears("meetings_officer", unit_code("RUH", "meetings")),
        _(
            "Sorts requests to meet the official, calls those who ask, draws up the sessions and follows what was decided."
        ),
    ),
    (
        _wears("sector_office", "RUH"),
        _("Sets the times at which the official receives, and reads the statement of each session."),
    ),
    (
        _wears("counter_officer", unit_code("RUH", "beneficiary_services")),
        _("Files tickets for visitors, finds their earlier ones, completes or withdraws for them."),
    ),
    (
        _wears("coordinator", _TEACHERS),
        _("Accepts what is referred to the department and drafts the replies; passes on what belongs elsewhere."),
    ),
    (
        _wears("department_supervisor", _TEACHERS),
        _("Sees the department's tickets, hands them to coordinators, reviews replies of others."),
    ),
    (
        _wears("quality_officer", unit_code("RUH", "quality")),
        _("Reviews replies before they reach the beneficiary: approves, or sends back with reasons."),
    ),
    (
        _wears_two("referral_officer", "coordinator", "QSM"),
        _("Wears two hats and chooses between them: follows referrals in the centre, answers in a department."),
    ),
    (
        _wears("sector_official", "RUH"),
        _("Sees every ticket of the sector and the people of its centre; changes nothing."),
    ),
    (
        _wears("call_centre_agent", "MOE"),
        _("Files tickets by telephone with any centre and tells callers where theirs stands."),
    ),
    (
        _wears("network_administrator", "MOE"),
        _("Opens and renames places, gives and ends roles; sees no tickets."),
    ),
    (
        _wears("complaint_officer", unit_code("KSU", "complaints")),
        _("Works in another centre: finds nothing of the first one's tickets, in any list, search or count."),
    ),
)
