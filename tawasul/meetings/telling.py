"""Who is told of a step, and in which message: the lifecycle's `tells` column made into notices owed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tawasul.centres import queries as centres
from tawasul.centres.roles import Power
from tawasul.lib.hijri import RIYADH, clock, short_dual
from tawasul.lib.reference import spoken
from tawasul.meetings.clocked import said_of
from tawasul.meetings.events import MEETING
from tawasul.meetings.lifecycle import Act, Told
from tawasul.meetings.models import MeetingRequest
from tawasul.notices import actions as notices
from tawasul.notices.recipients import Recipient, of_users
from tawasul.timeline.models import Event

MESSAGES: dict[tuple[Act, Told], str] = {
    (Act.RETURN, Told.BENEFICIARY): "meeting_returned",
    (Act.COMPLETE, Told.BENEFICIARY): "meeting_completed",
    (Act.COMPLETE, Told.UNIT): "meeting_added_to",
    (Act.DECLINE, Told.BENEFICIARY): "meeting_declined",
    (Act.WITHDRAW, Told.BENEFICIARY): "meeting_withdrawn",
    (Act.ADD, Told.UNIT): "meeting_added_to",
    (Act.SETTLE, Told.BENEFICIARY): "meeting_ended",
    (Act.END, Told.BENEFICIARY): "meeting_ended",
    (Act.CORRECT_MOBILE, Told.BENEFICIARY): "mobile_corrected",
}
UNIT = ("meetings_officer",)


def filed(request: MeetingRequest, event: Event) -> None:
    """Whoever asks has the number, and the unit has work."""
    to_beneficiary(request, "meeting_received", event)
    to_unit(request, "meeting_arrived", event)


def tell(request: MeetingRequest, act: Act, tells: tuple[Told, ...], event: Event, context: Mapping[str, Any]) -> None:
    """Owe every notice of a step, in the transaction of its event. Who did it is not told of it."""
    for told in tells:
        owe = to_beneficiary if told is Told.BENEFICIARY else to_unit
        owe(request, MESSAGES[act, told], event, context)


def to_beneficiary(request: MeetingRequest, kind: str, event: Event, context: Mapping[str, Any] | None = None) -> None:
    """At the mobile with which they asked, where there is one that is theirs: a stranger is told nothing."""
    if not request.mobile or request.mobile_wrong:
        return
    reader = Recipient(beneficiary_id=request.beneficiary_id, mobile=request.mobile, language=request.language)
    said = {
        "number": spoken(request.reference),
        "committed": request.committed_at.astimezone(RIYADH).date(),
        "place": {"ar": request.centre.name_ar, "en": request.centre.name_en},
        "link": "/follow/",
    }
    _owe(request, kind, event, [reader], said | dict(context or {}))


def to_unit(request: MeetingRequest, kind: str, event: Event, context: Mapping[str, Any] | None = None) -> None:
    """Those of the meetings unit, or where nobody works there, whoever else handles meetings at the centre."""
    day = event.at.astimezone(RIYADH).date()
    rows = centres.members_in_roles(UNIT, request.centre, day)
    rows = rows or centres.members_with(Power.HANDLE_MEETINGS, centres.within(request.centre), day)
    users = {row.user_id: row.user for row in centres.present(rows) if row.user_id != event.user_id}
    _owe(request, kind, event, of_users(users.values()), said_of(request) | dict(context or {}))


def _owe(
    request: MeetingRequest, kind: str, event: Event, recipients: list[Recipient], context: Mapping[str, Any]
) -> None:
    notices.owe(
        kind=kind,
        once=f"event:{event.pk}",
        at=event.at,
        subject_kind=MEETING,
        subject_id=request.pk,
        recipients=recipients,
        context=context,
    )


def short(moment: datetime) -> dict[str, str]:
    """A day and an hour in figures, in both languages: a text message has little room."""
    return {language: f"{short_dual(moment, language)} {clock(moment)}" for language in ("ar", "en")}
