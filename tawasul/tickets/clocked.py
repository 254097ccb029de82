"""What the clocks need of tickets: who hears of an alarm, and what is written down when one sounds or a deadline moves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Value
from django.db.models.functions import Greatest

from tawasul.centres.actor import SYSTEM
from tawasul.clocks.clock import StageKind
from tawasul.clocks.models import Alarm
from tawasul.clocks.subjects import Cause, Hearers, Move
from tawasul.lib.hijri import RIYADH, dual_moment
from tawasul.lib.reference import spoken
from tawasul.service_levels.amounts import Step as Promised
from tawasul.service_levels.labels import STEP_LABELS
from tawasul.tickets.escalation import Hearing, People, Rung
from tawasul.tickets.events import BY_KEY
from tawasul.tickets.hands import names_of
from tawasul.tickets.lifecycle import TicketType
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.tickets.saying import both
from tawasul.tickets.telling import tell_promises_moved
from tawasul.timeline.actions import Happening, record_each


class TicketClocks:
    """Tickets, as the room of clocks knows them (`clocks.subjects.Subject`)."""

    kind = SUBJECT_KIND
    digest = "alarms_digest"

    def hold(self, ids: Sequence[int], *, wait: bool) -> set[int]:
        """Lock the tickets in the order of their ids; without `wait`, leave out those that somebody acts on."""
        rows = Ticket.objects.filter(pk__in=ids).order_by("pk").select_for_update(skip_locked=not wait)
        return set(rows.values_list("pk", flat=True))

    def hearers(self, alarms: Sequence[Alarm], at: datetime) -> dict[int, Hearers]:
        """The users on the rung that each alarm reached, by the alarm's id; of a joined ticket those of its main one. Two
        queries however many there are."""
        tickets = _tickets(alarm.clock for alarm in alarms)
        people = People([row.joined_to or row for row in tickets.values()], at.astimezone(RIYADH).date())
        heard: dict[int, Hearers] = {}
        for alarm in alarms:
            ticket = tickets[alarm.clock.subject_id]
            users = people.hearing(Hearing(ticket.joined_to or ticket, _rung(alarm)))
            heard[alarm.pk] = Hearers(frozenset(users), urgent=ticket.type == TicketType.REPORT.value)
        return heard

    def sounded(self, alarms: Sequence[Alarm], at: datetime) -> None:
        """What became late, and whom it was raised to, goes into the route; a warning only marks the lists."""
        record_each(
            actor=SYSTEM,
            subject_kind=SUBJECT_KIND,
            happenings=_happenings([alarm for alarm in alarms if alarm.kind == StageKind.RUNG.value], at),
        )
        touch({alarm.clock.subject_id for alarm in alarms}, at, warned=True)
        for rung in sorted({_rung(alarm) for alarm in alarms} - {Rung.HANDS}):
            ids = {alarm.clock.subject_id for alarm in alarms if _rung(alarm) is rung}
            Ticket.objects.filter(pk__in=ids, raised_to__lt=rung).update(raised_to=rung)

    def moved(self, moves: Sequence[Move], cause: Cause, at: datetime) -> None:
        """The ticket carries its new instants, its route says why they moved, its beneficiary hears of another day."""
        ids = {move.subject_id for move in moves}
        record_each(
            actor=SYSTEM,
            subject_kind=SUBJECT_KIND,
            happenings=[_moved(move, cause, at) for move in moves if move.step == Promised.WHOLE.value],
        )
        _carry(sorted(ids), at)
        tell_promises_moved([move for move in moves if move.step == Promised.WHOLE.value], cause, at)

    def contexts(self, subject_ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
        """What messages say of these tickets. One query."""
        rows = Ticket.objects.filter(pk__in=subject_ids).select_related("centre", "department", "holder")
        return {row.pk: _said_of(row) for row in rows}

    def message_of(self, alarm: Alarm, *, urgent: bool) -> str:
        """Warned, late, or raised to one above the hands; emergencies have messages of their own."""
        return f"report_{message_of(alarm, 'clock')}" if urgent else message_of(alarm, "clock")

    def list_of(self, *, late: bool) -> str:
        """One of the work lists."""
        return "/desk/lists/late/" if late else "/desk/lists/warned/"


def message_of(alarm: Alarm, what: str) -> str:
    """The message of an alarm on `what`: "clock_warned", "clock_late", "clock_escalated"."""
    if alarm.kind == StageKind.WARNING.value:
        return f"{what}_warned"
    return f"{what}_escalated" if alarm.number else f"{what}_late"


def _tickets(clocks: Any) -> dict[int, Ticket]:
    ids = {clock.subject_id for clock in clocks}
    return {
        row.pk: row
        for row in Ticket.objects.filter(pk__in=ids).select_related("centre", "joined_to__centre").defer("text")
    }


def _rung(alarm: Alarm) -> Rung:
    return Rung(alarm.number) if alarm.kind == StageKind.RUNG.value else Rung.HANDS


def _happenings(alarms: Sequence[Alarm], at: datetime) -> list[Happening]:
    """What became late, and on whose rung it was heard of. At most a fixed number of queries."""
    raised = [alarm.clock for alarm in alarms if _rung(alarm) is not Rung.HANDS]
    tickets = {pk: row.joined_to or row for pk, row in _tickets(raised).items()} if raised else {}
    people = People(list(tickets.values()), at.astimezone(RIYADH).date()) if raised else None
    happenings: list[Happening] = []
    for alarm in alarms:
        step, due = both("step", STEP_LABELS[alarm.clock.step]), _both_moments("due", alarm.due_at)
        data: dict[str, Any] = {**step, **due, "step": alarm.clock.step, "leg": alarm.clock.leg}
        kind, ticket = "became_late", tickets.get(alarm.clock.subject_id)
        if people is not None and ticket is not None and _rung(alarm) is not Rung.HANDS:
            kind = "escalated"
            data |= {**both("rung", people.said_to(Hearing(ticket, _rung(alarm)))), "rung": alarm.number}
        happenings.append(Happening(subject_id=alarm.clock.subject_id, kind=kind, at=at, public=False, data=data))
    return happenings


def _moved(move: Move, cause: Cause, at: datetime) -> Happening:
    return Happening(
        subject_id=move.subject_id,
        kind="deadline_moved",
        at=at,
        public=BY_KEY["deadline_moved"].public,
        data={
            **_both_moments("was", move.was_due_at),
            **_both_moments("due", move.due_at),
            **caused(cause),
            "was_at": move.was_due_at.isoformat(),
            "due_at": move.due_at.isoformat(),
        },
    )


def caused(cause: Cause) -> dict[str, str]:
    """Why an instant moved, for the data of an event: what was changed, and by whom."""
    return {"cause_ar": cause.said.ar, "cause_en": cause.said.en, "by_ar": cause.by.ar, "by_en": cause.by.en}


def _both_moments(name: str, moment: datetime) -> dict[str, str]:
    return {f"{name}_{language}": dual_moment(moment, language) for language in ("ar", "en")}


def touch(ids: set[int], at: datetime, **columns: Any) -> None:
    """Change what lists show without making anyone's page stale: a ticket's version is for what people did."""
    now = Greatest("changed_at", Value(at, output_field=DateTimeField()))
    Ticket.objects.filter(pk__in=ids).update(changed_at=now, **columns)


_CARRY = """
    UPDATE tickets_ticket AS ticket
    SET committed_at = coalesce(running.whole, ticket.committed_at),
        due_at = CASE WHEN ticket.joined_to_id IS NULL THEN running.nearest END,
        changed_at = greatest(ticket.changed_at, %(at)s)
    FROM (SELECT subject_id, max(due_at) FILTER (WHERE step = 'whole') AS whole,
                 min(due_at) FILTER (WHERE paused_at IS NULL) AS nearest
          FROM clocks_clock WHERE subject_kind = 'ticket' AND subject_id = ANY(%(ids)s) AND ended_at IS NULL
          GROUP BY subject_id) AS running
    WHERE ticket.id = running.subject_id
"""


def _carry(ids: Sequence[int], at: datetime) -> None:
    """Copy the instants of the running clocks to their tickets, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_CARRY, {"at": at, "ids": list(ids)})


def _said_of(ticket: Ticket) -> dict[str, Any]:
    place = ticket.department or ticket.centre
    return {
        "number": spoken(ticket.reference),
        "subject": ticket.subject,
        "place": {"ar": place.name_ar, "en": place.name_en},
        "holder": names_of(ticket),
        "link": f"/desk/tickets/{ticket.reference}/",
    }
