"""A page says under which role it was opened, and what is sent from it is done under no other.

The role chosen belongs to the session, so a second window changes it for the first one too. Pages name theirs (a field of
each form, a header of each request by script: `acting.ts`); a page without scripts names none, and acts in the role now worn.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tawasul.centres.models import Membership
from tawasul.centres.saying import role_said
from tawasul.web.doors import page_of_form

FIELD, HEADER = "acting_as", "X-Acting-As"
_MARKS = {FIELD, "csrfmiddlewaretoken", "seen", "list", "once", "next"}
_WRITTEN = 20  # characters from which a value is a text that somebody would not like to write again


def changed_meanwhile(request: HttpRequest) -> HttpResponse | None:
    """The answer (409) to what was sent from a page of another role than the one now worn; None when they are the same."""
    worn: Membership | None = getattr(request, "membership", None)
    said = request.headers.get(HEADER) or request.POST.get(FIELD, "")
    if request.method != "POST" or worn is None or not said or said == str(worn.pk):
        return None
    held: list[Membership] = getattr(request, "memberships", [])
    before = next((row for row in held if str(row.pk) == said), None)
    context = {
        "before": before and {"id": before.pk, "label": role_said(before), "place": before.place.name},
        "worn": {"label": role_said(worn), "place": worn.place.name},
        "came_from": page_of_form(request),
        "typed": [value for name, value in request.POST.items() if name not in _MARKS and len(value) >= _WRITTEN],
    }
    answer = render(request, "desk/other_role.html", context, status=409)
    if request.headers.get("HX-Request"):
        answer.headers["HX-Retarget"] = "body"
        answer.headers["HX-Reswap"] = "innerHTML"
    return answer
