"""Text before it goes on paper: one line or several, without signs that turn what follows, and never too long to break."""

import unicodedata
from itertools import islice, pairwise

LONGEST_WORD = 24  # letters; what is longer may be broken anywhere, as nothing else in it says where
PIECE = 12
BREAK = "\u200b"
JOINED_BREAK = "\u200d\u200b\u200d"  # Arabic letters keep joining across the end of a line
_WITHOUT = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINERS = {"\u200c", "\u200d"}


def line(text: str) -> str:
    """Text as one line: without control and direction signs, spaces of any kind as one."""
    return " ".join(_word(word) for word in _kept(text).split())


def lines(text: str) -> list[str]:
    """Text as the lines that were written; empty ones are left out."""
    return [kept for kept in (line(written) for written in text.splitlines()) if kept]


def direction(text: str, of_page: str) -> str:
    """How a text is read, by its first letter, as `dir="auto"` has it: "rtl" or "ltr"; `of_page` where it has no letter."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return of_page


def _kept(text: str) -> str:
    return "".join(
        sign if unicodedata.category(sign) not in _WITHOUT or sign in _JOINERS else (" " if sign.isspace() else "")
        for sign in text
    )


def _word(word: str) -> str:
    """The word, which may be broken if it is long."""
    if len(word) <= LONGEST_WORD:
        return word
    signs = iter(word)
    pieces = []
    while piece := "".join(islice(signs, PIECE)):
        pieces.append(piece)
    written = pieces[0]
    for before, after in pairwise(pieces):
        arabic = "AL" in (unicodedata.bidirectional(before[-1]), unicodedata.bidirectional(after[0]))
        written += (JOINED_BREAK if arabic else BREAK) + after
    return written
