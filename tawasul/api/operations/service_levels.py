"""The service-level document: what is in force, every version that was published, and one of them."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, Field

from tawasul.api.caller import Call
from tawasul.api.noun import Noun
from tawasul.api.schemas.asked import Version as VersionNumber
from tawasul.lib.errors import NotFound
from tawasul.service_levels import queries
from tawasul.service_levels.amounts import Promise, Step
from tawasul.service_levels.models import ServiceLevelDocument
from tawasul.service_levels.queries import Version
from tawasul.service_levels.sayings import within

router = Noun("rules")
MOST_VERSIONS = 100


class Commitment(BaseModel):
    """One line of the document. An empty `subject`, `priority` or `category` means: any."""

    subject: str
    step: str
    priority: str
    category: str
    number: int
    unit: str
    warnings: list[int] = Field(description="Hundredths of the time after which a warning comes")
    ladder: list[int] = Field(
        description="How long after the due instant each rung hears of it, in `unit`: whoever has it in hand, "
        "the department, the centre, the sector, the ministry"
    )
    pauses: str | None = Field(
        description="Of a line about statements: while whose are owed the beneficiary's time stands still "
        "(never, bodies, outside, others, always)"
    )
    sentence: str


class VersionSaid(BaseModel):
    """A version that was published."""

    version: int
    standing: str = Field(
        description="in_force, coming, past, or set_aside: another took its place before the day on which it was to begin"
    )
    in_force_from: date
    in_force_until: date | None = Field(description="The last day; empty where no other version follows")


class ServiceLevels(VersionSaid):
    """A version of the document with all its lines."""

    objections_allowed: int = Field(description="To the replies of one ticket")
    commitments: list[Commitment]


@router.opens("GET", "/service-levels", ServiceLevels)
def service_levels(request: Call) -> ServiceLevels:
    """What is promised to beneficiaries, and to whom else, by when: the version in force.

    A ticket keeps the version under which it was filed.
    """
    number = queries.document_in_force(request.auth.at).number
    return _whole(queries.version_of(number, timezone.localdate(request.auth.at)))


@router.opens("GET", "/service-levels/versions", list[VersionSaid])
def service_level_versions(request: Call) -> list[VersionSaid]:
    """Every version that was published, the newest first: at most a hundred."""
    today = timezone.localdate(request.auth.at)
    return [VersionSaid(**_said(each)) for each in queries.versions(today, published_only=True, size=MOST_VERSIONS)]


@router.opens("GET", "/service-levels/{version}", ServiceLevels)
def service_level_version(request: Call, version: VersionNumber) -> ServiceLevels:
    """One version that was published, by its number. Drafts are not told."""
    found = queries.version_of(version, timezone.localdate(request.auth.at))
    if found.row.state != ServiceLevelDocument.State.PUBLISHED:
        raise NotFound(_("There is no such version of the service-level document."))
    return _whole(found)


def _whole(version: Version) -> ServiceLevels:
    return ServiceLevels(
        **_said(version),
        objections_allowed=version.row.objections_allowed,
        commitments=[_line(line) for line in queries.lines_of(version.row)],
    )


def _said(version: Version) -> dict[str, Any]:
    return {
        "version": version.row.number,
        "standing": version.standing.value,
        "in_force_from": version.row.in_force_from,
        "in_force_until": version.until,
    }


def _line(line: Promise) -> Commitment:
    return Commitment(
        subject=line.subject,
        step=line.step,
        priority=line.priority,
        category=line.category,
        number=line.number,
        unit=line.unit.value,
        warnings=list(line.warnings),
        ladder=list(line.ladder),
        pauses=line.pauses.value if line.step == Step.STATEMENT.value else None,
        sentence=within(line),
    )
