"""Who asked in vain. Those who answer callers read it, wherever in the network the matter may belong."""

from django.db.models import QuerySet

from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.tickets.callers.finding import Sought
from tawasul.tickets.models import AskedInVain

PAGE = 25
FEW = 5


def asked_visible_to(actor: Actor) -> QuerySet[AskedInVain]:
    """All of it to those who answer callers, none to anybody else."""
    return AskedInVain.objects.all() if actor.can(Power.ANSWER_CALLERS) else AskedInVain.objects.none()


def asked_before(actor: Actor, sought: Sought) -> list[AskedInVain]:
    """Who asked in vain with the same number, the last ones first."""
    if not sought.value:
        return []
    rows = asked_visible_to(actor).filter(kind=sought.kind.value, value=sought.value)
    return list(rows.select_related("by").order_by("-id")[:FEW])


def page_of(actor: Actor, after: int | None = None) -> tuple[list[AskedInVain], int | None]:
    """A page, the newest first, and the id after which the next begins (None: there is none)."""
    rows = asked_visible_to(actor).select_related("by")
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(rows.order_by("-id")[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None
