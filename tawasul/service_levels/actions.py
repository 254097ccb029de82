"""The only writers of the service-level document: draft, change the draft, approve by another, publish from a day.

Whoever calls has asked already whether the actor may; `by` names them. Each verb is one transaction.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.people.labels import CATEGORY_LABELS
from tawasul.service_levels.amounts import MOST_RUNGS, Promise, Step
from tawasul.service_levels.labels import PRIORITY_LABELS, STEP_LABELS, SUBJECT_LABELS
from tawasul.service_levels.models import Commitment, ServiceLevelDocument

State = ServiceLevelDocument.State
LONGEST_DELAY = 30 * 24 * 60  # of a rung, in whatever unit: a month of minutes


@transaction.atomic
def draft(*, by: str, at: datetime, note: str = "") -> ServiceLevelDocument:
    """Begin the next version with the lines of the last one published. Raises Conflict while another draft is open."""
    rows = ServiceLevelDocument.objects.select_for_update().order_by("number")
    if any(row.state == State.DRAFT for row in rows):
        raise Conflict(_("Another draft is open already."))
    last = ServiceLevelDocument.objects.filter(state=State.PUBLISHED).order_by("-in_force_from", "-number").first()
    number = (ServiceLevelDocument.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    document = ServiceLevelDocument.objects.create(number=number, drafted_at=at, drafted_by=by, note=note)
    if last is not None:
        _write(document, [commitment.promise for commitment in last.commitments.all()])
    return document


@transaction.atomic
def change_lines(*, number: int, promises: Iterable[Promise], by: str) -> ServiceLevelDocument:
    """Replace the lines of a draft; who changes it last has drafted it. Raises NotFound, Conflict, Invalid."""
    document = _locked(number, State.DRAFT)
    lines = list(promises)
    _check(lines)
    document.commitments.all().delete()
    _write(document, lines)
    document.drafted_by = by
    document.save(update_fields=["drafted_by"])
    return document


@transaction.atomic
def approve(*, number: int, by: str, at: datetime) -> ServiceLevelDocument:
    """Another person than who drafted it approves. Raises NotFound, Conflict, NotAllowed."""
    document = _locked(number, State.DRAFT)
    if document.drafted_by == by:
        raise NotAllowed(_("Another person than who drafted it must approve."), code="own-draft")
    document.state, document.approved_at, document.approved_by = State.APPROVED, at, by
    document.save(update_fields=["state", "approved_at", "approved_by"])
    return document


@transaction.atomic
def send_back(*, number: int) -> ServiceLevelDocument:
    """An approved version becomes a draft again. Raises NotFound, Conflict."""
    document = _locked(number, State.APPROVED)
    if ServiceLevelDocument.objects.filter(state=State.DRAFT).exists():
        raise Conflict(_("Another draft is open already."))
    document.state, document.approved_at, document.approved_by = State.DRAFT, None, ""
    document.save(update_fields=["state", "approved_at", "approved_by"])
    return document


@transaction.atomic
def publish(*, number: int, in_force_from: date, by: str, at: datetime) -> ServiceLevelDocument:
    """Put an approved version in force from a later day on. Raises NotFound, Conflict, Invalid."""
    document = _locked(number, State.APPROVED)
    if in_force_from <= at.astimezone(RIYADH).date():
        raise Invalid(
            _("A version begins on a day to come."), fields={"in_force_from": [_("Choose tomorrow or a later day.")]}
        )
    document.state, document.in_force_from = State.PUBLISHED, in_force_from
    document.published_at, document.published_by = at, by
    document.save(update_fields=["state", "in_force_from", "published_at", "published_by"])
    return document


def _locked(number: int, state: str) -> ServiceLevelDocument:
    document = ServiceLevelDocument.objects.select_for_update().filter(number=number).first()
    if document is None:
        raise NotFound(_("There is no such version of the service-level document."))
    if document.state != state:
        raise Conflict(_("The version is no longer in that state."))
    return document


def _check(lines: list[Promise]) -> None:
    keys = [(line.subject, line.step, line.priority, line.category) for line in lines]
    wrong = [
        line
        for line in lines
        if line.number < 1
        or line.step not in STEP_LABELS
        or line.subject not in {"", *SUBJECT_LABELS}
        or line.priority not in {"", *PRIORITY_LABELS}
        or line.category not in {"", *CATEGORY_LABELS}
        or not _ascending(line.warnings, 1, 99)
        or not _ascending(line.ladder, 0, LONGEST_DELAY)
        or len(line.ladder) > MOST_RUNGS
        or (line.step == Step.WHOLE and not line.subject)
    ]
    if wrong or len(keys) != len(set(keys)):
        raise Invalid(
            _("Each line needs a known type and step, stands once, and promises at least one."),
            fields={"commitments": [_("Correct the lines.")]},
        )


def _ascending(numbers: tuple[int, ...], least: int, most: int) -> bool:
    return all(least <= number <= most for number in numbers) and list(numbers) == sorted(set(numbers))


def _write(document: ServiceLevelDocument, lines: Iterable[Promise]) -> None:
    Commitment.objects.bulk_create(
        Commitment(
            document=document,
            ticket_type=line.subject,
            step=line.step,
            priority=line.priority,
            number=line.number,
            unit=line.unit.value,
            category=line.category,
            warnings=[*line.warnings],
            ladder=[*line.ladder],
        )
        for line in lines
    )
