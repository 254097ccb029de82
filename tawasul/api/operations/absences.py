"""Who is away and who stands in: read and recorded, as a system of human resources would."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Status
from pydantic import Field

from tawasul.accounts import actions
from tawasul.accounts.queries import memberships_of, people_visible_to
from tawasul.api.caller import Call, Caller
from tawasul.api.noun import Noun
from tawasul.api.once import KeyOptional, KeyRequired, acting_once
from tawasul.api.schemas.absences import (
    AbsenceGiven,
    AbsencePage,
    AbsenceRead,
    AbsencesAsked,
    CalledOff,
    LastDayGiven,
    RoleHeld,
    absence_read,
    role_held,
)
from tawasul.api.schemas.asked import Id
from tawasul.centres import policies, queries
from tawasul.centres.models import Membership
from tawasul.centres.queries import When
from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid, NotFound
from tawasul.people.models import User

router = Noun("absences")
FIELDS = {"begins_on": "first_day", "ends_on": "last_day"}
RECORDERS = [Power.MANAGE_MEMBERS, Power.APPOINT_COORDINATORS]
Number = Annotated[str, Field(min_length=1, max_length=20)]


@router.opens("GET", "/absences", AbsencePage, needs=[Power.SEE_NETWORK])
def list_absences(request: Call, how: Query[AbsencesAsked]) -> AbsencePage:
    """Who is away in the caller's part of the network: now, from a later day on, or over in the last month."""
    today = timezone.localdate(request.auth.at)
    rows = queries.absences_standing(queries.absences_visible_to(request.auth.actor), When(how.when), today)
    found = list(queries.absences_after(rows, When(how.when), how.after)[: how.size + 1])
    shown = found[: how.size]
    return AbsencePage(
        absences=[absence_read(row, today) for row in shown], next=shown[-1].pk if len(found) > how.size else None
    )


@router.opens("GET", "/absences/{absence}", AbsenceRead, needs=[Power.SEE_NETWORK])
def read_absence(request: Call, absence: Id) -> AbsenceRead:
    """One absence of the caller's part of the network."""
    return absence_read(_visible(request.auth, absence), timezone.localdate(request.auth.at))


@router.opens("GET", "/people/{user_number}/roles", list[RoleHeld], needs=[Power.SEE_NETWORK])
def roles_of_person(request: Call, user_number: Number) -> list[RoleHeld]:
    """The roles that somebody of the caller's part of the network holds or will hold there, a deputy's among them."""
    user = _person(request.auth, user_number, field="")
    today = timezone.localdate(request.auth.at)
    seen = queries.places_visible_to(request.auth.actor).values("pk")
    rows = Membership.objects.filter(queries.not_over(today), user=user, place__in=seen)
    return [role_held(row) for row in rows.select_related("place", "covers__user").order_by("begins_on", "pk")]


@router.opens("POST", "/absences", list[AbsenceRead], needs=RECORDERS, status=201)
def record_absence(request: Call, body: AbsenceGiven, idempotency_key: KeyRequired) -> Status[Any]:
    """Record that somebody is away, and who stands in for them; both are told.

    One absence comes of each role: all of them, or none where one cannot be covered.
    """
    caller = request.auth
    asked = body.model_dump(mode="json")
    return Status(201, acting_once(caller, idempotency_key, "record_absence", asked, lambda: _recorded(caller, body)))


@router.opens("POST", "/absences/{absence}/last-day", AbsenceRead, needs=RECORDERS)
def move_end_of_absence(
    request: Call, absence: Id, body: LastDayGiven, idempotency_key: KeyOptional = None
) -> dict[str, Any]:
    """Let an absence last until another day, earlier or later; both are told.

    Of who is back today the last day was yesterday. What is past stays as it was.
    """
    caller = request.auth
    _visible(caller, absence)

    def act() -> dict[str, Any]:
        with _in_the_bodys_words():
            actions.move_end_of_absence(actor=caller.actor, absence_id=absence, ends_on=body.last_day, at=caller.at)
        return _said(caller, absence)

    asked = {"absence": absence, **body.model_dump(mode="json")}
    answer: dict[str, Any] = acting_once(caller, idempotency_key, "move_end_of_absence", asked, act)
    return answer


@router.opens("POST", "/absences/{absence}/call-off", CalledOff, needs=RECORDERS)
def call_off_absence(request: Call, absence: Id, idempotency_key: KeyOptional = None) -> dict[str, Any]:
    """Call off an absence that has not begun; both are told."""
    caller = request.auth

    def act() -> dict[str, Any]:
        _visible(caller, absence)
        actions.call_off_absence(actor=caller.actor, absence_id=absence, at=caller.at)
        return CalledOff(id=absence).model_dump()

    answer: dict[str, Any] = acting_once(caller, idempotency_key, "call_off_absence", {"absence": absence}, act)
    return answer


def _recorded(caller: Caller, body: AbsenceGiven) -> list[dict[str, Any]]:
    absent = _person(caller, body.absent, field="absent")
    deputy = User.objects.filter(user_number__iexact=body.deputy.strip(), is_active=True).first()
    if deputy is None:
        said = _("There is no such person.")
        raise Invalid(said, fields={"deputy": [said]})
    with _in_the_bodys_words():
        made = actions.record_absence(
            actor=caller.actor,
            membership_ids=_roles(caller, absent, body.roles),
            deputy_id=deputy.pk,
            begins_on=body.first_day,
            ends_on=body.last_day,
            at=caller.at,
        )
    return [_said(caller, row.pk) for row in made]


@contextmanager
def _in_the_bodys_words() -> Iterator[None]:
    """Say of what the actions refuse in which field of the body it stands."""
    try:
        yield
    except Invalid as refused:
        fields = {FIELDS.get(name, name): said for name, said in refused.fields.items()}
        raise Invalid(refused.message, fields=fields, code=refused.code) from refused


def _roles(caller: Caller, absent: User, asked: list[int] | None) -> list[int]:
    """Those that were asked for, if they are the person's; or all for which the caller may name a deputy."""
    today = timezone.localdate(caller.at)
    held = [
        row for row in memberships_of(absent.pk) if row.covers_id is None and (not row.ends_on or row.ends_on >= today)
    ]
    if asked is None:
        return [row.pk for row in held if policies.may_cover(caller.actor, row)]
    if unknown := set(asked) - {row.pk for row in held}:
        said = _("This person holds no such role: %(ids)s.") % {"ids": ", ".join(map(str, sorted(unknown)))}
        raise Invalid(said, fields={"roles": [said]})
    return asked


def _said(caller: Caller, absence_id: int) -> dict[str, Any]:
    row = queries.absences().get(pk=absence_id)
    return absence_read(row, timezone.localdate(caller.at)).model_dump(mode="json")


def _visible(caller: Caller, absence_id: int) -> Membership:
    found = queries.absences_visible_to(caller.actor).filter(pk=absence_id).first()
    if found is None:
        raise NotFound()
    return found


def _person(caller: Caller, user_number: str, *, field: str) -> User:
    """Somebody of the caller's part of the network. Raises Invalid at `field`, or NotFound where it is the address itself."""
    number = user_number.replace("\x00", "").strip()
    found = people_visible_to(caller.actor).filter(user_number__iexact=number).first()
    if found is not None:
        return found
    if not field:
        raise NotFound()
    said = _("There is no such person.")
    raise Invalid(said, fields={field: [said]})
