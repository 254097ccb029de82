"""Absences, as the interface shows and takes them."""

from datetime import date
from typing import Annotated

from django.utils.translation import get_language
from pydantic import BaseModel, Field

from tawasul.api.schemas.asked import Asked, Day, Id, Line, OneOf
from tawasul.api.schemas.places import Named, named
from tawasul.centres.models import Membership
from tawasul.centres.queries import When, when_of
from tawasul.centres.saying import role_said
from tawasul.lib.errors import NotFound
from tawasul.lib.hijri import short_dual
from tawasul.people.models import User

WhenKey = Annotated[str, OneOf([each.value for each in When])]


class Person(Named):
    """A member of staff."""

    user_number: str


class AbsenceRead(BaseModel):
    """Somebody is away in one of their roles, and who stands in for them."""

    id: int
    when: str = Field(description="now, coming or over")
    absent: Person
    deputy: Person
    role: str
    role_label: str
    place: Named
    first_day: date
    last_day: date
    first_day_said: str = Field(description="In both calendars")
    last_day_said: str = Field(description="In both calendars")


class AbsencePage(BaseModel):
    """A page by key: `next` goes into `after`."""

    absences: list[AbsenceRead]
    next: int | None


class AbsencesAsked(BaseModel):
    """Which absences, and how many at once."""

    when: WhenKey = When.NOW.value
    after: Id | None = Field(None, description="From `next` of the page before")
    size: int = Field(50, ge=1, le=100)


class AbsenceGiven(Asked):
    """An absence to be recorded."""

    absent: Line = Field(description="The user number of who is away", examples=["E100169"])
    deputy: Line = Field(description="The user number of who stands in", examples=["E100170"])
    first_day: Day
    last_day: Day = Field(description="Included")
    roles: list[Id] | None = Field(
        None,
        min_length=1,
        max_length=20,
        description="The roles in which they are away, by their ids in /people/{user_number}/roles; left out: all for which "
        "the caller may name a deputy",
    )


class LastDayGiven(Asked):
    """Until when."""

    last_day: Day = Field(description="Included; of who is back today it is yesterday")


class RoleHeld(BaseModel):
    """A role that somebody holds or will hold at a place."""

    id: int
    role: str
    role_label: str
    place: Named
    first_day: date
    last_day: date | None = Field(description="Empty: until further notice")
    stands_for: Named | None = Field(description="Whose role it is, where it is a deputy's")


class CalledOff(BaseModel):
    """The absence that will not be."""

    id: int


def absence_read(row: Membership, today: date) -> AbsenceRead:
    """One absence, in the caller's language."""
    if row.covers is None or row.ends_on is None:
        raise NotFound()
    language = get_language() or "ar"
    return AbsenceRead(
        id=row.pk,
        when=when_of(row, today).value,
        absent=_person(row.covers.user),
        deputy=_person(row.user),
        role=row.role,
        role_label=role_said(row),
        place=named(row.place),
        first_day=row.begins_on,
        last_day=row.ends_on,
        first_day_said=short_dual(row.begins_on, language),
        last_day_said=short_dual(row.ends_on, language),
    )


def role_held(row: Membership) -> RoleHeld:
    """A membership, in the caller's language."""
    return RoleHeld(
        id=row.pk,
        role=row.role,
        role_label=role_said(row),
        place=named(row.place),
        first_day=row.begins_on,
        last_day=row.ends_on,
        stands_for=named(row.covers.user) if row.covers else None,
    )


def _person(user: User) -> Person:
    return Person(id=user.pk, name=user.name, user_number=user.user_number)
