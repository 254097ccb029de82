"""The only writers of the tree and of memberships; absences stand in a module of their own."""

from datetime import date, datetime
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce, Concat, Substr
from django.utils.translation import gettext_lazy as _

from tawasul.centres import policies, queries
from tawasul.centres.absences import call_off_absence, cover_absence, end_deputies, move_end_of_absence
from tawasul.centres.actor import Actor
from tawasul.centres.models import LONGEST_FOLDED, Membership, Place, PlaceName
from tawasul.centres.ordering import own_part
from tawasul.centres.roles import BY_KEY, MAY_STAND_UNDER, PlaceKind
from tawasul.lib.arabic import fold
from tawasul.lib.errors import Conflict, Invalid, NotAllowed

__all__ = [
    "appoint",
    "call_off_absence",
    "close_place",
    "cover_absence",
    "end_membership",
    "move_end_of_absence",
    "open_place",
    "rename_place",
]


@transaction.atomic
def open_place(
    *,
    actor: Actor,
    kind: PlaceKind,
    parent: Place | None,
    code: str,
    name_ar: str,
    name_en: str,
    opened_on: date,
    function: str = "",
) -> Place:
    """Add a node to the tree. Raises NotAllowed, or Invalid by field (code taken, kind not allowed under the parent)."""
    _require(policies.may_manage_network(actor))
    allowed = MAY_STAND_UNDER[kind]
    if (parent is None) != (not allowed) or (parent is not None and PlaceKind(parent.kind) not in allowed):
        said = _("A place of this kind cannot stand there.")
        raise Invalid(said, fields={"parent": [said]})
    _require_names(name_ar, name_en)
    place = Place(
        kind=kind.value,
        parent=parent,
        code=code,
        name_ar=name_ar.strip(),
        name_en=name_en.strip(),
        name_folded=_folded(name_ar, name_en),
        function=function,
        path=str(uuid4()),
        opened_on=opened_on,
    )
    try:
        with transaction.atomic():
            place.save(force_insert=True)
    except IntegrityError as error:
        said = _("Another place already has this code.")
        raise Invalid(said, fields={"code": [said]}) from error
    place.path = f"{parent.path if parent else ''}{place.pk}."
    above = Subquery(Place.objects.filter(pk=place.parent_id or 0).values("order_key"))
    key = Concat(Coalesce(above, Value("")), Value(own_part(kind, place.name_ar, place.pk)))
    Place.objects.filter(pk=place.pk).update(path=place.path, order_key=key)
    return place


@transaction.atomic
def rename_place(*, actor: Actor, place_id: int, name_ar: str, name_en: str, on: date) -> Place:
    """Give a place a new name from `on`; the name it had is kept and still finds it."""
    _require(policies.may_manage_network(actor))
    _require_names(name_ar, name_en)
    place = Place.objects.select_for_update().get(pk=place_id)
    if (place.name_ar, place.name_en) == (name_ar.strip(), name_en.strip()):
        return place
    PlaceName.objects.update_or_create(
        place=place, until=on, defaults={"name_ar": place.name_ar, "name_en": place.name_en}
    )
    place.name_ar, place.name_en = name_ar.strip(), name_en.strip()
    place.save(update_fields=["name_ar", "name_en"])
    fold_names(place)
    _stand_where_named(place)
    return place


def fold_names(place: Place) -> None:
    """Keep the words by which a place is found: its names, those that it bore, and those of all that it took over from."""
    named = Place.objects.filter(pk__in=place.former_ids).order_by("pk").values_list("name_ar", "name_en")
    bore = PlaceName.objects.filter(place__in=[place.pk, *place.former_ids]).order_by("pk")
    former = [*named, *bore.values_list("name_ar", "name_en")]
    place.name_folded = _folded(place.name_ar, place.name_en, *(name for names in former for name in names))
    place.save(update_fields=["name_folded"])


def _stand_where_named(place: Place) -> None:
    """Put a place that was renamed, and all below it, where its new name belongs."""
    before, part = place.order_key, own_part(PlaceKind(place.kind), place.name_ar, place.pk)
    above = Place.objects.filter(pk=place.parent_id or 0).values_list("order_key", flat=True).first() or ""
    below = Substr("order_key", len(before) + 1)
    queries.within(place).update(order_key=Concat(Value(above + part), below))
    place.order_key = above + part


@transaction.atomic
def close_place(*, actor: Actor, place_id: int, on: date) -> Place:
    """Close a place: `on` is its last day. It stays in the tree, for history.

    Raises Conflict while something below it is open, or while somebody holds a role there after that day.
    """
    _require(policies.may_manage_network(actor))
    place = Place.objects.select_for_update().get(pk=place_id)
    if place.parent_id is None:
        raise NotAllowed(_("The ministry itself is not closed."))
    if place.closed_on is not None:
        raise Conflict(_("This place is closed already."))
    if Place.objects.filter(parent=place, closed_on=None).exists():
        raise Conflict(_("Close what stands below this place first."), code="not-now")
    held = Membership.objects.filter(place=place)
    if held.exclude(ends_on__isnull=False, ends_on__lte=on).exists():
        raise Conflict(_("People still hold roles here. End them first."), code="not-now")
    place.closed_on = max(on, place.opened_on)
    place.save(update_fields=["closed_on"])
    return place


@transaction.atomic
def appoint(
    *,
    actor: Actor,
    user_id: int,
    role: str,
    place_id: int,
    begins_on: date,
    ends_on: date | None,
    at: datetime,
) -> Membership:
    """Give somebody a role at a place. Raises NotFound, NotAllowed, Invalid, or Conflict where they already hold it."""
    place = queries.place(place_id)
    _require(policies.may_appoint(actor, role=role, place=place))
    row = BY_KEY.get(role)
    if row is None or PlaceKind(place.kind) not in row.held_at:
        said = _("This role is not held at a place of this kind.")
        raise Invalid(said, fields={"role": [said]})
    if ends_on is not None and ends_on < begins_on:
        said = _("The last day is before the first.")
        raise Invalid(said, fields={"ends_on": [said]})
    try:
        with transaction.atomic():
            return Membership.objects.create(
                user_id=user_id,
                role=role,
                place=place,
                begins_on=begins_on,
                ends_on=ends_on,
                appointed_by_id=actor.user_id,
                appointed_at=at,
            )
    except IntegrityError as error:
        raise Conflict(_("This person already holds this role here.")) from error


@transaction.atomic
def end_membership(*, actor: Actor, membership_id: int, ends_on: date) -> Membership:
    """End a role on a day (the last on which it is held); nobody stands in for it any longer.

    Never deletes what was held, so that who held what when stays known: only a deputy's that was still to begin.
    """
    membership = Membership.objects.select_for_update().select_related("place").get(pk=membership_id)
    _require(policies.may_appoint(actor, role=membership.role, place=membership.place))
    if membership.user_id == actor.user_id:
        raise NotAllowed(_("Nobody ends their own role. Ask another person who may."))
    if membership.covers_id is not None and membership.begins_on > ends_on:
        Membership.objects.filter(pk=membership.pk).delete()
        return membership
    membership.ends_on = max(ends_on, membership.begins_on)
    membership.save(update_fields=["ends_on"])
    end_deputies(membership, membership.ends_on)
    return membership


def _require(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(_("Your role does not allow this."))


def _require_names(name_ar: str, name_en: str) -> None:
    missing = {
        field: [_("Write the name.")]
        for field, name in {"name_ar": name_ar, "name_en": name_en}.items()
        if not name.strip()
    }
    if missing:
        raise Invalid(_("Some of what was given needs correction."), fields=missing)


def _folded(*names: str) -> str:
    return fold(" ".join(names))[:LONGEST_FOLDED]
