"""Proving that what happened stands as it was written: chains walked link by link, their ends, and seals kept elsewhere."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from tawasul.timeline import chain
from tawasul.timeline.actions import words_of
from tawasul.timeline.models import Event, Head

BATCH = 2000
Progress = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class BrokenLink:
    """The first event at which a chain does not hold."""

    subject_kind: str
    subject_id: int
    sequence: int
    reason: str  # "missing", "changed", "unchained", or "unsealed": not as the seal has it


def broken_links(
    *,
    subject_kind: str | None = None,
    subject_id: int | None = None,
    progress: Progress = lambda _events, _subjects: None,
) -> Iterator[BrokenLink]:
    """Walk the chains (all of them, or one subject's) and yield the first broken link of each that is broken.

    Reads in batches by key: memory stays the same however many events there are. `progress` hears, after each batch and at
    the end, how many events and subjects were walked.
    """
    broken = set()
    for link in _walked(subject_kind, subject_id, progress):
        broken.add((link.subject_kind, link.subject_id))
        yield link
    for link in _ends(subject_kind, subject_id):
        if (link.subject_kind, link.subject_id) not in broken:
            yield link


def sealed() -> Iterator[str]:
    """The end of every chain, a line each: kept where nobody who owns the database can write, it proves them later."""
    for head in Head.objects.order_by("subject_kind", "subject_id").iterator(chunk_size=BATCH):
        yield str(head)


def broken_seals(lines: Iterable[str]) -> Iterator[BrokenLink]:
    """What `sealed` said once and no longer stands so. Raises ValueError for a line that is no seal."""
    batch: list[BrokenLink] = []
    hashes: list[str] = []
    for line in lines:
        link, digest = _sealed_link(line)
        batch.append(link)
        hashes.append(digest)
        if len(batch) == BATCH:
            yield from _not_as_sealed(batch, hashes)
            batch, hashes = [], []
    yield from _not_as_sealed(batch, hashes)


def _walked(subject_kind: str | None, subject_id: int | None, progress: Progress) -> Iterator[BrokenLink]:
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


_ENDS = """
    SELECT subject_kind, subject_id, head.sequence, coalesce(last.sequence, 0)
    FROM timeline_head AS head
    FULL JOIN (
        SELECT DISTINCT ON (subject_kind, subject_id) subject_kind, subject_id, sequence, hash
        FROM timeline_event ORDER BY subject_kind, subject_id, sequence DESC
    ) AS last USING (subject_kind, subject_id)
    WHERE (head.sequence, head.hash) IS DISTINCT FROM (last.sequence, last.hash)
      AND subject_kind = coalesce(%s, subject_kind) AND subject_id = coalesce(%s, subject_id)
    ORDER BY 1, 2
"""


def _ends(subject_kind: str | None, subject_id: int | None) -> Iterator[BrokenLink]:
    """Chains whose last event is not the one that the database kept as their end: one statement, so one instant."""
    with connection.cursor() as cursor:
        cursor.execute(_ENDS, [subject_kind, subject_id])
        for kind, pk, kept, last in cursor.fetchall():
            gone = kept is not None and kept > last
            yield BrokenLink(
                subject_kind=kind,
                subject_id=pk,
                sequence=last + 1 if gone else last,
                reason="missing" if gone else "unchained",
            )


def _sealed_link(line: str) -> tuple[BrokenLink, str]:
    try:
        kind, pk, sequence, digest = line.split()
        return BrokenLink(subject_kind=kind, subject_id=int(pk), sequence=int(sequence), reason="unsealed"), digest
    except ValueError as error:
        raise ValueError(f"no seal: {line[:80]!r}") from error


_STANDING = """
    SELECT sealed.place, event.hash = sealed.hash
    FROM unnest(%s::text[], %s::bigint[], %s::int[], %s::text[]) WITH ORDINALITY
         AS sealed (kind, id, sequence, hash, place)
    LEFT JOIN timeline_event AS event
        ON (event.subject_kind, event.subject_id, event.sequence) = (sealed.kind, sealed.id, sealed.sequence)
    ORDER BY 1
"""


def _not_as_sealed(batch: list[BrokenLink], hashes: list[str]) -> Iterator[BrokenLink]:
    columns = [[getattr(link, name) for link in batch] for name in ("subject_kind", "subject_id", "sequence")]
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [*columns, hashes])
        stands = [bool(same) for _place, same in cursor.fetchall()]
    for link, same in zip(batch, stands, strict=True):
        if not same:
            yield link
