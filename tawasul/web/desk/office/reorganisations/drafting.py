"""A plan being drafted, line by line or from a file; discarded, or confirmed by another."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tawasul.centres.models import Place
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotFound, Refused
from tawasul.reorganisations import actions, queries
from tawasul.reorganisations.labels import STEP_LABELS
from tawasul.reorganisations.models import Reorganisation
from tawasul.reorganisations.reading import read
from tawasul.reorganisations.tree import Line, StepKind
from tawasul.timeline.receipts import once
from tawasul.web.desk.office.forms import scope_of, take
from tawasul.web.desk.office.reorganisations import forms
from tawasul.web.desk.office.reorganisations.choosing import by_text
from tawasul.web.desk.office.reorganisations.doors import MAY_SEE
from tawasul.web.desk.office.reorganisations.pages import context_of
from tawasul.web.doors import StaffRequest, staff_only

_methods = require_http_methods(["GET", "HEAD", "POST"])
FORMS: dict[str, type[forms.Chosen]] = {
    "merge": forms.MergeForm,
    "move": forms.MoveForm,
    "rename": forms.RenameForm,
    "open": forms.OpenForm,
}


@staff_only(Power.MANAGE_NETWORK)
@_methods
def begin(request: StaffRequest) -> HttpResponse:
    """Begin a plan: by which decision, why, from when."""
    form = forms.PlanForm(request.POST or None, initial={"takes_effect_on": timezone.localdate()})

    def act(given: dict[str, Any]) -> int:
        return actions.draft(actor=request.actor, at=timezone.now(), **given).pk

    return _form(request, form, act, title=_("Begin a reorganisation"), back=reverse("desk:reorganisations"))


@staff_only(Power.MANAGE_NETWORK)
@_methods
def edit(request: StaffRequest, plan_id: int) -> HttpResponse:
    """Say otherwise by which decision, why, or from when."""
    plan = queries.plan_for(request.actor, plan_id)
    known = {"decree": plan.decree, "reason": plan.reason, "takes_effect_on": plan.takes_effect_on}
    form = forms.PlanForm(request.POST or None, initial=known)

    def act(given: dict[str, Any]) -> int:
        return actions.redraft(actor=request.actor, plan_id=plan_id, at=timezone.now(), **given).pk

    return _form(request, form, act, title=_("Decision and day"), plan=plan)


@staff_only(Power.MANAGE_NETWORK)
@_methods
def line(request: StaffRequest, plan_id: int, step: str) -> HttpResponse:
    """Add a line of one kind."""
    plan = queries.plan_for(request.actor, plan_id)
    if step not in FORMS:
        raise NotFound()
    form = FORMS[step](_with_places(request, FORMS[step].places) if request.method == "POST" else None)
    opens = request.method == "POST" and step == StepKind.OPEN
    if opens and form.is_valid() and (taken := _code_taken(plan, form.cleaned_data["code"])):
        form.add_error("code", taken)

    def act(given: dict[str, Any]) -> int:
        added = Line(number=0, step=StepKind(step), **given)
        return actions.add_lines(actor=request.actor, plan_id=plan_id, lines=[added]).pk

    return _form(request, form, act, title=STEP_LABELS[step], plan=plan)


@staff_only(Power.MANAGE_NETWORK)
@_methods
def split(request: StaffRequest, plan_id: int) -> HttpResponse:
    """A new place beside an old one (`?of=` its code), with some of what stands below that: several lines at once."""
    plan = queries.plan_for(request.actor, plan_id)
    old = by_text(request.GET.get("of", "") or request.GET.get("of_text", ""))
    if old is None or old.parent is None:
        context = {"title": _("Split a place"), "plan": plan, "asked": request.GET.get("of_text", "")}
        return render(request, "desk/office/reorganisations/split_of.html", context | _crumbs(plan, _("Split a place")))
    parent = old.parent
    below = [(row.code, row.name) for row in Place.objects.filter(parent=old, closed_on=None).order_by("order_key")]
    form = forms.SplitForm(request.POST or None, below=below)
    if request.method == "POST" and form.is_valid() and (taken := _code_taken(plan, form.cleaned_data["code"])):
        form.add_error("code", taken)

    def act(given: dict[str, Any]) -> int:
        opened = Line(
            number=0,
            step=StepKind.OPEN,
            code=given["code"],
            other=parent.code,
            kind=old.kind,
            name_ar=given["name_ar"],
            name_en=given["name_en"],
        )
        going = [Line(number=0, step=StepKind.MOVE, code=code, other=given["code"]) for code in given["going"]]
        return actions.add_lines(actor=request.actor, plan_id=plan_id, lines=[opened, *going]).pk

    return _form(request, form, act, title=_("Split a place"), plan=plan, lead=old.name)


@staff_only(Power.MANAGE_NETWORK)
@_methods
def from_file(request: StaffRequest, plan_id: int) -> HttpResponse:
    """Add the lines of a CSV file or an Excel workbook: all of them, or none and what is wrong with each."""
    plan = queries.plan_for(request.actor, plan_id)
    form = forms.PlanFile(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> int:
        return actions.add_lines(actor=request.actor, plan_id=plan_id, lines=given["lines"]).pk

    if request.method == "POST" and form.is_valid():
        lines, wrong = read(form.cleaned_data["file"].read())
        for each in queries.faults_in_file(lines, wrong, queries.lines_of(plan)):
            said = _("Line %(line)d: %(why)s") % {"line": each.line, "why": each.why} if each.line else each.why
            form.add_error("file", said)
        form.cleaned_data = {"lines": lines}
    return _form(request, form, act, title=_("Add a file of lines"), plan=plan, multipart=True)


def _code_taken(plan: Reorganisation, code: str) -> str:
    """Why no place of this code can be opened by the plan; empty where one can. A place has it, or had it, or will have it."""
    taken = Place.objects.filter(code=code).exists()
    if not taken and not plan.lines.filter(step=StepKind.OPEN.value, code=code).exists():
        return ""
    return gettext("Another place has the code %(code)s, or this plan opens one with it.") % {"code": code}


@staff_only(Power.MANAGE_NETWORK)
@require_POST
def remove(request: StaffRequest, plan_id: int, number: int) -> HttpResponse:
    """Take a line out."""
    return _do(request, plan_id, lambda: actions.remove_line(actor=request.actor, plan_id=plan_id, number=number))


@staff_only(*MAY_SEE)
@require_POST
def discard(request: StaffRequest, plan_id: int) -> HttpResponse:
    """Nothing comes of it."""
    done = _("The plan was discarded; nothing changes.")
    return _do(
        request,
        plan_id,
        lambda: actions.discard(actor=request.actor, plan_id=plan_id, at=timezone.now()),
        done=done,
    )


@staff_only(Power.CONFIRM_REORGANISATIONS)
@require_POST
def confirm(request: StaffRequest, plan_id: int) -> HttpResponse:
    """Let it be carried out from its day on."""
    done = _("The plan is confirmed. It is carried out from its day on.")
    return _do(
        request,
        plan_id,
        lambda: actions.confirm(actor=request.actor, plan_id=plan_id, at=timezone.now()),
        done=done,
    )


def _do(request: StaffRequest, plan_id: int, act: Callable[[], Reorganisation], *, done: Any = "") -> HttpResponse:
    """Act once; a refusal is said above the plan as it is now."""
    plan = queries.plan_for(request.actor, plan_id)
    asked = {"path": request.path}
    try:
        key = request.POST.get("once") or str(uuid4())
        once(scope=scope_of(request), key=key, asked=asked, at=timezone.now(), act=lambda: act().pk)
    except Refused as refused:
        context = context_of(request, queries.plan_for(request.actor, plan.pk)) | {"refused": refused.message}
        return render(request, "desk/office/reorganisations/plan.html", context, status=refused.status)
    if done:
        messages.success(request, done)
    return redirect("desk:reorganisation", plan_id)


def _form(
    request: StaffRequest,
    form: Any,
    act: Callable[[dict[str, Any]], int],
    *,
    title: Any,
    plan: Reorganisation | None = None,
    back: str = "",
    lead: str = "",
    multipart: bool = False,
) -> HttpResponse:
    """The form, or what it did; a refusal comes back in the form with what was typed."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            asked = {"path": request.path, **{name: str(value) for name, value in given.items()}}
            try:
                key = request.POST.get("once") or str(uuid4())
                made = once(scope=scope_of(request), key=key, asked=asked, at=timezone.now(), act=lambda: act(given))
            except Refused as refused:
                take(form, refused)
                status = refused.status
            else:
                return redirect("desk:reorganisation", made)
    context = {
        "title": title,
        "form": form,
        "places": _comboboxes(form),
        "chosen": list(getattr(form, "places", ())),
        "lead": lead or (plan.decree if plan else ""),
        "back": back or reverse("desk:reorganisation", args=[plan.pk if plan else 0]),
        "multipart": multipart,
        "once": request.POST.get("once") or uuid4(),
    }
    return render(request, "desk/office/reorganisations/form.html", context | _crumbs(plan, title), status=status)


def _crumbs(plan: Reorganisation | None, title: Any) -> dict[str, Any]:
    trail: list[tuple[Any, str]] = [(_("Reorganisations"), reverse("desk:reorganisations"))]
    if plan is not None:
        trail.append((plan.decree, reverse("desk:reorganisation", args=[plan.pk])))
    return {"breadcrumbs": [*trail, (title, "")]}


def _with_places(request: StaffRequest, names: tuple[str, ...]) -> Any:
    """What was sent, with the code of a place where only its name was typed."""
    given = request.POST.copy()
    for name in names:
        if not given.get(name) and (found := by_text(given.get(f"{name}_text", ""))):
            given[name] = found.code
    return given


def _comboboxes(form: Any) -> list[dict[str, Any]]:
    """The fields in which places are chosen, with what was chosen."""
    names = getattr(form, "places", ())
    return [
        {
            "name": name,
            "label": form.labels[name],
            "value": form.data.get(name, "") if form.is_bound else "",
            "text": form.data.get(f"{name}_text", "") if form.is_bound else "",
            "error": " ".join(form.errors.get(name, [])) if form.is_bound else "",
        }
        for name in names
    ]
