"""How others read the tree and who holds what."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from tawasul.centres.actor import Actor, ActorKind, Reach
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import BY_KEY, KEEP_CALENDARS, SECTORS, PlaceKind, Power
from tawasul.lib.arabic import fold
from tawasul.lib.errors import NotFound

_REACH_COLUMN = {
    PlaceKind.UNIVERSITY: "sector_id",
    PlaceKind.EDUCATION_DEPARTMENT: "sector_id",
    PlaceKind.CENTRE: "centre_id",
    PlaceKind.UNIT: "centre_id",
    PlaceKind.DEPARTMENT: "department_id",
}
MOST_SUGGESTED = 12


def held_on(day: date) -> Q:
    """The condition that a membership is held on a day."""
    return Q(begins_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def open_on(day: date) -> Q:
    """The condition that a place is open on a day."""
    return Q(opened_on__lte=day) & (Q(closed_on=None) | Q(closed_on__gte=day))


def memberships_of(user_id: int, on: date) -> list[Membership]:
    """The roles somebody holds on a day (the hats they may choose from), the highest place first."""
    rows = Membership.objects.filter(held_on(on), user_id=user_id).select_related("place", "user")
    return sorted(rows, key=lambda row: (row.place.path.count("."), row.pk))


def actor_for(membership: Membership) -> Actor:
    """The actor that a membership makes. The caller has checked that it is held now (`memberships_of`)."""
    place = membership.place
    kind = PlaceKind(place.kind)
    column = _REACH_COLUMN.get(kind)
    centre_id = centre_id_of(place)
    reach_id = centre_id if column == "centre_id" else place.pk
    return Actor(
        kind=ActorKind.STAFF,
        name_ar=membership.user.name_ar,
        name_en=membership.user.name_en,
        user_id=membership.user_id,
        membership_id=membership.pk,
        role=membership.role,
        place_id=place.pk,
        place_kind=kind,
        place_name_ar=place.name_ar,
        place_name_en=place.name_en,
        centre_id=centre_id,
        reach=Reach(column=column, place_id=reach_id if column else None),
        powers=BY_KEY[membership.role].powers,
    )


def ancestors_of(place: Place) -> list[Place]:
    """The places above, from the top down to the place itself: one query."""
    ids = path_ids(place)
    found = Place.objects.in_bulk(ids)
    return [found[pk] for pk in ids]


def path_ids(place: Place) -> list[int]:
    """The ids on the way from the top to the place, itself the last."""
    return [int(part) for part in place.path.split(".") if part]


def path_scopes(place: Place) -> list[str]:
    """The paths from the top down to the place: the scopes in which calendars and commitments are looked up."""
    return scopes_of(place.path)


def scopes_of(path: str) -> list[str]:
    """The paths from the top of the tree down to this one."""
    parts = path.split(".")[:-1]
    return [".".join(parts[: end + 1]) + "." for end in range(len(parts))]


def centre_id_of(place: Place) -> int | None:
    """The centre that the place is or lies in; None above the centres."""
    for above in reversed(ancestors_of(place)):
        if above.kind == PlaceKind.CENTRE.value:
            return above.pk
    return None


def place(pk: int) -> Place:
    """Raises NotFound."""
    found = Place.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound("place")
    return found


def within(root: Place) -> QuerySet[Place]:
    """The subtree of a place, itself included, in the order of the tree."""
    return Place.objects.filter(path__startswith=root.path).order_by("path")


def places_visible_to(actor: Actor) -> QuerySet[Place]:
    """What an actor may see of the tree: all of it for the ministry, otherwise what lies in their reach."""
    if actor.kind is ActorKind.SYSTEM or (actor.place_kind is PlaceKind.MINISTRY and actor.can(Power.SEE_NETWORK)):
        return Place.objects.all()
    if actor.reach is None or actor.reach.place_id is None or not actor.can(Power.SEE_NETWORK):
        return Place.objects.none()
    root = Place.objects.get(pk=actor.reach.place_id)
    return within(root)


def centres(on: date) -> QuerySet[Place]:
    """The open centres, each with its sector (or the ministry) as `parent`."""
    return Place.objects.filter(open_on(on), kind=PlaceKind.CENTRE.value).select_related("parent")


def suggest_centres(text: str, on: date) -> list[Place]:
    """At most twelve open centres whose sector's name holds every word of `text`, in whatever spelling; all for ''."""
    found = centres(on)
    for word in fold(text).split():
        found = found.filter(Q(parent__name_folded__contains=word) | Q(name_folded__contains=word))
    return list(found.order_by("parent__name_ar")[:MOST_SUGGESTED])


def departments_of(centre_id: int, on: date) -> list[Place]:
    """The open departments under a centre, by name."""
    centre = place(centre_id)
    rows = within(centre).filter(open_on(on), kind=PlaceKind.DEPARTMENT.value)
    return list(rows.order_by("name_ar"))


def general_followup_of(centre_id: int, on: date) -> Place | None:
    """The department of a centre that the guide names for complaints: الإدارة العامة للمتابعة."""
    return next((row for row in departments_of(centre_id, on) if row.function == "general_followup"), None)


def units_of(centre_id: int, on: date) -> list[Place]:
    """The open units of a centre in the order of the tree."""
    return list(within(place(centre_id)).filter(open_on(on), kind=PlaceKind.UNIT.value))


def members_with(power: Power, places: Iterable[Place], on: date) -> list[Membership]:
    """Who holds a role with this power at one of these places on a day."""
    roles = [row.key for row in BY_KEY.values() if power in row.powers]
    rows = Membership.objects.filter(held_on(on), place__in=list(places), role__in=roles, user__is_active=True)
    return list(rows.select_related("user", "place").order_by("user__name_ar", "pk"))


def members_in_roles(roles: Sequence[str], root: Place, on: date) -> list[Membership]:
    """Who holds one of these roles at a place or below it on a day."""
    rows = Membership.objects.filter(
        held_on(on), place__path__startswith=root.path, role__in=roles, user__is_active=True
    )
    return list(rows.select_related("user", "place").order_by("user__name_ar", "pk"))


def present(memberships: Iterable[Membership]) -> list[Membership]:
    """Those of these memberships, all held on one day, whose holder is not covered by a deputy among them."""
    rows = list(memberships)
    covered = {row.covers_id for row in rows}
    return [row for row in rows if row.pk not in covered]


def members_visible_to(actor: Actor) -> QuerySet[Membership]:
    """The memberships in an actor's part of the tree, ended ones too."""
    rows = Membership.objects.select_related("user", "place").order_by("place__path", "role", "pk")
    return rows.filter(place__in=places_visible_to(actor))


def sector_of(place: Place) -> Place | None:
    """The sector (university or education department) that the place is or lies in; None at the ministry."""
    for above in reversed(ancestors_of(place)):
        if PlaceKind(above.kind) in SECTORS:
            return above
    return None


def calendar_scope(place: Place) -> str:
    """Where a place's calendar rows hang: the ministry's are the nation's."""
    return "" if place.kind == PlaceKind.MINISTRY.value else place.path


def calendars_visible_to(actor: Actor) -> QuerySet[Place]:
    """The open places whose calendars an actor sees (`policies.may_see_calendar`), in the order of the tree."""
    rows = Place.objects.filter(kind__in=[kind.value for kind in KEEP_CALENDARS], closed_on=None)
    if actor.kind is not ActorKind.SYSTEM and actor.place_kind is not PlaceKind.MINISTRY:
        home = place(actor.centre_id or actor.place_id or 0)
        rows = rows.filter(path__startswith=home.path)
    return rows.order_by("path")
