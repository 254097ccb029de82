"""The clocks under load: `python -m bench.clocks` (or `make bench-clocks`). Two trials, each on a fresh copy of a database with
many open tickets: alarms (`bench.alarms`), and a holiday announced late (`bench.holiday`). Fails where a promise is not kept.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from bench import alarms, holiday, marked
from bench.databases import Databases
from bench.freshening import freshen
from bench.promises import Line, table, told

OPEN = 100_000
TRIALS = ("alarms", "holiday")


def tried(databases: Databases, opened: int, trial: Callable[[dict[str, str]], list[Line]]) -> list[Line]:
    """A trial on a fresh copy, with the machine's load before and after."""
    from django.db import connection
    from django.utils import timezone

    connection.close()
    environment = databases.environment(databases.with_open(opened))
    freshen(timezone.now())
    databases.checkpoint()
    before = os.getloadavg()[0]
    lines = trial(environment)
    load = f"{before:.1f}, {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    return [*lines, told("Load of the machine, before and after", load)]


def main() -> int:
    """Make the database, try, print; 1 where a promise is not kept."""
    options = argparse.ArgumentParser(description="Alarms and a late holiday over many open tickets")
    options.add_argument("--open", type=int, default=OPEN, help="how many tickets")
    options.add_argument("--only", choices=TRIALS)
    options.add_argument("--write", type=Path, help="a Markdown file whose table is to be replaced")
    chosen = options.parse_args()
    databases = Databases()
    os.environ.update(databases.environment(databases.trial))
    import django

    django.setup()
    trials = {"alarms": alarms.trial, "holiday": lambda environment: holiday.trial(environment, chosen.open)}
    lines = [
        line
        for name, trial in trials.items()
        if chosen.only in {None, name}
        for line in tried(databases, chosen.open, trial)
    ]
    print(said := table(lines))
    if chosen.write:
        marked.put(chosen.write, "clocks", f"{said}\n")
    return int(any(line.kept is False for line in lines))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.exit(main())
