"""The tickets of somebody on the telephone: by number, identity or mobile, and by nothing else."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, IntegerField, Value, When

from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.lib.digits import compact, western
from tawasul.lib.errors import Refused
from tawasul.lib.identity import IdentityKind, parse_identity
from tawasul.lib.mobile import parse_mobile
from tawasul.lib.reference import LENGTH, parse_reference
from tawasul.tickets.lifecycle import OPEN_STATES
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import RELATED, tickets_visible_to

MOST = 20
_OPEN = sorted(state.value for state in OPEN_STATES)


class Kind(StrEnum):
    """As what the text was understood."""

    NUMBER = "number"
    IDENTITY = "identity"
    MOBILE = "mobile"
    MISTYPED = "mistyped"  # as long as a ticket number, with a wrong digit
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What was understood: `value` as it is kept (the digits of a number, a mobile in E.164)."""

    kind: Kind
    value: str


def understood(text: str) -> Sought:
    """Read what the caller gave."""
    text = western(text)
    for kind, read in (
        (Kind.NUMBER, parse_reference),
        (Kind.MOBILE, parse_mobile),
        (Kind.IDENTITY, lambda each: parse_identity(each).number),
        (Kind.IDENTITY, lambda each: parse_identity(each, IdentityKind.PASSPORT).number),
    ):
        try:
            value = read(text)
        except Refused:
            continue
        if any(sign.isdigit() for sign in value) and not (kind is Kind.IDENTITY and len(value) == LENGTH):
            return Sought(kind=kind, value=value)
    digits = compact(text)
    kind = Kind.MISTYPED if len(digits) == LENGTH and digits.isdigit() else Kind.NOTHING
    return Sought(kind=kind, value=digits[:40])


def tickets_of(actor: Actor, sought: Sought) -> list[Ticket]:
    """The newest tickets that were meant, open reports first, then what else is open; at most twenty, to those who answer
    callers. One query."""
    if not actor.can(Power.ANSWER_CALLERS):
        return []
    by = {Kind.NUMBER: "reference", Kind.IDENTITY: "beneficiary__identity_number", Kind.MOBILE: "mobile"}.get(
        sought.kind
    )
    if by is None:
        return []
    rows = tickets_visible_to(actor).filter(**{by: sought.value}).select_related(*RELATED)
    standing = Case(
        When(state__in=_OPEN, rank=0, then=Value(0)),
        When(state__in=_OPEN, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return list(rows.annotate(standing=standing).order_by("standing", "-id")[:MOST])
