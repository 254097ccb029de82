"""How a version is shown: its standing, who had a hand in it, and its lines as tables, with what changed marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tawasul.lib.hijri import dual_moment
from tawasul.people.queries import names_of
from tawasul.service_levels.amounts import Promise
from tawasul.service_levels.defaults import APPROVED_BY, DRAFTED_BY
from tawasul.service_levels.differences import Change, Difference, differences
from tawasul.service_levels.events import BY_KEY
from tawasul.service_levels.labels import STANDING_LABELS, STEP_LABELS
from tawasul.service_levels.models import ServiceLevelDocument
from tawasul.service_levels.queries import Version
from tawasul.service_levels.sayings import (
    about,
    for_whom,
    pausing,
    promised,
    reading_order,
    rungs,
    source_said,
    subject_said,
    told_apart,
    warned,
    within,
)
from tawasul.service_levels.standing import Standing
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import say

TONES = {
    Standing.DRAFT: "review",
    Standing.APPROVED: "information",
    Standing.COMING: "travel",
    Standing.IN_FORCE: "success",
    Standing.PAST: "neutral",
    Standing.SET_ASIDE: "neutral",
    Standing.DISCARDED: "neutral",
}
SHIPPED = {
    DRAFTED_BY: _("Tawasul as it is shipped"),
    APPROVED_BY: _("Tawasul as it is shipped, to be reviewed by the ministry"),
}
CHANGE_LABELS = {
    Change.ADDED: (_("Added"), "success"),
    Change.CHANGED: (_("Changed"), "warning"),
    Change.REMOVED: (_("Removed"), "danger"),
}
ICONS = {
    "begun": "file-earmark-plus", "line_added": "plus-lg", "line_changed": "pencil", "line_removed": "dash-lg",
    "lines_replaced": "arrow-repeat", "note_written": "chat-left-text", "objections_set": "arrow-left-right",
    "approved": "check-lg", "sent_back": "arrow-return-left", "published": "megaphone", "discarded": "trash",
    "taken_up": "arrow-counterclockwise",
}  # fmt: skip
EVENT_TONES = {"approved": "success", "published": "success", "sent_back": "warning", "discarded": "danger"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the document in its table."""

    id: int | None
    about: str
    step: Any
    whom: list[str]
    within: str
    warnings: str
    rungs: list[tuple[str, str]]
    pausing: str
    source: Any
    mark: tuple[Any, str] | None
    was: str
    now: str
    removed: bool


@dataclass(frozen=True, kw_only=True)
class Table:
    """All that is promised for one type, or for every type."""

    subject: str
    label: str
    rows: list[Row]


def badge(version: Version) -> dict[str, Any]:
    """How a version stands, in a word and its tone."""
    return {"label": STANDING_LABELS[version.standing.value], "tone": TONES[version.standing]}


def tables(lines: Sequence[Promise], before: Sequence[Promise] | None) -> list[Table]:
    """The lines type by type; `before` are those of the version that it follows (None: it follows none)."""
    shown = differences(lines if before is None else before, lines)
    shown.sort(key=lambda difference: reading_order(difference.line))
    found: dict[str, list[Row]] = {}
    for difference in shown:
        found.setdefault(difference.line.subject, []).append(row_of(difference))
    return [Table(subject=subject, label=subject_said(subject), rows=rows) for subject, rows in found.items()]


def row_of(difference: Difference) -> Row:
    """One line, marked where it differs from the version before."""
    line = difference.line
    was, now = _apart(difference)
    return Row(
        id=difference.now.commitment_id if difference.now else None,
        about=about(line),
        step=STEP_LABELS[line.step],
        whom=for_whom(line),
        within=within(line),
        warnings=warned(line.warnings),
        rungs=rungs(line),
        pausing=pausing(line),
        source=source_said(line.source),
        mark=CHANGE_LABELS.get(difference.change),
        was=was,
        now=now,
        removed=difference.change is Change.REMOVED,
    )


def _apart(difference: Difference) -> tuple[str, str]:
    """What the line said and says, where that differs: all of it, where it is new or no more."""
    if difference.was is None or difference.now is None:
        was, now = difference.was, difference.now
        return promised(was) if was else "", promised(now) if now else ""
    return told_apart(difference.was, difference.now)


def people_of(rows: Iterable[ServiceLevelDocument]) -> dict[str, Any]:
    """Everybody named in these versions, by user number. One query."""
    numbers = {
        number
        for row in rows
        for number in (row.drafted_by, *row.drafters, row.approved_by, row.published_by)
        if number and number not in SHIPPED
    }
    return {number: number for number in numbers} | names_of(numbers) | SHIPPED


def happened(event: Event) -> dict[str, Any]:
    """One thing that happened to a version, for parts/timeline.html."""
    english = get_language() == "en"
    actor = event.actor_name_en if english else event.actor_name_ar
    return {
        "sentence": say(BY_KEY[event.kind].sentence, event.data, actor=actor),
        "text": event.data.get("text", ""),
        "when": dual_moment(event.at, "en" if english else "ar"),
        "at": event.at,
        "icon": ICONS[event.kind],
        "tone": EVENT_TONES.get(event.kind, ""),
    }


def title_of(number: int) -> str:
    """What a version is called."""
    return _("Version %(number)d of the service-level document") % {"number": number}


def breadcrumbs(number: int | None = None) -> list[tuple[Any, str]]:
    """The way to a page about a version: the list, and the version itself."""
    way: list[tuple[Any, str]] = [(_("Service-level document"), reverse("desk:service_levels"))]
    if number is not None:
        way.append((_("Version %(number)d") % {"number": number}, reverse("desk:service_level", args=[number])))
    return way


def holds(version: Version) -> dict[str, date | None]:
    """From and until when it holds, or held."""
    never = version.standing is Standing.SET_ASIDE
    return {"since": version.row.in_force_from, "until": None if never else version.until}
