"""What a version changes of the version before: line by line, by what each line is about. Pure Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tawasul.service_levels.amounts import Promise


class Change(StrEnum):
    """What became of a line."""

    SAME = "same"
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A line as it was and as it is; `was` is None for one that was added, `now` for one that was removed."""

    was: Promise | None
    now: Promise | None

    @property
    def change(self) -> Change:
        """What became of it."""
        if self.was is None:
            return Change.ADDED
        if self.now is None:
            return Change.REMOVED
        return Change.SAME if self.was == self.now else Change.CHANGED

    @property
    def line(self) -> Promise:
        """The line itself: as it is now, or as it was last."""
        line = self.now or self.was
        assert line is not None, "a difference is of some line"
        return line


def differences(before: Sequence[Promise], after: Sequence[Promise]) -> list[Difference]:
    """Every line of either, those of `after` first, in their order; then those that are no more."""
    was = {line.key: line for line in before}
    now = {line.key for line in after}
    kept = [Difference(was=was.get(line.key), now=line) for line in after]
    return kept + [Difference(was=line, now=None) for line in before if line.key not in now]
