"""How much open work each department and each coordinator has: what one looks at before passing on more."""

from collections.abc import Iterable

from django.db.models import Count

from tawasul.tickets.lifecycle import UNANSWERED_STATES
from tawasul.tickets.models import Ticket

_UNANSWERED = sorted(state.value for state in UNANSWERED_STATES)


def of_departments(department_ids: Iterable[int]) -> dict[int, int]:
    """Unanswered tickets by department; one with none is not named."""
    rows = Ticket.objects.filter(state__in=_UNANSWERED, joined_to=None, department_id__in=list(department_ids))
    return dict(rows.order_by().values_list("department_id").annotate(n=Count("pk")))


def of_coordinators(department_ids: Iterable[int]) -> dict[tuple[int, int], int]:
    """Unanswered tickets by (department, holder) in these departments."""
    rows = Ticket.objects.filter(
        state__in=_UNANSWERED, joined_to=None, department_id__in=list(department_ids), holder__isnull=False
    )
    counted = rows.order_by().values_list("department_id", "holder_id").annotate(n=Count("pk"))
    return {(department, holder): n for department, holder, n in counted}


def of_people(user_ids: Iterable[int]) -> dict[int, int]:
    """Unanswered tickets in each of these people's hands, wherever they are."""
    rows = Ticket.objects.filter(state__in=_UNANSWERED, joined_to=None, holder_id__in=list(user_ids))
    return dict(rows.order_by().values_list("holder_id").annotate(n=Count("pk")))
