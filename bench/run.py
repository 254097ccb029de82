"""Measure pages at several sizes, side by side: `make bench`, or `python -m bench.run --sizes 1000 10000 --rounds 20`.

Each round does every operation once at every size, so that whatever else the machine does strikes all sizes alike.
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from types import TracebackType
from typing import Any

from bench import marked
from bench.databases import Databases
from config.environment import BASE

WARMING = 4
ALLOWED = 1.3


class Worker:
    """A process on one database."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore:No directory at", "-m", "bench.worker"],
            cwd=BASE,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Worker":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.stdin.close()  # type: ignore[union-attr]
        self.process.wait(30)

    def heard(self) -> Any:
        """The next answer. Raises RuntimeError where the process ended instead."""
        line = self.process.stdout.readline()  # type: ignore[union-attr]
        if not line:
            raise RuntimeError("a worker ended; its error stands above")
        return json.loads(line)

    def ask(self, what: str, number: int) -> Any:
        """Have an operation timed or its queries counted."""
        self.process.stdin.write(f"{what} {number}\n")  # type: ignore[union-attr]
        self.process.stdin.flush()  # type: ignore[union-attr]
        return self.heard()


@dataclass
class Measured:
    """What one operation took at one size: milliseconds of each time, and queries of one."""

    times: list[float] = field(default_factory=list)
    queries: int = 0

    @property
    def median(self) -> float:
        """The middle time."""
        return median(self.times)

    @property
    def p95(self) -> float:
        """The time that nineteen of twenty stay below."""
        return quantiles(self.times, n=20, method="inclusive")[-1]


def measure(workers: dict[int, Worker], rounds: int) -> tuple[list[str], dict[tuple[int, int], Measured]]:
    """Titles of the operations, and what was measured by (operation, size)."""
    titles, *_same = [worker.heard() for worker in workers.values()]
    found = {(number, size): Measured() for number in range(len(titles)) for size in workers}
    for turn in range(-WARMING, rounds):
        for number in range(len(titles)):
            order = list(workers) if turn % 2 else list(reversed(workers))
            for size in order:
                taken = workers[size].ask("time", number)
                if turn >= 0:
                    found[number, size].times.append(taken)
    for (number, size), measured in found.items():
        measured.queries = workers[size].ask("queries", number)
    return titles, found


def table(titles: list[str], found: dict[tuple[int, int], Measured], sizes: list[int]) -> str:
    """The table in Markdown: median and 95th percentile by size, the last size's median against the first's, queries."""
    head = ["Operation", *(f"{size:,}" for size in sizes), "last ÷ first", "Queries"]
    lines = [_line(head), _line(["---", *["---:"] * (len(head) - 1)])]
    for number, title in enumerate(titles):
        row = [found[number, size] for size in sizes]
        times = [f"{each.median:.1f} / {each.p95:.1f}" for each in row]
        queries = sorted({each.queries for each in row})
        said = str(queries[0]) if len(queries) == 1 else f"{queries[0]}–{queries[-1]}"
        lines.append(_line([title, *times, f"{row[-1].median / row[0].median:.2f}", said]))
    return "\n".join(lines)


def grown(titles: list[str], found: dict[tuple[int, int], Measured], sizes: list[int]) -> list[str]:
    """The operations that take more than `ALLOWED` times as long at the last size as at the first."""
    return [
        title
        for number, title in enumerate(titles)
        if found[number, sizes[-1]].median > ALLOWED * found[number, sizes[0]].median
    ]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Fill what is missing, measure, print; 1 where something grew."""
    options = argparse.ArgumentParser(description="Measure pages at several numbers of tickets, side by side")
    options.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options.add_argument("--rounds", type=int, default=40)
    options.add_argument("--write", type=Path, help="a Markdown file whose table is to be replaced")
    chosen = options.parse_args()
    databases = Databases()
    names = databases.made(chosen.sizes)
    databases.checkpoint()
    workers = {size: Worker(databases.environment(name)) for size, name in names.items()}
    try:
        titles, found = measure(workers, chosen.rounds)
    finally:
        for worker in workers.values():
            worker.__exit__(None, None, None)
    said = "\n".join(
        [
            table(titles, found, chosen.sizes),
            "",
            f"{chosen.rounds} rounds; milliseconds, median / 95th percentile. On disk: "
            + ", ".join(f"{size:,} tickets {databases.megabytes(name):,} MB" for size, name in names.items())
            + ". "
            + ", ".join(f"{name} {value}" for name, value in databases.settings().items())
            + f"; {os.cpu_count()} processors.",
            "",
        ]
    )
    print(said)
    if chosen.write:
        marked.put(chosen.write, "measured", said)
    slow = grown(titles, found, chosen.sizes)
    for title in slow:
        print(f"Grew beyond {ALLOWED} times: {title}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
