"""How long an SMS is, as gateways count and charge it (3GPP TS 23.038). Pure.

In the seven-bit alphabet 160 letters make one part, and 153 each of several; with one letter outside it (any Arabic one)
the whole goes in UCS-2: 70 letters, or 67 each.
"""

from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€\f")  # two letters each


@dataclass(frozen=True, kw_only=True)
class Length:
    """`letters` as they are counted; `segments` as they are charged."""

    letters: int
    segments: int
    is_unicode: bool


def length_of(text: str) -> Length:
    """How long a text is as an SMS."""
    is_unicode = not set(text) <= BASIC | EXTENDED
    if is_unicode:
        letters, alone, each = len(text.encode("utf-16-be")) // 2, 70, 67
    else:
        letters, alone, each = len(text) + sum(letter in EXTENDED for letter in text), 160, 153
    segments = 1 if letters <= alone else -(-letters // each)
    return Length(letters=letters, segments=segments, is_unicode=is_unicode)
