"""The one writer of events. Called inside the action whose event it is, with the subject's row locked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from tawasul.centres.actor import Actor
from tawasul.timeline import chain
from tawasul.timeline.models import Event

CHAINED = (
    "subject_kind", "subject_id", "sequence", "kind", "at", "actor_kind", "user_id", "membership_id", "role", "place_id",
    "actor_name_ar", "actor_name_en", "place_name_ar", "place_name_en", "public", "data",
)  # fmt: skip


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
    if not connection.in_atomic_block:
        raise RuntimeError("an event is recorded in the transaction of what happened")
    last = (
        Event.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
        .order_by("-sequence")
        .values_list("sequence", "hash")
        .first()
    )
    sequence, previous_hash = (last[0] + 1, last[1]) if last else (1, chain.FIRST)
    event = Event(
        subject_kind=subject_kind,
        subject_id=subject_id,
        sequence=sequence,
        kind=kind,
        at=at,
        actor_kind=actor.kind.value,
        user_id=actor.user_id,
        membership_id=actor.membership_id,
        role=actor.role,
        place_id=actor.place_id,
        actor_name_ar=actor.name_ar,
        actor_name_en=actor.name_en,
        place_name_ar=actor.place_name_ar,
        place_name_en=actor.place_name_en,
        public=public,
        data=dict(data),
        previous_hash=previous_hash,
    )
    event.hash = chain.link(previous_hash, words_of(event))
    event.save(force_insert=True)
    return event


def words_of(event: Event) -> dict[str, Any]:
    """The fields that the hash covers."""
    return {name: getattr(event, name) for name in CHAINED}
