"""What people raise: every template of the demonstration, to be drawn from by type and kind of sector."""

from tawasul.cli.demonstration.subjects import (
    complaints,
    ministry_inquiries,
    reports,
    school_inquiries,
    suggestions,
    university_complaints,
    university_inquiries,
)
from tawasul.cli.demonstration.subjects.template import Audience, SectorKind, Template, TicketKind

TEMPLATES: tuple[Template, ...] = (
    *school_inquiries.TEMPLATES,
    *university_inquiries.TEMPLATES,
    *ministry_inquiries.TEMPLATES,
    *complaints.TEMPLATES,
    *university_complaints.TEMPLATES,
    *reports.TEMPLATES,
    *suggestions.TEMPLATES,
)

__all__ = ["TEMPLATES", "Audience", "SectorKind", "Template", "TicketKind", "suited"]


def suited(kind: str, sector: str) -> list[Template]:
    """The templates of a ticket type that a kind of sector receives."""
    return [template for template in TEMPLATES if template.kind == kind and template.sector == sector]
