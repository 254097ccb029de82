"""Documents of the tests: what each type needs, and a version brought into force by three people."""

from collections.abc import Iterable
from datetime import date, datetime

from tawasul.service_levels import actions
from tawasul.service_levels.amounts import Pausing, Promise, Unit
from tawasul.service_levels.defaults import COMMITMENTS
from tawasul.service_levels.models import ServiceLevelDocument
from tests.cast import Cast

INQUIRY = Promise("inquiry", "whole", "", 3, Unit.WORKING_DAYS)
URGENT = Promise("inquiry", "whole", "urgent", 1, Unit.WORKING_DAYS)
SHIPPED = tuple(
    Promise(
        line.ticket_type, line.step, line.priority, line.number, Unit(line.unit), warnings=line.warnings,
        ladder=line.ladder, source=line.source, pauses=Pausing(line.pauses),
    )
    for line in COMMITMENTS
)  # fmt: skip


def changed(*lines: Promise) -> list[Promise]:
    """The document as shipped, with these lines in the place of those about the same."""
    by_key = {line.key: line for line in SHIPPED} | {line.key: line for line in lines}
    return list(by_key.values())


def drafted(cast: Cast, at: datetime, lines: Iterable[Promise] | None = None, note: str = "") -> ServiceLevelDocument:
    """A draft of the ministry's officer."""
    number = actions.draft(actor=cast.ministry_officer, at=at, note=note).number
    if lines is not None:
        actions.change_lines(actor=cast.ministry_officer, number=number, promises=lines, at=at)
    return ServiceLevelDocument.objects.get(number=number)


def approved(cast: Cast, at: datetime, lines: Iterable[Promise] | None = None) -> ServiceLevelDocument:
    """A draft that the ministry's supervisor approved."""
    draft = drafted(cast, at, lines)
    return actions.approve(actor=cast.ministry_supervisor, number=draft.number, revision=draft.revision, at=at)


def published(cast: Cast, at: datetime, since: date, lines: Iterable[Promise] | None = None) -> ServiceLevelDocument:
    """A version that was published."""
    number = approved(cast, at, lines).number
    return actions.publish(actor=cast.ministry_supervisor, number=number, in_force_from=since, at=at)
