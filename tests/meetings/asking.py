"""How tests let people ask to meet the official."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from tawasul.centres.actor import Actor, beneficiary_actor
from tawasul.lib.identity import parse_identity
from tawasul.meetings import actions
from tawasul.meetings.models import MeetingRequest
from tawasul.tickets.actions.filing import Asker
from tests.cast import PARENT, SUNDAY, VISITOR_WITHOUT_MOBILE, Cast, hours

ENTITY = "إدارة القبول والتسجيل"
TEXT = "رُفض طلب نقل ابنتي مرتين رغم قرب المدرسة، وأرجو عرض الأمر على مدير التعليم."


def somebody(number: int) -> Asker:
    """One of many: each with a resident's identity and a mobile of their own."""
    digits = f"2{number:08d}"
    identity = next(identity for check in "0123456789" if (identity := _identity(digits + check)) is not None)
    return Asker(identity=identity, name=f"مستفيد رقم {number}", category="parent", mobile=f"+9665{number:08d}")


def _identity(digits: str) -> Any:
    try:
        return parse_identity(digits)
    except Exception:
        return None


def asked(
    cast: Cast, asker: Asker = PARENT, *, at: datetime = SUNDAY, centre: str = "centre", **how: Any
) -> MeetingRequest:
    """A request filed on the portal."""
    given = {"subject": "نقل طالبة رُفض مرتين", "text": TEXT} | how
    return actions.file_request(
        actor=beneficiary_actor(beneficiary_id=0, ticket_id=None, name=asker.name),
        asker=asker,
        channel="portal",
        centre_id=cast.places[centre].pk,
        at=at,
        **given,
    )


def without_mobile(cast: Cast, *, at: datetime = SUNDAY, contact: str = "هاتف العمل 0112345678") -> MeetingRequest:
    """One that was filed at the counter by a visitor who has no mobile, and has its rank."""
    request = actions.file_request(
        actor=cast.meetings_officer,
        asker=replace(VISITOR_WITHOUT_MOBILE, other_contact=contact),
        channel="counter",
        centre_id=cast.places["centre"].pk,
        subject="نقل طالب",
        text=TEXT,
        at=at,
    )
    actions.take(actor=cast.meetings_officer, request_id=request.pk, at=at)
    return actions.sort(
        actor=cast.meetings_officer,
        request_id=request.pk,
        kind="grievance",
        summary="طلب نقل",
        harm="none",
        entity_name=ENTITY,
        at=at,
    )


def whoever_asked(request: MeetingRequest) -> Actor:
    """The beneficiary, who proved the mobile of the request."""
    return beneficiary_actor(
        beneficiary_id=request.beneficiary_id, ticket_id=None, meeting_id=request.pk, name=request.asked_as
    )


def taken(cast: Cast, asker: Asker = PARENT, *, at: datetime = SUNDAY, **how: Any) -> MeetingRequest:
    """One that is being sorted."""
    request = asked(cast, asker, at=at, **how)
    return actions.take(actor=cast.meetings_officer, request_id=request.pk, at=at)


def ready(
    cast: Cast, asker: Asker = PARENT, *, at: datetime = SUNDAY, harm: str = "none", **how: Any
) -> MeetingRequest:
    """One that has its rank."""
    weighs = {name: how.pop(name) for name in ("tried", "entity_id", "entity_name") if name in how}
    if "entity_id" not in weighs:
        weighs.setdefault("entity_name", ENTITY)
    request = taken(cast, asker, at=at, **how)
    return actions.sort(
        actor=cast.meetings_officer,
        request_id=request.pk,
        kind="grievance",
        summary="طلب نقل رُفض مرتين",
        harm=harm,
        concerned=how.get("concerned", 1),
        need=how.get("need", "none"),
        at=at,
        **weighs,
    )


__all__ = ["TEXT", "asked", "hours", "ready", "somebody", "taken", "whoever_asked", "without_mobile"]
