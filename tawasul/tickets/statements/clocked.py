"""What the clocks need of statements: who hears of an alarm, and what is written down when one sounds or a date moves.

What happens to a statement is written into the route of its ticket; the ticket's lock is the statement's too.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from tawasul.centres.actor import SYSTEM
from tawasul.clocks.clock import StageKind
from tawasul.clocks.models import Alarm
from tawasul.clocks.subjects import Cause, Hearers, Move
from tawasul.lib.hijri import RIYADH, dual_moment
from tawasul.service_levels.labels import STATEMENT_RUNG_LABELS
from tawasul.tickets.clocked import caused, message_of, touch
from tawasul.tickets.events import BY_KEY
from tawasul.tickets.lifecycle import TicketType
from tawasul.tickets.models import Statement, Ticket
from tawasul.tickets.queries import SUBJECT_KIND as TICKET
from tawasul.tickets.saying import both
from tawasul.tickets.statements.ladder import AskedPeople, Rung
from tawasul.tickets.statements.naming import names_of
from tawasul.tickets.statements.queries import RELATED, SUBJECT_KIND
from tawasul.tickets.statements.telling import context_of, tell_by_link
from tawasul.timeline.actions import Happening, record_each


class StatementClocks:
    """Statements, as the room of clocks knows them (`clocks.subjects.Subject`)."""

    kind = SUBJECT_KIND
    digest = "statements_digest"

    def hold(self, ids: Sequence[int], *, wait: bool) -> set[int]:
        """Lock the statements' tickets in the order of their ids; without `wait`, leave out those that somebody acts on."""
        of = dict(Statement.objects.filter(pk__in=ids).values_list("pk", "ticket_id"))
        rows = Ticket.objects.filter(pk__in=set(of.values())).order_by("pk").select_for_update(skip_locked=not wait)
        held = set(rows.values_list("pk", flat=True))
        return {pk for pk, ticket_id in of.items() if ticket_id in held}

    def hearers(self, alarms: Sequence[Alarm], at: datetime) -> dict[int, Hearers]:
        """The users on the rung that each alarm reached, by the alarm's id. Four queries however many there are."""
        statements = _statements(alarm.clock.subject_id for alarm in alarms)
        people = AskedPeople(list(statements.values()), at.astimezone(RIYADH).date())
        heard: dict[int, Hearers] = {}
        for alarm in alarms:
            statement = statements[alarm.clock.subject_id]
            users = people.hearing(statement, _rung(alarm))
            heard[alarm.pk] = Hearers(frozenset(users), urgent=statement.ticket.type == TicketType.REPORT.value)
        return heard

    def sounded(self, alarms: Sequence[Alarm], at: datetime) -> None:
        """That those asked were reminded, became late, or were raised goes into the route; by a link they are told here."""
        statements = _statements(alarm.clock.subject_id for alarm in alarms)
        record_each(
            actor=SYSTEM,
            subject_kind=TICKET,
            happenings=[_happened(alarm, statements[alarm.clock.subject_id], at) for alarm in alarms],
        )
        for alarm in alarms:
            statement = statements[alarm.clock.subject_id]
            if not statement.inside and _rung(alarm) is Rung.ASKED:
                tell_by_link(statement, "statement_reminder", f"alarm:{alarm.pk}", at)
        touch({statement.ticket_id for statement in statements.values()}, at)

    def moved(self, moves: Sequence[Move], cause: Cause, at: datetime) -> None:
        """The statement carries its new instant, and the route of its ticket says why it moved."""
        statements = _statements(move.subject_id for move in moves)
        for move in moves:
            statements[move.subject_id].due_at = move.due_at
        Statement.objects.bulk_update(statements.values(), ["due_at"])
        record_each(
            actor=SYSTEM,
            subject_kind=TICKET,
            happenings=[_moved(move, statements[move.subject_id], cause, at) for move in moves],
        )
        touch({statement.ticket_id for statement in statements.values()}, at)

    def contexts(self, subject_ids: Sequence[int]) -> Mapping[int, dict[str, Any]]:
        """What messages say of these statements. One query."""
        return {pk: context_of(statement) for pk, statement in _statements(subject_ids).items()}

    def message_of(self, alarm: Alarm, *, urgent: bool) -> str:
        """Due soon, late, or raised to one above those asked; emergencies have messages of their own."""
        kind = message_of(alarm, "statement")
        return f"report_{kind}" if urgent else kind

    def list_of(self, *, late: bool) -> str:  # noqa: ARG002
        """Those asked have one list."""
        return "/desk/statements/"


def _statements(ids: Iterable[int]) -> dict[int, Statement]:
    return {row.pk: row for row in Statement.objects.filter(pk__in=set(ids)).select_related(*RELATED)}


def _rung(alarm: Alarm) -> Rung:
    return Rung(alarm.number) if alarm.kind == StageKind.RUNG.value else Rung.ASKED


def _happened(alarm: Alarm, statement: Statement, at: datetime) -> Happening:
    rung = _rung(alarm)
    data = _said(statement) | _both_moments("due", alarm.due_at)
    kind = "statement_due_soon" if alarm.kind == StageKind.WARNING.value else "statement_late"
    if rung is not Rung.ASKED:
        kind = "statement_escalated"
        data |= {**both("rung", STATEMENT_RUNG_LABELS[rung]), "rung": rung.value}
    return Happening(subject_id=statement.ticket_id, kind=kind, at=at, public=BY_KEY[kind].public, data=data)


def _moved(move: Move, statement: Statement, cause: Cause, at: datetime) -> Happening:
    return Happening(
        subject_id=statement.ticket_id,
        kind="statement_moved",
        at=at,
        public=BY_KEY["statement_moved"].public,
        data={
            **_said(statement),
            **_both_moments("was", move.was_due_at),
            **_both_moments("due", move.due_at),
            **caused(cause),
        },
    )


def _said(statement: Statement) -> dict[str, Any]:
    names = names_of(statement)
    return {"number": statement.number, "entity_ar": names["ar"], "entity_en": names["en"]}


def _both_moments(name: str, moment: datetime) -> dict[str, str]:
    return {f"{name}_{language}": dual_moment(moment, language) for language in ("ar", "en")}
