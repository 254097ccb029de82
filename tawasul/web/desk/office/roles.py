"""The table of roles and powers, as it is in force: to be printed and read aloud."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tawasul.centres.labels import PLACE_KIND_LABELS, POWER_LABELS, ROLE_LABELS
from tawasul.centres.roles import ROLES, PlaceKind, Power, Role
from tawasul.web.doors import StaffRequest, staff_only


@staff_only()
@require_safe
def table(request: StaffRequest) -> HttpResponse:
    """Every role with where it is held and every power; nothing else grants anything."""
    context = {
        "title": _("Roles and powers"),
        "powers": [
            {"number": number, "label": POWER_LABELS[power.value]} for number, power in enumerate(Power, start=1)
        ],
        "rows": [_row(role, request.actor.role) for role in ROLES],
    }
    return render(request, "desk/office/roles.html", context)


def _row(role: Role, worn: str) -> dict[str, Any]:
    return {
        "label": ROLE_LABELS[role.key],
        "worn": role.key == worn,
        "held_at": [PLACE_KIND_LABELS[kind.value] for kind in PlaceKind if kind in role.held_at],
        "powers": [(POWER_LABELS[power.value], power in role.powers) for power in Power],
    }
