"""A desk is opened by whoever sits down at it, and closed when they rise."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import SYSTEM, Actor
from tawasul.lib.errors import Conflict, Invalid
from tawasul.reception import policies
from tawasul.reception.actions.changing import desk_event, done, ends_days_before, goes_on, hall_of, locked_desk
from tawasul.reception.course import Step
from tawasul.reception.models import Desk, Visit
from tawasul.reception.queries import at_desk, day_of
from tawasul.reception.reasons import LINE_BY_KEY

LONGEST_NAME = 20


@transaction.atomic
def open_desk(*, actor: Actor, name: str, lines: Sequence[str], at: datetime) -> Desk:
    """Sit down at the desk of this name (a number, mostly), made where there is none, and call from these lines.

    Raises NotAllowed; Invalid by field; Conflict where somebody else sits there, or one sits at another already.
    """
    centre_id = policies.receiving(actor)
    name = " ".join(name.split())
    wrong: dict[str, list[object]] = {}
    if not 1 <= len(name) <= LONGEST_NAME:
        wrong["name"] = [_("Write the desk's number or name, up to 20 letters.")]
    chosen = [line for line in LINE_BY_KEY if line in set(lines)]
    if not chosen:
        wrong["lines"] = [_("Choose at least one kind of service.")]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    hall_of(centre_id)
    ends_days_before(SYSTEM, centre_id, at)
    Desk.objects.get_or_create(centre_id=centre_id, name=name)
    desk = Desk.objects.select_for_update(no_key=True).get(centre=centre_id, name=name)
    if desk.user_id is not None and desk.user_id != actor.user_id:
        raise Conflict(_("Somebody else sits at this desk. Choose another, or ask them to close it."), code="taken")
    fresh = desk.user_id is None
    desk.user_id, desk.lines = actor.user_id, chosen
    desk.opened_at = at if fresh else desk.opened_at
    try:
        with transaction.atomic():
            desk.save()
    except IntegrityError as error:
        raise Conflict(_("You sit at another desk already. Close it first."), code="another-desk") from error
    if fresh:
        desk_event(actor, desk, "desk_opened", at)
    return desk


@transaction.atomic
def close_desk(*, actor: Actor, at: datetime) -> Desk:
    """Rise: whoever was called goes back to their place in the queue, and whoever was to come to this desk alone may go to any.

    Raises Conflict where one sits at none.
    """
    desk = locked_desk(policies.receiving(actor), actor.user_id)
    return closed(actor, desk, at)


@transaction.atomic
def close_desk_of(*, actor: Actor, desk_id: int, at: datetime) -> Desk:
    """The hall's supervisor closes a desk that somebody left open. Raises Conflict where it is closed."""
    centre_id = policies.supervising(actor)
    desk = Desk.objects.select_for_update(no_key=True).filter(centre=centre_id, pk=desk_id).first()
    if desk is None or desk.user_id is None:
        raise Conflict(_("This desk is closed already."), code="not-now")
    return closed(actor, desk, at)


def closed(actor: Actor, desk: Desk, at: datetime) -> Desk:
    """Close this desk, which is locked, whoever sits there."""
    here = at_desk(desk)
    if here is not None:
        visit = Visit.objects.select_for_update(of=("self",)).get(pk=here.pk)
        goes_on(visit, Step.GIVE_BACK)
        visit.for_desk = None
        done(actor, visit, "given_back", at)
    for other in Visit.objects.select_for_update(of=("self",)).filter(for_desk=desk, day=day_of(at)).order_by("pk"):
        other.for_desk = None
        other.save(update_fields=["for_desk"])
    desk.user, desk.opened_at = None, None
    desk.save()
    desk_event(actor, desk, "desk_closed", at)
    return desk
