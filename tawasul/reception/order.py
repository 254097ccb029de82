"""Who is called before whom: people with disabilities and the elderly first, and yet nobody waits for ever.

The rule: everybody stands where they came, and those to be preferred stand as if they had come an hour earlier. So

- among people of one kind, whoever came first is called first;
- somebody preferred goes before all who came up to an hour before them;
- nobody is passed by anyone who comes more than an hour after them: whoever waits is called after a number of people that
  stands an hour after they came, however many preferred people come later.

A rank never changes while one waits, so the order is one index, and two desks agree on it.
"""

from datetime import datetime, timedelta
from enum import StrEnum


class Priority(StrEnum):
    """For whom others make room."""

    NONE = "none"
    DISABILITY = "disability"
    ELDERLY = "elderly"


HEAD_START: dict[Priority, timedelta] = {
    Priority.NONE: timedelta(0),
    Priority.DISABILITY: timedelta(hours=1),
    Priority.ELDERLY: timedelta(hours=1),
}
LONGEST_HEAD_START = max(HEAD_START.values())


def ranked(since: datetime, priority: Priority) -> datetime:
    """The instant by which somebody who waits since `since` is called: the earlier, the sooner."""
    return since - HEAD_START[priority]
