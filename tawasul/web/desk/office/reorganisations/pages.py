"""The list of reorganisations, and one of them: its lines, what they would do, how far it came, what was done."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres.labels import PLACE_KIND_LABELS
from tawasul.centres.models import Membership, Place
from tawasul.centres.saying import role_said
from tawasul.lib.digits import all_digits
from tawasul.lib.reference import spoken
from tawasul.reorganisations import policies, queries
from tawasul.reorganisations.labels import STEP_LABELS
from tawasul.reorganisations.models import Reorganisation
from tawasul.web.desk.office.reorganisations.choosing import fitting, sentence_of
from tawasul.web.desk.office.reorganisations.doors import MAY_SEE
from tawasul.web.desk.work.showing import kind_and_sector, said_short
from tawasul.web.doors import StaffRequest, staff_only

TONES = {
    "draft": "neutral",
    "confirmed": "information",
    "refused": "danger",
    "under_way": "warning",
    "done": "success",
    "discarded": "neutral",
}
MOST_SHOWN = 100


@staff_only(*MAY_SEE)
@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """All plans, the newest first."""
    key = request.GET.get("after", "")
    page = queries.page_of(request.actor, after=int(key) if all_digits(key) and len(key) < 18 else None)
    context = {
        "title": _("Reorganisations"),
        "rows": [{"plan": plan, "tone": TONES[plan.standing]} for plan in page.plans],
        "may_draft": policies.may_draft(request.actor),
        "next_url": f"?after={page.next}" if page.next else "",
        "first_url": "?" if key else "",
    }
    return render(request, "desk/office/reorganisations/list.html", context)


@staff_only(*MAY_SEE)
@require_safe
def one(request: StaffRequest, plan_id: int) -> HttpResponse:
    """A plan; while it is carried out the part that says how far asks for itself again."""
    plan = queries.plan_for(request.actor, plan_id)
    if request.headers.get("X-Poll"):
        context = {"plan": plan}
        if plan.finished_at is not None:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "desk/office/reorganisations/progress.html", context)
    return render(request, "desk/office/reorganisations/plan.html", context_of(request, plan))


def context_of(request: StaffRequest, plan: Reorganisation) -> dict[str, Any]:
    """What the page of a plan shows."""
    open_still = plan.standing in ("draft", "confirmed", "refused")
    seen = queries.preview(plan) if open_still else None
    return {
        "title": plan.decree,
        "breadcrumbs": [(_("Reorganisations"), reverse("desk:reorganisations")), (plan.decree, "")],
        "plan": plan,
        "tone": TONES[plan.standing],
        "lines": _lines(plan),
        "seen": seen,
        "rows": [row for row in seen.rows if row.named or not row.closes] if seen else [],
        "below": [row for row in seen.rows if row.closes and not row.named] if seen else [],
        "done": _done(plan) if plan.begun_at else None,
        "drafts": plan.standing == "draft" and policies.may_draft(request.actor),
        "confirms": plan.standing in ("draft", "refused") and policies.may_confirm(request.actor, plan),
        "own": plan.drafted_by_id == request.user.pk,
        "discards": open_still and (policies.may_draft(request.actor) or policies.may_confirm(request.actor, plan)),
        "is_past": plan.takes_effect_on < timezone.localdate(),
        "once": uuid4(),
    }


def _lines(plan: Reorganisation) -> list[dict[str, Any]]:
    rows = list(plan.lines.all())
    codes = {code for row in rows for code in (row.code, row.other) if code}
    places = {place.code: place for place in Place.objects.filter(code__in=codes)}
    names = {code: place.name for code, place in places.items()}
    names |= {row.code: row.name_ar for row in rows if row.step == "open" and row.name_ar}
    faults: dict[int, list[str]] = {}
    if plan.standing in ("draft", "confirmed", "refused"):
        for fault in queries.planned(queries.lines_of(plan)).faults:
            faults.setdefault(fault.number, []).append(queries.said_of(fault, names))
    return [
        {
            "row": row,
            "step": STEP_LABELS[row.step],
            "said": sentence_of(row, names),
            "faults": faults.get(row.number, []),
        }
        for row in rows
    ]


def _done(plan: Reorganisation) -> dict[str, Any]:
    """What was done, and what is left to do by hand. A fixed number of queries."""
    outcome = plan.outcome
    ids = {pk for row in [*outcome["closed"], *outcome["moved"]] for pk in row[:2]}
    places = Place.objects.select_related("parent").in_bulk(ids)
    stayed = Membership.objects.filter(pk__in=outcome["stayed"]).select_related("user", "place", "covers__user")
    rows: list[dict[str, Any]] = [
        {
            "place": places[old],
            "kind": PLACE_KIND_LABELS[places[old].kind],
            "to": places[new],
            "closes": closes,
            "tickets": count,
        }
        for closes, name in ((True, "closed"), (False, "moved"))
        for old, new, count in outcome[name]
    ]
    rows.sort(key=lambda row: row["place"].order_key)
    codes = set(plan.lines.values_list("code", flat=True))
    left = queries.left_of(plan)
    return {
        "rows": [row for row in rows if row["place"].code in codes or not row["closes"]],
        "below": [row for row in rows if row["place"].code not in codes and row["closes"]],
        "people": outcome["people"],
        "mailboxes": outcome["mailboxes"],
        "tokens": outcome["tokens"],
        "stayed": [{"row": row, "role": role_said(row)} for row in stayed[:MOST_SHOWN]],
        "left": [
            {"row": each, "number": spoken(each.ticket.reference), "when": said_short(each.at)}
            for each in left[:MOST_SHOWN]
        ],
        "left_count": len(left),
    }


@staff_only(*MAY_SEE)
@require_safe
def place_options(request: StaffRequest) -> HttpResponse:
    """The open places whose names hold what is being typed, by their codes."""
    found, more = fitting(request.GET.get("q", "")[:100])
    options = [
        {
            "value": place.code,
            "label": place.name,
            "detail": kind_and_sector(place),
        }
        for place in found
    ]
    return render(request, "parts/options.html", {"options": options, "more": more})
