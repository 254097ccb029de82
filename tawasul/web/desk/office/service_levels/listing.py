"""The versions of the service-level document: what is in force, what is coming, what is being prepared, what was."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres.roles import Power
from tawasul.service_levels import policies, queries
from tawasul.service_levels.queries import Version
from tawasul.web.desk.office.paging import PAGE, before_of, page_urls
from tawasul.web.desk.office.service_levels.showing import badge, holds, people_of
from tawasul.web.doors import StaffRequest, staff_only

READERS = (Power.SEE_TICKETS, Power.DRAFT_SERVICE_LEVELS, Power.APPROVE_SERVICE_LEVELS)


@staff_only(*READERS)
@require_safe
def versions(request: StaffRequest) -> HttpResponse:
    """All that the reader may see, the newest first."""
    today = timezone.localdate()
    prepares = policies.may_draft(request.actor) or policies.may_approve(request.actor)
    rows = queries.versions(today, published_only=not prepares, before=before_of(request), size=PAGE + 1)
    open_now = queries.open_version(today) if prepares else None
    people = people_of(version.row for version in rows)
    context = {
        "title": _("Service-level document"),
        "shown": [_row(version, people) for version in rows[:PAGE]],
        "open": open_now,
        "open_badge": badge(open_now) if open_now else None,
        "may_begin": policies.may_draft(request.actor) and open_now is None,
        **page_urls(request, rows, lambda version: version.row.number),
    }
    return render(request, "desk/office/service_levels/versions.html", context)


def _row(version: Version, people: dict[str, Any]) -> dict[str, Any]:
    row = version.row
    return {
        "number": row.number,
        "called": _("Version %(number)d") % {"number": row.number},
        "note": row.note,
        "badge": badge(version),
        "drafted_by": people[row.drafted_by],
        "drafted_at": row.drafted_at,
        "approved_by": people.get(row.approved_by, ""),
        "approved_at": row.approved_at,
        "published_by": people.get(row.published_by, ""),
        "published_at": row.published_at,
        **holds(version),
    }
