"""The first version of the document, as shipped: the guide's one number, published ones, and assumptions marked so."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from tawasul.service_levels.amounts import Pausing

DRAFTED_BY, APPROVED_BY = "defaults", "defaults, to be reviewed by the ministry"
AT = datetime(2024, 12, 1, tzinfo=UTC)
IN_FORCE_FROM = date(2025, 1, 1)

GUIDE = "The ministry's guide to beneficiary care centres"
UNIVERSITY = "King Abdulaziz University's Tawasul guide"
ASSUMED = "assumption"


class Line(NamedTuple):
    """A commitment as shipped; type and priority "" are any."""

    ticket_type: str
    step: str
    priority: str
    number: int
    unit: str
    warnings: tuple[int, ...]
    ladder: tuple[int, ...]
    source: str
    pauses: str = Pausing.BODIES.value


# How late each rung hears of it: the whole, by working days and by minutes; a holder's own time, three rungs at most.
_DAYS, _MINUTES = (0, 1, 2, 3, 5), (0, 15, 30, 60, 120)
_HOURS, _SOON = (0, 120, 240), (0, 10)

COMMITMENTS = (
    Line("report", "whole", "", 120, "minutes", (50, 75), _MINUTES, GUIDE),
    Line("inquiry", "whole", "", 5, "working_days", (50, 80), _DAYS, UNIVERSITY),
    Line("inquiry", "whole", "high", 3, "working_days", (50, 80), _DAYS, ASSUMED),
    Line("inquiry", "whole", "urgent", 1, "working_days", (50,), _DAYS, ASSUMED),
    Line("complaint", "whole", "", 10, "working_days", (50, 80), _DAYS, UNIVERSITY),
    Line("complaint", "whole", "high", 5, "working_days", (50, 80), _DAYS, ASSUMED),
    Line("complaint", "whole", "urgent", 2, "working_days", (50,), _DAYS, ASSUMED),
    Line("suggestion", "whole", "", 15, "working_days", (80,), _DAYS, ASSUMED),
    Line("meeting", "whole", "", 10, "working_days", (80,), _DAYS, ASSUMED),
    Line("", "triage", "", 4 * 60, "working_minutes", (75,), _HOURS, ASSUMED),
    Line("report", "triage", "", 15, "minutes", (), _SOON, ASSUMED),
    Line("inquiry", "answer", "", 3, "working_days", (80,), (0, 1), ASSUMED),
    Line("complaint", "answer", "", 7, "working_days", (80,), (0, 1), ASSUMED),
    Line("suggestion", "answer", "", 10, "working_days", (80,), (0, 1), ASSUMED),
    Line("report", "answer", "", 75, "minutes", (80,), _SOON, ASSUMED),
    Line("", "review", "", 4 * 60, "working_minutes", (75,), _HOURS, ASSUMED),
    Line("report", "review", "", 15, "minutes", (), _SOON, ASSUMED),
    Line("", "statement", "", 3, "working_days", (80,), (0, 1, 2), ASSUMED),
    Line("report", "statement", "", 30, "minutes", (50,), (0, 10, 20), ASSUMED, Pausing.NEVER.value),
    Line("", "objecting", "", 10 * 24 * 60, "minutes", (), (), ASSUMED),
    Line("", "objection", "", 5, "working_days", (50, 80), _DAYS, ASSUMED),
)


def install(apps: Any, today: date) -> None:
    """Publish what is shipped: as version 1 where there is no document yet, as the next where all that stands was shipped
    before it said as much (warnings and ladders; statements). `apps` is a registry: a migration's, or Django's own."""
    documents = apps.get_model("service_levels", "ServiceLevelDocument")
    standing = list(documents.objects.order_by("number"))
    if not standing:
        _publish(apps, 1, IN_FORCE_FROM)
    elif all(row.drafted_by == DRAFTED_BY for row in standing):
        _publish(apps, standing[-1].number + 1, today + timedelta(days=1))


def _publish(apps: Any, number: int, in_force_from: date) -> None:
    documents, commitments = (apps.get_model("service_levels", name) for name in ("ServiceLevelDocument", "Commitment"))
    document = documents.objects.create(number=number, drafted_at=AT, drafted_by=DRAFTED_BY)
    commitments.objects.bulk_create(
        commitments(document=document, **{**line._asdict(), "warnings": [*line.warnings], "ladder": [*line.ladder]})
        for line in COMMITMENTS
    )
    documents.objects.filter(pk=document.pk).update(
        state="published",
        approved_at=AT,
        approved_by=APPROVED_BY,
        published_at=AT,
        published_by=APPROVED_BY,
        in_force_from=in_force_from,
    )
