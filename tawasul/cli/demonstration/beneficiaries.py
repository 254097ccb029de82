"""Invented beneficiaries: valid identities, mobiles of which some are a whole family's, a few people without one."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tawasul.cli.demonstration import names
from tawasul.cli.demonstration.names import Name
from tawasul.cli.demonstration.subjects.template import Audience
from tawasul.lib.identity import IdentityKind, identity_check_digit

_COMPANIES = (
    "مدارس أفق المعرفة الأهلية",
    "شركة رواد الصيانة والتشغيل",
    "مؤسسة بذور النماء التعليمية",
    "شركة الطريق الآمن للنقل",
    "مدارس جيل الطموح الأهلية",
    "شركة إتقان للتجهيزات المدرسية",
    "روضة براعم الغد الأهلية",
    "مؤسسة سواعد البناء للمقاولات",
)
HOW_MANY: dict[Audience, int] = {"parent": 360, "student": 330, "teacher": 130, "staff": 50, "company": 16}


@dataclass(frozen=True)
class BeneficiaryPlan:
    """Somebody who asks. `mobile` is E.164 or empty."""

    name: str
    female: bool
    category: Audience
    identity_kind: IdentityKind
    identity_number: str
    mobile: str


def beneficiaries(rng: Random) -> list[BeneficiaryPlan]:
    """Everybody, by category; the same for the same seed."""
    numbers, mobiles = _unlike(rng, _identity_stem), _unlike(rng, mobile_drawn)
    made: list[BeneficiaryPlan] = []
    for category, count in HOW_MANY.items():
        made += [_one(rng, category, made, numbers, mobiles) for _ in range(count)]
    return made


def _one(
    rng: Random,
    category: Audience,
    known: list[BeneficiaryPlan],
    numbers: Callable[[], str],
    mobiles: Callable[[], str],
) -> BeneficiaryPlan:
    parents = [person for person in known if person.category == "parent" and person.mobile]
    parent = rng.choice(parents) if category == "student" and parents and rng.random() < 0.12 else None
    kind = rng.choices(
        (IdentityKind.NATIONAL, IdentityKind.RESIDENT, IdentityKind.PASSPORT, IdentityKind.GCC), (86, 11, 2, 1)
    )[0]
    if parent:
        kind = IdentityKind.NATIONAL
    name = _name(rng, kind, parent)
    return BeneficiaryPlan(
        name=rng.choice(_COMPANIES) if category == "company" else name.ar,
        female=name.female and category != "company",
        category=category,
        identity_kind=kind,
        identity_number=_number(kind, numbers()),
        mobile=parent.mobile if parent else "" if rng.random() < 0.03 else mobiles(),
    )


def _name(rng: Random, kind: IdentityKind, parent: BeneficiaryPlan | None) -> Name:
    if parent:
        family = next(
            pair for pair in (*names.FAMILIES, *names.RESIDENT_FAMILIES) if pair[0] == parent.name.split()[-1]
        )
        return names.invent(rng, family=family)
    foreign = kind is not IdentityKind.NATIONAL
    return names.invent(rng, family=rng.choice(names.RESIDENT_FAMILIES) if foreign else None)


def _number(kind: IdentityKind, stem: str) -> str:
    if kind is IdentityKind.PASSPORT:
        return f"A{stem}"
    if kind is IdentityKind.GCC:
        return f"784{stem}"
    nine = f"{'1' if kind is IdentityKind.NATIONAL else '2'}{stem}"
    return nine + identity_check_digit(nine)


def _identity_stem(rng: Random) -> str:
    return f"{rng.randrange(10**8):08d}"


def mobile_drawn(rng: Random) -> str:
    """A Saudi mobile, in E.164."""
    return f"+9665{rng.choice('034568')}{rng.randrange(10**7):07d}"


def _unlike(rng: Random, draw: Callable[[Random], str]) -> Callable[[], str]:
    """A drawer that never gives the same twice."""
    given: set[str] = set()

    def fresh() -> str:
        while (drawn := draw(rng)) in given:
            pass
        given.add(drawn)
        return drawn

    return fresh
