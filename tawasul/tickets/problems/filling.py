"""What is filled in of the one answer for each beneficiary and ticket, and what of a text never would be. Pure Python."""

import re

FILLED_IN = ("{الاسم}", "{الرقم}", "{name}", "{number}")  # what an answer may leave open
_BETWEEN_BRACES = re.compile(r"\{[^{}]*\}")


def filled(text: str, name: str, number: str) -> str:
    """The text as one beneficiary reads it."""
    said = dict(zip(FILLED_IN, (name, number, name, number), strict=True))
    return _BETWEEN_BRACES.sub(lambda found: said.get(found[0], found[0]), text)


def never_filled(text: str) -> tuple[str, ...]:
    """What stands in braces and is none of `FILLED_IN`, and braces that stand alone: in order, each once. They would reach the
    beneficiaries as they are written."""
    unknown = [each for each in _BETWEEN_BRACES.findall(text) if each not in FILLED_IN]
    alone = [sign for sign in _BETWEEN_BRACES.sub("", text) if sign in "{}"]
    return tuple(dict.fromkeys([*unknown, *alone]))
