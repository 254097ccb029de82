"""The statements asked on a ticket, as its page shows them, with what may be done about each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from tawasul.attachments.models import Attachment
from tawasul.tickets.labels import ENTITY_LABELS, STATEMENT_STATE_LABELS
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Statement, StatementTurn
from tawasul.tickets.statements.naming import name_of, spoken_number
from tawasul.tickets.statements.queries import Said
from tawasul.web.desk.work.showing import said_moment, said_short
from tawasul.web.desk.work.ticket.files import PICTURES, SERVED, held_back
from tawasul.web.desk.work.ticket.forms import StepForm
from tawasul.web.desk.work.ticket.statement_forms import AnswerBackForm

TONES = {"asked": "travel", "asked_back": "warning", "answered": "success", "cancelled": "neutral"}


def shown_statements(
    rows: Sequence[Said], errands: Mapping[Action, dict[str, Any]], number_in_hand: object, at: datetime
) -> list[dict[str, Any]]:
    """Each statement; `errands` are the page's (of `page._errands`), and a form that came back stands by its own."""
    return [shown_of(row, at) | {"errands": _errands(row.statement, errands, number_in_hand)} for row in reversed(rows)]


def shown_of(said: Said, at: datetime) -> dict[str, Any]:
    """What any page says of a statement."""
    row = said.statement
    late = row.state == Statement.ASKED and row.due_at is not None and row.due_at < at
    return {
        "id": row.pk,
        "ordinal": row.number,
        "number": spoken_number(row),
        "entity": name_of(row),
        "kind": ENTITY_LABELS[row.kind],
        "address": row.email or row.mobile,
        "state": STATEMENT_STATE_LABELS[row.state],
        "tone": "danger" if late else TONES[row.state],
        "question": row.question,
        "asked": said_short(row.asked_at),
        "asked_by": row.asked_by.name,
        "due": _due(row, late=late),
        "late": late,
        "pauses": row.pauses and row.state == Statement.ASKED,
        "turns": [_turn(turn) for turn in said.turns],
        "papers": [shown_file(row, each) for each in said.papers],
        "answer": row.answer,
        "answered_by": row.answered_by.name if row.answered_by else row.answered_name,
        "ended": said_short(row.ended_at) if row.ended_at else "",
        "files": [shown_file(row, each) for each in said.files],
        "reason": row.reason,
        "cancelled": row.state == Statement.CANCELLED,
        "open": row.open,
    }


def shown_file(statement: Statement, each: Attachment) -> dict[str, Any]:
    """A file that those asked see, or that came from them."""
    served = each.file.scan in SERVED
    url = reverse("desk:statement_file", args=[statement.pk, each.pk]) if served else ""
    picture = f"{url}?show" if url and each.file.content_type in PICTURES else ""
    return {"url": url, "picture": picture, "name": each.name, "size": each.file.size, "held": held_back(each)}


def _due(row: Statement, *, late: bool) -> str:
    if not row.open or row.due_at is None:
        return ""
    if row.state == Statement.ASKED_BACK:
        return _("Their time stands still until you answer.")
    said = _("Late: it was due %(moment)s") if late else _("Due %(moment)s")
    return said % {"moment": said_moment(row.due_at)}


def _turn(turn: StatementTurn) -> dict[str, Any]:
    return {
        "text": turn.text,
        "by": turn.by.name if turn.by else turn.by_name,
        "when": said_short(turn.at),
        "answer": turn.answer,
        "answered_by": turn.answered_by.name if turn.answered_by else "",
        "answered": said_short(turn.answered_at) if turn.answered_at else "",
    }


def _errands(
    row: Statement, errands: Mapping[Action, dict[str, Any]], number_in_hand: object
) -> dict[str, dict[str, Any]]:
    wanted = {Statement.ASKED_BACK: Action.ANSWER_BACK, Statement.ASKED: Action.REMIND_STATEMENT}.get(row.state)
    if wanted is None or wanted not in errands:
        return {}
    shown, form = errands[wanted], errands[wanted]["form"]
    mine = shown["open"] and str(number_in_hand) == str(row.number)
    if not mine:
        form = _fresh(form, row)
    return {wanted.value: shown | {"form": form, "open": mine, "once": uuid4()}}


def _fresh(form: StepForm, row: Statement) -> StepForm:
    given: dict[str, Any] = {"offered": form.offered} if isinstance(form, AnswerBackForm) else {}
    name = type(form).__name__.lower()
    return type(form)(ticket=row.ticket, initial={"number": row.number}, auto_id=f"{name}_{row.number}_%s", **given)
