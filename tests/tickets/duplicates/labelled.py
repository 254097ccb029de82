"""The labelled pairs, and how well a rule tells them apart."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("labelled_pairs.txt")


class Pair(NamedTuple):
    """What was written, what was written later, and whether it is the same matter. `family` counts from 1."""

    family: int
    earlier: str
    later: str
    same: bool


class Figures(NamedTuple):
    """How a rule does: of those it calls alike so many are the same; of the same it calls so many alike."""

    pairs: int
    precision: float
    recall: float


def pairs() -> list[Pair]:
    """All pairs of the file, in its order."""
    return list(_read(FILE.read_text().splitlines()))


def _read(lines: list[str]) -> Iterator[Pair]:
    family, earlier = 0, ""
    for line in lines:
        mark, said = line[:1], line[2:].strip()
        if mark == "*":
            family, earlier = family + 1, said
        elif mark in {"=", "!"}:
            yield Pair(family, earlier, said, mark == "=")


def measured(asked: list[Pair], alike: Callable[[str, str], bool]) -> Figures:
    """The figures of a rule on these pairs."""
    called = [pair for pair in asked if alike(pair.earlier, pair.later)]
    right = sum(pair.same for pair in called)
    return Figures(
        pairs=len(asked),
        precision=right / len(called) if called else 1.0,
        recall=right / sum(pair.same for pair in asked),
    )
