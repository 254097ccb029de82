"""A work list: filtered, sorted, paged by key, and refreshing itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid
from tawasul.lib.hijri import RIYADH
from tawasul.tickets.choices import choices_of
from tawasul.tickets.worklists import MOST_COUNTED, Page, Worklist, count_of, counts_for, order_of, page_of, worklist
from tawasul.web.desk.navigation import ELSEWHERE
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.filters import FilterForm
from tawasul.web.desk.work.freshness import since_of, tag_of, tagged, unchanged
from tawasul.web.desk.work.showing import row_of
from tawasul.web.desk.work.ticket.errands import many_errands
from tawasul.web.doors import staff_only


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A list as somebody asked for it."""

    row: Worklist
    form: FilterForm
    page: Page


@staff_only(Power.SEE_TICKETS)
@require_safe
def worklist_page(request: DeskRequest, slug: str) -> HttpResponseBase:
    """The whole page of a list."""
    at = timezone.now()
    tag = tag_of(request.actor, at)
    row = worklist(request.actor, slug)
    try:
        shown = _shown(request, row, at)
    except Invalid as error:
        messages.warning(request, str(error.message))
        return redirect("desk:list", slug=row.key)
    context = _rows_context(request, shown, at, tag) | _frame_context(request, shown)
    if shown.form.refused:
        return render(request, "desk/work/list.html", context, status=422)
    return tagged(render(request, "desk/work/list.html", context), tag)


@staff_only(Power.SEE_TICKETS)
@require_safe
def worklist_rows(request: DeskRequest, slug: str) -> HttpResponse:
    """The rows alone, for a page that refreshes itself: 304, and no list is read, while nothing changed."""
    at = timezone.now()
    tag = tag_of(request.actor, at)
    same = unchanged(request, tag)
    if same is not None:
        return same
    shown = _shown(request, worklist(request.actor, slug), at)
    context = _rows_context(request, shown, at, tag, since=since_of(request))
    if shown.form.refused:
        return render(request, "desk/work/list_rows.html", context)
    return tagged(render(request, "desk/work/list_rows.html", context), tag)


def _shown(request: DeskRequest, row: Worklist, at: datetime) -> Shown:
    form = FilterForm(request.GET, actor=request.actor, row=row, today=at.astimezone(RIYADH).date())
    if form.refused:
        return Shown(row=row, form=form, page=Page(tickets=[], next_key="", previous_key=""))
    page = page_of(
        request.actor,
        row,
        filters=form.filters(),
        order=form.order_key,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    return Shown(row=row, form=form, page=page)


def _rows_context(
    request: DeskRequest, shown: Shown, at: datetime, tag: str, since: datetime | None = None
) -> dict[str, Any]:
    row, page, kept = shown.row, shown.page, shown.form.kept()
    place = {key: request.GET[key] for key in ("after", "before") if request.GET.get(key)}
    moment = order_of(row, shown.form.order_key).moment
    rows = [row_of(ticket, worklist=row.key, since=since, moment=moment) for ticket in page.tickets]
    fragment = reverse("desk:list_rows", args=[row.key])
    return {
        "row": row,
        "choosing": not row.ended and bool(many_errands(request.actor, row.key)),
        "tickets": rows,
        "fresh": sum(each.fresh for each in rows),
        "tag": tag.strip('"'),
        "refresh_url": f"{fragment}?{urlencode({**kept, **place, 'since': at.isoformat()})}",
        "next_url": list_url(row.key, {**kept, "after": page.next_key}) if page.next_key else "",
        "previous_url": list_url(row.key, {**kept, "before": page.previous_key}) if page.previous_key else "",
        "narrowed": bool(shown.form.said()),
        "refused": shown.form.refused,
        "clear_url": list_url(row.key),
    }


def _frame_context(request: DeskRequest, shown: Shown) -> dict[str, Any]:
    row, form = shown.row, shown.form
    kept = form.asked()
    return {
        "title": row.title,
        "form": form,
        **_count(request.actor, row, form),
        "narrowing": [
            {"label": words, "url": list_url(row.key, {k: v for k, v in kept.items() if k != name}), "removes": True}
            for name, words in form.said()
        ],
        "errands": [] if row.ended else many_errands(request.actor, row.key),
        "here": list_url(row.key, kept),
        "choices": saved_chips(request.actor, row.key, kept),
        "query": urlencode(kept),
    }


def _count(actor: Actor, row: Worklist, form: FilterForm) -> dict[str, Any]:
    """How many tickets the list has; where filters narrow it, counted up to a bound; nothing while one is refused."""
    if form.refused:
        return {}
    if not form.said():
        return {"count": counts_for(actor).get(row.key)}
    count = count_of(actor, row, form.filters())
    return {"more_than": f"{MOST_COUNTED:,}"} if count and count > MOST_COUNTED else {"count": count}


def saved_chips(actor: Actor, here: str = "", kept: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The actor's saved choices as links; the one that is open now is marked."""
    return [
        {
            "id": choice.pk,
            "label": choice.name,
            "url": list_url(choice.worklist, choice.filters),
            "active": choice.worklist == here and choice.filters == dict(kept or {}),
        }
        for choice in choices_of(actor)
    ]


def list_url(key: str, query: Mapping[str, str] | None = None) -> str:
    """The address of a list with its filters."""
    url = reverse("desk:list", args=[key])
    return f"{url}?{urlencode(query)}" if query else url


def page_url(key: str) -> str:
    """Where a list is read: some have a page of their own."""
    return reverse(f"desk:{ELSEWHERE[key]}") if key in ELSEWHERE else list_url(key)
