"""Who is told of a step, and in which message: the lifecycle's `tells` column made into notices owed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from tawasul.calendars.labels import WEEKDAY_LABELS
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
from tawasul.people.models import User
from tawasul.tickets.saying import in_both
from tawasul.tickets.telling import REACHED_BY, REACHED_BY_NOTHING
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
# What is told at the end, when no call is planned any more: where no message reaches them, somebody is asked to tell them.
NEWS: dict[str, Any] = {
    "meeting_declined": _("The request was not accepted; the reason stands on its page."),
    "meeting_ended": _("All that came of the meeting has been carried out."),
    "meeting_ended_in_part": _("What was decided in the meeting has come to its end, some of it cancelled."),
}
# What bids them come to a turn, and is not sent any more once the turn is not theirs.
INVITATIONS = ("meeting_invited", "meeting_moved_up", "meeting_rebooked", "meeting_tomorrow")
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


def _have_them_told(request: MeetingRequest, news: Any, event: Event) -> None:
    """Ask the unit, and whoever did it among them, to tell somebody whom no message reaches what they must know."""
    reached = request.other_contact
    _owe(
        request,
        "meeting_to_tell",
        event,
        of_users(_unit(request, event).values()),
        said_of(request)
        | {
            "news": in_both(news),
            "contact": in_both(REACHED_BY, contact=reached) if reached else in_both(REACHED_BY_NOTHING),
        },
    )


def to_beneficiary(
    request: MeetingRequest,
    kind: str,
    event: Event,
    context: Mapping[str, Any] | None = None,
    *,
    begins_at: datetime | None = None,
) -> None:
    """At the mobile with which they asked, where there is one that is theirs: a stranger is told nothing. Whom no message
    reaches is called (`calling.plan_to_tell`); at the end the unit is asked to tell them. What is said of a turn that begins
    soon (`begins_at`) leaves at any hour."""
    if not request.gets_messages:
        if kind in NEWS:
            _have_them_told(request, NEWS[kind], event)
        return
    reader = Recipient(beneficiary_id=request.beneficiary_id, mobile=request.mobile, language=request.language)
    said = {
        "number": spoken(request.reference),
        "committed": request.committed_at.astimezone(RIYADH).date(),
        "place": {"ar": request.centre.name_ar, "en": request.centre.name_en},
        "link": "/follow/",
    }
    _owe(request, kind, event, [reader], said | dict(context or {}), begins_at)


def call_off_invitations(request_id: int) -> None:
    """They have no turn any more: what still waits to bid them come is dropped."""
    notices.call_off(
        kinds=INVITATIONS, subject_kind=MEETING, subject_ids=[request_id], why="the turn is not theirs any more"
    )


def to_unit(request: MeetingRequest, kind: str, event: Event, context: Mapping[str, Any] | None = None) -> None:
    """Those of the meetings unit, or where nobody works there, whoever else handles meetings at the centre."""
    users = [user for pk, user in _unit(request, event).items() if pk != event.user_id]
    _owe(request, kind, event, of_users(users), said_of(request) | dict(context or {}))


def _unit(request: MeetingRequest, event: Event) -> dict[int, User]:
    day = event.at.astimezone(RIYADH).date()
    rows = centres.members_in_roles(UNIT, request.centre, day)
    rows = rows or centres.members_with(Power.HANDLE_MEETINGS, centres.within(request.centre), day)
    return {row.user_id: row.user for row in centres.present(rows)}


def _owe(
    request: MeetingRequest,
    kind: str,
    event: Event,
    recipients: list[Recipient],
    context: Mapping[str, Any],
    begins_at: datetime | None = None,
) -> None:
    notices.owe(
        kind=kind,
        once=f"event:{event.pk}",
        at=event.at,
        subject_kind=MEETING,
        subject_id=request.pk,
        recipients=recipients,
        context=context,
        begins_at=begins_at,
    )


def day_of(moment: datetime) -> dict[str, str]:
    """A day in figures, in both languages: a text message has little room."""
    return {language: short_dual(moment, language) for language in ("ar", "en")}


def to_come_at(moment: datetime) -> dict[str, str]:
    """A day and an hour, with the day of the week, by which people know when to come."""
    weekday = in_both(WEEKDAY_LABELS[moment.astimezone(RIYADH).weekday()])
    return {language: f"{weekday[language]} {day} {clock(moment)}" for language, day in day_of(moment).items()}
