"""What came of a meeting, as whoever was received follows it: each decision by its number, who carries it out, and how far.

The words of a decision are the official's and stay at the desk; where a ticket of theirs carries it out, they read them there.
"""

from dataclasses import dataclass
from typing import Any

from tawasul.lib.hijri import dual_date
from tawasul.meetings import queries
from tawasul.meetings.followed import FOLLOWED
from tawasul.meetings.labels import DECISION_LABELS, DECISION_TONES
from tawasul.meetings.models import Decision, MeetingRequest
from tawasul.tickets.queries import SUBJECT_KIND as TICKET


@dataclass(frozen=True, kw_only=True)
class Came:
    """A decision: `key` of `DECISION_LABELS`, `owner` who carries it out ("" where nobody is told), `until` its last day,
    `ended` when it came to its end, `ticket` the number of a request of theirs that carries it out."""

    number: int
    key: str
    label: Any
    tone: str
    owner: str
    until: str
    ended: str
    ticket: str


def came_of(asked: MeetingRequest, language: str) -> list[Came]:
    """What was decided, in its order. Three queries at most; none before anything was decided."""
    rows = queries.decisions_of(asked) if asked.state in {"followed", "ended"} else []
    standing = {
        kind: followed.standing([row.subject_id for row in rows if row.subject_kind == kind and row.subject_id])
        for kind, followed in FOLLOWED.items()
        if rows
    }
    return [_came(row, standing.get(row.subject_kind, {}).get(row.subject_id or 0), language) for row in rows]


def _came(row: Decision, standing: Any, language: str) -> Came:
    key = _key(row)
    confidential = row.subject_id is not None and standing is None  # what others need not see is named to nobody here
    return Came(
        number=row.number,
        key=key,
        label=DECISION_LABELS[key],
        tone=DECISION_TONES[key],
        owner="" if confidential or key == "dropped" else (row.owner.name if row.owner else row.owner_name),
        until=dual_date(row.due_on, language) if row.due_on and row.ended_at is None and not confidential else "",
        ended=dual_date(row.ended_at, language) if row.ended_at else "",
        ticket=standing.number if standing is not None and row.subject_kind == TICKET else "",
    )


def _key(row: Decision) -> str:
    if row.dropped:
        return "dropped"
    if row.ended_at is not None:
        return "done"
    return "carried" if row.subject_id is not None else "waiting"
