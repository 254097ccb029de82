"""What is promised, in plain words: the version in force, one that was or is to be, and what the coming one changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tawasul.calendars.queries import schedule_for
from tawasul.calendars.working_time import NeverOpen, reckon
from tawasul.lib.errors import NotFound
from tawasul.lib.hijri import dual_date
from tawasul.meetings.labels import MEETING_EXPLANATION, MEETING_LABEL
from tawasul.service_levels import queries
from tawasul.service_levels.amounts import Priority, Promise, Step, Subject, most_particular
from tawasul.service_levels.differences import Change, differences
from tawasul.service_levels.models import ServiceLevelDocument
from tawasul.service_levels.queries import Version
from tawasul.service_levels.sayings import for_whom, within
from tawasul.service_levels.standing import Standing
from tawasul.tickets.labels import TYPE_EXPLANATIONS, TYPE_LABELS

TYPE_ICONS = {
    "inquiry": "question-circle",
    "complaint": "chat-left-text",
    "report": "exclamation-triangle",
    "suggestion": "lightbulb",
    "meeting": "people",
}
# What a person may bring, and how it is said. Whoever asks to meet the official has an answer in a time of its own; it is not
# triaged as a ticket is.
BROUGHT: dict[str, Any] = {**TYPE_LABELS, Subject.MEETING.value: MEETING_LABEL}
EXPLAINED: dict[str, Any] = {**TYPE_EXPLANATIONS, Subject.MEETING.value: MEETING_EXPLANATION}
SHOWN = (Standing.IN_FORCE, Standing.COMING, Standing.PAST)

# The steps of which this page promises something, in plain words; of the reply itself the type says enough.
PROMISED: dict[str, Any] = {
    Step.WHOLE.value: "",
    Step.TRIAGE.value: gettext_lazy("An officer reads what you wrote"),
    Step.REVIEW.value: gettext_lazy("A second person checks the reply"),
    Step.OBJECTING.value: gettext_lazy("You may object to a reply"),
    Step.OBJECTION.value: gettext_lazy("Your objection is decided"),
}


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is promised to whoever brings one type: `otherwise` are those for whom another time holds."""

    kind: str
    label: Any
    text: Any
    icon: str
    urgent: bool
    within: str
    read: str
    otherwise: list[tuple[str, str]]
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A time that another version gives in the place of this one's; "" where it has none of its own."""

    label: str
    was: str
    now: str


@require_safe
def commitment(request: HttpRequest) -> HttpResponse:
    """The version in force."""
    at = timezone.now()
    number = queries.document_in_force(at).number
    return _page(request, queries.version_of(number, timezone.localdate(at)), at)


@require_safe
def commitment_version(request: HttpRequest, number: int) -> HttpResponse:
    """A version that was published: requests keep the one under which they were filed."""
    at = timezone.now()
    version = queries.version_of(number, timezone.localdate(at))
    if version.standing not in SHOWN:
        raise NotFound(_("There is no such version of our commitment."))
    return _page(request, version, at)


def kept(lines: Sequence[Promise], at: datetime | None = None, kinds: Iterable[str] = TYPE_LABELS) -> list[Kept]:
    """One for each thing that a person may bring; with `at`, by when what is brought then would be answered."""
    return [_kept(kind, lines, at) for kind in kinds]


def _page(request: HttpRequest, version: Version, at: datetime) -> HttpResponse:
    today = timezone.localdate(at)
    lines = queries.lines_of(version.row)
    holds = version.standing is Standing.IN_FORCE
    coming = queries.coming(today) if holds else None
    context = {
        "number": version.row.number,
        "standing": version.standing.value,
        "since": _said(version.row.in_force_from),
        "until": _said(version.until),
        "promises": kept(lines, at if holds else None, BROUGHT),
        "checked": _within_any(lines, Step.REVIEW),
        "objecting": _within_any(lines, Step.OBJECTING) if version.row.objections_allowed else "",
        "objections_allowed": version.row.objections_allowed,
        "objection_decided": _within_any(lines, Step.OBJECTION),
        "coming": _coming(coming, lines) if coming else None,
        "last_changed": _said(version.row.in_force_from),
    }
    return render(request, "portal/commitment.html", context)


def _kept(kind: str, lines: Sequence[Promise], at: datetime | None) -> Kept:
    promise = most_particular(lines, (kind, Step.WHOLE.value, Priority.NORMAL.value, ""))
    read = None
    if kind in TYPE_LABELS:
        read = most_particular(lines, (kind, Step.TRIAGE.value, Priority.NORMAL.value, ""))
    return Kept(
        kind=kind,
        label=BROUGHT[kind],
        text=EXPLAINED[kind],
        icon=TYPE_ICONS[kind],
        urgent=kind == "report",
        within=within(promise) if promise else "",
        read=within(read) if read else "",
        otherwise=list(_otherwise(kind, lines, promise)),
        example=_example(promise, at) if promise and at else "",
    )


def _otherwise(kind: str, lines: Sequence[Promise], usual: Promise | None) -> Iterator[tuple[str, str]]:
    """For whom another time holds, and which."""
    for line in lines:
        is_whole = line.subject == kind and line.step == Step.WHOLE.value
        if is_whole and for_whom(line) and (usual is None or (line.number, line.unit) != (usual.number, usual.unit)):
            yield " · ".join(for_whom(line)), within(line)


def _example(promise: Promise, at: datetime) -> str:
    """By when what is written at that instant has its reply, by the calendar of the whole nation."""
    language = get_language() or "ar"
    if promise.round_the_clock:
        return ""
    try:
        due = reckon(schedule_for([]), at, promise.amount, ()).due
    except (NeverOpen, OverflowError):
        return ""
    return dual_date(due, language)


def _within_any(lines: Sequence[Promise], step: Step) -> str:
    """What is promised of a step whatever is brought; nothing where the document says nothing of it."""
    promise = most_particular(lines, ("", step.value, "", ""))
    return within(promise) if promise else ""


def _coming(version: Version, lines: Sequence[Promise]) -> dict[str, Any]:
    return {
        "number": version.row.number,
        "since": _said(version.row.in_force_from),
        "changes": list(_changes(lines, version.row)),
    }


def _changes(lines: Sequence[Promise], row: ServiceLevelDocument) -> Iterator[Changed]:
    """What the coming version changes of all that this page promises; what is new stands beside what held for it before."""
    coming = queries.lines_of(row)
    for difference in differences(lines, coming):
        line = difference.line
        if line.step not in PROMISED or (line.subject and line.subject not in BROUGHT):
            continue
        before, after = difference.was or most_particular(lines, line.key), difference.now
        was, now = (within(each) if each else "" for each in (before, after or most_particular(coming, line.key)))
        if was != now and difference.change is not Change.SAME:
            words = [PROMISED[line.step], BROUGHT[line.subject] if line.subject else "", *for_whom(line)]
            yield Changed(label=" · ".join(str(each) for each in words if each), was=was, now=now)


def _said(day: date | None) -> str:
    return dual_date(day, get_language() or "ar") if day else ""
