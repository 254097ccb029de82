"""What rises: candidates for a problem, each with its tickets and one click to open a problem with them."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tawasul.centres.roles import Power
from tawasul.tickets.labels import TYPE_LABELS
from tawasul.tickets.problems.candidates import Rise, rising_for
from tawasul.tickets.problems.policies import may_open
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.problems.showing import breadcrumbs, head_of
from tawasul.web.desk.work.showing import row_of, sector_name
from tawasul.web.doors import staff_only

LEAST_SAID = 0.05  # below it the figure would be said as 0.0


@staff_only(Power.HANDLE_PROBLEMS)
@require_safe
def rising_page(request: DeskRequest) -> HttpResponse:
    """The candidates, the most surprising first."""
    found = rising_for(request.actor, timezone.now())
    title = _("What rises")
    context = {
        "title": title,
        "breadcrumbs": breadcrumbs(title),
        "rises": [_shown(each, number) for number, each in enumerate(found, start=1)],
        "may_open": may_open(request.actor),
    }
    return render(request, "desk/work/problems/rising.html", context)


def _shown(each: Rise, number: int) -> dict[str, Any]:
    centres = sorted({sector_name(ticket.centre) for ticket in each.tickets})
    subject = each.subject or f"{TYPE_LABELS[each.type]} — {centres[0]}"
    return {
        "subject": subject,
        "by_words": not each.type,
        "now": each.now,
        "of": each.of,
        "usual": "" if each.usual < LEAST_SAID else f"{each.usual:.1f}",
        "centres": centres,
        "group": f"r{number}",
        "tickets": [row_of(ticket) for ticket in each.tickets],
        "more": each.more,
        "problem": head_of(each.problem) if each.problem is not None else None,
    }
