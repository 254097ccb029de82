"""How others read clocks."""

from tawasul.clocks.models import Clock, Recalculation


def running(subject_kind: str, subject_id: int) -> list[Clock]:
    """The clocks of a subject that have not ended, paused ones too: one query."""
    rows = Clock.objects.filter(subject_kind=subject_kind, subject_id=subject_id, ended_at=None)
    return list(rows.order_by("pk"))


def clocks_of(subject_kind: str, subject_id: int) -> list[Clock]:
    """All clocks of a subject with whose hands they are, the first begun first: one query."""
    rows = Clock.objects.filter(subject_kind=subject_kind, subject_id=subject_id)
    return list(rows.select_related("centre", "department", "holder").order_by("began_at", "pk"))


def legs(subject_kind: str, subject_id: int, step: str) -> int:
    """How many clocks of this step the subject has had."""
    return Clock.objects.filter(subject_kind=subject_kind, subject_id=subject_id, step=step).count()


def recalculations() -> list[Recalculation]:
    """The latest changes of calendars that were carried to open deadlines, those still under way among them."""
    return list(Recalculation.objects.order_by("-pk")[:20])


def recalculation(pk: int) -> Recalculation | None:
    """One of them."""
    return Recalculation.objects.filter(pk=pk).first()
