"""Digits as people type them: Arabic-Indic ٠-٩, Extended ۰-۹, with spaces, dashes and direction marks around them."""

import unicodedata

_WESTERN = {ord(first) + value: str(value) for first in "٠۰" for value in range(10)}
_INVISIBLE_OR_BETWEEN = {"Cf", "Cc", "Zs", "Zl", "Zp", "Pd"}  # direction and zero-width marks, spaces, dashes
_MINUS = "\u2212"


def western(text: str) -> str:
    """Write Arabic-Indic and Extended Arabic-Indic digits as 0-9; everything else stays as it is."""
    return text.translate(_WESTERN)


def compact(text: str) -> str:
    """Write a number as machines keep it: western digits, without spaces, dashes, direction and zero-width marks."""
    plain = western(unicodedata.normalize("NFKC", text))
    return "".join(sign for sign in plain if not _is_between(sign))


def all_digits(text: str) -> bool:
    """Tell whether `text` is made of 0-9 alone (`str.isdigit` also accepts other scripts and superscripts)."""
    return text.isascii() and text.isdigit()


def _is_between(sign: str) -> bool:
    return sign == _MINUS or unicodedata.category(sign) in _INVISIBLE_OR_BETWEEN
