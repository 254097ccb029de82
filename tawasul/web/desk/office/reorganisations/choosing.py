"""Places as a plan names them: found by what is typed, said in a sentence."""

from typing import Any

from django.utils.translation import gettext as _

from tawasul.centres.models import Place
from tawasul.lib.arabic import terms
from tawasul.reorganisations.models import PlanLine

MOST_FOUND = 12


def fitting(text: str) -> tuple[list[Place], bool]:
    """Open places whose own names, or those of what stands above them, hold every word; and whether there are more."""
    rows = Place.objects.filter(closed_on=None, parent__isnull=False).select_related("parent__parent")
    for word in terms(text):
        named = rows.filter(name_folded__contains=word)
        for above in ("parent__name_folded__contains", "parent__parent__name_folded__contains"):
            named = named | rows.filter(**{above: word})
        rows = named | rows.filter(code__iexact=word)
    found = list(rows.order_by("order_key")[: MOST_FOUND + 1])
    return found[:MOST_FOUND], len(found) > MOST_FOUND


def by_text(text: str) -> Place | None:
    """The one open place of this code or this very name: what comes of a field in which no script runs."""
    rows = Place.objects.filter(closed_on=None)
    exact = rows.filter(code__iexact=text.strip()).first()
    if exact is not None or not text.strip():
        return exact
    found, more = fitting(text)
    return found[0] if len(found) == 1 and not more else None


def sentence_of(row: PlanLine, names: dict[str, Any]) -> str:
    """What a line says, with the names of its places."""
    said = {"place": names.get(row.code, row.code), "other": names.get(row.other, row.other), "name": row.name_ar}
    match row.step:
        case "merge" if row.code == row.other:
            return _("%(place)s stays as it is") % said
        case "merge":
            return _("%(place)s closes, and %(other)s takes over") % said
        case "move":
            return _("%(place)s stands under %(other)s") % said
        case "open":
            return _("%(place)s is opened under %(other)s") % said
    return _("%(place)s is called %(name)s") % said
