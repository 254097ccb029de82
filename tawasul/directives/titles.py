"""What the head of a place is called: whoever directs, and whoever a letter goes to."""

import re

from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind
from tawasul.lib.spoken_language import language_of

# By the first word of a department's name, what its head is called.
DIRECTED = frozenset({"إدارة", "الإدارة", "مكتب"})
DEANS = frozenset({"عمادة", "كلية"})
GENERAL = "الإدارة العامة للتعليم "
# The name of an education department, and what of it becomes its head's title.
EDUCATION = {
    "ar": ((rf"^{GENERAL}", "مدير عام التعليم "), (r"^إدارة (?=(ال)?تعليم )", "مدير ")),
    "en": (
        (r"^General Department of Education ", "the Director General of Education "),
        (r"^Department of Education ", "the Director of Education "),
        (r"^(.+) Education Department$", r"the Director of Education in \1"),
    ),
}


def title_of(place: Place) -> str:
    """The head of a place by title, as it stands within a sentence; what they are called, a department's own name says."""
    if place.kind == PlaceKind.MINISTRY.value:
        return _("His Excellency the Minister")
    if place.kind == PlaceKind.EDUCATION_DEPARTMENT.value and (title := _in_education(place.name)):
        return title
    return _office_of(place) % {"place": place.name}


def sentence_of(place: Place) -> str:
    """The same at the beginning of a sentence."""
    return capfirst(title_of(place))


def addressed(place: Place) -> str:
    """The head of a place, as a letter greets them."""
    title = {"title": title_of(place)}
    if place.kind == PlaceKind.UNIVERSITY.value or place.name_ar.startswith(GENERAL):
        return pgettext("a president or a director general", "To %(title)s") % title
    return _("To %(title)s") % title


def _in_education(name: str) -> str:
    """ "" for a name of another form."""
    for form, title in EDUCATION[language_of(get_language() or "ar")]:
        made, changed = re.subn(form, title, name)
        if changed:
            return made
    return ""


def _office_of(place: Place) -> str:
    if place.kind == PlaceKind.UNIVERSITY.value:
        return _("the President of %(place)s")
    if place.kind == PlaceKind.CENTRE.value:
        return _("the supervisor of %(place)s")
    first = place.name_ar.split(" ", 1)[0]
    if first in DIRECTED:
        return _("the director of %(place)s")
    if first in DEANS:
        return _("the dean of %(place)s")
    return _("the head of %(place)s")
