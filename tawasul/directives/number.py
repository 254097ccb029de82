"""Directive numbers: two digits of the year, six of the sequence, one check digit, as with tickets.

Nine digits: a problem has eight, a ticket eleven, an identity ten; a mobile of nine begins with 5, as no year does yet.
"""

from django.utils.translation import gettext_lazy as _

from tawasul.lib.digits import all_digits, compact
from tawasul.lib.reference import InvalidReference, MistypedReference, damm_digit

LENGTH = 9
LARGEST_SEQUENCE = 999_999


def compose(year: int, sequence: int) -> str:
    """Give the number of the `sequence`-th directive of a Gregorian `year`. Raises ValueError beyond six digits."""
    if not 1 <= sequence <= LARGEST_SEQUENCE:
        raise ValueError(f"the sequence is from 1 to {LARGEST_SEQUENCE}")
    number = f"{year % 100:02d}{sequence:06d}"
    return number + damm_digit(number)


def parse_number(text: str) -> str:
    """Read a directive's number in any digits, with spaces, dashes or direction marks. Raises InvalidReference."""
    number = compact(text)
    if len(number) != LENGTH or not all_digits(number):
        raise InvalidReference(_("The number of a directive has nine digits."))
    if damm_digit(number[:-1]) != number[-1]:
        raise MistypedReference(_("This number of a directive has a wrong digit. Please check it."))
    return number


def spoken(number: str) -> str:
    """Group the number for reading aloud: 26-000012-3."""
    return "-".join((number[:2], number[2:8], number[8:]))
