"""What rises: how much more is asked of one thing this week than in the weeks before, and which texts ask one thing. Plain
Python, in whatever Arabic spelling.

The measure (`surprise`) is the exact test of two shares: of all tickets of one kind, this week's and the usual ones, how many
fall into this week is binomial where nothing has changed. The texts are compared by what they say (`saying`, made of the words
of `duplicates.likeness` without names and numbers, which differ from person to person though the cause is one).
See docs/decisions/problems.md.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp, fsum, lgamma, log, log10

from tawasul.tickets.duplicates.likeness import SAYS_LITTLE, STRANGE, told

LEAST = 3  # tickets; fewer are no rise
RISES = 2.0  # of `surprise`: at most once in a hundred weeks by chance
ALIKE = 0.45
USUAL_WORD = 0.05  # said in more than one of twenty texts of the usual weeks, it says little

Saying = Mapping[str, float]


def surprise(now: int, of: int, before: int, of_before: int) -> float:
    """How surprising it is that `now` of the `of` tickets looked at this week are of one kind, where `before` of `of_before` of
    the usual weeks were: minus the decimal logarithm of the chance of so many or more, were the share the same; 0 where nothing
    surprises, or nothing is known of what is usual.

    Grows with `now`, falls with `before`. Raises ValueError where a part is more than its whole, or negative.
    """
    if not 0 <= now <= of or not 0 <= before <= of_before:
        raise ValueError("a part is at least 0 and at most its whole")
    if now == 0 or of_before == 0:
        return 0.0
    return max(0.0, -log10(_tail(now, now + before, of / (of + of_before))))


def _tail(least: int, all_of_them: int, share: float) -> float:
    """The chance that `least` or more of `all_of_them` fall into a part that is this share of the whole (binomial)."""
    here, elsewhere, whole = log(share), log(1 - share), lgamma(all_of_them + 1)
    return min(
        1.0,
        fsum(
            exp(whole - lgamma(k + 1) - lgamma(all_of_them - k + 1) + k * here + (all_of_them - k) * elsewhere)
            for k in range(least, all_of_them + 1)
        ),
    )


def rises(now: int, of: int, before: int, of_before: int) -> bool:
    """Whether it is worth somebody's look: several, a larger share than is usual, and hardly by chance."""
    return now >= LEAST and now * of_before >= before * of and surprise(now, of, before, of_before) >= RISES


def saying(text: str) -> dict[str, float]:
    """What a text says, by its words: without what things are called and without numbers, so that people of two schools who ask
    one thing say the same."""
    read = told(text)
    names = frozenset[str]().union(*read.names.values())
    return {word: weight for word, weight in read.words.items() if word not in names and not word.isdigit()}


def usual_words(usual: Sequence[Saying]) -> frozenset[str]:
    """What is said every week, whatever the matter."""
    counted = Counter(word for each in usual for word in each)
    return frozenset(word for word, count in counted.items() if count > 1 and count > USUAL_WORD * len(usual))


def weighed(each: Saying, common: Collection[str]) -> dict[str, float]:
    """The same, in which what is usual says little."""
    return {word: min(weight, SAYS_LITTLE) if word in common else weight for word, weight in each.items()}


def alike(one: Saying, other: Saying) -> float:
    """From 0 to 1: how much of what the shorter says the longer says too. The same whichever comes first."""
    weights = fsum(one.values()), fsum(other.values())
    least, most = min(weights), max(weights)
    if not least:
        return 0.0
    shared = fsum(min(weight, other[word]) for word, weight in one.items() if word in other)
    return min(1.0, shared / (least + STRANGE * (most - least)))


@dataclass(frozen=True)
class Group:
    """Texts that ask one thing, by their places in the sequence; `leader` is the one most like the others."""

    leader: int
    members: tuple[int, ...]


def grouped(texts: Sequence[Saying]) -> list[Group]:
    """The texts in groups, each text in one: with the group whose first text it is most like, or by itself. Then whoever is
    most like the others of a group leads it. Compared are only texts that share a word that says something."""
    groups: list[list[int]] = []
    heads: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        near = {number for word, weight in text.items() if weight > SAYS_LITTLE for number in heads.get(word, ())}
        best = max(near, key=lambda number: (alike(text, texts[groups[number][0]]), -number), default=None)
        if best is not None and alike(text, texts[groups[best][0]]) >= ALIKE:
            groups[best].append(place)
            continue
        for word, weight in text.items():
            if weight > SAYS_LITTLE:
                heads.setdefault(word, []).append(len(groups))
        groups.append([place])
    return [Group(leader=_leader(texts, members), members=tuple(members)) for members in groups]


def _leader(texts: Sequence[Saying], members: Sequence[int]) -> int:
    """Of a large group the first are compared with all: the work grows with its size, not with its square."""
    some = members[:_COMPARED]
    return max(some, key=lambda one: (fsum(alike(texts[one], texts[other]) for other in members), -one))


_COMPARED = 12
