"""The first version of the document, as shipped: the guide's one number, published ones, and assumptions marked so."""

from datetime import UTC, date, datetime
from typing import Any

DRAFTED_BY, APPROVED_BY = "defaults", "defaults, to be reviewed by the ministry"
AT = datetime(2024, 12, 1, tzinfo=UTC)
IN_FORCE_FROM = date(2025, 1, 1)

GUIDE = "The ministry's guide to beneficiary care centres"
UNIVERSITY = "King Abdulaziz University's Tawasul guide"
ASSUMED = "assumption"

# type ("" is any), step, number, unit, source
COMMITMENTS = (
    ("report", "whole", 120, "minutes", GUIDE),
    ("inquiry", "whole", 5, "working_days", UNIVERSITY),
    ("complaint", "whole", 10, "working_days", UNIVERSITY),
    ("suggestion", "whole", 15, "working_days", ASSUMED),
    ("meeting", "whole", 10, "working_days", ASSUMED),
    ("", "objecting", 10 * 24 * 60, "minutes", ASSUMED),
    ("", "objection", 5, "working_days", ASSUMED),
    ("", "statement", 3, "working_days", ASSUMED),
    ("", "triage", 4 * 60, "working_minutes", ASSUMED),
    ("", "review", 4 * 60, "working_minutes", ASSUMED),
)


def install(apps: Any) -> None:
    """Publish version 1 where there is no document yet. `apps` is a registry: a migration's, or Django's own."""
    documents, commitments = (apps.get_model("service_levels", name) for name in ("ServiceLevelDocument", "Commitment"))
    document, made = documents.objects.get_or_create(number=1, defaults={"drafted_at": AT, "drafted_by": DRAFTED_BY})
    if not made:
        return
    commitments.objects.bulk_create(
        commitments(document=document, ticket_type=ticket_type, step=step, number=number, unit=unit, source=source)
        for ticket_type, step, number, unit, source in COMMITMENTS
    )
    documents.objects.filter(pk=document.pk).update(
        state="published",
        approved_at=AT,
        approved_by=APPROVED_BY,
        published_at=AT,
        published_by=APPROVED_BY,
        in_force_from=IN_FORCE_FROM,
    )
