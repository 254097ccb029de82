"""One version: what it promises as a table, what it changes of the one before, what happened to it, and what may be done."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.lib.errors import NotFound
from tawasul.service_levels import policies, queries
from tawasul.service_levels.checking import gaps, later_than_the_guide
from tawasul.service_levels.events import SUBJECT_KIND
from tawasul.service_levels.models import ServiceLevelDocument
from tawasul.service_levels.queries import Version
from tawasul.service_levels.sayings import subject_said
from tawasul.service_levels.standing import Standing
from tawasul.timeline.models import Event
from tawasul.timeline.queries import events_of
from tawasul.web.desk.office.service_levels.listing import READERS
from tawasul.web.desk.office.service_levels.showing import (
    badge,
    breadcrumbs,
    happened,
    holds,
    people_of,
    tables,
    title_of,
)
from tawasul.web.doors import StaffRequest, staff_only

TRIED = (Standing.DRAFT, Standing.APPROVED, Standing.COMING)


@staff_only(*READERS)
@require_safe
def version_page(request: StaffRequest, number: int) -> HttpResponse:
    """The whole of it."""
    version = readable(request, number)
    row, standing = version.row, version.standing
    before = queries.before_it(row)
    lines = queries.lines_of(row)
    shown = tables(lines, queries.lines_of(before) if before else None)
    prepares = policies.may_draft(request.actor) or policies.may_approve(request.actor)
    events = events_of(SUBJECT_KIND, row.pk) if prepares else []
    people = people_of([row])
    is_draft = standing is Standing.DRAFT
    context = {
        "title": title_of(row.number),
        "breadcrumbs": [breadcrumbs()[0], (_("Version %(number)d") % {"number": row.number}, "")],
        "number": row.number,
        "note": row.note,
        "objections_allowed": row.objections_allowed,
        "objections_before": before.objections_allowed if before else row.objections_allowed,
        "badge": badge(version),
        "standing": standing.value,
        "tables": shown,
        "before": before.number if before else None,
        "changes": sum(line.mark is not None for table in shown for line in table.rows),
        "gaps": [subject_said(subject.value) for subject in gaps(lines)] if row.state in policies.OPEN else [],
        "beyond_guide": row.state in policies.OPEN and later_than_the_guide(lines),
        "facts": _facts(row, people),
        **holds(version),
        "history": [happened(event) for event in reversed(events)],
        "sent_back": _sent_back(events) if is_draft else None,
        "edits": is_draft and policies.may_draft(request.actor),
        "takes_up": standing is Standing.DISCARDED and policies.may_draft(request.actor),
        "decides": policies.may_approve(request.actor),
        "own": policies.has_a_hand_in(request.user.user_number, row),
        "public": standing in {Standing.COMING, Standing.IN_FORCE, Standing.PAST},
        "tries": prepares and standing in TRIED,
        "once": uuid4(),
    }
    return render(request, "desk/office/service_levels/version.html", context)


def readable(request: StaffRequest, number: int) -> Version:
    """The version, if the reader may see it. Raises NotFound."""
    version = queries.version_of(number, timezone.localdate())
    if not policies.may_see(request.actor, version.row):
        raise NotFound(_("There is no such version of the service-level document."))
    return version


def _facts(row: ServiceLevelDocument, people: dict[str, Any]) -> list[dict[str, Any]]:
    """Who did what, and when."""
    others = [people[number] for number in row.drafters if number != row.drafted_by]
    return [
        {"label": _("Drafted by"), "who": people[row.drafted_by], "at": row.drafted_at},
        {
            "label": _("Changed by"),
            "who": (", " if get_language() == "en" else "، ").join(map(str, others)),
            "at": None,
        },
        {"label": _("Approved by"), "who": people.get(row.approved_by, ""), "at": row.approved_at},
        {"label": _("Published by"), "who": people.get(row.published_by, ""), "at": row.published_at},
    ]


def _sent_back(events: list[Event]) -> dict[str, Any] | None:
    """What was said when the version came back last."""
    return next((happened(event) for event in reversed(events) if event.kind == "sent_back"), None)
