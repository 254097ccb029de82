"""Absences as both people know them: recorded, moved, called off; an event on each one's chain, and a notice to each.

Who may, and which days and deputies can be, is decided by `centres.absences`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.accounts.events import SUBJECT_KIND
from tawasul.accounts.managing import record
from tawasul.accounts.saying import day_data, place_data, role_data, roles_said
from tawasul.centres import actions as centres
from tawasul.centres.actor import Actor
from tawasul.centres.models import Membership
from tawasul.lib.errors import Invalid, NotFound
from tawasul.notices.actions import owe
from tawasul.notices.recipients import of_user
from tawasul.people.models import User

PAGE = "/desk/absences/{id}/"


@transaction.atomic
def record_absence(
    *, actor: Actor, membership_ids: Sequence[int], deputy_id: int, begins_on: date, ends_on: date, at: datetime
) -> list[Membership]:
    """Somebody is away from a day to a day, and a deputy stands in for them in these of their roles.

    Raises as `centres.absences.cover_absence`: where one role cannot be covered, none is.
    """
    if not membership_ids:
        said = _("Choose at least one role.")
        raise Invalid(said, fields={"roles": [said]})
    owners = set(Membership.objects.filter(pk__in=membership_ids).values_list("user_id", flat=True))
    if len(owners) > 1:
        said = _("An absence is one person's.")
        raise Invalid(said, fields={"roles": [said]})
    made = [
        centres.cover_absence(
            actor=actor, membership_id=pk, deputy_id=deputy_id, begins_on=begins_on, ends_on=ends_on, at=at
        )
        for pk in dict.fromkeys(membership_ids)
    ]
    for row in made:
        _write_down(actor, row, ("absence_recorded", "deputised"), at)
    _tell(actor, made, ("absence_recorded", "deputy_named"), at)
    return made


@transaction.atomic
def move_end_of_absence(*, actor: Actor, absence_id: int, ends_on: date, at: datetime) -> Membership:
    """An absence lasts until another day. Raises as `centres.absences.move_end_of_absence`."""
    row = centres.move_end_of_absence(actor=actor, absence_id=absence_id, ends_on=ends_on, at=at)
    _write_down(actor, row, ("absence_moved", "deputyship_moved"), at)
    _tell(actor, [row], ("absence_moved", "absence_moved"), at)
    return row


@transaction.atomic
def call_off_absence(*, actor: Actor, absence_id: int, at: datetime) -> None:
    """An absence that has not begun will not be. Raises as `centres.absences.call_off_absence`."""
    row = centres.call_off_absence(actor=actor, absence_id=absence_id, at=at)
    _write_down(actor, row, ("absence_called_off", "deputyship_called_off"), at)
    _tell(actor, [row], ("absence_called_off", "absence_called_off"), at)


def _absent(row: Membership) -> User:
    if row.covers is None:
        raise NotFound()
    return row.covers.user


def _write_down(actor: Actor, row: Membership, kinds: tuple[str, str], at: datetime) -> None:
    """On the absent person's chain and on the deputy's: both are locked since the membership was."""
    absent, deputy = _absent(row), row.user
    data = {
        **role_data(row.role),
        **place_data(row.place),
        **day_data("first", row.begins_on),
        **day_data("last", row.ends_on or row.begins_on),
        "absence_id": row.pk,
    }
    names = {"absent_ar": absent.name_ar, "absent_en": absent.name_en}
    names |= {"deputy_ar": deputy.name_ar, "deputy_en": deputy.name_en}
    for user, kind in zip((absent, deputy), kinds, strict=True):
        record(actor, user, kind, at, data | names)


def _tell(actor: Actor, rows: Sequence[Membership], kinds: tuple[str, str], at: datetime) -> None:
    """The absent person and the deputy; whoever did it knows."""
    row = rows[0]
    absent, deputy = _absent(row), row.user
    said: Mapping[str, Any] = {
        "name": {"ar": absent.name_ar, "en": absent.name_en},
        "deputy": {"ar": deputy.name_ar, "en": deputy.name_en},
        "roles": roles_said(rows),
        "first": row.begins_on,
        "last": row.ends_on or row.begins_on,
    }
    for user, kind in zip((absent, deputy), kinds, strict=True):
        if user.pk != actor.user_id:
            owe(
                kind=kind,
                once=f"absence:{row.pk}:{at.isoformat()}",
                at=at,
                subject_kind=SUBJECT_KIND,
                subject_id=absent.pk,
                recipients=[of_user(user)],
                context={**said, "link": "/desk/absences/" if kind.endswith("called_off") else PAGE.format(id=row.pk)},
            )
