"""Sentences with words in braces, filled in so that they read as if one had written them."""

from collections.abc import Mapping
from string import Formatter

_STOPS = ".!?؟…"
_MARKS = "\u2066\u2067\u2068\u2069\u200e\u200f"  # of direction, which nobody reads


def filled(template: str, values: Mapping[str, str], missing: str = "") -> str:
    """The template with the value of each {name}, `missing` where there is none.

    A value that ends a sentence itself ("What is your number?") is not followed by the template's full stop.
    Raises ValueError where braces do not match.
    """
    said: list[str] = []
    ended = False
    for literal, name, _form, _turned in Formatter().parse(template):
        said.append(literal[1:] if ended and literal.startswith(".") else literal)
        if name is not None:
            said.append(values.get(name, missing))
        ended = name is not None and said[-1].rstrip(_MARKS)[-1:] in tuple(_STOPS)
    return "".join(said)
