"""How far two requests of one person are about one matter, by their words alone: plain Python, in whatever Arabic spelling.

A word counts by how much it says: what everybody writes to us counts nothing, what many write little, the rest by its length.
Two texts that each name one of several things of a kind (a class, a subject, a month, a son or a daughter, a number), and none
in common, are rather two matters. One that says that it asks again needs less in common. How the figures were found, and how
well they do, stands in docs/decisions/duplicates.md.
"""

from collections.abc import Set
from dataclasses import dataclass
from itertools import pairwise
from math import fsum

from tawasul.lib.arabic import fold, stemmed
from tawasul.tickets.duplicates.words import AGAIN, COMMON, KINDS, NAMED, NO_NAME, NOTHING_SAID, ONLY_ONE, bare

ALIKE = 0.40
VERY_ALIKE = 0.55
ANOTHER_MATTER = 0.5  # what is left of the likeness for each kind of which the two name different things
ASKED_AGAIN = 1.35  # how much more it is where one says that it asks again
SAYS_LITTLE = 0.3  # of a word that many write
STRANGE = 0.25  # how much of what only the longer says counts against the two
LONGEST_READ = 800  # letters; what a matter is about stands at the beginning


@dataclass(frozen=True)
class Told:
    """A text as it is compared: its words with what each says, the names by what they are names of, whether it asks again."""

    words: dict[str, float]
    names: dict[str, frozenset[str]]
    again: bool

    @property
    def weight(self) -> float:
        """All that it says."""
        return fsum(self.words.values())


def told(text: str) -> Told:
    """Read a text once, however many others it is compared with."""
    folded = fold(text[:LONGEST_READ])
    said = [bare(term) for term in stemmed(folded)]
    return Told(
        words={word: _weight(word) for word in said if word not in NOTHING_SAID and word not in AGAIN},
        names=_names(folded),
        again=any(word in AGAIN for word in said),
    )


def _names(folded: str) -> dict[str, frozenset[str]]:
    """What things of their own are called: "مدرسة الأمل" is a school of that name, "المدرسة" is none."""
    found: dict[str, frozenset[str]] = {}
    for kind, word in pairwise(folded.split()):
        of = kind if kind in NAMED else kind[1:]
        name = next(iter(stemmed(word)), "")
        if of in NAMED and name and bare(name) not in NO_NAME:
            found[of] = found.get(of, frozenset()) | {bare(name)}
    return found


def likeness(one: Told, other: Told) -> float:
    """From 0 (no word in common) to 1: how much of what the shorter says the longer says too."""
    least = min(one.weight, other.weight)
    if not least:
        return 0.0
    shared = fsum(weight for word, weight in one.words.items() if word in other.words)
    found = shared / (least + STRANGE * (max(one.weight, other.weight) - least)) * ANOTHER_MATTER ** _apart(one, other)
    return min(1.0, found * (ASKED_AGAIN if one.again or other.again else 1.0))


def _weight(word: str) -> float:
    if word in COMMON:
        return SAYS_LITTLE
    return 1.0 if word.isdigit() else min(len(word), 5) / 4


def _apart(one: Told, other: Told) -> int:
    """In how many ways the two say that they are about different things."""
    mine, theirs = one.words.keys(), other.words.keys()
    return (
        sum(_differ(kind & mine, kind & theirs) for kind in KINDS)
        + sum(_differ(names, other.names.get(kind, frozenset())) for kind, names in one.names.items())
        + sum(bool(mark & mine) != bool(mark & theirs) for mark in ONLY_ONE)
        + _differ(_numbers(one), _numbers(other))
    )


def _differ(one: Set[str], other: Set[str]) -> bool:
    return bool(one and other and not one & other)


def _numbers(said: Told) -> Set[str]:
    return {word for word in said.words if word.isdigit()}
