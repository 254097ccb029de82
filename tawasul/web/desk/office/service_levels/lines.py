"""The lines of a draft: added, changed, removed. Of two who change one line the second is told, and keeps what was typed."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict, NotFound, Refused
from tawasul.lib.hijri import dual_moment
from tawasul.service_levels import actions, queries
from tawasul.service_levels.amounts import Promise, Step, Subject
from tawasul.service_levels.events import SUBJECT_KIND
from tawasul.service_levels.models import Commitment, ServiceLevelDocument
from tawasul.service_levels.sayings import of_case, promised, source_said
from tawasul.timeline.queries import events_of
from tawasul.web.desk.office.forms import take
from tawasul.web.desk.office.service_levels.drafting import acted_once, draft_for, with_values
from tawasul.web.desk.office.service_levels.forms import ANY, CASE, LineForm, written
from tawasul.web.desk.office.service_levels.showing import breadcrumbs
from tawasul.web.doors import StaffRequest, staff_only

REMOVE = "remove"


@staff_only(Power.DRAFT_SERVICE_LEVELS)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest, number: int) -> HttpResponse:
    """One more line; `?subject=` and `?step=` choose what it is about."""
    draft_for(request, number)
    asked = {name: request.GET.get(name, "") for name in ("subject", "step")}
    initial = {
        "subject": asked["subject"] if asked["subject"] in set(Subject) else ANY,
        "step": asked["step"] if asked["step"] in set(Step) else Step.WHOLE.value,
    }
    form = LineForm(request.POST or None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            promise: Promise = form.cleaned_data["promise"]
            try:
                line_id = acted_once(request, _asked("add", number, promise), lambda: _added(request, number, promise))
            except Refused as refused:
                take(form, refused)
                status = refused.status
            else:
                messages.success(request, _("The line was added."))
                return redirect(f"{reverse('desk:service_level', args=[number])}#line-{line_id}")
    return _page(request, number, form, status=status)


@staff_only(Power.DRAFT_SERVICE_LEVELS)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, number: int, line_id: int) -> HttpResponse:
    """One line: put another time in its place, or remove it."""
    draft = draft_for(request, number)
    row = queries.line(draft, line_id)
    if row is None:
        return _after_removal(request, draft, line_id)
    case = row.promise.key
    if request.method != "POST":
        return _page(request, number, LineForm(initial=written(row.promise, row.revision), case=case), row=row)
    form = LineForm(request.POST, case=case)
    removes = request.POST.get("do") == REMOVE
    valid = form.is_valid()
    if not valid and not (removes and "revision" not in form.errors):
        return _page(request, number, form, row=row, status=422)
    try:
        return _removed(request, number, row, form) if removes else _changed(request, number, row, form)
    except Refused as refused:
        if refused.code in {"changed", "removed"}:
            return _after_change(request, draft, line_id, refused)
        take(form, refused)
        return _page(request, number, form, row=row, status=refused.status)


def _added(request: StaffRequest, number: int, promise: Promise) -> int:
    return actions.add_line(actor=request.actor, number=number, promise=promise, at=timezone.now()).pk


def _changed(request: StaffRequest, number: int, row: Commitment, form: LineForm) -> HttpResponse:
    promise: Promise = form.cleaned_data["promise"]
    revision: int = form.cleaned_data["revision"] or 0

    def act() -> int:
        return actions.change_line(
            actor=request.actor, number=number, line_id=row.pk, promise=promise, revision=revision, at=timezone.now()
        ).pk

    acted_once(request, _asked("change", number, promise) | {"line": row.pk, "revision": revision}, act)
    messages.success(request, _("The line was changed."))
    return redirect(f"{reverse('desk:service_level', args=[number])}#line-{row.pk}")


def _removed(request: StaffRequest, number: int, row: Commitment, form: LineForm) -> HttpResponse:
    revision: int = form.cleaned_data["revision"] or 0

    def act() -> int:
        actions.remove_line(actor=request.actor, number=number, line_id=row.pk, revision=revision, at=timezone.now())
        return number

    acted_once(request, {"do": REMOVE, "number": number, "line": row.pk, "revision": revision}, act)
    messages.success(request, _("The line was removed."))
    return redirect("desk:service_level", number)


def _after_change(request: StaffRequest, draft: ServiceLevelDocument, line_id: int, refused: Refused) -> HttpResponse:
    """Somebody was first: what stands now, beside what was typed, which may be saved over it."""
    row = queries.line(draft, line_id)
    if row is None:
        return _after_removal(request, draft, line_id)
    form = LineForm(with_values(request.POST, revision=row.revision), case=row.promise.key)
    take(form, refused)
    return _page(request, draft.number, form, row=row, theirs=row, status=refused.status)


def _after_removal(request: StaffRequest, draft: ServiceLevelDocument, line_id: int) -> HttpResponse:
    """The line is no more: a retried removal has happened; what somebody else typed may be added as a line of its own."""
    if request.method != "POST":
        raise NotFound(_("There is no such line in this version."))
    if request.POST.get("do") == REMOVE:
        messages.info(request, _("The line was removed already."))
        return redirect("desk:service_level", draft.number)
    form = LineForm(request.POST)
    take(form, Conflict(_("Somebody removed this line meanwhile. You may add it again as you wrote it.")))
    return _page(request, draft.number, form, status=409, who=_who_changed(draft, line_id))


def _asked(do: str, number: int, promise: Promise) -> dict[str, Any]:
    said = (
        *promise.key, promise.number, promise.unit.value, [*promise.warnings], [*promise.ladder], promise.source,
        promise.pauses.value,
    )  # fmt: skip
    return {"do": do, "number": number, "promise": said}


def _page(
    request: StaffRequest,
    number: int,
    form: LineForm,
    *,
    row: Commitment | None = None,
    theirs: Commitment | None = None,
    who: str = "",
    status: int = 200,
) -> HttpResponse:
    case = row.promise.key if row else None
    title = _("Change a line") if row else _("Add a line")
    context = {
        "title": title,
        "breadcrumbs": [*breadcrumbs(number), (title, "")],
        "number": number,
        "form": form,
        "case": of_case(case) if case else "",
        "choices": [form[name] for name in CASE] if row is None else [],
        "url": reverse("desk:service_level_line", args=[number, row.pk])
        if row
        else reverse("desk:service_level_line_new", args=[number]),
        "theirs": promised(theirs.promise) if theirs else "",
        "theirs_source": source_said(theirs.source) if theirs else "",
        "who": who or (_who_changed(theirs.document, theirs.pk) if theirs else ""),
        "once": uuid4() if status == 409 else request.POST.get("once") or uuid4(),
    }
    return render(request, "desk/office/service_levels/line.html", context, status=status)


def _who_changed(document: ServiceLevelDocument, line_id: int) -> str:
    """Who changed a line last, and when."""
    events = [event for event in events_of(SUBJECT_KIND, document.pk) if event.data.get("line_id") == line_id]
    if not events:
        return ""
    language = get_language() or "ar"
    name = events[-1].actor_name_en if language == "en" else events[-1].actor_name_ar
    return f"{name} · {dual_moment(events[-1].at, language)}"
