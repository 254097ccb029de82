"""Where in a text the words of a search stand: the same folding as the search itself, so that any spelling is marked."""

import re
from dataclasses import dataclass

from tawasul.lib.arabic import running_terms
from tawasul.tickets.sought import Sought

WORD = re.compile(r"\S+")
AROUND = 80  # letters before the first match and twice as many after it


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and whether it is what was searched for."""

    text: str
    match: bool


def marked(text: str, sought: Sought) -> list[Piece]:
    """The text in pieces. A word that is only begun is marked whole."""
    pieces: list[Piece] = []
    end = 0
    for word in WORD.finditer(text) if sought else ():
        if not any(sought.finds(stem) for stem in running_terms(word.group())):
            continue
        if word.start() > end:
            pieces.append(Piece(text[end : word.start()], False))
        pieces.append(Piece(word.group(), True))
        end = word.end()
    return [*pieces, Piece(text[end:], False)] if end < len(text) else pieces


def excerpt(text: str, sought: Sought) -> list[Piece]:
    """The part of a long text around the first match, marked; its beginning where nothing matches."""
    text = " ".join(text.split())
    first = 0
    for piece in marked(text, sought):
        if piece.match:
            break
        first += len(piece.text)
    else:
        first = 0
    begin = text.rfind(" ", 0, max(first - AROUND, 0)) + 1
    end = text.find(" ", first + 2 * AROUND)
    shown = text[begin:] if end < 0 else text[begin:end]
    return marked(f"{'… ' if begin else ''}{shown}{' …' if end >= 0 else ''}", sought)
