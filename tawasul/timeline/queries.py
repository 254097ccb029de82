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
