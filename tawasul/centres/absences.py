"""Absences: while somebody is away a deputy holds their role, and what would reach them for it reaches the deputy.

An absence is the deputy's membership, which covers the absent person's from a day to a day. Deputies stand in one deep: whoever
is away stands in for nobody, and nobody stands in for a deputy.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tawasul.centres import policies, queries
from tawasul.centres.actor import Actor
from tawasul.centres.models import Membership
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.people.models import User

LONGEST = timedelta(days=366)
_ONE_DAY = timedelta(days=1)


@transaction.atomic
def cover_absence(
    *, actor: Actor, membership_id: int, deputy_id: int, begins_on: date, ends_on: date, at: datetime
) -> Membership:
    """Let a deputy hold somebody's role while they are absent, from a day to a day.

    By those who may give the role there; for their own absence by the person, with a deputy who holds the same role there.
    Raises NotFound; NotAllowed; Invalid by field (`deputy`, `begins_on`, `ends_on`); Conflict where one of the two is absent
    or stands in for somebody in these days (codes "covered", "deputy-absent", "stands-in").
    """
    absent = _hold(membership_id, deputy_id)
    deputy = User.objects.filter(pk=deputy_id, is_active=True).first()
    if absent.covers_id is not None:
        raise Conflict(_("Nobody stands in for a deputy: end that absence, and name another deputy."), code="stands-in")
    _require(actor, absent, deputy_id, begins_on, ends_on)
    wrong = _wrong_days(absent, begins_on, ends_on, timezone.localdate(at))
    if deputy_id == absent.user_id:
        wrong["deputy"] = [_("Nobody is their own deputy.")]
    elif deputy is None:
        wrong["deputy"] = [_("There is no such person.")]
    elif not wrong and not _able(deputy, absent, begins_on, ends_on):
        wrong["deputy"] = [_("A deputy works in the same sector, in a role of their own, on all of these days.")]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    _refuse_meetings(absent, deputy_id, begins_on, ends_on)
    return Membership.objects.create(
        user_id=deputy_id,
        role=absent.role,
        place=absent.place,
        begins_on=begins_on,
        ends_on=ends_on,
        covers=absent,
        appointed_by_id=actor.user_id,
        appointed_at=at,
    )


@transaction.atomic
def move_end_of_absence(*, actor: Actor, absence_id: int, ends_on: date, at: datetime) -> Membership:
    """Let an absence last until another day: shorter when somebody is back, or longer.

    Raises as `cover_absence`; Conflict (code "over") for one that has ended; Invalid for the day it has, or one that is past.
    """
    row = _held_absence(absence_id)
    absent, today = _covered(row), timezone.localdate(at)
    _require(actor, absent, row.user_id, row.begins_on, ends_on, longer=ends_on > _last(row))
    _refuse_over(row, today)
    earliest = max(row.begins_on, today - _ONE_DAY)
    wrong = _wrong_days(absent, row.begins_on, ends_on, row.begins_on)
    if not wrong and ends_on == row.ends_on:
        wrong["ends_on"] = [_("It ends on this day already.")]
    elif not wrong and ends_on < earliest:
        wrong["ends_on"] = [_("What is past stays as it was: yesterday at the earliest, and not before the first day.")]
    if not wrong and ends_on > _last(row) and not _able(row.user, absent, row.begins_on, ends_on):
        wrong["ends_on"] = [_("The deputy does not work here on all of these days.")]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    if ends_on > _last(row):
        _refuse_meetings(absent, row.user_id, _last(row) + _ONE_DAY, ends_on)
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    return row


@transaction.atomic
def call_off_absence(*, actor: Actor, absence_id: int, at: datetime) -> Membership:
    """An absence that has not begun will not be. Its row goes, as nobody has held the role by it.

    Raises NotFound, NotAllowed, Conflict (code "begun") where it has begun.
    """
    row = _held_absence(absence_id)
    _require(actor, _covered(row), row.user_id, row.begins_on, _last(row), longer=False)
    if row.begins_on <= timezone.localdate(at):
        raise Conflict(_("This absence has begun: set its last day instead."), code="begun")
    Membership.objects.filter(pk=row.pk).delete()
    return row


def end_deputies(membership: Membership, ends_on: date) -> None:
    """Nobody stands in for a role longer than it is held. Part of ending the role, whose row is locked."""
    deputies = Membership.objects.filter(covers=membership)
    deputies.filter(begins_on__gt=ends_on).delete()
    deputies.filter(ends_on__gt=ends_on).update(ends_on=ends_on)


def _hold(membership_id: int, deputy_id: int) -> Membership:
    """The membership locked, and before it both people: of two who record at once one is first, whoever is absent."""
    known = Membership.objects.filter(pk=membership_id).first()
    if known is None:
        raise NotFound()
    _hold_people({known.user_id, deputy_id})
    rows = Membership.objects.select_for_update(of=("self",)).select_related("place", "user")
    return rows.get(pk=membership_id)


def _held_absence(absence_id: int) -> Membership:
    known = queries.absences().filter(pk=absence_id).first()
    if known is None:
        raise NotFound()
    _hold_people({known.user_id, _covered(known).user_id})
    row = queries.absences().select_for_update(of=("self",)).filter(pk=absence_id).first()
    if row is None:  # called off meanwhile
        raise NotFound()
    return row


def _hold_people(ids: Iterable[int]) -> None:
    list(User.objects.select_for_update().filter(pk__in=sorted(ids)).order_by("pk"))


def _covered(row: Membership) -> Membership:
    if row.covers is None:
        raise NotFound()
    return row.covers


def _last(row: Membership) -> date:
    return row.ends_on or date.max  # a deputy's always ends: see the model's constraint


def _require(
    actor: Actor, absent: Membership, deputy_id: int, begins_on: date, ends_on: date, *, longer: bool = True
) -> None:
    if policies.may_cover(actor, absent):
        return
    if not policies.is_own(actor, absent):
        raise NotAllowed(_("Your role does not allow this."))
    if longer and not queries.colleagues_of(absent, begins_on, ends_on).filter(user_id=deputy_id).exists():
        said = _(
            "For your own absence choose somebody who holds the same role there. For another, ask your supervisor."
        )
        raise Invalid(said, fields={"deputy": [said]})


def _wrong_days(absent: Membership, begins_on: date, ends_on: date, earliest: date) -> dict[str, list[object]]:
    if ends_on < begins_on:
        return {"ends_on": [_("The last day is before the first.")]}
    if begins_on < earliest:
        return {"begins_on": [_("What is past stays as it was: today at the earliest.")]}
    if ends_on - begins_on > LONGEST:
        return {"ends_on": [_("An absence lasts a year at most. For longer, give the role to somebody else.")]}
    if begins_on < absent.begins_on or (absent.ends_on is not None and ends_on > absent.ends_on):
        return {"ends_on": [_("The role is not held on all of these days.")]}
    return {}


def _able(deputy: User, absent: Membership, begins_on: date, ends_on: date) -> bool:
    return queries.may_stand_in(absent, begins_on, ends_on).filter(user=deputy).exists()


def _refuse_meetings(absent: Membership, deputy_id: int, begins_on: date, ends_on: date) -> None:
    """No second deputy on one day, no deputy who is away, and no chain of them."""
    meeting = queries.absences().filter(begins_on__lte=ends_on, ends_on__gte=begins_on)
    if meeting.filter(covers=absent).exists():
        raise Conflict(_("A deputy covers some of these days already."), code="covered")
    if meeting.filter(covers__user_id=deputy_id).exists():
        said = _("This person is absent themselves on some of these days.")
        raise Conflict(said, code="deputy-absent")
    if meeting.filter(user_id=absent.user_id).exists():
        said = _(
            "This person stands in for somebody else on some of these days: end that first, or name another deputy there."
        )
        raise Conflict(said, code="stands-in")


def _refuse_over(row: Membership, today: date) -> None:
    if _last(row) < today - _ONE_DAY:
        raise Conflict(_("This absence is over."), code="over")
