"""How events are read, and how their chains are proved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tawasul.timeline import chain
from tawasul.timeline.actions import words_of
from tawasul.timeline.models import Event

BATCH = 2000


def events_of(subject_kind: str, subject_id: int, *, public_only: bool = False) -> list[Event]:
    """The events of a subject, the first first; with `public_only` those that its beneficiary may see."""
    rows = Event.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    if public_only:
        rows = rows.filter(public=True)
    return list(rows.order_by("sequence"))


@dataclass(frozen=True, kw_only=True)
class BrokenLink:
    """The first event at which a chain does not hold."""

    subject_kind: str
    subject_id: int
    sequence: int
    reason: str  # "missing", "changed" or "unchained"


def broken_links(
    *,
    subject_kind: str | None = None,
    subject_id: int | None = None,
    progress: Callable[[int, int], None] = lambda _events, _subjects: None,
) -> Iterator[BrokenLink]:
    """Walk the chains (all of them, or one subject's) and yield the first broken link of each that is broken.

    Reads in batches by key: memory stays the same however many events there are. `progress` hears, after each batch and at
    the end, how many events and subjects were walked.
    """
    rows = Event.objects.order_by("subject_kind", "subject_id", "sequence")
    if subject_kind is not None:
        rows = rows.filter(subject_kind=subject_kind)
    if subject_id is not None:
        rows = rows.filter(subject_id=subject_id)
    subject: tuple[str, int] | None = None
    expected, previous, broken = 1, chain.FIRST, False
    events = subjects = 0
    for event in rows.iterator(chunk_size=BATCH):
        events += 1
        if (event.subject_kind, event.subject_id) != subject:
            subjects += 1
            subject, expected, previous, broken = (event.subject_kind, event.subject_id), 1, chain.FIRST, False
        if events % BATCH == 0:
            progress(events, subjects)
        if broken:
            continue
        reason = _fault(event, expected, previous)
        if reason:
            broken = True
            yield BrokenLink(
                subject_kind=event.subject_kind,
                subject_id=event.subject_id,
                sequence=expected if reason == "missing" else event.sequence,
                reason=reason,
            )
        expected, previous = event.sequence + 1, event.hash
    progress(events, subjects)


def _fault(event: Event, expected: int, previous: str) -> str:
    if event.sequence != expected:
        return "missing"
    if event.previous_hash != previous:
        return "unchained"
    return "" if event.hash == chain.link(event.previous_hash, words_of(event)) else "changed"
