"""The list of problems, the open ones first; and problems by type-ahead."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres.roles import Power
from tawasul.lib.hijri import RIYADH
from tawasul.tickets.problems import queries
from tawasul.tickets.problems.policies import may_open
from tawasul.tickets.problems.queries import PAGE, Chosen
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.problems.showing import breadcrumbs, head_of, row_in_list, said_scope
from tawasul.web.doors import staff_only

WHICH: dict[str, tuple[Any, Any]] = {
    "open": (_("Open problems"), _("No problem is open")),
    "mine": (_("Mine to answer for"), _("You answer for no problem now")),
    "to-approve": (_("Awaiting my approval"), _("No answer awaits your approval")),
    "late": (_("Past the day promised"), _("No problem is past the day promised")),
    "answered": (_("Answered for all"), _("No answered problem is left open")),
    "closed": (_("Closed problems"), _("No problem has been closed yet")),
    "all": (_("All"), _("There has been no problem yet")),
}
FOR_POWER = {"mine": Power.HANDLE_PROBLEMS, "to-approve": Power.REVIEW}


@staff_only(Power.SEE_TICKETS)
@require_safe
def problems(request: DeskRequest) -> HttpResponse:
    """The problems that one sees, by what is to be done about them, and by words of their titles."""
    offered = [key for key in WHICH if key not in FOR_POWER or request.actor.can(FOR_POWER[key])]
    asked = request.GET.get("which", "")
    which, words = asked if asked in offered else "open", request.GET.get("q", "").replace("\x00", "")[:100].strip()
    after = request.GET.get("after", "")
    today = timezone.now().astimezone(RIYADH).date()
    found = queries.page_of(
        request.actor,
        Chosen(which=which, words=words),
        today,
        after=int(after) if after.isdecimal() and len(after) < 19 else None,
    )
    rows, more = found[:PAGE], len(found) > PAGE
    counts = queries.waiting_counts(request.actor, rows)
    without = queries.without_answer(rows)
    kept = {"which": which} | ({"q": words} if words else {})
    context = {
        "title": _("Problems"),
        "breadcrumbs": breadcrumbs(),
        "chips": [{"label": WHICH[key][0], "url": _url({"which": key}), "active": key == which} for key in offered],
        "shown": [row_in_list(row, counts, without) for row in rows],
        "which": which,
        "words": words,
        "empty": _("No problem has these words in its title") if words else WHICH[which][1],
        "may_open": may_open(request.actor),
        "next_url": _url(kept | {"after": str(rows[-1].pk)}) if more else "",
        "first_url": _url(kept) if after else "",
        "clear_url": _url({"which": which}),
    }
    return render(request, "desk/work/problems/list.html", context)


@staff_only(Power.HANDLE_PROBLEMS)
@require_safe
def problem_options(request: DeskRequest) -> HttpResponse:
    """The problems to which a ticket may be linked whose titles hold the words of `q`, or of this number."""
    asked = request.GET.get("q", "").replace("\x00", "")[:100]
    found = queries.offered_to(request.actor, asked)
    options = [
        {"value": row.number, "label": row.title, "detail": f"{head_of(row)['spoken']} · {said_scope(row)}"}
        for row in found
    ]
    context = {"options": options, "more": len(found) >= queries.MOST_OFFERED}
    return render(request, "parts/options.html", context)


def _url(asked: dict[str, str]) -> str:
    asked = {name: value for name, value in asked.items() if (name, value) != ("which", "open")}
    url = reverse("desk:problems")
    return f"{url}?{urlencode(asked)}" if asked else url
