"""The one writer of events. Called inside the action whose event it is, with the subject's row locked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from tawasul.centres.actor import Actor
from tawasul.timeline import chain
from tawasul.timeline.models import Event, Head

CHAINED = (
    "subject_kind", "subject_id", "sequence", "kind", "at", "actor_kind", "user_id", "membership_id", "role", "place_id",
    "actor_name_ar", "actor_name_en", "place_name_ar", "place_name_en", "public", "data",
)  # fmt: skip
PLAIN = (*(name for name in CHAINED if name != "data"), "previous_hash", "hash")
KEPT = (*PLAIN, "data")


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What happened to one subject, before it has its place in the subject's chain."""

    subject_id: int
    kind: str
    at: datetime
    public: bool
    data: Mapping[str, Any]


def record(
    *,
    actor: Actor,
    subject_kind: str,
    subject_id: int,
    kind: str,
    at: datetime,
    public: bool,
    data: Mapping[str, Any],
) -> Event:
    """Append an event to its subject's chain. Must run in the transaction of what happened, the subject locked."""
    happening = Happening(subject_id=subject_id, kind=kind, at=at, public=public, data=data)
    (event,) = _chained(actor, subject_kind, [happening])
    event.save(force_insert=True)
    return event


def record_each(*, actor: Actor, subject_kind: str, happenings: Sequence[Happening]) -> None:
    """Append very many at once, in their order; several may be of one subject. The same conditions; two queries."""
    events = _chained(actor, subject_kind, happenings)
    with connection.cursor() as cursor, cursor.copy(f"COPY timeline_event ({', '.join(KEPT)}) FROM STDIN") as copy:
        for event in events:
            copy.write_row([getattr(event, name) for name in PLAIN] + [json.dumps(event.data, ensure_ascii=False)])


def _chained(actor: Actor, subject_kind: str, happenings: Sequence[Happening]) -> list[Event]:
    """The events, not kept yet, each with its place in its subject's chain."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event is recorded in the transaction of what happened")
    last = _last_links(subject_kind, {happening.subject_id for happening in happenings})
    events = []
    for happening in happenings:
        sequence, previous_hash = last.get(happening.subject_id, (0, chain.FIRST))
        event = _event(actor, subject_kind, happening, sequence + 1, previous_hash)
        last[happening.subject_id] = (event.sequence, event.hash)
        events.append(event)
    return events


def _last_links(subject_kind: str, subject_ids: set[int]) -> dict[int, tuple[int, str]]:
    """The number and hash of each subject's last event, where it has any."""
    rows = Head.objects.filter(subject_kind=subject_kind, subject_id__in=subject_ids)
    return {pk: (number, link) for pk, number, link in rows.values_list("subject_id", "sequence", "hash")}


def _event(actor: Actor, subject_kind: str, happening: Happening, sequence: int, previous_hash: str) -> Event:
    event = Event(
        subject_kind=subject_kind,
        subject_id=happening.subject_id,
        sequence=sequence,
        kind=happening.kind,
        at=happening.at,
        actor_kind=actor.kind.value,
        user_id=actor.user_id,
        membership_id=actor.membership_id,
        role=actor.role,
        place_id=actor.place_id,
        actor_name_ar=actor.name_ar,
        actor_name_en=actor.name_en,
        place_name_ar=actor.place_name_ar,
        place_name_en=actor.place_name_en,
        public=happening.public,
        data=dict(happening.data),
        previous_hash=previous_hash,
    )
    event.hash = chain.link(previous_hash, words_of(event))
    return event


def words_of(event: Event) -> dict[str, Any]:
    """The fields that the hash covers."""
    return {name: getattr(event, name) for name in CHAINED}
