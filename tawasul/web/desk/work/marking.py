"""Where in a text the words of a search stand: the same folding as the search itself, so that any spelling is marked."""

import re
from collections.abc import Iterator
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


@dataclass(frozen=True)
class Hit:
    """A word or phrase that was sought, and where it stands."""

    begins: int
    ends: int
    what: tuple[str, ...]


def hits(text: str, sought: Sought) -> list[Hit]:
    """Everything sought that stands in a text, by where it begins; of a phrase what follows each other."""
    if not sought:
        return []
    stems = [(stem, word) for word in WORD.finditer(text) for stem in running_terms(word.group())]
    found = list(_words(stems, sought))
    for phrase in sought.phrases:
        for first in range(len(stems) - len(phrase) + 1):
            run = stems[first : first + len(phrase)]
            if tuple(stem for stem, _word in run) == phrase:
                found.append(Hit(run[0][1].start(), run[-1][1].end(), phrase))
    return sorted(found, key=lambda hit: (hit.begins, hit.ends))


def _words(stems: list[tuple[str, re.Match[str]]], sought: Sought) -> Iterator[Hit]:
    for stem, word in stems:
        if what := sought.word_of(stem):
            yield Hit(word.start(), word.end(), (what,))


def found_in(text: str, sought: Sought) -> int:
    """How much of what is sought stands in a text: phrases and words, each counted once."""
    return len({hit.what for hit in hits(text, sought)})


def marked(text: str, sought: Sought) -> list[Piece]:
    """The text in pieces. A word that is only begun is marked whole, and each word of a phrase by itself."""
    found = hits(text, sought)
    pieces: list[Piece] = []
    end = 0
    for word in WORD.finditer(text) if found else ():
        if not any(hit.begins <= word.start() and word.end() <= hit.ends for hit in found):
            continue
        if word.start() > end:
            pieces.append(Piece(text[end : word.start()], False))
        pieces.append(Piece(word.group(), True))
        end = word.end()
    return [*pieces, Piece(text[end:], False)] if end < len(text) else pieces


def excerpt(text: str, sought: Sought) -> list[Piece]:
    """The part of a long text around the first match, marked; its beginning where nothing matches."""
    text = " ".join(text.split())
    first = next((hit.begins for hit in hits(text, sought)), 0)
    begin = text.rfind(" ", 0, max(first - AROUND, 0)) + 1
    end = text.find(" ", first + 2 * AROUND)
    shown = text[begin:] if end < 0 else text[begin:end]
    return marked(f"{'… ' if begin else ''}{shown}{' …' if end >= 0 else ''}", sought)
