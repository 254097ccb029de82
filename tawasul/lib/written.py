"""What people write, freed of what nobody sees: signs that turn the direction of all that follows, and that no keyboard has."""

import unicodedata

# Overrides and embeddings of direction: they reach over what stands beside a text (UAX #9, 2.1 and 2.2). Isolates do not.
_TURNING = dict.fromkeys(range(0x202A, 0x202F))
_BESIDE_LETTERS = frozenset(" '’`´.,،-–ـ/()&\"«»")
_OF_NAMES = ("L", "M", "Nd")  # letters, their marks, and digits: branches of companies and sons of kings have them
LEAST_LETTERS = 2


def plain(text: str) -> str:
    """A text without NUL and without signs that turn the direction of what stands beside it."""
    return text.replace("\x00", "").translate(_TURNING)


def name_written(text: str) -> str:
    """A person's name as it is kept: single spaces, and no sign that is not seen; empty where this can be no name."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) not in {"Cf", "Cc"} or sign.isspace())
    name = " ".join(seen.split())
    if any(sign not in _BESIDE_LETTERS and not unicodedata.category(sign).startswith(_OF_NAMES) for sign in name):
        return ""
    return name if sum(sign.isalpha() for sign in name) >= LEAST_LETTERS else ""
