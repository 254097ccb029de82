"""How events are read. How their chains are proved stands in `proof`."""

from collections.abc import Sequence

from tawasul.timeline.models import Event


def events_of(subject_kind: str, subject_id: int, *, public_only: bool = False) -> list[Event]:
    """The events of a subject, the first first; with `public_only` those that its beneficiary may see."""
    rows = Event.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    if public_only:
        rows = rows.filter(public=True)
    return list(rows.order_by("sequence"))


def roles_of(subject_kind: str, subject_id: int, kinds: Sequence[str]) -> list[str]:
    """The roles in which people did these kinds of things to a subject."""
    rows = Event.objects.filter(subject_kind=subject_kind, subject_id=subject_id, kind__in=kinds)
    return list(rows.order_by("sequence").values_list("role", flat=True))


def events_of_each(subject_kind: str, subject_ids: Sequence[int]) -> dict[int, list[Event]]:
    """The events of several subjects, each with the first first. One query."""
    found: dict[int, list[Event]] = {}
    rows = Event.objects.filter(subject_kind=subject_kind, subject_id__in=subject_ids)
    for event in rows.order_by("subject_id", "sequence"):
        found.setdefault(event.subject_id, []).append(event)
    return found


def last_of_each(subject_kind: str, subject_ids: Sequence[int], *, without: Sequence[str] = ()) -> dict[int, Event]:
    """The last event of each of several subjects, but of these kinds. One query."""
    rows = Event.objects.filter(subject_kind=subject_kind, subject_id__in=subject_ids).exclude(kind__in=without)
    return {event.subject_id: event for event in rows.order_by("subject_id", "-sequence").distinct("subject_id")}
