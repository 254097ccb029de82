"""What the slip says: in Arabic and in English at once, whatever language the desk speaks that prints it."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tawasul.reception.labels import LINE_LABELS
from tawasul.reception.models import Visit
from tawasul.reception.order import Priority
from tawasul.web.desk.work.showing import said_date

HEAD = _("Your number")
FIRST = _("You are called before others")
CAMERA = _("Point your phone's camera here: it shows how many are before you, and how long it may take.")
ONLINE = _("Much can be done without a visit: on the portal, or by calling 19996.")


def words_of(visit: Visit) -> dict[str, list[tuple[str, str]]]:
    """By what is said, the words in each language, with its code."""
    tongues = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            tongues.append((code, {what: str(said) for what, said in _said(visit).items()}))
    return {what: [(code, words[what]) for code, words in tongues] for what in tongues[0][1]}


def _said(visit: Visit) -> dict[str, Any]:
    return {
        "centre": visit.centre.name,
        "head": HEAD,
        "line": LINE_LABELS[visit.line],
        "first": FIRST if visit.priority != Priority.NONE.value else "",
        "day": said_date(visit.arrived_at),
        "camera": CAMERA,
        "online": ONLINE,
    }
