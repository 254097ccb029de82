"""Ticket numbers: two digits of the year, eight of the sequence, one check digit.

The check digit is Damm's: it catches every single wrong digit and every two neighbours exchanged, which is what goes
wrong when a number is read out over the telephone.
"""

from django.utils.translation import gettext_lazy as _

from tawasul.lib.digits import all_digits, compact
from tawasul.lib.errors import Invalid

LENGTH = 11
LARGEST_SEQUENCE = 99_999_999
# The weakly totally anti-symmetric quasigroup of order 10 given by Damm (2004): row is the interim, column the digit.
_QUASIGROUP = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


class InvalidReference(Invalid):
    """The text is not a ticket number."""

    code = "invalid-reference"


class MistypedReference(InvalidReference):
    """It has the length of one, and a digit is wrong."""


def compose(year: int, sequence: int) -> str:
    """Give the number of the `sequence`-th ticket of a Gregorian `year`. Raises ValueError beyond eight digits."""
    if not 1 <= sequence <= LARGEST_SEQUENCE:
        raise ValueError(f"the sequence is from 1 to {LARGEST_SEQUENCE}")
    number = f"{year % 100:02d}{sequence:08d}"
    return number + damm_digit(number)


def parse_reference(text: str) -> str:
    """Read a ticket number in any digits, with spaces, dashes or direction marks. Raises InvalidReference."""
    number = compact(text)
    if len(number) != LENGTH or not all_digits(number):
        raise InvalidReference(_("A ticket number has eleven digits."))
    if damm_digit(number[:-1]) != number[-1]:
        raise MistypedReference(_("This ticket number has a wrong digit. Please check it."))
    return number


def completed(text: str) -> str:
    """Give the whole number of one that was written without its check digit. Raises InvalidReference."""
    number = compact(text)
    if len(number) != LENGTH - 1 or not all_digits(number):
        raise InvalidReference(_("A ticket number has eleven digits."))
    return number + damm_digit(number)


def spoken(reference: str) -> str:
    """Group a ticket number for reading aloud: 26-0000-1234-8."""
    return "-".join((reference[:2], reference[2:6], reference[6:10], reference[10:]))


def damm_digit(number: str) -> str:
    """Give the check digit of a string of digits."""
    interim = "0"
    for digit in number:
        interim = _QUASIGROUP[int(interim)][int(digit)]
    return interim
