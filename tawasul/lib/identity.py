"""Identity documents and their numbers.

A national identity begins with 1, a resident's (iqama) with 2; both have ten digits, the last a Luhn check digit.
The other documents have no check digit.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from tawasul.lib.digits import all_digits, compact
from tawasul.lib.errors import Invalid


class IdentityKind(StrEnum):
    """The document a person is known by."""

    NATIONAL = "national"
    RESIDENT = "resident"
    GCC = "gcc"
    PASSPORT = "passport"
    BORDER = "border"


@dataclass(frozen=True, slots=True)
class Identity:
    """A document and its number as kept: western digits, capital letters, no spaces."""

    kind: IdentityKind
    number: str


class InvalidIdentity(Invalid):
    """The text is not a number of that document."""

    code = "invalid-identity"


class MistypedIdentity(InvalidIdentity):
    """It has the form of a national or resident identity, and a digit is wrong."""


class OtherDocument(InvalidIdentity):
    """It is the number of a national or resident identity, given as another document's."""


FORMS: Mapping[IdentityKind, re.Pattern[str]] = {
    IdentityKind.NATIONAL: re.compile(r"1[0-9]{9}"),
    IdentityKind.RESIDENT: re.compile(r"2[0-9]{9}"),
    IdentityKind.GCC: re.compile(r"[0-9]{7,15}"),
    IdentityKind.PASSPORT: re.compile(r"(?=.*[0-9])[A-Z0-9]{5,15}"),
    IdentityKind.BORDER: re.compile(r"[0-9]{10}"),
}
_CHECKED = (IdentityKind.NATIONAL, IdentityKind.RESIDENT)
_REFUSALS = {
    IdentityKind.NATIONAL: _("A national identity number has ten digits and begins with 1."),
    IdentityKind.RESIDENT: _("A resident identity number has ten digits and begins with 2."),
    IdentityKind.GCC: _("A GCC identity number has 7 to 15 digits."),
    IdentityKind.PASSPORT: _("A passport number has 5 to 15 Latin letters and digits."),
    IdentityKind.BORDER: _("A border number has ten digits."),
}
_TOLD_OTHERWISE = {
    IdentityKind.NATIONAL: _("This is the number of a national identity: choose that document, or correct the number."),
    IdentityKind.RESIDENT: _("This is the number of an iqama: choose that document, or correct the number."),
}


def parse_identity(text: str, kind: IdentityKind | None = None) -> Identity:
    """Read an identity number in any digits, with spaces, dashes or direction marks.

    Without `kind` only the two documents that the number itself tells (national, resident) are recognised, and no other may
    have such a number: else one person would be recorded twice, under two documents. Raises InvalidIdentity.
    """
    number = compact(text).upper()
    document = kind or _told_by(number)
    for told in _CHECKED:
        if told is not document and FORMS[told].fullmatch(number) and identity_check_digit(number[:9]) == number[9]:
            raise OtherDocument(_TOLD_OTHERWISE[told])
    if not FORMS[document].fullmatch(number):
        raise InvalidIdentity(_REFUSALS[document])
    if document in _CHECKED and identity_check_digit(number[:9]) != number[9]:
        raise MistypedIdentity(_("This identity number has a wrong digit. Please check it."))
    return Identity(document, number)


def identity_check_digit(nine: str) -> str:
    """Give the tenth digit (Luhn) that makes the first nine of a national or resident identity valid."""
    if len(nine) != 9 or not all_digits(nine):
        raise ValueError("nine digits are needed")
    doubled = (int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(nine))
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def _told_by(number: str) -> IdentityKind:
    for kind in _CHECKED:
        if FORMS[kind].fullmatch(number):
            return kind
    raise InvalidIdentity(_("An identity number has ten digits and begins with 1 or 2."))
