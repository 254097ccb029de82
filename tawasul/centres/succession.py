"""What becomes of places and of who works there when the tree is reorganised: the writers beside `actions`.

What was is kept: a place that closes keeps its row, its names and its memberships, ended; whoever goes on does so by a
membership that begins at the successor.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from tawasul.centres import queries
from tawasul.centres.actions import fold_names
from tawasul.centres.models import Membership, Place
from tawasul.centres.ordering import own_part
from tawasul.centres.roles import MAY_STAND_UNDER, PlaceKind

_ONE_DAY = timedelta(days=1)


@dataclass(kw_only=True)
class Resettled:
    """Memberships that go on at the successor, and those that could not: the person holds that role there already, or stands
    in for somebody who does not come along."""

    moved: list[Membership] = field(default_factory=list)
    stayed: list[Membership] = field(default_factory=list)


def hold(ids: Iterable[int]) -> None:
    """Lock these places, in the order of their ids: who files a ticket there at this moment is waited for."""
    list(Place.objects.select_for_update().filter(pk__in=list(ids)).order_by("pk").values_list("pk", flat=True))


def move_place(*, place_id: int, parent_id: int, reason: str) -> None:
    """Put a place, and all that stands below it, under another parent: their paths and their order follow.

    The caller moves whatever stands above it first, and holds the places. Raises ValueError where it cannot stand there.
    """
    place, parent = Place.objects.get(pk=place_id), Place.objects.get(pk=parent_id)
    if PlaceKind(parent.kind) not in MAY_STAND_UNDER[PlaceKind(place.kind)] or parent.path.startswith(place.path):
        raise ValueError("a place of this kind cannot stand there")
    path = f"{parent.path}{place.pk}."
    key = parent.order_key + own_part(PlaceKind(place.kind), place.name_ar, place.pk)
    queries.within(place).order_by().update(
        path=Concat(Value(path), Substr("path", len(place.path) + 1)),
        order_key=Concat(Value(key), Substr("order_key", len(place.order_key) + 1)),
        reorganised_by=reason,
    )
    Place.objects.filter(pk=place.pk).update(parent=parent)


def succeed(closing: Mapping[int, int], *, last_day: date, reason: str) -> None:
    """Close places, each in favour of an open one that takes over what it did, and is found by its names too."""
    rows = Place.objects.in_bulk([*closing, *closing.values()])
    for old_id, new_id in closing.items():
        old, new = rows[old_id], rows[new_id]
        old.closed_on = max(last_day, old.opened_on)
        old.succeeded_by, old.reorganised_by = new, reason
        old.save(update_fields=["closed_on", "succeeded_by", "reorganised_by"])
        Place.objects.filter(succeeded_by=old).update(succeeded_by=new)
        new.former_ids = sorted({*new.former_ids, *old.former_ids, old.pk})
        new.save(update_fields=["former_ids"])
    for pk in sorted(set(closing.values())):
        fold_names(rows[pk])


def resettle(*, old_id: int, new_id: int, begins_on: date, by: int | None, at: datetime) -> Resettled:
    """Whoever holds a role at the old place holds it at the new one from a day on, for as long as they would have.

    A role that would begin on that day or later has not been held: it is at the new place from the beginning.
    """
    done = Resettled()
    went: dict[int, Membership] = {}
    rows = Membership.objects.select_for_update().filter(queries.not_over(begins_on), place_id=old_id)
    for row in sorted(rows, key=lambda each: (each.covers_id is not None, each.pk)):
        moved = _resettled(row, new_id, went, begins_on, by, at)
        if moved is None:
            done.stayed.append(row)
        else:
            went[row.pk] = moved
            done.moved.append(moved)
    return done


def _resettled(
    row: Membership, new_id: int, went: Mapping[int, Membership], begins_on: date, by: int | None, at: datetime
) -> Membership | None:
    last = max(begins_on - _ONE_DAY, row.begins_on)
    covers = None
    if row.covers_id is not None:
        covers = went.get(row.covers_id)
        if covers is None:
            _end(row, last)
            return None
    there = Membership.objects.filter(queries.not_over(begins_on), user_id=row.user_id, role=row.role, place_id=new_id)
    if covers is None and there.filter(covers=None).exists():
        _end(row, last)
        return None
    try:
        with transaction.atomic():
            if row.begins_on >= begins_on:
                Membership.objects.filter(pk=row.pk).update(place_id=new_id, covers=covers)
                row.place_id = new_id
                return row
            made = Membership.objects.create(
                user_id=row.user_id,
                role=row.role,
                place_id=new_id,
                begins_on=begins_on,
                ends_on=row.ends_on,
                covers=covers,
                appointed_by_id=by,
                appointed_at=at,
            )
    except IntegrityError:
        _end(row, last)
        return None
    _end(row, last)
    return made


def _end(row: Membership, on: date) -> None:
    row.ends_on = on
    row.save(update_fields=["ends_on"])
