"""Asking others for a statement (إفادة): asked, told what they ask back, reminded, or waited for no longer.

What those asked do themselves stands in `stating`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import queries as attachments
from tawasul.centres.actor import Actor
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.service_levels.amounts import PAUSED_BY, Entity
from tawasul.tickets.actions.changing import LONGEST_TEXT, begin, finish, given
from tawasul.tickets.labels import CONDITION_REFUSALS
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Statement, StatementPaper, StatementTurn, Ticket
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.tickets.statements import timekeeping
from tawasul.tickets.statements.entities import Asking, Chosen, chosen
from tawasul.tickets.statements.naming import names_of
from tawasul.tickets.statements.queries import RELATED


@transaction.atomic
def ask_statements(
    *,
    actor: Actor,
    ticket_id: int,
    entities: Sequence[Asking],
    at: datetime,
    question: str = "",
    seen: int | None = None,
) -> list[Statement]:
    """Ask each of these entities, at once; `question` is for those that have none of their own. Raises Invalid by entity.

    The ticket stays where it is. Whether the beneficiary's time stands still is the rule of its version of the document.
    """
    ticket, step, at = begin(actor, ticket_id, Action.ASK_STATEMENTS, seen=seen, at=at)
    if actor.user_id is None:
        raise NotAllowed(_("Only a person asks."))
    rows = chosen(ticket, entities, question, at.astimezone(RIYADH).date())
    asked = [_keep(actor.user_id, ticket, row, at) for row in rows]
    ticket.statements_open += len(asked)
    finish(
        actor,
        ticket,
        step,
        at=at,
        kind="statements_asked",
        data={**_entities(asked), "statements": [_written(*each) for each in zip(asked, rows, strict=True)]},
        told={"statements": asked},
    )
    return asked


@transaction.atomic
def answer_back(
    *,
    actor: Actor,
    ticket_id: int,
    number: int,
    text: str,
    at: datetime,
    papers: Sequence[UUID] = (),
    seen: int | None = None,
) -> Statement:
    """Tell those asked what they need to know first, perhaps with more files of the ticket. Their time runs again."""
    ticket, step, at = begin(actor, ticket_id, Action.ANSWER_BACK, seen=seen, at=at)
    statement = _of(ticket, number)
    if statement.state != Statement.ASKED_BACK:
        raise Conflict(CONDITION_REFUSALS["asked_back"], code="not-now")
    text = given("text", text, longest=LONGEST_TEXT)
    _share(statement, ticket, papers)
    turn = StatementTurn.objects.select_for_update().get(statement=statement, answered_at=None)
    turn.answer, turn.answered_by_id, turn.answered_at = text, actor.user_id, at
    turn.save(update_fields=["answer", "answered_by", "answered_at"])
    statement.state, statement.changed_at = Statement.ASKED, at
    timekeeping.resume(statement, at=at)
    statement.save(update_fields=["state", "changed_at", "due_at"])
    finish(
        actor,
        ticket,
        step,
        at=at,
        kind="statement_told",
        data={**said_of(statement), "text": text},
        told={"statements": [statement], "text": text},
    )
    return statement


@transaction.atomic
def remind_statement(*, actor: Actor, ticket_id: int, number: int, at: datetime, seen: int | None = None) -> Statement:
    """Remind those asked now; an entity without an account gets a new link, good for as long as the first was."""
    ticket, step, at = begin(actor, ticket_id, Action.REMIND_STATEMENT, seen=seen, at=at)
    statement = _of(ticket, number)
    if statement.state != Statement.ASKED:
        raise Conflict(CONDITION_REFUSALS["owed"], code="not-now")
    finish(
        actor,
        ticket,
        step,
        at=at,
        kind="statement_reminded",
        data=said_of(statement),
        told={"statements": [statement]},
    )
    return statement


@transaction.atomic
def go_on_without(
    *,
    actor: Actor,
    ticket_id: int,
    reason: str,
    at: datetime,
    numbers: Sequence[int] = (),
    seen: int | None = None,
) -> list[Statement]:
    """Wait no longer for the statements of these numbers (none named: for all that have not come). Those asked are told."""
    ticket, step, at = begin(actor, ticket_id, Action.GO_ON_WITHOUT, seen=seen, at=at)
    reason = given("reason", reason)
    awaited = _awaited(ticket)
    wanted = [row for row in awaited if not numbers or row.number in numbers]
    if len(wanted) < len(set(numbers)) or not wanted:
        raise Conflict(_("One of these statements is awaited no longer. Look again."), code="not-now")
    _cancel(wanted, reason=reason, at=at)
    ticket.statements_open = len(awaited) - len(wanted)
    finish(
        actor,
        ticket,
        step,
        at=at,
        kind="went_on_without",
        data={**_entities(wanted), "numbers": [row.number for row in wanted], "reason": reason},
        told={"statements": wanted},
    )
    return wanted


def cancel_all(ticket: Ticket, *, at: datetime) -> list[Statement]:
    """The ticket ends: whatever is awaited is not needed any more. Sets (not saves) the ticket; those asked are to be told."""
    awaited = _awaited(ticket)
    _cancel(awaited, reason="", at=at)
    ticket.statements_open = 0
    return awaited


def said_of(statement: Statement) -> dict[str, Any]:
    """What events say of a statement: its number, and who is asked."""
    names = names_of(statement)
    return {"number": statement.number, "entity_ar": names["ar"], "entity_en": names["en"]}


def _keep(user_id: int, ticket: Ticket, row: Chosen, at: datetime) -> Statement:
    statement, promise = row.statement, timekeeping.promise_for(ticket)
    statement.ticket = ticket
    statement.number = (ticket.statements.aggregate(last=Max("number"))["last"] or 0) + 1
    statement.asked_of_type = ticket.type
    statement.asked_by_id, statement.asked_at, statement.changed_at = user_id, at, at
    statement.pauses = promise is not None and Entity(statement.kind) in PAUSED_BY[promise.pauses]
    statement.save(force_insert=True)
    if promise is not None:
        timekeeping.begin(statement, promise, number=row.within, at=at)
        statement.save(update_fields=["due_at"])
    StatementPaper.objects.bulk_create(StatementPaper(statement=statement, attachment=paper) for paper in row.papers)
    return statement


def _of(ticket: Ticket, number: int) -> Statement:
    found = ticket.statements.select_related(*RELATED).filter(number=number).first()
    if found is None:
        raise NotFound(_("There is no such statement, or you may not see it."))
    found.ticket = ticket
    return found


def _awaited(ticket: Ticket) -> list[Statement]:
    rows = list(ticket.statements.select_related(*RELATED).filter(ended_at=None).order_by("number"))
    for row in rows:
        row.ticket = ticket
    return rows


def _cancel(statements: Iterable[Statement], *, reason: str, at: datetime) -> None:
    for row in statements:
        timekeeping.end(row, at=at)
        row.state, row.reason, row.ended_at, row.changed_at = Statement.CANCELLED, reason, at, at
        row.save(update_fields=["state", "reason", "ended_at", "changed_at"])


def _share(statement: Statement, ticket: Ticket, papers: Sequence[UUID]) -> None:
    files = {row.pk: row for row in attachments.for_subject(SUBJECT_KIND, ticket.pk)}
    if any(paper not in files for paper in papers):
        said = _("Choose among the files of this ticket.")
        raise Invalid(said, fields={"papers": [said]})
    rows = [StatementPaper(statement=statement, attachment=files[paper]) for paper in dict.fromkeys(papers)]
    StatementPaper.objects.bulk_create(rows, ignore_conflicts=True)


def _entities(statements: Sequence[Statement]) -> dict[str, str]:
    """Their names in one line, in both languages."""
    names = [names_of(row) for row in statements]
    return {
        "entities_ar": "، ".join(each["ar"] for each in names),
        "entities_en": ", ".join(each["en"] for each in names),
    }


def _written(statement: Statement, row: Chosen) -> dict[str, Any]:
    """What the route keeps of each: what was asked stays known, whatever becomes of the row."""
    return {
        **said_of(statement),
        "kind": statement.kind,
        "centre_id": statement.centre_id or statement.ticket.centre_id,
        "department_id": statement.department_id,
        "question": statement.question,
        "within": row.within,
        "pauses": statement.pauses,
        "due_at": statement.due_at.isoformat() if statement.due_at else None,
    }
