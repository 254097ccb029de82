"""One absence: who, when, who stands in, what is in whose hands, and what may be done about it."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tawasul.accounts import actions
from tawasul.centres import policies, queries
from tawasul.centres.models import Membership
from tawasul.centres.queries import When
from tawasul.centres.roles import PlaceKind, Power
from tawasul.lib.errors import Conflict, NotFound, Refused
from tawasul.lib.hijri import short_dual
from tawasul.lib.reference import spoken
from tawasul.people.models import User
from tawasul.tickets import actions as tickets
from tawasul.tickets.labels import STATE_LABELS
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import tickets_in_hands
from tawasul.timeline.receipts import answer_of, once
from tawasul.web.desk.office.absences.forms import HandOver, LastDay
from tawasul.web.desk.office.absences.listing import line_of
from tawasul.web.desk.office.forms import scope_of, take
from tawasul.web.desk.work.showing import row_of
from tawasul.web.doors import StaffRequest, staff_only

MOST_SHOWN = 50
ONE_DAY = timedelta(days=1)


@staff_only()
@require_safe
def absence_page(request: StaffRequest, absence_id: int) -> HttpResponse:
    """To those in whose part it lies, to the absent person and to the deputy."""
    row = _visible(request, absence_id)
    return _shown(request, row)


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def last_day(request: StaffRequest, absence_id: int) -> HttpResponse:
    """Let it last until another day."""
    row = _visible(request, absence_id)
    if not _may_change(request, row) or queries.when_of(row, timezone.localdate()) is When.OVER:
        raise NotFound()
    form = LastDay(request.POST or None, initial={"ends_on": row.ends_on.isoformat() if row.ends_on else ""})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                _move(request, row.pk, form.cleaned_data["ends_on"])
            except Refused as refused:
                take(form, refused)
                status = refused.status
            else:
                messages.success(request, _("The absence ends on that day, and both are told."))
                return redirect("desk:absence", absence_id=row.pk)
    context = _common(request, row) | {
        "title": _("Change the last day"),
        "form": form,
        "once": request.POST.get("once") or uuid4(),
    }
    return render(request, "desk/office/absences/last_day.html", context, status=status)


@staff_only()
@require_POST
def is_back(request: StaffRequest, absence_id: int) -> HttpResponse:
    """Back at work today: yesterday was the last day of the absence, or today where it began today."""
    row = _visible(request, absence_id)
    _move(request, row.pk, back_on(row, timezone.localdate()) or timezone.localdate())
    messages.success(request, _("The absence is ended, and both are told."))
    return redirect("desk:absence", absence_id=row.pk)


@staff_only()
@require_POST
def call_off(request: StaffRequest, absence_id: int) -> HttpResponse:
    """An absence that has not begun will not be."""
    row = _visible(request, absence_id)
    actions.call_off_absence(actor=request.actor, absence_id=row.pk, at=timezone.now())
    messages.success(request, _("The absence was called off, and both are told."))
    return redirect("desk:absences")


@staff_only(Power.REFER)
@require_POST
def hand_over(request: StaffRequest, absence_id: int) -> HttpResponse:
    """Pass what is in the absent person's hands to the deputy; after the absence, what is in the deputy's back."""
    row = _visible(request, absence_id)
    form = HandOver(request.POST)
    if not form.is_valid():
        return _shown(request, row, form=form, status=422)
    at, today = timezone.now(), timezone.localdate()
    giver, receiver = _hands(row, today)
    once_held_by = _once_held_by(row, today)
    if row.place.kind != PlaceKind.DEPARTMENT.value or receiver is None:
        raise Conflict(_("These tickets are not handed over: they are sorted by whoever sorts at the centre."))
    key = request.POST.get("once") or str(uuid4())
    asked = {"absence": row.pk, "giver": giver.pk, "reason": form.cleaned_data["reason"]}

    def act() -> dict[str, Any]:
        done = tickets.hand_over(
            actor=request.actor,
            holder_id=giver.pk,
            department=row.place,
            membership_id=receiver.pk,
            reason=form.cleaned_data["reason"],
            at=at,
            once_held_by=once_held_by,
        )
        stayed = [
            {"reference": each.reference, "subject": each.subject, "state": each.state, "why": str(each.why)}
            for each in done.stayed
        ]
        return {"moved": len(done.moved), "stayed": stayed, "left": done.left}

    once(scope=scope_of(request), key=key, asked=asked, at=at, act=act)
    return redirect(f"{reverse('desk:absence', args=[row.pk])}?handed={key}")


def back_on(row: Membership, today: date) -> date | None:
    """The last day of an absence whose person is back today; None where it could not end so soon."""
    return max(row.begins_on, today - ONE_DAY) if row.begins_on <= today else None


def _shown(request: StaffRequest, row: Membership, *, form: HandOver | None = None, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    when = queries.when_of(row, today)
    giver, receiver = _hands(row, today)
    held = _held(request, row, giver, today) if when is not When.COMING else []
    may_pass = request.actor.can(Power.REFER) and row.place.kind == PlaceKind.DEPARTMENT.value and receiver is not None
    changes = _may_change(request, row) and when is not When.OVER
    context = _common(request, row) | {
        "title": _("Absence of %(name)s") % {"name": _absent(row).user.name},
        "giver": giver,
        "receiver": receiver,
        "tickets": [row_of(ticket) for ticket in held[:MOST_SHOWN]],
        "count": len(held),
        "more": max(len(held) - MOST_SHOWN, 0),
        "in_department": row.place.kind == PlaceKind.DEPARTMENT.value,
        "sees_tickets": request.actor.can(Power.SEE_TICKETS) and policies.reaches(request.actor, row.place),
        "form": form or HandOver(initial={"reason": _reason(row, when)}),
        "may_hand_over": may_pass and bool(held),
        "once": request.POST.get("once") or uuid4(),
        "handed": _handed(request),
        "may_change": changes,
        "may_call_off": changes and when is When.COMING,
        "back_on": back_on(row, today) if changes and row.ends_on and row.ends_on >= today else None,
        "puts_on": row.pk if row.user_id == request.user.pk and request.membership.pk != row.pk and when is When.NOW else 0,
    }  # fmt: skip
    return render(request, "desk/office/absences/absence.html", context, status=status)


def _common(request: StaffRequest, row: Membership) -> dict[str, Any]:
    return {"absence": line_of(row, timezone.localdate(), request.user.pk)}


def _visible(request: StaffRequest, absence_id: int) -> Membership:
    row = queries.absences_visible_to(request.actor).select_related("appointed_by").filter(pk=absence_id).first()
    if row is None:
        raise NotFound()
    return row


def _absent(row: Membership) -> Membership:
    if row.covers is None:
        raise NotFound()
    return row.covers


def _may_change(request: StaffRequest, row: Membership) -> bool:
    absent = _absent(row)
    return policies.may_cover(request.actor, absent) or policies.is_own(request.actor, absent)


def _hands(row: Membership, today: date) -> tuple[User, Membership | None]:
    """Out of whose hands into whose (None: into nobody's, as they do not hold the role any more)."""
    absent = _absent(row)
    if queries.when_of(row, today) is When.OVER:
        back = absent.ends_on is None or absent.ends_on >= today
        return row.user, absent if back else None
    return absent.user, row


def _once_held_by(row: Membership, today: date) -> int | None:
    """After an absence: what a colleague has of their own stays with them, so only what the absent person had goes back; of a
    deputy who holds no role there any more, all."""
    if queries.when_of(row, today) is not When.OVER:
        return None
    own = Membership.objects.filter(queries.held_on(today), user_id=row.user_id, place_id=row.place_id)
    return _absent(row).user_id if own.exists() else None


def _held(request: StaffRequest, row: Membership, giver: User, today: date) -> list[Ticket]:
    department = row.place_id if row.place.kind == PlaceKind.DEPARTMENT.value else None
    before = _once_held_by(row, today)
    return tickets_in_hands(request.actor, holder_id=giver.pk, department_id=department, once_held_by=before)


def _reason(row: Membership, when: When) -> str:
    if when is When.OVER:
        return gettext("%(name)s is back.") % {"name": _absent(row).user.name}
    last = short_dual(row.ends_on or row.begins_on, get_language() or "ar")
    return gettext("%(deputy)s stands in for %(name)s until %(last)s.") % {
        "deputy": row.user.name,
        "name": _absent(row).user.name,
        "last": last,
    }


def _handed(request: StaffRequest) -> dict[str, Any] | None:
    """What came of handing over, where one comes from there."""
    key = request.GET.get("handed", "")[:80]
    answer = answer_of(scope=scope_of(request), key=key) if key else None
    if not isinstance(answer, dict) or "stayed" not in answer:
        return None
    stayed = [
        {
            "url": reverse("desk:ticket", args=[each["reference"]]),
            "spoken": spoken(each["reference"]),
            "subject": each["subject"],
            "state": each["state"],
            "state_label": STATE_LABELS[each["state"]],
            "why": each["why"],
        }
        for each in answer["stayed"]
    ]
    return {"moved": answer["moved"], "left": answer["left"], "stayed": stayed}


def _move(request: StaffRequest, absence_id: int, ends_on: date) -> None:
    at = timezone.now()

    def act() -> int:
        return actions.move_end_of_absence(actor=request.actor, absence_id=absence_id, ends_on=ends_on, at=at).pk

    key = request.POST.get("once") or str(uuid4())
    asked = {"absence": absence_id, "ends_on": ends_on.isoformat()}
    once(scope=scope_of(request), key=key, asked=asked, at=at, act=act)
