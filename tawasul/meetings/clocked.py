"""What the clocks need of requests: who hears of an alarm, and what is written down when one sounds or a date moves."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from tawasul.centres.actor import SYSTEM
from tawasul.clocks.clock import StageKind
from tawasul.clocks.models import Alarm
from tawasul.clocks.subjects import Cause, Hearers, Move
from tawasul.lib.hijri import RIYADH, dual_moment
from tawasul.lib.reference import spoken
from tawasul.meetings.events import BY_KEY, MEETING
from tawasul.meetings.labels import RUNG_LABELS
from tawasul.meetings.ladder import People, Rung
from tawasul.meetings.models import MeetingRequest
from tawasul.tickets.clocked import caused, message_of
from tawasul.tickets.saying import both
from tawasul.timeline.actions import Happening, record_each


class MeetingClocks:
    """Requests to meet the official, as the room of clocks knows them (`clocks.subjects.Subject`)."""

    kind = MEETING
    digest = "meetings_digest"

    def hold(self, ids: Sequence[int], *, wait: bool) -> set[int]:
        """Lock the requests in the order of their ids; without `wait`, leave out those that somebody acts on."""
        rows = MeetingRequest.objects.filter(pk__in=ids).order_by("pk").select_for_update(skip_locked=not wait)
        return set(rows.values_list("pk", flat=True))

    def hearers(self, alarms: Sequence[Alarm], at: datetime) -> dict[int, Hearers]:
        """The users on the rung that each alarm reached, by the alarm's id. Two queries however many there are."""
        requests = _requests(alarm.clock.subject_id for alarm in alarms)
        people = People(list(requests.values()), at.astimezone(RIYADH).date())
        return {
            alarm.pk: Hearers(frozenset(people.hearing(requests[alarm.clock.subject_id], _rung(alarm))), urgent=False)
            for alarm in alarms
        }

    def sounded(self, alarms: Sequence[Alarm], at: datetime) -> None:
        """That the answer became late, or was raised, goes into what happened; a warning is told alone."""
        late = [alarm for alarm in alarms if alarm.kind == StageKind.RUNG.value]
        record_each(actor=SYSTEM, subject_kind=MEETING, happenings=[_happened(alarm, at) for alarm in late])

    def moved(self, moves: Sequence[Move], cause: Cause, at: datetime) -> None:
        """The request carries its new instant, and what happened says why it moved; whoever asks reads it there."""
        requests = _requests(move.subject_id for move in moves)
        for move in moves:
            request = requests[move.subject_id]
            request.committed_at = move.due_at
            request.due_at = move.due_at if request.due_at is not None else None
        MeetingRequest.objects.bulk_update(requests.values(), ["committed_at", "due_at"])
        record_each(actor=SYSTEM, subject_kind=MEETING, happenings=[_moved(move, cause, at) for move in moves])

    def contexts(self, subject_ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
        """What messages say of these requests. One query."""
        return {pk: said_of(request) for pk, request in _requests(subject_ids).items()}

    def message_of(self, alarm: Alarm, *, urgent: bool) -> str:  # noqa: ARG002
        """Due soon, late, or raised to one above."""
        return message_of(alarm, "meeting")

    def list_of(self, *, late: bool) -> str:  # noqa: ARG002
        """The list of those whom nobody has answered yet."""
        return "/desk/meetings/"


def said_of(request: MeetingRequest) -> dict[str, Any]:
    """What any message to staff may say of a request."""
    return {
        "number": spoken(request.reference),
        "subject": request.subject,
        "place": {"ar": request.centre.name_ar, "en": request.centre.name_en},
        "link": f"/desk/meetings/{request.reference}/",
    }


def _requests(ids: Iterable[int]) -> dict[int, MeetingRequest]:
    return {
        row.pk: row for row in MeetingRequest.objects.filter(pk__in=set(ids)).select_related("centre").defer("text")
    }


def _rung(alarm: Alarm) -> Rung:
    return Rung(alarm.number) if alarm.kind == StageKind.RUNG.value else Rung.UNIT


def _happened(alarm: Alarm, at: datetime) -> Happening:
    rung = _rung(alarm)
    data: dict[str, Any] = _both_moments("due", alarm.due_at)
    kind = "became_late"
    if rung is not Rung.UNIT:
        kind = "escalated"
        data |= {**both("rung", RUNG_LABELS[rung]), "rung": rung.value}
    return Happening(subject_id=alarm.clock.subject_id, kind=kind, at=at, public=False, data=data)


def _moved(move: Move, cause: Cause, at: datetime) -> Happening:
    data = {
        **_both_moments("was", move.was_due_at),
        **_both_moments("due", move.due_at),
        **caused(cause),
        "was_at": move.was_due_at.isoformat(),
        "due_at": move.due_at.isoformat(),
    }
    public = BY_KEY["deadline_moved"].public
    return Happening(subject_id=move.subject_id, kind="deadline_moved", at=at, public=public, data=data)


def _both_moments(name: str, moment: datetime) -> dict[str, str]:
    return {f"{name}_{language}": dual_moment(moment, language) for language in ("ar", "en")}
