"""How kinds of people and of papers are said."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tawasul.lib.identity import IdentityKind


class Category(StrEnum):
    """In what capacity a beneficiary asks."""

    PARENT = "parent"
    STUDENT = "student"
    TEACHER = "teacher"
    STAFF = "staff"
    COMPANY = "company"
    OTHER = "other"


CATEGORY_LABELS = {
    Category.PARENT.value: _("Parent or guardian"),
    Category.STUDENT.value: _("Student"),
    Category.TEACHER.value: _("Teacher"),
    Category.STAFF.value: _("Staff member"),
    Category.COMPANY.value: _("Company or institution"),
    Category.OTHER.value: _("Other"),
}

IDENTITY_KIND_LABELS = {
    IdentityKind.NATIONAL.value: _("National identity"),
    IdentityKind.RESIDENT.value: _("Resident identity (iqama)"),
    IdentityKind.GCC.value: _("GCC identity"),
    IdentityKind.PASSPORT.value: _("Passport"),
    IdentityKind.BORDER.value: _("Border number"),
}

STANDING_LABELS = {
    "waiting": _("Not invited yet"),
    "invited": _("Invited"),
    "lapsed": _("Invitation expired"),
    "active": _("Active"),
    "closed": _("Account closed"),
}
