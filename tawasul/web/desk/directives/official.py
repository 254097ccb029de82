"""The official's page: what they directed, what moved since they looked last, the last action on each, and what is late.

Made to be read in a minute on a phone: three figures, and a card for each.
"""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres import queries as centres
from tawasul.centres.roles import Power
from tawasul.directives import actions, policies, queries
from tawasul.web.desk.directives.showing import breadcrumbs, row_of, today
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import said_moment
from tawasul.web.doors import staff_only


@staff_only(Power.OFFICIALS_OFFICE)
@require_safe
def directed(request: DeskRequest) -> HttpResponse:
    """The page, and that it was looked at."""
    actor = request.actor
    if not policies.is_the_officials(actor) or actor.place_id is None:
        return redirect("desk:directives")
    actions.look(actor=actor, official_id=actor.place_id, at=timezone.now())
    seen = queries.overview(actor, actor.place_id, today())
    last = queries.last_actions([*seen.rows, *seen.ended])
    cards = [row_of(row, last) | {"moved": row.pk in seen.moved} for row in seen.rows]
    ended = [
        row_of(row, last) | {"moved": seen.since is not None} for row in seen.ended
    ]  # since the last look, all of them
    context = {
        "title": _("What I directed"),
        "breadcrumbs": breadcrumbs(str(_("What I directed"))),
        "place": centres.place(actor.place_id).name,
        "seen": seen,
        "since": said_moment(seen.since) if seen.since else "",
        "late": [card for card in cards if card["late"]],
        "moved": [card for card in [*ended, *cards] if card["moved"] and not card["late"]],
        "others": [card for card in cards if not card["late"] and not card["moved"]],
        "ended": [card for card in ended if not card["moved"]],
        "more": seen.running - len(seen.rows),
    }
    return render(request, "desk/directives/official.html", context)
