"""How others read the tree and who holds what."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Case, Q, QuerySet
from django.db.models import When as IfThen

from tawasul.centres.actor import Actor, ActorKind, Reach
from tawasul.centres.models import Membership, Place
from tawasul.centres.roles import BY_KEY, KEEP_CALENDARS, SECTORS, PlaceKind, Power
from tawasul.lib.arabic import terms
from tawasul.lib.errors import NotFound
from tawasul.lib.remembering import remembered
from tawasul.people.models import User

_REACH_COLUMN = {
    PlaceKind.UNIVERSITY: "sector_id",
    PlaceKind.EDUCATION_DEPARTMENT: "sector_id",
    PlaceKind.CENTRE: "centre_id",
    PlaceKind.UNIT: "centre_id",
    PlaceKind.DEPARTMENT: "department_id",
}
ABOVE_CENTRES = frozenset({PlaceKind.MINISTRY}) | SECTORS
MOST_SUGGESTED = 12
LATELY = timedelta(days=31)


def held_on(day: date) -> Q:
    """The condition that a membership is held on a day."""
    return Q(begins_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def not_over(day: date) -> Q:
    """The condition that a membership is held on a day, or will be."""
    return Q(ends_on=None) | Q(ends_on__gte=day)


def held_through(first: date, last: date) -> Q:
    """The condition that a membership is held on all of these days."""
    return Q(begins_on__lte=first) & (Q(ends_on=None) | Q(ends_on__gte=last))


def open_on(day: date) -> Q:
    """The condition that a place is open on a day."""
    return Q(opened_on__lte=day) & (Q(closed_on=None) | Q(closed_on__gte=day))


def memberships_of(user_id: int, on: date) -> list[Membership]:
    """The roles somebody holds on a day (the hats they may choose from): their own, the highest place first, and then those
    in which they stand in for others."""
    rows = Membership.objects.filter(held_on(on), user_id=user_id).select_related("place", "user", "covers__user")
    return sorted(rows, key=lambda row: (row.covers_id is not None, row.place.path.count("."), row.pk))


def actor_for(membership: Membership) -> Actor:
    """The actor that a membership makes. The caller has checked that it is held now (`memberships_of`)."""
    place = membership.place
    kind = PlaceKind(place.kind)
    column = _REACH_COLUMN.get(kind)
    centre = centre_of(place)
    reached = centre if column == "centre_id" else place
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
        centre_id=centre.pk if centre else None,
        reach=_reach(column, reached) if column and reached else Reach(column=column, place_id=None),
        powers=BY_KEY[membership.role].powers,
        stands_for=membership.covers.user_id if membership.covers else None,
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


def _reach(column: str, place: Place) -> Reach:
    return Reach(column=column, place_id=place.pk, former=tuple(place.former_ids))


def centre_id_of(place: Place) -> int | None:
    """The id of the centre that the place is or lies in; None above the centres."""
    centre = centre_of(place)
    return centre.pk if centre else None


def centre_of(place: Place) -> Place | None:
    """The centre that the place is or lies in; None above the centres. One query, for places below a centre alone."""
    if place.kind == PlaceKind.CENTRE.value:
        return place
    if PlaceKind(place.kind) in ABOVE_CENTRES:
        return None
    return _lowest(frozenset({PlaceKind.CENTRE}), tuple(path_ids(place)[:-1]))


def standing_for(place_id: int) -> Place:
    """The open place that does now what this one did: itself, or what took over from it. Raises NotFound."""
    found = place(place_id)
    return found if found.succeeded_by_id is None else place(found.succeeded_by_id)


@remembered
def _lowest(kinds: frozenset[PlaceKind], ids: tuple[int, ...]) -> Place | None:
    """The lowest place of these kinds among places that lie in one another."""
    found = Place.objects.filter(pk__in=ids, kind__in=[kind.value for kind in kinds])
    return max(found, key=lambda place: len(place.path), default=None)


@remembered
def place(pk: int) -> Place:
    """Raises NotFound."""
    found = Place.objects.filter(pk=pk).first()
    if found is None:
        raise NotFound()
    return found


def within(root: Place) -> QuerySet[Place]:
    """The subtree of a place, itself included, in the order of the tree."""
    return Place.objects.filter(path__startswith=root.path).order_by("order_key")


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


def centre_serving(place: Place, on: date) -> Place | None:
    """The open centre of a university, an education department or the ministry; None of any other place. One query."""
    return centres(on).filter(parent=place).order_by("pk").first()


def reached_centres(actor: Actor, on: date) -> QuerySet[Place]:
    """The centres from which an actor's tickets come, those that have closed too, in the order of the tree."""
    rows = Place.objects.filter(kind=PlaceKind.CENTRE.value, opened_on__lte=on)
    rows = rows.select_related("parent__parent", "succeeded_by__parent__parent").order_by("order_key")
    if actor.reach is None:
        return rows.none()
    ids = [pk for pk in actor.reach.places if pk is not None]
    match actor.reach.column:
        case None:
            return rows
        case "sector_id":
            return rows.filter(parent__in=ids)
        case "centre_id":
            return rows.filter(pk__in=ids)
        case _:
            return rows.filter(pk=actor.centre_id or 0)


def departments_below(roots: Iterable[Place], on: date) -> QuerySet[Place]:
    """The departments of these places, those that have closed too, by name."""
    below = Q(pk__in=[])
    for root in roots:
        below |= Q(path__startswith=root.path)
    rows = Place.objects.filter(below, kind=PlaceKind.DEPARTMENT.value, opened_on__lte=on)
    return rows.select_related("succeeded_by").order_by("name_folded", "pk")


def former_names_of(sectors: Iterable[Place]) -> dict[int, list[Place]]:
    """By the id of each sector those that it took over from, whose names still find it. One query, none where none did."""
    ids = {pk: row.pk for row in sectors for pk in row.former_ids}
    found: dict[int, list[Place]] = {}
    for place in Place.objects.filter(pk__in=ids).order_by("order_key") if ids else ():
        found.setdefault(ids[place.pk], []).append(place)
    return found


def centre_to_file_with(pk: int, on: date) -> Place | None:
    """The open centre of this id, or the one that took over from it since it was chosen."""
    return centres(on).filter(Q(pk=pk) | Q(predecessors=pk)).first()


def suggest_centres(text: str, on: date) -> list[Place]:
    """At most twelve open centres whose sector's name holds every word of `text`, in whatever spelling; all for ''."""
    found = centres(on)
    for word in terms(text):
        found = found.filter(Q(parent__name_folded__contains=word) | Q(name_folded__contains=word))
    return list(found.order_by("parent__name_folded")[:MOST_SUGGESTED])


def places_to_ask(on: date, *, sectors: bool = False) -> QuerySet[Place]:
    """The open departments and centres: whom one may ask for a statement; `sectors`: the universities and education
    departments too, as their officials may be directed."""
    kinds = {PlaceKind.DEPARTMENT, PlaceKind.CENTRE} | (SECTORS if sectors else set())
    return Place.objects.filter(open_on(on), kind__in=sorted(kind.value for kind in kinds))


def suggest_to_ask(
    text: str, on: date, *, near: int | None, below: Place | None = None, sectors: bool = False
) -> list[Place]:
    """At most twelve of them, by words of their own name or of those above them, in whatever spelling; those of the centre
    `near` first, then sectors, centres and departments. For "" the departments of that centre. Only those `below` a place,
    where one is named; `sectors` as of `places_to_ask`."""
    found = places_to_ask(on, sectors=sectors).select_related("parent", "parent__parent")
    if below is not None:
        found = found.filter(path__startswith=below.path)
    for word in terms(text):
        names = Q(name_folded__contains=word)
        for above in ("parent__name_folded", "parent__parent__name_folded"):
            names |= Q(**{f"{above}__contains": word})
        found = found.filter(names)
    own = Q(path__startswith=place(near).path, kind=PlaceKind.DEPARTMENT.value) if near else Q(pk__in=[])
    sector = IfThen(kind__in=sorted(kind.value for kind in SECTORS), then=1)
    rank = Case(IfThen(own, then=0), sector, IfThen(kind=PlaceKind.CENTRE.value, then=2), default=3)
    return list(found.order_by(rank, "name_ar", "pk")[:MOST_SUGGESTED])


def departments_of(centre_id: int, on: date) -> list[Place]:
    """The open departments under a centre, by name."""
    rows = within(place(centre_id)).filter(open_on(on), kind=PlaceKind.DEPARTMENT.value)
    return list(rows.order_by("name_folded"))


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
    return list(rows.select_related("user", "place", "covers__user").order_by("user__name_ar", "pk"))


def people_within(root: Place, on: date) -> list[User]:
    """Who works at a place or below it on a day, by name."""
    rows = Membership.objects.filter(held_on(on), place__path__startswith=root.path)
    return list(User.objects.filter(pk__in=rows.values("user"), is_active=True).order_by("name_ar", "pk"))


def members_in_roles(roles: Sequence[str], root: Place | Iterable[Place], on: date) -> list[Membership]:
    """Who holds one of these roles at a place (or one of several) or below it on a day."""
    below = Q(pk__in=[])
    for each in [root] if isinstance(root, Place) else root:
        below |= Q(place__path__startswith=each.path)
    rows = Membership.objects.filter(below, held_on(on), role__in=roles, user__is_active=True)
    return list(rows.select_related("user", "place").order_by("user__name_ar", "pk"))


def present(memberships: Iterable[Membership]) -> list[Membership]:
    """Those of these memberships, all held on one day, whose holder is not covered by a deputy among them."""
    rows = list(memberships)
    covered = {row.covers_id for row in rows}
    return [row for row in rows if row.pk not in covered]


def absences() -> QuerySet[Membership]:
    """Every absence: the deputy's membership, with the absent person's as `covers`."""
    rows = Membership.objects.filter(covers__isnull=False)
    return rows.select_related("user", "place", "covers__user", "covers__place")


def absences_visible_to(actor: Actor) -> QuerySet[Membership]:
    """The absences of an actor's part of the tree, and those in which they are the absent person or the deputy."""
    own = Q(user_id=actor.user_id) | Q(covers__user_id=actor.user_id)
    return absences().filter(own | Q(place__in=places_visible_to(actor).order_by().values("pk")))


def stand_in(*, user_id: int, place: Place, on: date) -> User | None:
    """The deputy of who is away, in the role that they hold at a place (at a centre, in its units too), on a day."""
    rows = absences().filter(held_on(on), covers__user_id=user_id, user__is_active=True)
    if place.kind == PlaceKind.CENTRE.value:
        seats = [PlaceKind.CENTRE.value, PlaceKind.UNIT.value]
        rows = rows.filter(place__path__startswith=place.path, place__kind__in=seats)
    else:
        rows = rows.filter(place=place)
    found = rows.order_by("pk").first()
    return found.user if found else None


def colleagues_of(absent: Membership, first: date, last: date) -> QuerySet[Membership]:
    """Who else holds this role at this place, as their own, on all of these days."""
    rows = Membership.objects.filter(held_through(first, last), covers=None, place=absent.place, role=absent.role)
    return _others(rows, absent)


def may_stand_in(absent: Membership, first: date, last: date) -> QuerySet[Membership]:
    """Who works in the same sector (for the ministry's people: at the ministry or its centre), in a role of their own, on all
    of these days."""
    rows = Membership.objects.filter(held_through(first, last), covers=None).filter(_house_of(absent.place))
    return _others(rows, absent)


def _others(rows: QuerySet[Membership], absent: Membership) -> QuerySet[Membership]:
    found = rows.filter(user__is_active=True).exclude(user_id=absent.user_id)
    return found.select_related("user", "place").order_by("user__name_ar", "pk")


def _house_of(place: Place) -> Q:
    sector = sector_of(place)
    if sector is not None:
        return Q(place__path__startswith=sector.path)
    top = path_ids(place)[0]
    house = Q(place=top)
    for centre in Place.objects.filter(parent=top, kind=PlaceKind.CENTRE.value):
        house |= Q(place__path__startswith=centre.path)
    return house


def members_visible_to(actor: Actor) -> QuerySet[Membership]:
    """The memberships in an actor's part of the tree, ended ones too."""
    rows = Membership.objects.select_related("user", "place", "covers__user").order_by("place__order_key", "role", "pk")
    return rows.filter(place__in=places_visible_to(actor))


def sector_of(place: Place) -> Place | None:
    """The sector (university or education department) that the place is or lies in; None at the ministry."""
    return place if PlaceKind(place.kind) in SECTORS else _lowest(SECTORS, tuple(path_ids(place)[:-1]))


def calendar_scope(place: Place) -> str:
    """Where a place's calendar rows hang: the ministry's are the nation's."""
    return "" if place.kind == PlaceKind.MINISTRY.value else place.path


def calendars_visible_to(actor: Actor) -> QuerySet[Place]:
    """The open places whose calendars an actor sees (`policies.may_see_calendar`), in the order of the tree."""
    rows = Place.objects.filter(kind__in=[kind.value for kind in KEEP_CALENDARS], closed_on=None)
    if actor.kind is not ActorKind.SYSTEM and actor.place_kind is not PlaceKind.MINISTRY:
        home = place(actor.centre_id or actor.place_id or 0)
        rows = rows.filter(path__startswith=home.path)
    return rows.order_by("order_key")


class When(StrEnum):
    """How an absence stands to a day."""

    NOW = "now"
    COMING = "coming"
    OVER = "over"


def absences_on(user_id: int, day: date) -> list[Membership]:
    """The absences of a day in which somebody is the absent person or the deputy, those of their own first."""
    rows = absences().filter(held_on(day), user__is_active=True)
    rows = rows.filter(Q(covers__user_id=user_id) | Q(user_id=user_id))
    return sorted(rows, key=lambda row: (row.user_id == user_id, row.ends_on, row.pk))


def when_of(absence: Membership, today: date) -> When:
    """Whether it has begun, and whether it is over."""
    if absence.begins_on > today:
        return When.COMING
    return When.NOW if absence.ends_on is None or absence.ends_on >= today else When.OVER


def absences_standing(rows: QuerySet[Membership], when: When, today: date) -> QuerySet[Membership]:
    """Of these absences those that are on, with who is back first; those that come, the next first; or those over in the last
    month, the latest first."""
    match when:
        case When.NOW:
            return rows.filter(held_on(today)).order_by("ends_on", "pk")
        case When.COMING:
            return rows.filter(begins_on__gt=today).order_by("begins_on", "pk")
        case When.OVER:
            return rows.filter(ends_on__lt=today, ends_on__gte=today - LATELY).order_by("-ends_on", "-pk")


def absences_after(rows: QuerySet[Membership], when: When, key: int | None) -> QuerySet[Membership]:
    """Of `absences_standing` those that follow the absence `key` in their order; all without a key."""
    last = absences().filter(pk=key).first() if key else None
    if last is None:
        return rows
    match when:
        case When.NOW:
            return rows.filter(Q(ends_on__gt=last.ends_on) | Q(ends_on=last.ends_on, pk__gt=last.pk))
        case When.COMING:
            return rows.filter(Q(begins_on__gt=last.begins_on) | Q(begins_on=last.begins_on, pk__gt=last.pk))
        case When.OVER:
            return rows.filter(Q(ends_on__lt=last.ends_on) | Q(ends_on=last.ends_on, pk__lt=last.pk))
