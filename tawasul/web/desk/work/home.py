"""The first page of a person's day: what waits, reports first, and what has just come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres.actor import Actor
from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.queries import absences_on
from tawasul.centres.roles import PlaceKind, Power
from tawasul.directives.policies import is_the_officials
from tawasul.directives.queries import figures_of
from tawasul.lib.hijri import RIYADH, dual_date
from tawasul.tickets.lifecycle import TicketType
from tawasul.tickets.policies import may_file_for
from tawasul.tickets.statements.queries import waiting_count
from tawasul.tickets.worklists import Filters, Worklist, counts_for, order_of, page_of, worklists_for
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.freshness import since_of, tag_of, tagged, unchanged
from tawasul.web.desk.work.lists import list_url, page_url, saved_chips
from tawasul.web.desk.work.showing import Row, row_of
from tawasul.web.doors import staff_only

FEW = 6


@staff_only()
@require_safe
def home(request: DeskRequest) -> HttpResponse:
    """The whole page."""
    at = timezone.now()
    tag = tag_of(request.actor, at)
    context = _day_context(request.actor, at, tag, None) | {
        "title": _("My work"),
        "today": dual_date(at, get_language() or "ar"),
        "name": request.membership.user.name,
        "choices": saved_chips(request.actor),
        "may_file": may_file_for(request.actor),
        "sees_network": request.actor.can(Power.SEE_NETWORK),
        "standing_in": _standing_in(request),
        "directed": _directed(request.actor, at),
    }
    return tagged(render(request, "desk/work/home.html", context), tag)


@staff_only()
@require_safe
def home_day(request: DeskRequest) -> HttpResponse:
    """What changes on it, for a page that refreshes itself."""
    at = timezone.now()
    tag = tag_of(request.actor, at)
    same = unchanged(request, tag)
    if same is not None:
        return same
    return tagged(
        render(request, "desk/work/home_day.html", _day_context(request.actor, at, tag, since_of(request))), tag
    )


def _standing_in(request: DeskRequest) -> list[dict[str, Any]]:
    """What one should know today: that one is away and who stands in, or for whom one does oneself, and in which role."""
    rows = absences_on(request.user.pk, timezone.localdate())
    return [
        {
            "row": row,
            "absent": row.covers.user.name,
            "deputy": row.user.name,
            "role": f"{ROLE_LABELS[row.role]} · {row.place.name}",
            "is_deputy": row.user_id == request.user.pk,
            "worn": row.pk == request.membership.pk,
        }
        for row in rows
        if row.covers is not None
    ]


def _directed(actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """What an official directed, in figures that lead to their page: what they open in the morning. Empty for others."""
    if not is_the_officials(actor) or actor.place_id is None:
        return []
    counts, url = figures_of(actor, actor.place_id, at.astimezone(RIYADH).date()), reverse("desk:directed")
    return [
        {"label": _("Running now"), "count": counts["running"], "url": url},
        {"label": _("Late"), "count": counts["late"], "url": url, "urgent": True},
        {"label": _("Answered"), "count": counts["answered"], "url": url},
    ]


def _day_context(actor: Actor, at: datetime, tag: str, since: datetime | None) -> dict[str, Any]:
    lists = {row.key: row for row in worklists_for(actor)}
    if not lists:
        return {"lists": [], "has_lists": False}
    counts = counts_for(actor)
    arrivals = "referred" if actor.place_kind is PlaceKind.DEPARTMENT else "new"
    sections = [_Section("open", "newest", Filters(type=TicketType.REPORT.value))]
    sections += [_Section(key, "committed") for key in ("mine", "to-review") if key in lists]
    sections += [_Section(arrivals, "newest")]
    shown = {section.key: _few(actor, lists[section.key], section, since) for section in sections}
    asked = waiting_count(actor)
    ours = [{"label": _("Statements asked of us"), "count": asked, "url": reverse("desk:statements")}] if asked else []
    return {
        "has_lists": True,
        "tag": tag.strip('"'),
        "since": at.isoformat(),
        "tiles": [
            {"label": row.title, "count": counts[key], "url": page_url(key)}
            for key, row in lists.items()
            if not row.ended
        ]
        + ours,
        "reports": [each for each in shown["open"] if each.state not in {"replied"}],
        "mine": shown.get("mine"),
        "mine_url": list_url("mine"),
        "mine_empty": _nothing_in_hand(actor, lists),
        "to_review": shown.get("to-review"),
        "to_review_url": list_url("to-review"),
        "arrivals": shown[arrivals],
        "arrivals_title": lists[arrivals].title,
        "arrivals_url": list_url(arrivals),
        "quiet": not any(counts.values()) and not asked,
    }


def _nothing_in_hand(actor: Actor, lists: Mapping[str, Worklist]) -> Any:
    """What whoever has nothing in hand may do, or wait for."""
    if actor.can(Power.TRIAGE) and "new" in lists:
        return _("Take the next ticket from what has newly arrived.")
    return _("Whatever is referred to you appears here by itself.")


@dataclass(frozen=True)
class _Section:
    """The first few tickets of a list, in an order."""

    key: str
    order: str
    filters: Filters | None = None


def _few(actor: Actor, row: Worklist, section: _Section, since: datetime | None) -> list[Row]:
    tickets = page_of(actor, row, filters=section.filters, order=section.order, size=FEW).tickets
    moment = order_of(row, section.order).moment
    return [row_of(ticket, worklist=row.key, since=since, moment=moment) for ticket in tickets]
