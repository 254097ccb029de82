"""The history told by several processes at once, each a share of the lives in a transaction of its own; all are kept, or none.

A share is chosen so that no two wait for each other's rows: who asks more than once, and whoever encloses files (which are
kept once for equal bytes), is in one share with all their tickets. Tickets are filed in the order of time over all shares, so
that their numbers are the same each time.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from django.db import connection, transaction

from config.parents import end_with_parent
from tawasul.cli.demonstration.history import Say, Turn
from tawasul.cli.demonstration.lives import Life, encloses

Tell = Callable[[frozenset[int], Turn, Say], None]
SAID_EVERY = 20  # steps between two words of a child
_forked = multiprocessing.get_context("fork")
_left_alone: list[
    object
] = []  # the parent's connection, in a child: closed there, it would be closed for the parent too


class GivenUpError(RuntimeError):
    """A share was broken off: nothing of any is kept."""


def shares(lives: Sequence[Life], parts: int) -> list[frozenset[int]]:
    """The numbers of the lives, divided so that each part has about as many steps."""
    enclosing = {life.filing.beneficiary for life in lives if encloses(life)}
    together: dict[object, list[int]] = {}
    for number, life in enumerate(lives):
        asker = life.filing.beneficiary
        together.setdefault("files" if asker in enclosing else asker, []).append(number)

    def steps(numbers: list[int]) -> int:
        return sum(1 + len(lives[number].moves) for number in numbers)

    found: list[list[int]] = [[] for _ in range(parts)]
    for numbers in sorted(together.values(), key=lambda group: (-steps(group), group)):
        min(found, key=steps).extend(numbers)
    return [frozenset(part) for part in found]


@dataclass
class _Child:
    process: Any
    line: Connection
    said: dict[str, tuple[int, int]] = field(default_factory=dict)
    ready: bool = False


def tell_together(lives: Sequence[Life], tell: Tell, say: Say, *, processes: int) -> None:
    """Have each share told (`tell(share, turn, say)`) in a process and transaction of its own; keep all of them.

    Raises GivenUpError where one ends before all are told; then, as on any other way out, nothing is kept.
    """
    filed = _forked.Value("l", 0)
    turns = _forked.Condition()
    children: list[_Child] = []
    try:
        for share in shares(lives, processes):
            ours, theirs = _forked.Pipe()
            given = (os.getpid(), tell, share, _in_turn(filed, turns), theirs)
            child = _Child(process=_forked.Process(target=_told, args=given, daemon=True), line=ours)
            child.process.start()
            theirs.close()
            children.append(child)
        while not all(child.ready for child in children):
            _hear(children, say)
        for child in children:
            child.line.send(True)
        for child in children:
            child.process.join()
        if any(child.process.exitcode for child in children):
            raise GivenUpError("a share was not kept")
    finally:
        for child in children:
            child.process.kill()
            child.process.join()


def _in_turn(filed: Any, turns: Any) -> Turn:
    @contextmanager
    def turn(number: int) -> Iterator[None]:
        with turns:
            turns.wait_for(lambda: filed.value == number)
        yield
        with turns:
            filed.value += 1
            turns.notify_all()

    return turn


def _hear(children: list[_Child], say: Say) -> None:
    """Wait for the next word of any child, and say how far all are together."""
    for line in wait([child.line for child in children if not child.ready]):
        child = next(each for each in children if each.line is line)
        try:
            part, done, of = child.line.recv()
        except EOFError:
            raise GivenUpError("a share ended before all were told") from None
        child.ready = part == "ready"
        child.said[part] = (done, of)
        counts = [each.said.get(part, (0, 0)) for each in children]
        if not child.ready and all(part in each.said or each.ready for each in children):
            say(part, sum(count for count, _of in counts), sum(of for _count, of in counts))


def _told(parent: int, tell: Tell, share: frozenset[int], turn: Turn, line: Connection) -> None:
    """A child: tell the share, wait for the others, keep it."""
    end_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, who ends this one
    _left_alone.append(connection.connection)
    connection.connection = None

    def say(part: str, done: int, of: int) -> None:
        if done % SAID_EVERY == 0 or done == of:
            line.send((part, done, of))

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2min'")  # who waits for another share would wait for ever
        tell(share, turn, say)
        line.send(("ready", 1, 1))
        line.recv()
    connection.close()
