"""The list of directives: what waits for one's place first."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.directives import policies, queries
from tawasul.directives.queries import PAGE, Chosen
from tawasul.web.desk.directives.showing import breadcrumbs, row_of, today
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.doors import staff_only

SEE = queries.SEE_DIRECTIVES
WHICH: dict[str, tuple[Any, Any]] = {
    "to-act": (_("For us to act on"), _("No directive waits for you to act")),
    "to-look-at": (_("Answered, for us to look at"), _("No answer waits for you to look at")),
    "late": (_("Past their day"), _("No directive is past its day")),
    "open": (_("All that run"), _("No directive runs now")),
    "done": (_("Done or withdrawn"), _("No directive has ended yet")),
    "all": (_("All"), _("There has been no directive yet")),
}


@staff_only(*SEE)
@require_safe
def directives(request: DeskRequest) -> HttpResponse:
    """The directives that one sees, by what is to be done about them, and by words of their text."""
    actor, offered = request.actor, queries.offered_to(request.actor)
    asked, after = request.GET.get("which", ""), request.GET.get("after", "")
    which = asked if asked in offered else "open" if policies.is_the_officials(actor) else offered[0]
    words = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    found = queries.page_of(
        actor,
        Chosen(which=which, words=words),
        today(),
        after=int(after) if after.isdecimal() and len(after) < 19 else None,
    )
    rows, more = found[:PAGE], len(found) > PAGE
    last = queries.last_actions(rows)
    kept = {"which": which} | ({"q": words} if words else {})
    context = {
        "title": _("Directives"),
        "breadcrumbs": breadcrumbs(),
        "chips": [{"label": WHICH[key][0], "url": _url({"which": key}), "active": key == which} for key in offered],
        "shown": [row_of(row, last) for row in rows],
        "which": which,
        "words": words,
        "empty": _("No directive has these words in its text") if words else WHICH[which][1],
        "may_record": policies.official_place_of(actor) is not None,
        "has_page": policies.is_the_officials(actor),
        "next_url": _url(kept | {"after": str(rows[-1].pk)}) if more else "",
        "first_url": _url(kept) if after else "",
        "clear_url": _url({"which": which}),
    }
    return render(request, "desk/directives/list.html", context)


def _url(asked: dict[str, str]) -> str:
    return f"{reverse('desk:directives')}?{urlencode(asked)}"
