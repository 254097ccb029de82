"""Who looked at which masked identity, mobile or e-mail address, when and why."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres.labels import ROLE_LABELS
from tawasul.centres.models import Membership
from tawasul.centres.roles import Power
from tawasul.lib.reference import spoken
from tawasul.people.models import Unmasking
from tawasul.tickets.queries import tickets_visible_to, unmaskings_visible_to
from tawasul.web.desk.office.paging import PAGE, before_of, page_urls
from tawasul.web.doors import StaffRequest, staff_only

FIELD_LABELS = {"identity": _("Identity"), "mobile": _("Mobile"), "email": _("E-mail")}


@staff_only(Power.SEE_UNMASKINGS)
@require_safe
def record(request: StaffRequest) -> HttpResponse:
    """The looks at tickets that the actor may see, newest first."""
    found = unmaskings_visible_to(request.actor).select_related("user", "beneficiary")
    before = before_of(request)
    rows = list((found.filter(pk__lt=before) if before else found).order_by("-pk")[: PAGE + 1])
    context = {"title": _("Who unmasked what"), "shown": _shown(request, rows[:PAGE])}
    return render(request, "desk/office/unmaskings.html", context | page_urls(request, rows, lambda row: row.pk))


def _shown(request: StaffRequest, rows: list[Unmasking]) -> list[dict[str, Any]]:
    tickets = tickets_visible_to(request.actor).filter(pk__in=[row.subject_id for row in rows])
    references = dict(tickets.order_by().values_list("pk", "reference"))
    worn = Membership.objects.select_related("place").in_bulk([row.membership_id for row in rows])
    return [
        {
            "row": row,
            "field": FIELD_LABELS[row.field],
            "role": ROLE_LABELS[worn[row.membership_id].role] if row.membership_id in worn else "",
            "place": worn[row.membership_id].place.name if row.membership_id in worn else "",
            "reference": references.get(row.subject_id, ""),
            "spoken": spoken(references[row.subject_id]) if row.subject_id in references else "",
        }
        for row in rows
    ]
