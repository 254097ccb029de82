"""A desk is opened by whoever sits down at it, and closed when they rise."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import SYSTEM, Actor
from tawasul.lib.arabic import fold
from tawasul.lib.digits import western
from tawasul.lib.errors import Conflict, Invalid
from tawasul.reception import policies
from tawasul.reception.actions.changing import desk_event, done, ends_days_before, goes_on, hall_of, locked_desk
from tawasul.reception.course import Step
from tawasul.reception.models import Desk, Visit
from tawasul.reception.queries import at_desk, day_of
from tawasul.reception.reasons import LINE_BY_KEY

LONGEST_NAME = 20  # characters: what the hall's screen has room for beside a number
_LOCK = 0x6465_736B  # with the centre's key: two who sit down in one hall at once do so one after the other
_CALLED_SO = ("مكتب", "المكتب", "desk")  # the word that every page puts before the name


def desk_name(text: str) -> str:
    """A desk's name as it is kept: western digits, as those of the numbers beside it, and without the word “desk” before it."""
    words = western(text).split()
    while len(words) > 1 and words[0].casefold() in _CALLED_SO:
        words = words[1:]
    return " ".join(words)


def too_long(name: str) -> object:
    """What is said of a name that the hall's screen has no room for; the name as it is kept."""
    return _("This name has %(length)d characters; the hall's screen has room for %(most)d. Shorten it.") % {
        "length": len(name), "most": LONGEST_NAME,
    }  # fmt: skip


@transaction.atomic
def open_desk(*, actor: Actor, name: str, lines: Sequence[str], at: datetime) -> Desk:
    """Sit down at the desk of this name (a number, mostly), made where there is none, and call from these lines.

    Names that are read alike are one desk: "١" is "1", and "الاستقبال" is "الإستقبال".
    Raises NotAllowed; Invalid by field; Conflict where somebody else sits there, or one sits at another already.
    """
    centre_id = policies.receiving(actor)
    name = desk_name(name)
    wrong: dict[str, list[object]] = {}
    if not name:
        wrong["name"] = [_("Write the desk's number or name.")]
    elif len(name) > LONGEST_NAME:
        wrong["name"] = [too_long(name)]
    chosen = [line for line in LINE_BY_KEY if line in set(lines)]
    if not chosen:
        wrong["lines"] = [_("Choose at least one kind of service.")]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    hall_of(centre_id)
    ends_days_before(SYSTEM, centre_id, at)
    desk = _of_this_name(centre_id, name)
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


def _of_this_name(centre_id: int, name: str) -> Desk:
    """The desk whose name is read like this one, locked: the one that is open, or the one of just this name.

    It is made where there is none, and called as it was written now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, centre_id])
    alike = [desk for desk in Desk.objects.filter(centre=centre_id) if fold(desk.name) == fold(name)]
    alike.sort(key=lambda desk: (desk.user_id is None, desk.name != name, desk.pk))
    if not alike:
        return Desk.objects.create(centre_id=centre_id, name=name)
    desk = Desk.objects.select_for_update(no_key=True).get(pk=alike[0].pk)
    if desk.user_id is None and all(each.name != name for each in alike):
        desk.name = name
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
