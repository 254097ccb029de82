"""Problem numbers: two digits of the year, five of the sequence, one check digit, as with tickets.

Eight digits, so that one is never taken for a ticket (eleven), an identity (ten) or a mobile (nine to twelve).
"""

from django.utils.translation import gettext_lazy as _

from tawasul.lib.digits import all_digits, compact
from tawasul.lib.reference import InvalidReference, MistypedReference, damm_digit

LENGTH = 8
LARGEST_SEQUENCE = 99_999


def compose(year: int, sequence: int) -> str:
    """Give the number of the `sequence`-th problem of a Gregorian `year`. Raises ValueError beyond five digits."""
    if not 1 <= sequence <= LARGEST_SEQUENCE:
        raise ValueError(f"the sequence is from 1 to {LARGEST_SEQUENCE}")
    number = f"{year % 100:02d}{sequence:05d}"
    return number + damm_digit(number)


def parse_number(text: str) -> str:
    """Read a problem number in any digits, with spaces, dashes or direction marks. Raises InvalidReference."""
    number = compact(text)
    if len(number) != LENGTH or not all_digits(number):
        raise InvalidReference(_("A problem number has eight digits."))
    if damm_digit(number[:-1]) != number[-1]:
        raise MistypedReference(_("This problem number has a wrong digit. Please check it."))
    return number


def spoken(number: str) -> str:
    """Group a problem number for reading aloud: 26-00012-3."""
    return "-".join((number[:2], number[2:7], number[7:]))
