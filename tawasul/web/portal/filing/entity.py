"""Second step: which entity it concerns. Typed in whatever spelling, or picked from the whole list."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from tawasul.centres import queries as centres
from tawasul.centres.labels import PLACE_KIND_LABELS
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.web.portal.filing import draft as drafts
from tawasul.web.portal.filing import steps
from tawasul.web.portal.filing.draft import Draft

URL = "portal:file_entity"
GROUPS = (
    (PlaceKind.MINISTRY, gettext_lazy("The ministry")),
    (PlaceKind.EDUCATION_DEPARTMENT, gettext_lazy("Education departments")),
    (PlaceKind.UNIVERSITY, gettext_lazy("Universities")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@steps.step(URL)
def choose(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Choose the entity; words that fit several bring those to choose from."""
    every = list(centres.centres(timezone.localdate()).order_by("parent__name_folded"))
    chosen = next((row for row in every if row.pk == draft.centre_id), None)
    typed, matches, error = said_of(chosen), [], ""
    if request.method == "POST":
        typed = request.POST.get("centre_text", "").strip()
        chosen = _chosen(request.POST.get("centre", ""), every)
        matches = _matches(typed, timezone.localdate()) if chosen is None and typed else []
        if chosen is None and len(matches) == 1:
            chosen = matches[0]
        if chosen is not None:
            draft.centre_id = chosen.pk
            drafts.keep(request, draft)
            return steps.onwards(draft)
        error = _("Several entities fit. Choose one of them below.") if matches else _nothing(typed)
    context = steps.context(URL, draft) | {
        "chosen": chosen,
        "typed": typed,
        "matches": offered_each(matches),
        "error": error,
        "groups": _grouped(every),
    }
    return render(request, "portal/file/entity.html", context, status=422 if error else 200)


@require_safe
def options(request: HttpRequest) -> HttpResponse:
    """The entities that fit what is being typed."""
    found = centres.suggest_centres(request.GET.get("q", "")[:100], timezone.localdate())
    more = len(found) >= centres.MOST_SUGGESTED
    return render(request, "parts/options.html", {"options": offered_each(found), "more": more})


def offered(centre: Place) -> dict[str, object]:
    """A centre as people know it: by its sector."""
    parent = centre.parent
    kind = PLACE_KIND_LABELS[parent.kind] if parent else ""
    return {"value": centre.pk, "label": said_of(centre), "detail": kind}


def offered_each(found: list[Place]) -> list[dict[str, object]]:
    """These centres; where their sector took over from others, with the names that it is still known by."""
    former = centres.former_names_of(row.parent for row in found if row.parent)
    options = []
    for row in found:
        option = offered(row)
        if names := [place.name for place in former.get(row.parent_id or 0, [])]:
            told = _("formerly: %(names)s") % {"names": _(", ").join(names)}
            option["detail"] = f"{option['detail']} · {told}" if option["detail"] else told
        options.append(option)
    return options


def said_of(centre: Place | None) -> str:
    """The name of the entity that a centre serves."""
    if centre is None:
        return ""
    return centre.parent.name if centre.parent else centre.name


def _chosen(posted: str, every: list[Place]) -> Place | None:
    return next((row for row in every if str(row.pk) == posted), None)


def _matches(typed: str, on: date) -> list[Place]:
    return centres.suggest_centres(typed[:100], on)


def _nothing(typed: str) -> str:
    return _("No entity has this name. Try other words, or choose from the list.") if typed else _("Choose the entity.")


def _grouped(every: list[Place]) -> list[dict[str, object]]:
    groups = []
    for kind, label in GROUPS:
        rows = [offered(row) for row in every if row.parent and row.parent.kind == kind.value]
        if rows:
            groups.append({"label": label, "places": rows})
    return groups
