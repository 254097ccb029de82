"""One more ticket after a pattern: other people, other words, other weeks, its own chain of events."""

import json
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models

from bench.patterns import OWNED, Pattern, Row
from bench.timing import Timing
from bench.words import Said, search_words
from tawasul.clocks.models import Clock, Pause
from tawasul.lib.hijri import RIYADH
from tawasul.lib.reference import compose, spoken
from tawasul.notices.models import Notice
from tawasul.tickets.models import Completion, FoundBy, Note, Reply, Ticket
from tawasul.tickets.search import Parts
from tawasul.timeline import chain
from tawasul.timeline.actions import CHAINED
from tawasul.timeline.models import Event

Rows = dict[type[models.Model], list[Row]]


class Copier:
    """Copies patterns; numbers rows from one, below those of the patterns."""

    def __init__(self) -> None:
        self.timing = Timing()
        self.numbers: Counter[type[models.Model]] = Counter()

    def copy(self, pattern: Pattern, beneficiary: Row, said: Said, delta: timedelta) -> Rows:
        """The rows of one more ticket, `delta` after its pattern (before it, where negative)."""
        rows: Rows = {model: [self._own(model, row, delta) for row in pattern.rows[model]] for model in OWNED}
        ticket = self._ticket(pattern, beneficiary, said, delta)
        for model in OWNED:
            for row in rows[model]:
                row["ticket_id"] = ticket["id"]
        notes = dict(zip((row["id"] for row in pattern.rows[Note]), (row["id"] for row in rows[Note]), strict=True))
        rows[Clock], rows[Pause] = self.timing.copy(pattern, ticket, self._own, delta)
        rows[Event] = self._events(pattern, ticket, beneficiary, notes, delta)
        rows[Notice] = self._notices(pattern, ticket, beneficiary, rows[Event], delta)
        rows[Ticket] = [ticket]
        rows[FoundBy] = [{"ticket_id": ticket["id"], "words": self._words(rows, ticket, beneficiary, said)}]
        return rows

    def _own(self, model: type[models.Model], row: Row, delta: timedelta) -> Row:
        self.numbers[model] += 1
        shifted = {name: value + delta if isinstance(value, datetime) else value for name, value in row.items()}
        return shifted | {"id": self.numbers[model]}

    def _ticket(self, pattern: Pattern, beneficiary: Row, said: Said, delta: timedelta) -> Row:
        ticket = self._own(Ticket, pattern.ticket, delta)
        ticket |= {
            "reference": compose(ticket["filed_at"].year, ticket["id"]),
            "subject": said.subject,
            "text": said.text,
            "beneficiary_id": beneficiary["id"],
            "name_given": beneficiary["name"],
            "category": beneficiary["category"],
            "mobile": beneficiary["mobile"],
        }
        return ticket

    def _words(self, rows: Rows, ticket: Row, beneficiary: Row, said: Said) -> str:
        """Those by which it is found, as `tickets.search` has them."""
        given = [row["given"] for row in rows[Completion]]
        replies = [row["text"] for row in rows[Reply] if row["state"] == Reply.APPROVED]
        parts = Parts(
            foremost=[said.subject, beneficiary["name"]],
            told=[*said.parts, ticket["incident_place"], *given],
            replied=replies,
        )
        return search_words(parts.by_weight)

    def _events(
        self, pattern: Pattern, ticket: Row, beneficiary: Row, notes: dict[int, int], delta: timedelta
    ) -> list[Row]:
        made, previous = [], chain.FIRST
        for source in pattern.rows[Event]:
            event = self._own(Event, source, delta)
            event["subject_id"], event["previous_hash"] = ticket["id"], previous
            if event["actor_kind"] == "beneficiary":
                event["actor_name_ar"] = event["actor_name_en"] = beneficiary["name"]
            data = event["data"]
            if "note" in data:
                event["data"] = data | {"note": notes[data["note"]]}
            event["hash"] = previous = chain.link(previous, {name: event[name] for name in CHAINED})
            made.append(event)
        return made

    def _notices(
        self, pattern: Pattern, ticket: Row, beneficiary: Row, events: list[Row], delta: timedelta
    ) -> list[Row]:
        """The notices of the copied events: read and sent where the ticket has ended."""
        old = pattern.ticket
        causes = {f"event:{a['id']}:": f"event:{b['id']}:" for a, b in zip(pattern.rows[Event], events, strict=True)}
        words = {
            spoken(old["reference"]): spoken(ticket["reference"]),
            old["reference"]: ticket["reference"],
            _day(old["committed_at"]): _day(ticket["committed_at"]),
        }
        made = []
        for source in pattern.rows[Notice]:
            notice = self._own(Notice, source, delta)
            cause = next(each for each in causes if each in notice["once"])
            notice |= {
                "subject_id": ticket["id"],
                "reference": UUID(int=notice["id"]),
                "once": notice["once"].replace(cause, causes[cause]),
                "context": json.loads(_replaced(json.dumps(notice["context"], ensure_ascii=False), words)),
            }
            if notice["beneficiary_id"] is not None:
                notice |= {"beneficiary_id": beneficiary["id"], "address": beneficiary["mobile"] or notice["address"]}
            elif not pattern.is_open and notice["channel"] == "in_app":
                notice["read_at"] = notice["owed_at"]
            made.append(notice)
        return made


def _day(moment: datetime) -> str:
    return moment.astimezone(RIYADH).date().isoformat()


def _replaced(text: str, words: dict[str, Any]) -> str:
    for old, new in words.items():
        text = text.replace(old, new)
    return text
