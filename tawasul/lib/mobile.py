"""Mobile numbers: read in every form people write, kept as E.164."""

import re

import phonenumbers
from django.utils.translation import gettext_lazy as _
from phonenumbers import PhoneNumberType

from tawasul.lib.digits import compact
from tawasul.lib.errors import Invalid

HOME_REGION = "SA"
_HOME = re.compile(r"(?:(?:\+|00)?9660?|0)?(5[0-9]{8})")
_HOME_E164 = re.compile(r"\+966(5[0-9]{8})")
_ORNAMENT = re.compile(r"[()./]")
_CAN_RECEIVE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


class InvalidMobile(Invalid):
    """The text is not a mobile number that can receive a message."""

    code = "invalid-mobile"


def parse_mobile(text: str) -> str:
    """Read a mobile number and give it as E.164.

    Saudi numbers may be written 05…, 5…, +9665… or 009665…; another country's need their country code.
    Raises InvalidMobile.
    """
    number = _plus_first(_ORNAMENT.sub("", compact(text)))
    if home := _HOME.fullmatch(number):
        return f"+966{home[1]}"
    return _abroad(number)


def local_form(e164: str) -> str:
    """Give a Saudi mobile as people say it, 05XXXXXXXX; another country's number stays E.164."""
    home = _HOME_E164.fullmatch(e164)
    return f"0{home[1]}" if home else e164


def _plus_first(number: str) -> str:
    """In right-to-left fields the plus is often typed at what looks like the beginning and is the end."""
    return f"+{number[:-1]}" if number.endswith("+") else number


def _abroad(number: str) -> str:
    if not re.fullmatch(r"(?:\+|00)[0-9]{6,15}", number):
        raise _refusal()
    try:
        parsed = phonenumbers.parse(number, HOME_REGION)
    except phonenumbers.NumberParseException as unreadable:
        raise _refusal() from unreadable
    if not phonenumbers.is_valid_number(parsed) or phonenumbers.number_type(parsed) not in _CAN_RECEIVE:
        raise _refusal()
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _refusal() -> InvalidMobile:
    return InvalidMobile(_("Write a mobile number such as 0512345678, or with the country code for another country."))
