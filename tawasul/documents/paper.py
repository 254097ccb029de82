"""What stands on paper, before it is set: plain data, no markup. Whatever people wrote is shown as they wrote it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every document says of itself.

    `issuers` are those it comes from, the highest first. `day` is said in both calendars. `mark` stands above the title where
    not everybody may read it.
    """

    title: str
    issuers: Sequence[str]
    day: date
    language: str
    number: str = ""
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table: its share of the width against the others', and whether it holds numbers, read left to right."""

    title: str
    share: float = 1
    numbers: bool = False


@dataclass(frozen=True, kw_only=True)
class Table(Paper):
    """Rows under columns; the heads stand again on every page. `empty` is said where there are no rows."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    empty: str
    facts: Sequence[tuple[str, str]] = ()
    landscape: bool = True


@dataclass(frozen=True, kw_only=True)
class Letter(Paper):
    """A letter from one office to another: to whom, about what, what it says, and who signs: the first of `signed` is the
    office; `to_sign` leaves room for a signature and a stamp.

    `facts` are names and what they are (committed date, number), shown between `opening` and `text`; `text` is quoted as it
    was said.
    """

    to: Sequence[str]
    opening: Sequence[str]
    text: str
    closing: Sequence[str]
    signed: Sequence[str]
    facts: Sequence[tuple[str, str]] = ()
    subject: str = ""
    to_sign: bool = False
